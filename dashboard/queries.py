"""The tables by day and round that pages draw beside the situation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import trends as trends_of
from dashboard.data import DAYS_SEARCHED, Door, Query
from dashboard.indicators import overdue
from dashboard.indicators import testing as judging
from dashboard.indicators.figure import Cell
from dashboard.indicators.freshness import Given, Source, by_need, given_by_unit, sources
from dashboard.indicators.inspections import Inspection, judged
from dashboard.indicators.overdue import Silent
from dashboard.indicators.sources import lacking_for_cell
from dashboard.indicators.trend import Trend
from dashboard.situation import Situation
from dashboard.trends import TREND_DAYS
from dashboard.view import View, once
from data_access import (
    compliance,
    contradictions,
    control,
    directives,
    duty,
    inspections,
    liaisons,
    measures,
    notices,
    organisation,
    people,
    production,
    quality,
    supplies,
    testing,
)
from data_access.moment import Moment
from data_access.organisation import newest_report_day
from data_access.scope import Scope


def reports_by_day(view: View) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: the last 14 days."""
    return compliance.reports_by_day, view.moment.days_back(TREND_DAYS), view.door.due_times("daily_report")


def measure_by_day(view: View, measure_id: str) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: one measure over the last 14 days."""
    return measures.measures_by_day, view.moment.days_back(TREND_DAYS), (measure_id,), view.door.due_times(measure_id)


def rounds(view: View) -> pd.DataFrame:
    """Every testing round so far (`testing.rounds`)."""
    return view.door.fetch(testing.rounds, view.scope, view.moment)


@dataclass(frozen=True)
class Rounds:
    """The rounds that the page shows, the one chosen or those current: `rows` as `testing.judged` gives them, a cell a unit, each round against its
    clock, and what waits in each unit."""

    rows: pd.DataFrame
    cells: tuple[Cell, ...]
    paces: tuple[judging.Pace, ...]
    pending: dict[str, judging.Pending]


def rounds_shown(view: View, now: Situation) -> Rounds:
    """The round chosen, as it stands at S; else the current round of each unit, as in the figures."""
    return _rounds_shown(view, now)


@once
def _rounds_shown(view: View, now: Situation) -> Rounds:
    chosen = view.choice.round
    rows = judging.judged(view.door.fetch(testing.in_round, view.scope, view.moment, chosen)) if chosen else now.testing
    paces = tuple(judging.paces(rows, view.moment))
    waiting = view.door.fetch(testing.waiting, view.scope, view.moment, tuple(pace.round_id for pace in paces))
    cells = judging.cells(rows, view.moment) if chosen else [cell for cell in now.cells if cell.measure_id == "testing"]
    return Rounds(rows, tuple(cells), paces, judging.pending(rows, waiting, view.moment))


def course(view: View, round_id: str) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: a round's snapshots summed, of the units that are shown in it."""
    return testing.course, (round_id,), view.choice.round is None


def output(view: View) -> pd.DataFrame:
    """Output and plan by product (`production.output`)."""
    return view.door.fetch(production.output, view.scope, view.moment)


def orders(view: View) -> pd.DataFrame:
    """Supply orders on the way (`supplies.orders_on_the_way`)."""
    return view.door.fetch(supplies.orders_on_the_way, view.scope, view.moment)


def open_orders(view: View) -> pd.DataFrame:
    """Each supply order on the way (`supplies.open_orders`)."""
    return view.door.fetch(supplies.open_orders, view.scope, view.moment)


def stock_by_day(view: View, item_id: str) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: one item over the last 30 days."""
    return supplies.stock_by_day, view.moment.days_back(supplies.PAIR_DAYS), item_id


def freshness(view: View) -> list[Source]:
    """Every source against its limit, those in need first."""
    moment = asked(view)
    rows = view.door.fetch(quality.freshness, view.scope, moment)
    return by_need(sources(rows, view.door.look().absent, moment, view.door.settings.stale_after))


def given(view: View, units: Iterable[str]) -> dict[str, dict[str, Given]]:
    """What each of the units last gave to each supplied source that units give day by day."""
    moment, absent = asked(view), view.door.look().absent
    rows = view.door.fetch(quality.newest_by_unit, view.scope, moment)
    tables = [table.name for table in quality.GIVEN_BY_UNITS if table.name not in absent]
    return given_by_unit(rows, units, tables, moment, view.door.settings.stale_after)


def asked(view: View) -> Moment:
    """The present where a day was chosen for the reader: that nothing came since is what freshness has to say."""
    return today(view) if view.day_was_chosen_for_you else view.moment


def today(view: View) -> Moment:
    """The present day with what is known of it; as-of, the day of that instant."""
    return view.door.moment(view.scope, view.door.today(view.choice.as_of), view.choice.as_of)


def contradictory(view: View) -> pd.DataFrame:
    """The rows left out of figures (`contradictions.contradictions`)."""
    return view.door.fetch(contradictions.contradictions, view.scope, view.moment)


def anything_reported(view: View) -> bool:
    """Whether any unit that the reader may see has ever reported a day; also where reports are not supplied, which figures say themselves."""
    if "daily_report" in view.door.look().absent:
        return True
    now, everybody = today(view), view.scope.without_choice()
    found = (view.door.fetch(newest_report_day, everybody, now, days).report_date[0] for days in (DAYS_SEARCHED, None))
    return any(day is not None for day in found)


def imports(view: View) -> pd.DataFrame:
    """What was imported (`quality.imports`)."""
    return view.door.fetch(quality.imports, view.scope, view.moment)


def trends(view: View) -> tuple[Trend, ...]:
    """The lines of 14 days of every figure that has one."""
    return trends_of.trends(view.door, view.scope, view.moment)


def report_days(view: View) -> pd.DataFrame:
    """Every unit's daily reports over the last 14 days (`compliance.reports_by_unit_and_day`)."""
    days, due = view.moment.days_back(TREND_DAYS), view.door.due_times("daily_report")
    return view.door.fetch(compliance.reports_by_unit_and_day, view.scope, view.moment, days, due)


