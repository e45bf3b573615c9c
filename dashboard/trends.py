"""The trends of a scope at a moment: the figures of the daily report and of the measures, day by day, known at the same instant."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.data import Door
from dashboard.indicators.people import STAFF
from dashboard.indicators.sources import lacking
from dashboard.indicators.trend import Counts, Trend, point, trend
from data_access import measures as measures_in
from data_access.compliance import ISOLATED, daily_reports, reports_by_day
from data_access.moment import Moment
from data_access.scope import Scope

TREND_DAYS = 14


def trends(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    """Fourteen days of reporting completeness and timeliness, of cases and the isolated, and of each measure of the catalogue."""
    return door.make(_trends, scope, moment)


def _trends(door: Door, scope: Scope, moment: Moment) -> tuple[Trend, ...]:
    days, due, before = moment.days_back(TREND_DAYS), door.due_times("daily_report"), moment.on(moment.days_back(2)[0])
    reports, reports_before = (door.fetch(daily_reports, scope, one, due) for one in (moment, before))
    by_day = door.fetch(reports_by_day, scope, moment, days, due).set_index("day")
    owed = door.owed_measures()
    done, done_before = (door.fetch(measures_in.measures_by_unit, scope, one, *owed) for one in (moment, before))
    of_measures = door.fetch(measures_in.measures_by_day, scope, moment, days, *owed)
    found = [
        _trend("reporting.completeness", by_day, "received", "expected", moment, reports, reports_before, _completeness),
        _trend("reporting.timeliness", by_day, "due_on_time", "due", moment, reports, reports_before, _timeliness),
        *(
            _trend(f"cases.{name}", by_day, name, None, moment, reports, reports_before, _cases(name))
            for name in ("confirmed", "suspected")
        ),
        _trend("people.isolated", _with_isolated(by_day), "isolated", None, moment, reports, reports_before, _isolated),
        *(_of_measure(name, of_measures[of_measures.measure_id == name], moment, done, done_before) for name in owed[0]),
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
