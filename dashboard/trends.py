"""The trends of a scope at a moment: the headline figures and the measures, day by day, known at the same instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.data import Door
from dashboard.indicators import checkpoints, supplies, testing
from dashboard.indicators.people import STAFF
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


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What a unit gives to a day's figure, and what of it is compared with the same of the day before: under which name, and as what."""

    numerator: int
    denominator: int
    compared_as: str
    compared: Counts


OfDay = Callable[[Door, Scope, Moment], dict[str, OfUnit]]


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
    made = (
        ("testing.coverage", _coverage),
        ("supply.units_short", _units_short),
        ("checkpoint.manned", _manned),
    )
    absent = door.look().absent
    return tuple(_of_days(door, scope, moment, name, of_day) for name, of_day in made if not lacking(name, absent))


def _of_days(door: Door, scope: Scope, moment: Moment, figure_id: str, of_day: OfDay) -> Trend:
    """Each day is made unit by unit, for all that the viewer may see, and summed over those chosen: the figure of the whole is the sum over its parts."""
    everybody, chosen = scope.without_choice(), door.units_in(scope, moment)
    points, compared = [], {}
    for day in moment.days_back(TREND_DAYS):
        one = moment.on(day)
        made = door.make_of_past(of_day, everybody, one, sources_shown(figure_id)) if one.is_over else door.make(of_day, everybody, one)
        own = [of_unit for unit, of_unit in made.items() if unit in chosen]
        whole = sum(of_unit.denominator for of_unit in own)
        points.append(point(day, sum(of_unit.numerator for of_unit in own), whole, bool(whole), moment))
        compared[day] = {of_unit.compared_as: of_unit.compared for of_unit in own if of_unit.compared_as}
    return trend(figure_id, points, *(compared[day] for day in reversed(moment.days_back(2))))


def _coverage(door: Door, scope: Scope, moment: Moment) -> dict[str, OfUnit]:
    """Sampled of target of each unit in its current round: another round is not compared."""
    rows = testing.judged(door.fetch(testing_in.testing, scope, moment))
    usable = rows[~rows.contradicts & rows.sampled.notna() & rows.target.notna()]
    sums = usable.groupby(["round_id", "org_unit_id"])[["sampled", "target"]].sum()
    return {
        unit: OfUnit(int(row.sampled), int(row.target), f"{round_id}/{unit}", (int(row.sampled), int(row.target)))
        for (round_id, unit), row in sums.iterrows()
    }


def _units_short(door: Door, scope: Scope, moment: Moment) -> dict[str, OfUnit]:
    """Of each unit decided whether it is short: compared as a count of units."""
    pairs = supplies.pairs(door.fetch(supplies_in.stock, scope, moment), door.catalogue(supplies_in.items))
    short: dict[str, bool] = {}
    for pair in pairs:
        if pair.status in supplies.DECIDED:
            short[pair.org_unit_id] = short.get(pair.org_unit_id, False) or pair.status == "breach"
    return {unit: OfUnit(int(one), 1, unit, (int(one), None)) for unit, one in short.items()}


def _manned(door: Door, scope: Scope, moment: Moment) -> dict[str, OfUnit]:
    """Posts manned of those manned and unmanned, of each unit."""
    posts = checkpoints.judged(door.fetch(checkpoints_in.checkpoints, scope, moment, door.settings.check_interval_minutes))
    return {
        cell.org_unit_id: OfUnit(int(cell.numerator), int(cell.denominator), cell.org_unit_id, (cell.numerator, cell.denominator))
        for cell in checkpoints.cells(posts, moment)
        if cell.denominator
    }


Tables = tuple[pd.DataFrame, pd.DataFrame]  # of reports and of measures


def _days_before(door: Door, scope: Scope, moment: Moment) -> Tables:
    """What was owed and done on the days of a trend before the last, unit by unit and day by day."""
    days = moment.days_back(TREND_DAYS - 1)
    reports = door.fetch(reports_by_unit_and_day, scope, moment, days, door.due_times("daily_report"))
    return reports, door.fetch(measures_in.measures_by_unit_and_day, scope, moment, days, *door.owed_measures())


def _by_unit(door: Door, scope: Scope, moment: Moment) -> Tables:
    """What was owed and done on the one day, unit by unit."""
    reports = door.fetch(daily_reports, scope, moment, door.due_times("daily_report"))
    return reports, door.fetch(measures_in.measures_by_unit, scope, moment, *door.owed_measures())


def _summed(reports: pd.DataFrame, measures: pd.DataFrame) -> Tables:
    """Over the units: a row per day of what was expected, due, received, and on time of what is due, of units that reported, and of each count
    (missing where no unit gave one); a row per day and measure."""
    expected, due = reports.expected, reports.due
    counts = {name: reports[name].where((reports[name] >= 0).fillna(False)) for name in COUNTS}
    flags = {
        "expected": expected,
        "due": expected & due,
        "received": expected & reports.received,
        "due_on_time": expected & due & reports.on_time,
        "reported": reports.received,
    }
    whole = pd.DataFrame({"day": reports.day, **{name: flag.astype("Int64") for name, flag in flags.items()}, **counts})
    of_measures = measures.groupby(["day", "measure_id"])[["numerator", "denominator", "known"]].sum().reset_index()
    return whole.groupby("day").sum(min_count=1), of_measures


