"""Compliance: who has reported, when, and who has not."""

from dashboard import charts, components
from dashboard.queries import reports_by_day
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

components.heading(here, "page-compliance")
components.tiles(here, [figure for figure in now.figures if figure.id.startswith("reporting.")])
components.unit_table(here, now)
components.silent_units(here, now)
components.chart(here, "chart-reports-title", charts.reports_by_day, *reports_by_day(here))
components.day_table(here, *reports_by_day(here))
