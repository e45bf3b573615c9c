"""Compliance: what each unit owes, what it did, slot by slot and day by day, and who is silent."""

from dashboard import boards, charts, filters
from dashboard.components import frame, lists, markup, progress, tiles
from dashboard.queries import measure_by_day, reports_by_day
from dashboard.situation import situation
from dashboard.tables import reporting
from dashboard.view import view
from dashboard.wording import measure_name

here = view()
now = situation(here.door, here.scope, here.moment)
of_reports, of_measures = now.figures_of("reporting."), now.figures_of("measure.")

frame.heading(here, "page-compliance", [*of_reports, *of_measures])
chosen = filters.measure(here)

if chosen is None:
    tiles.tiles(here, now, [*of_reports, *of_measures])
    boards.of_measures(here, now, only=list(now.measures.measure_id))
    lists.silent_units(here, now)
elif chosen == "daily_report":
    tiles.tiles(here, now, of_reports)
    lists.silent_units(here, now)
    markup.title(here, "units-title")
    reporting.reports(here, now)
    progress.chart(here, here.words("chart-reports-title"), charts.reports_by_day, *reports_by_day(here))
    reporting.days_of_reports(here, *reports_by_day(here))
else:
    tiles.tiles(here, now, now.figures_of(f"measure.{chosen}"))
    name = measure_name(chosen, now, here.words)
    left, right = markup.halves()
    with left:
        boards.of_slots(here, now, chosen)
    with right:
        progress.chart(here, here.words("chart-measure-title", measure=name), charts.measure_by_day, *measure_by_day(here, chosen))
        reporting.days_of_measure(here, *measure_by_day(here, chosen))
    markup.title(here, "measures-title", measure=name)
    reporting.measure(here, now, chosen)
