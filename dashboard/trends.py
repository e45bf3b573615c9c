"""The trends of a scope at a moment: the headline figures and the measures, day by day, known at the same instant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.data import Door
from dashboard.indicators import checkpoints, supplies, testing
from dashboard.indicators.people import STAFF
from dashboard.indicators.rows import each
from dashboard.indicators.sources import lacking, sources_shown
from dashboard.indicators.trend import Counts, Trend, point, trend
from data_access import checkpoints as checkpoints_in
from data_access import measures as measures_in
from data_access import supplies as supplies_in
from data_access import testing as testing_in
from data_access.compliance import COUNTS, ISOLATED, daily_reports, reports_by_unit_and_day
from data_access.moment import Moment
from data_access.scope import Scope

TREND_DAYS = 14


FROM_REPORTS = ("reporting.completeness", "reporting.timeliness", "cases.confirmed", "cases.suspected", "people.isolated")
PLAIN_COUNTS = FROM_REPORTS[2:]
FLAGS = ("expected", "due", "received", "on_time", "staff_contradicts")


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What a unit gives to a day's figure: numerator (None: it gave none), denominator (None: of a plain count), whether it tells anything of it at all;
    and what of it is compared with the same of the day before, under which name (None: nothing)."""

    numerator: int | None
    denominator: int | None
    tells: bool
    compared: Counts | None
    compared_as: str


OfDay = Mapping[str, OfUnit]  # by unit
Figures = Mapping[str, OfDay]  # by figure