def measure_days(view: View, measure_id: str) -> pd.DataFrame:
    """What every unit did of a measure over the last 14 days (`measures.measures_by_unit_and_day`)."""
    days, due = view.moment.days_back(TREND_DAYS), view.door.due_times(measure_id)
    return view.door.fetch(measures.measures_by_unit_and_day, view.scope, view.moment, days, (measure_id,), due)


def silent(view: View, now: Situation) -> tuple[Silent, ...]:
    """Who has not told what by its due instant (`overdue.silent`); what the database does not supply nobody is silent on."""
    owed = view.door.owed_measures()
    slots, done = (view.door.fetch(query, view.scope, view.moment, *owed) for query in (measures.measure_slots, measures.measures_by_unit))
    supplied = [name for name in now.measures.measure_id if not lacking_for_cell(name, now.absent)]
    reports = now.silent if overdue.DAILY_REPORT in supplied else now.silent.iloc[:0]
    told = (rows[rows.measure_id.isin(supplied)] for rows in (slots, done))
    return overdue.silent(reports, *told, view.moment, supplied)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at a unit; either may be missing."""

    name: str | None
    phone: str | None


def daily_trends(view: View) -> tuple[Trend, ...]:
    """The lines of what is owed and reported by the day."""
    return trends_of.what_was_done(view.door, view.scope, view.moment)


def contacts(view: View) -> dict[str, Contact]:
    """Whom to call at each unit that the reader may see and that names somebody."""
    return view.door.make(_contacts, view.scope.without_choice(), view.moment)


def _contacts(door: Door, scope: Scope, moment: Moment) -> dict[str, Contact]:
    rows = door.fetch(organisation.contacts, scope, moment)
    return {row.org_unit_id: Contact(row.contact_name, row.contact_phone) for row in rows.itertuples()}


def one_unit(view: View, query: Query) -> list[Any]:
    """The rows that `query` has of the one unit chosen."""
    rows = view.door.fetch(query, view.scope, view.moment)
    return [row for row in rows.itertuples() if (row.org_unit_id,) == view.choice.units]


def persons(view: View) -> pd.DataFrame:
    """What the newest reports say of persons (`people.reported_persons`)."""
    return view.door.fetch(people.reported_persons, view.scope, view.moment)


def teams(view: View) -> pd.DataFrame:
    """The teams on duty (`duty.teams`)."""
    return view.door.fetch(duty.teams, view.scope, view.moment)


def made(view: View) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Production of D and of the day before, and incidents of D's month, by unit (`production.production_by_unit`, `production.incidents_by_unit`)."""
    before = view.moment.on(view.moment.days_back(2)[0])
    of_day, of_day_before = (view.door.fetch(production.production_by_unit, view.scope, moment) for moment in (view.moment, before))
    return of_day, of_day_before, view.door.fetch(production.incidents_by_unit, view.scope, view.moment)


def begin_orders(view: View) -> None:
    """Begin to fetch what the page of orders asks for, so that it waits for half of it (`Door.fetch_beside`)."""
    asks = (
        directives.hours_to_each_step,
        directives.not_conveyed,
        directives.directives,
        inspections.inspections,
        notices.notices,
        liaisons.liaisons,
        control.controls_in_force,
        supplies.open_orders,
    )
    view.door.fetch_beside(dict.fromkeys(asks, ()), view.scope, view.moment)


def steps(view: View) -> pd.DataFrame:
    """The steps that receipts of directives took, with their median hours (`directives.hours_to_each_step`)."""
    return view.door.fetch(directives.hours_to_each_step, view.scope, view.moment)


def conveying(view: View) -> pd.DataFrame:
    """How far each directive has come (`directives.directives`)."""
    return view.door.fetch(directives.directives, view.scope, view.moment)


def not_conveyed(view: View) -> pd.DataFrame:
    """Who has not conveyed what is due (`directives.not_conveyed`)."""
    return view.door.fetch(directives.not_conveyed, view.scope, view.moment)


def inspected(view: View) -> list[Inspection]:
    """The inspections of the last 30 days, the open first."""
    return judged(view.door.fetch(inspections.inspections, view.scope, view.moment), view.moment)


def announced(view: View) -> pd.DataFrame:
    """Notices of the last 14 days (`notices.notices`)."""
    return view.door.fetch(notices.notices, view.scope, view.moment)


def contacted(view: View) -> pd.DataFrame:
    """Contacts outside of the last 14 days (`liaisons.liaisons`)."""
    return view.door.fetch(liaisons.liaisons, view.scope, view.moment)


def controlled(view: View) -> pd.DataFrame:
    """The places under control (`control.controls_in_force`)."""
    return view.door.fetch(control.controls_in_force, view.scope, view.moment)