def _what_was_done(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    yesterday, everybody, names = moment.on(moment.days_back(2)[0]), scope.without_choice(), door.owed_measures()[0]
    chosen = door.units_in(scope, moment)

    def of_past(deed: Callable[[Door, Scope, Moment], Tables]) -> Tables:
        """Of all that the viewer may see, kept while nothing of those days changes; then of those chosen."""
        relations = ("daily_report", "measure_record")
        made = door.make_of_past(deed, everybody, yesterday, relations) if yesterday.is_over else deed(door, everybody, yesterday)
        reports, measures = (rows[rows.org_unit_id.isin(chosen)] for rows in made)
        return reports, measures

    reports, done = _by_unit(door, scope, moment)
    reports_before, done_before = of_past(_by_unit)
    both = zip(of_past(_days_before), (reports.assign(day=moment.day), done.assign(day=moment.day)), strict=True)
    by_day, of_measures = _summed(*(pd.concat([before, now]) for before, now in both))
    found = [
        _trend("reporting.completeness", by_day, "received", "expected", moment, reports, reports_before, _completeness),
        _trend("reporting.timeliness", by_day, "due_on_time", "due", moment, reports, reports_before, _timeliness),
        *(
            _trend(f"cases.{name}", by_day, name, None, moment, reports, reports_before, _cases(name))
            for name in ("confirmed", "suspected")
        ),
        _trend("people.isolated", _with_isolated(by_day), "isolated", None, moment, reports, reports_before, _isolated),
        *(_of_measure(name, of_measures[of_measures.measure_id == name], moment, done, done_before) for name in names),
    ]
    absent = door.look().absent
    return tuple(one for one in found if not lacking(one.figure_id, absent))


def _trend(
    figure_id: str,
    by_day: pd.DataFrame,
    numerator: str,
    denominator: str | None,
    moment: Moment,
    reports: pd.DataFrame,
    reports_before: pd.DataFrame,
    of_units: Callable[[pd.DataFrame], dict[str, Counts]],
) -> Trend:
    points = []
    for day in moment.days_back(TREND_DAYS):
        row = by_day.loc[day] if day in by_day.index else None
        whole = None if row is None or denominator is None else int(row[denominator])
        count = None if row is None or pd.isna(row[numerator]) else int(row[numerator])
        valid = row is not None and (bool(row.reported) if denominator is None else bool(whole))
        points.append(point(day, count, whole if denominator else None, valid, moment))
    return trend(figure_id, points, of_units(reports), of_units(reports_before))


def _of_measure(measure_id: str, by_day: pd.DataFrame, moment: Moment, done: pd.DataFrame, done_before: pd.DataFrame) -> Trend:
    rows = {row.day: row for row in by_day.itertuples()}
    points = []
    for day in moment.days_back(TREND_DAYS):
        row = rows.get(day)
        valid = row is not None and bool(row.denominator) and bool(row.known)
        points.append(point(day, row and int(row.numerator), int(row.denominator) if row else 0, valid, moment))
    return trend(f"measure.{measure_id}", points, _done(done, measure_id), _done(done_before, measure_id))


def _done(rows: pd.DataFrame, measure_id: str) -> dict[str, Counts]:
    """The units that said of every slot of the measure that counts what was done."""
    own = rows[(rows.measure_id == measure_id) & (rows.unknown == 0) & (rows.checks == 0) & (rows.denominator > 0)]
    return {row.org_unit_id: (int(row.numerator), int(row.denominator)) for row in own.itertuples()}


def _completeness(reports: pd.DataFrame) -> dict[str, Counts]:
    """The units that owe a report which is due or there."""
    own = reports[reports.expected & (reports.due | reports.received)]
    return {row.org_unit_id: (int(row.received), 1) for row in own.itertuples()}


def _timeliness(reports: pd.DataFrame) -> dict[str, Counts]:
    own = reports[reports.expected & reports.due & reports.received]
    return {row.org_unit_id: (int(row.on_time), 1) for row in own.itertuples()}


def _cases(column: str) -> Callable[[pd.DataFrame], dict[str, Counts]]:
    def of_units(reports: pd.DataFrame) -> dict[str, Counts]:
        own = reports[(reports[column] >= 0).fillna(False)]
        return {unit: (int(count), None) for unit, count in zip(own.org_unit_id, own[column], strict=True)}

    return of_units


def _isolated(reports: pd.DataFrame) -> dict[str, Counts]:
    """The units whose report gives both staff counts and contradicts nothing."""
    parts = reports[list(ISOLATED)]
    given = parts[list(STAFF)].notna().all(axis=1) & ~(parts < 0).fillna(False).any(axis=1) & ~reports.staff_contradicts
    own = reports[given]
    sums = parts[given].fillna(0).sum(axis=1)
    return {unit: (int(count), None) for unit, count in zip(own.org_unit_id, sums, strict=True)}


def _with_isolated(by_day: pd.DataFrame) -> pd.DataFrame:
    parts = by_day[list(ISOLATED)]
    return by_day.assign(isolated=parts.fillna(0).sum(axis=1).where(parts.notna().any(axis=1)))
