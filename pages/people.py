"""People and work: where everyone is, isolation and cases; duty, teams and production; directives, inspections and what comes from outside."""

from dashboard import charts, filters
from dashboard.components import frame, markup, people, progress, tiles
from dashboard.indicators import both_hands
from dashboard.indicators import people as of_people
from dashboard.queries import (
    announced,
    contacts,
    controlled,
    inspected,
    made,
    not_conveyed,
    orders,
    output,
    persons,
    reports_by_day,
    steps,
    teams,
)
from dashboard.situation import situation
from dashboard.tables import people as tables
from dashboard.tables import reporting
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = [*now.figures_of("people."), *now.figures_of("cases."), *now.figures_of("control."), *now.figures_of("duty.")]
figures += now.figures_of("production.", "safety.", "directive.")

frame.heading(here, "page-people", figures)
tiles.tiles(here, now, figures)
section = filters.section(here, people.needs(now))

if section == "isolation":
    told = persons(here)
    cared_for = of_people.care_by_unit(told, people.thresholds(now))
    people.where_everyone_is(here, told)
    left, right = markup.halves()
    with left:
        people.care(here, cared_for, told)
        markup.title(here, "people-care-units-title")
        tables.care(here, now, cared_for)
    with right:
        people.cases_by_unit(here, now, told)
        progress.chart(here, here.words("chart-cases-title"), charts.confirmed_by_day, *reports_by_day(here))
        reporting.days_of_reports(here, *reports_by_day(here))
    markup.title(here, "people-where-units-title")
    tables.whereabouts(here, now, told)
elif section == "work":
    people.desks(here, now)
    tables.desks(here, now)
    tables.teams(here, teams(here))
    markup.title(here, "people-hands-title", count=len(now.both_hands))
    tables.both_hands(here, now, both_hands.hands(*made(here), now.cells, now.both_hands, list(now.measures.measure_id)))
    markup.title(here, "people-output-title")
    tables.output(here, now, output(here))
else:
    people.directive_steps(here, now, steps(here))
    people.directive_list(here, now, not_conveyed(here))
    tables.directives(here, now)
    tables.inspections(here, inspected(here))
    left, right = markup.halves()
    with left:
        people.notices(here, announced(here))
        people.contacts(here, contacts(here))
        tables.contacts(here, contacts(here))
    with right:
        people.levels(here, now, controlled(here))
        tables.control(here, controlled(here))
        tables.orders(here, now, orders(here))
