"""Compliance: what each unit owes, what it did, slot by slot and day by day, and who is silent."""

from dashboard import boards, charts, components, filters, tables
from dashboard.queries import measure_by_day, reports_by_day
from dashboard.situation import situation
from dashboard.view import view
from dashboard.wording import measure_name

here = view()
now = situation(here.door, here.scope, here.moment)
of_reports, of_measures = now.figures_of("reporting."), now.figures_of("measure.")

components.heading(here, "page-compliance", [*of_reports, *of_measures])
chosen = filters.measure(here)

if chosen is None:
    components.tiles(here, now, [*of_reports, *of_measures])
    boards.of_measures(here, now, only=list(now.measures.measure_id))
    components.silent_units(here, now)
elif chosen == "daily_report":
    components.tiles(here, now, of_reports)
    components.silent_units(here, now)
    components.title(here, "units-title")
    tables.reports(here, now)
    components.chart(here, here.words("chart-reports-title"), charts.reports_by_day, *reports_by_day(here))
    tables.days_of_reports(here, *reports_by_day(here))
else:
    components.tiles(here, now, now.figures_of(f"measure.{chosen}"))
    name = measure_name(chosen, now, here.words)
    left, right = components.halves()
    with left:
        boards.of_slots(here, now, chosen)
    with right:
        components.chart(here, here.words("chart-measure-title", measure=name), charts.measure_by_day, *measure_by_day(here, chosen))
        tables.days_of_measure(here, *measure_by_day(here, chosen))
    components.title(here, "measures-title", measure=name)
    tables.measure(here, now, chosen)
