"""Overview: is it under control, what changed, who needs a call."""

from dashboard import charts, components
from dashboard.queries import reports_by_day
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

components.heading(here, "page-overview")
components.sentence(here, now)
components.tiles(here, now.figures)

left, right = components.halves()
with left:
    components.attention(here, now)
    components.silent_units(here, now)
with right:
    components.chart(here, "chart-cases-title", charts.confirmed_by_day, *reports_by_day(here))
    components.chart(here, "chart-reports-title", charts.reports_by_day, *reports_by_day(here))
    components.day_table(here, *reports_by_day(here))
