"""People and work: where everyone is, isolation and cases; duty, teams and production; directives, inspections and what comes from outside."""

from dashboard import charts, filters, queries
from dashboard.components import frame, markup, people, progress, stock
from dashboard.indicators.both_hands import hands
from dashboard.indicators.people import care_by_unit
from dashboard.situation import situation
from dashboard.tables import people as tables
from dashboard.tables import reporting
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = people.figures(now)

frame.heading(here, "page-people", figures)
people.figure_tiles(here, now, figures)
section = filters.section(here, people.needs(now))

if section == "isolation":
    persons = queries.persons(here)
    cared_for = care_by_unit(persons, people.thresholds(now))
    people.where_everyone_is(here, persons)
    left, right = markup.halves()
    with left:
        people.care(here, cared_for, persons)
    with right:
        people.cases_by_unit(here, now, persons)
        progress.chart(here, here.words("chart-cases-title"), charts.confirmed_by_day, *queries.reports_by_day(here))
        reporting.days_of_reports(here, *queries.reports_by_day(here))
    markup.title(here, "people-care-units-title")
    tables.care(here, now, cared_for)
    markup.title(here, "people-where-units-title")
    tables.whereabouts(here, now, persons)
elif section == "work":
    people.hands_title(here, now)
    tables.both_hands(here, now, hands(*queries.made(here), now.cells, now.both_hands, list(now.measures.measure_id)))
    people.desks(here, now)
    tables.desks(here, now)
    tables.teams(here, queries.teams(here))
    markup.title(here, "people-output-title")
    tables.output(here, now, queries.output(here))
else:
    queries.begin_orders(here)
    people.directive_steps(here, now, queries.steps(here))
    people.directive_list(here, now, queries.not_conveyed(here))
    tables.directives(here, now)
    tables.inspections(here, queries.inspected(here))
    left, right = markup.halves()
    with left:
        people.notices(here, queries.announced(here))
        people.contacts(here, queries.contacted(here))
        tables.contacts(here, queries.contacted(here))
    with right:
        people.levels(here, now, queries.controlled(here))
        tables.control(here, queries.controlled(here))
        stock.on_the_way(here, now)
