"""Compliance: what each unit owes, what it did, by unit, by day and slot by slot, and who is silent, with the reminder to send."""

from dashboard import boards, calendars, charts, filters
from dashboard.components import frame, markup, progress, silent, tiles
from dashboard.queries import daily_trends, measure_by_day, report_days, reports_by_day
from dashboard.situation import situation
from dashboard.tables import reporting
from dashboard.view import view
from dashboard.wording import measure_name

here = view()
now = situation(here.door, here.scope, here.moment)
of_reports, of_measures = now.figures_of("reporting."), now.figures_of("measure.")

frame.heading(here, "page-compliance", [*of_reports, *of_measures])
chosen = filters.measure(here)
arranged = filters.arrangement(here, chosen)
of_one = chosen is not None and chosen != "daily_report"
name = measure_name(chosen or "daily_report", now, here.words)

if of_one:
    tiles.tiles(here, now, now.figures_of(f"measure.{chosen}"), daily_trends(here))
elif chosen or arranged == "day":
    tiles.tiles(here, now, of_reports, daily_trends(here))
else:
    tiles.tiles(here, now, [*of_reports, *of_measures], daily_trends(here))

if arranged == "day" and of_one:
    calendars.of_measure(here, now, chosen)
    progress.chart(here, here.words("chart-measure-title", measure=name), charts.measure_by_day, *measure_by_day(here, chosen))
    reporting.days_of_measure(here, *measure_by_day(here, chosen))
elif arranged == "day":
    calendars.of_reports(here, now)
    left, right = markup.halves()
    with left:
        markup.title(here, "punctuality-title")
        reporting.punctuality(here, report_days(here))
    with right:
        progress.chart(here, here.words("chart-reports-title"), charts.reports_by_day, *reports_by_day(here))
        reporting.days_of_reports(here, *reports_by_day(here))
elif chosen == "daily_report":
    silent.units(here, now, chosen)
    markup.title(here, "units-title")
    reporting.reports(here, now)
else:
    left, right = markup.list_and_board()
    with left:
        silent.units(here, now, chosen)
    with right:
        if arranged == "slot":
            boards.of_slots(here, now, chosen)
        elif of_one:
            markup.title(here, "measures-title", measure=name)
            reporting.measure(here, now, chosen)
        else:
            boards.of_measures(here, now, only=list(now.measures.measure_id))
            silent.on_measures(here, now)
