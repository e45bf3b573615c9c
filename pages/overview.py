"""Overview: is it under control, what changed, who needs a call."""

from dashboard import boards, charts, components
from dashboard.queries import reports_by_day
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

components.heading(here, "page-overview", components.headline_figures(now))
components.sentence(here, now)
components.headlines(here, now)

left, right = components.board_and_list()
with left:
    boards.of_measures(here, now, height="calc(100dvh - 25rem)")
with right:
    components.attention(here, now)
    components.chart(here, here.words("chart-cases-title"), charts.confirmed_by_day, *reports_by_day(here))
