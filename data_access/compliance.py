"""Daily and zero reports: what was owed, what came and when, unit by unit and day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from data_access.contract import STAFF_COUNTS, daily_report
from data_access.counting import total
from data_access.history import laid_together, newest
from data_access.moment import DueTime, Moment
from data_access.owed import calendar, live_units, owed
from data_access.scope import Scope, by_unit, units_in

CASE_COUNTS = ("fever", "suspected", "confirmed")
ISOLATED = ("home_isolation", "central_isolation", "dependants_home_isolation", "dependants_central_isolation")
COUNTS = (*CASE_COUNTS, *ISOLATED)
STAFF = ("staff_count", "staff_told")
FLAGS = (
    "expected",
    "exempt",
    "due",
    "received",
    "missing",
    "on_time",
    "zero",
    "zero_unknown",
    "zero_contradicts",
    "staff_contradicts",
    "staff_negative",
)


@by_unit
def daily_reports(scope: Scope, moment: Moment, due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per live unit on D: org_unit_id, sort_order, reports, due_at, first_recorded_at, recorded_at, revision, fever, suspected, confirmed,
    the four counts of the isolated, staff_count (on the books), staff_told (the sum of the six staff counts; NULL: one is missing), and yes/no:
    expected (owes a daily report and is not exempt), exempt (would owe it), due (at S), received,
    on_time, zero (a zero report), zero_unknown (one of the three counts is missing and none is above 0), zero_contradicts (one is negative),
    staff_contradicts (the six staff counts are above the staff on the books), staff_negative (one of them is below 0)."""
    rows = _reports(scope, moment, (moment.day,), due)
    plain = ("org_unit_id", "sort_order", "reports", "due_at", "first_recorded_at", "recorded_at", "revision", *COUNTS, *STAFF)
    return sa.select(
        *(rows.c[name] for name in plain), *(sa.type_coerce(rows.c[name], sa.Boolean()).label(name) for name in FLAGS)
    ).order_by(rows.c.sort_order, rows.c.org_unit_id)


def reports_by_day(scope: Scope, moment: Moment, days: Sequence[date], due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per day of `days`: day, counts of units (live; expected; of those due, received, on_time, due_on_time, zero and missing),
    reported (live units with a report, owed or not), and the sums of fever, suspected, confirmed and the four counts of the isolated (NULL where
    no unit gave one)."""
    rows = _reports(scope, moment, days, due)
    counts = {
        "expected": ("expected",),
        "due": ("expected", "due"),
        "received": ("expected", "received"),
        "on_time": ("expected", "on_time"),
        "due_on_time": ("expected", "due", "on_time"),
        "zero": ("expected", "received", "zero"),
        "missing": ("expected", "missing"),
        "reported": ("received",),
    }
    return (
        sa.select(
            rows.c.day,
            sa.func.count().label("live"),
            *(total(sa.case((sa.and_(*(rows.c[flag] == 1 for flag in flags)), 1), else_=0), name) for name, flags in counts.items()),
            *(total(sa.case((rows.c[name] >= 0, rows.c[name])), name) for name in COUNTS),
        )
        .group_by(rows.c.day)
        .order_by(rows.c.day)
    )


@by_unit
def reports_by_unit_and_day(scope: Scope, moment: Moment, days: Sequence[date], due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per unit and day of `days` on which it exists: org_unit_id, day, sort_order, due_at, first_recorded_at, fever, suspected, confirmed, the
    four counts of the isolated, and yes/no: expected, exempt, due (at S of that day), received, missing, on_time, staff_contradicts, as
    `daily_reports` has them of that day."""
    rows = _reports(scope, moment, days, due)
    plain = ("org_unit_id", "day", "sort_order", "due_at", "first_recorded_at", *COUNTS)
    flags = ("expected", "exempt", "due", "received", "missing", "on_time", "staff_contradicts")
    return sa.select(
        *(rows.c[name] for name in plain), *(sa.type_coerce(rows.c[name], sa.Boolean()).label(name) for name in flags)
    ).order_by(rows.c.sort_order, rows.c.org_unit_id, rows.c.day)


def _reports(scope: Scope, moment: Moment, days: Sequence[date], due: Sequence[DueTime]) -> sa.Subquery:
    """Where every flag of a daily report is defined, once: a row per live unit and day, flags as 0 and 1."""
    on_days = calendar(moment, days)
    live = live_units(units_in(scope), on_days)
    duty = owed(live, on_days, moment, days, due, ("daily_report",))
    came = newest(daily_report, moment, daily_report.c.report_date.in_(days), first_recorded=True)
    rows = _laid_together(live, duty, came)
    counts = [rows.c[name] for name in CASE_COUNTS]
    received, contradicts = rows.c.revision.is_not(None), sa.or_(*(count < 0 for count in counts))
    positive, missing = sa.or_(*(count > 0 for count in counts)), sa.or_(*(count.is_(None) for count in counts))
    flags = {
        "expected": rows.c.exempt == 0,
        "exempt": rows.c.exempt == 1,
        "due": rows.c.due_at <= rows.c.state_at,
        "received": received,
        "missing": sa.and_(rows.c.due_at <= rows.c.state_at, sa.not_(received)),
        "on_time": sa.and_(received, rows.c.first_recorded_at <= rows.c.due_at),
        "zero": sa.and_(*(count == 0 for count in counts)),
        "zero_unknown": sa.and_(received, missing, sa.not_(sa.func.coalesce(sa.case((sa.or_(positive, contradicts), 1)), 0) == 1)),
        "zero_contradicts": contradicts,
        "staff_contradicts": rows.c.staff_given > rows.c.staff_count,
        "staff_negative": rows.c.staff_below_zero == 1,
    }
    plain = ("org_unit_id", "sort_order", "day", "due_at", "first_recorded_at", "recorded_at", "revision")
    return sa.select(
        *(rows.c[name] for name in plain),
        sa.type_coerce(rows.c.reports, sa.Boolean()).label("reports"),
        *(rows.c[name] for name in (*COUNTS, *STAFF)),
        *(sa.case((condition, 1), else_=0).label(name) for name, condition in flags.items()),
    ).subquery()


def _laid_together(live: sa.CTE, duty: sa.CTE, came: sa.CTE) -> sa.Subquery:
    """One row per live unit and day: what it is, what it owes (exempt is NULL where nothing), what came (revision is NULL where nothing)."""
    reports = sa.case((live.c.reports.is_(True), 1), else_=0).label("reports")
    staff = [came.c[name] for name in STAFF_COUNTS]
    every = laid_together(
        ("org_unit_id", "day"),
        sa.select(live.c.org_unit_id, live.c.day, live.c.sort_order, live.c.state_at, live.c.staff_count, reports),
        sa.select(duty.c.org_unit_id, duty.c.day, duty.c.due_at, duty.c.exempt).where(duty.c.slot == 1),
        sa.select(
            came.c.org_unit_id,
            came.c.report_date.label("day"),
            *(came.c[name] for name in ("revision", "recorded_at", "first_recorded_at", *COUNTS)),
            _sum(*(sa.func.coalesce(count, 0) for count in staff)).label("staff_given"),
            _sum(*staff).label("staff_told"),
            sa.case((sa.or_(*(count < 0 for count in staff)), 1)).label("staff_below_zero"),
        ),
    )
    return sa.select(every).where(every.c.sort_order.is_not(None)).subquery()


def _sum(*counts: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Added up as they stand: NULL where one is NULL."""
    return sa.type_coerce(sum(counts[1:], counts[0]), sa.Integer())