def trends(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    """Fourteen days of reporting completeness and timeliness, of cases and the isolated, and of each measure of the catalogue; then of what stands
    at each day's end: testing coverage, units short of supplies, checkpoints manned."""
    return (*what_was_done(door, scope, moment), *what_stood(door, scope, moment))


def what_was_done(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    """The trends of what is owed and reported by the day."""
    return door.make(_what_was_done, scope, moment)


def what_stood(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    """The trends of figures that show a state: each point is the figure of its day as the contract defines it, at the day's end, or now."""
    return door.make(_what_stood, scope, moment)


def _what_stood(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    chosen = door.units_in(scope, moment)
    return tuple(_summed(name, days, chosen, moment) for name, days in door.make(_stood, scope.without_choice(), moment).items())


def _stood(door: Door, scope: Scope, moment: Moment) -> dict[str, dict[date, OfDay]]:
    """What each unit gave to the figures of a state, on each day of a trend."""
    made = {"testing.coverage": _coverage, "supply.units_short": _units_short, "checkpoint.manned": _manned}
    absent = door.look().absent
    return {
        name: {day: _kept(door, deed, scope, moment.on(day), sources_shown(name)) for day in moment.days_back(TREND_DAYS)}
        for name, deed in made.items()
        if not lacking(name, absent)
    }


def _kept(door: Door, deed: Callable[[Door, Scope, Moment], Any], scope: Scope, moment: Moment, relations: tuple[str, ...]) -> Any:
    """What the deed makes of a day; of one that is over, kept while nothing of the relations changes."""
    return door.make_of_past(deed, scope, moment, relations) if moment.is_over else door.make(deed, scope, moment)


def _summed(figure_id: str, days: Mapping[date, OfDay], chosen: frozenset[str], moment: Moment) -> Trend:
    """Each day is made unit by unit, for all that the viewer may see, and summed over those chosen: the figure of the whole is the sum over its parts."""
    points, compared = [], {}
    for day, made in days.items():
        own = [made[unit] for unit in chosen if unit in made]
        given = [of_unit.numerator for of_unit in own if of_unit.numerator is not None]
        whole = None if figure_id in PLAIN_COUNTS else sum(of_unit.denominator or 0 for of_unit in own)
        valid = whole != 0 and any(of_unit.tells for of_unit in own)
        points.append(point(day, sum(given) if given else None, whole, valid, moment))
        compared[day] = {of_unit.compared_as: of_unit.compared for of_unit in own if of_unit.compared is not None}
    return trend(figure_id, points, *(compared.get(day, {}) for day in reversed(moment.days_back(2))))


def _coverage(door: Door, scope: Scope, moment: Moment) -> OfDay:
    """Sampled of target of each unit in its current round: another round is not compared."""
    rows = testing.judged(door.fetch(testing_in.testing, scope, moment))
    usable = rows[~rows.contradicts & rows.sampled.notna() & rows.target.notna()]
    sums = usable.groupby(["round_id", "org_unit_id"])[["sampled", "target"]].sum()
    return {
        unit: OfUnit(int(row.sampled), int(row.target), True, (int(row.sampled), int(row.target)), f"{round_id}/{unit}")
        for (round_id, unit), row in sums.iterrows()
    }


def _units_short(door: Door, scope: Scope, moment: Moment) -> OfDay:
    """Of each unit decided whether it is short: compared as a count of units."""
    pairs = supplies.pairs(door.fetch(supplies_in.stock, scope, moment), door.catalogue(supplies_in.items))
    short: dict[str, bool] = {}
    for pair in pairs:
        if pair.status in supplies.DECIDED:
            short[pair.org_unit_id] = short.get(pair.org_unit_id, False) or pair.status == "breach"
    return {unit: OfUnit(int(one), 1, True, (int(one), None), unit) for unit, one in short.items()}


def _manned(door: Door, scope: Scope, moment: Moment) -> OfDay:
    """Posts manned of those manned and unmanned, of each unit."""
    posts = checkpoints.judged(door.fetch(checkpoints_in.checkpoints, scope, moment, door.settings.check_interval_minutes))
    return {
        cell.org_unit_id: OfUnit(int(cell.numerator), int(cell.denominator), True, (cell.numerator, cell.denominator), cell.org_unit_id)
        for cell in checkpoints.cells(posts, moment)
        if cell.denominator
    }


def _what_was_done(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    chosen = door.units_in(scope, moment)
    return tuple(_summed(name, days, chosen, moment) for name, days in door.make(_done, scope.without_choice(), moment).items())


def _done(door: Door, scope: Scope, moment: Moment) -> dict[str, dict[date, OfDay]]:
    """What each unit gave to the figures of what is owed by the day, on each day of a trend."""
    before = _kept(door, _done_before, scope, moment.on(moment.days_back(2)[0]), ("daily_report", "measure_record"))
    by_day, absent = {**before, **_done_on_day(door, scope, moment)}, door.look().absent
    figures = (*FROM_REPORTS, *(f"measure.{name}" for name in door.owed_measures()[0]))
    return {
        name: {day: by_day.get(day, {}).get(name, {}) for day in moment.days_back(TREND_DAYS)}
        for name in figures
        if not lacking(name, absent)
    }


def _done_before(door: Door, scope: Scope, yesterday: Moment) -> dict[date, Figures]:
    """What each unit gave to the figures of what is owed by the day, on the days of a trend before its last."""
    days = yesterday.days_back(TREND_DAYS - 1)
    reports = door.fetch(reports_by_unit_and_day, scope, yesterday, days, door.due_times("daily_report"))
    done = door.fetch(measures_in.measures_by_unit_and_day, scope, yesterday, days, *door.owed_measures())
    return _given(reports, done)


def _done_on_day(door: Door, scope: Scope, moment: Moment) -> dict[date, Figures]:
    reports = door.fetch(daily_reports, scope, moment, door.due_times("daily_report"))
    done = door.fetch(measures_in.measures_by_unit, scope, moment, *door.owed_measures())
    return _given(reports.assign(day=moment.day), done.assign(day=moment.day))


def _given(reports: pd.DataFrame, done: pd.DataFrame) -> dict[date, Figures]:
    """From a row per unit and day of the reports, and per unit, measure and day of the measures."""
    found: dict[date, dict[str, dict[str, OfUnit]]] = {}
    for row in each(reports, "org_unit_id", "day", *FLAGS, *COUNTS):
        of_day = found.setdefault(row.day, {})
        for name, one in _of_report(row):
            of_day.setdefault(name, {})[row.org_unit_id] = one
    for row in each(done, "org_unit_id", "day", "measure_id", "numerator", "denominator", "unknown", "checks", "known"):
        whole = not row.unknown and not row.checks and row.denominator > 0  # of every slot that counts it is said what was done
        counts = (row.numerator, row.denominator)
        one = OfUnit(*counts, bool(row.known), counts if whole else None, row.org_unit_id)
        found.setdefault(row.day, {}).setdefault(f"measure.{row.measure_id}", {})[row.org_unit_id] = one
    return found


def _of_report(row: Any) -> Iterator[tuple[str, OfUnit]]:
    """What one unit's day of reporting gives to each figure that is read from it."""
    unit = row.org_unit_id
    if row.expected:
        asked = (int(row.received), 1) if row.due or row.received else None
        yield "reporting.completeness", OfUnit(int(row.received), 1, True, asked, unit)
        if row.due:
            on_time = int(row.on_time)
            yield "reporting.timeliness", OfUnit(on_time, 1, True, (on_time, 1) if row.received else None, unit)
    usable = {name: value for name in COUNTS if (value := getattr(row, name)) is not None and value >= 0}
    for name in ("confirmed", "suspected"):
        count = usable.get(name)
        yield f"cases.{name}", OfUnit(count, None, row.received, None if count is None else (count, None), unit)
    parts = [usable[name] for name in ISOLATED if name in usable]
    negative = any((getattr(row, name) or 0) < 0 for name in ISOLATED)
    sound = set(STAFF) <= set(usable) and not negative and not row.staff_contradicts
    yield "people.isolated", OfUnit(sum(parts) if parts else None, None, row.received, (sum(parts), None) if sound else None, unit)
