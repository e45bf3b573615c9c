"""Daily and zero reports: what was owed, what came and when, unit by unit and day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from data_access.contract import daily_report
from data_access.history import newest
from data_access.moment import DueTime, Moment
from data_access.owed import calendar, live_units, owed
from data_access.scope import Scope

CASE_COUNTS = ("fever", "suspected", "confirmed")
FLAGS = ("expected", "exempt", "due", "received", "missing", "on_time", "zero", "zero_unknown", "zero_contradicts")


def daily_reports(scope: Scope, moment: Moment, due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per live unit on D: org_unit_id, sort_order, reports, due_at, first_recorded_at, recorded_at, revision, fever, suspected, confirmed,
    and yes/no: expected (owes a daily report and is not exempt), exempt (would owe it), due (at S), received, on_time, zero (a zero report),
    zero_unknown (one of the three counts is missing and none is above 0), zero_contradicts (one is negative)."""
    rows = _reports(scope, moment, (moment.day,), due)
    plain = ("org_unit_id", "sort_order", "reports", "due_at", "first_recorded_at", "recorded_at", "revision", *CASE_COUNTS)
    return sa.select(
        *(rows.c[name] for name in plain), *(sa.type_coerce(rows.c[name], sa.Boolean()).label(name) for name in FLAGS)
    ).order_by(rows.c.sort_order, rows.c.org_unit_id)


def reports_by_day(scope: Scope, moment: Moment, days: Sequence[date], due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per day of `days`: day, counts of units (live; expected; of those due, received, on_time, due_on_time, zero and missing),
    reported (live units with a report, owed or not), and the sums of fever, suspected, confirmed (NULL where no unit gave one)."""
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
            *(_sum(sa.case((sa.and_(*(rows.c[flag] == 1 for flag in flags)), 1), else_=0), name) for name, flags in counts.items()),
            *(_sum(sa.case((rows.c[name] >= 0, rows.c[name])), name) for name in CASE_COUNTS),
        )
        .group_by(rows.c.day)
        .order_by(rows.c.day)
    )


def _sum(expression: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[int]:
    """A sum that comes back as a whole number on every kind of database."""
    return sa.type_coerce(sa.func.sum(expression), sa.Integer()).label(name)


def _reports(scope: Scope, moment: Moment, days: Sequence[date], due: Sequence[DueTime]) -> sa.Subquery:
    """Where every flag of a daily report is defined, once: a row per live unit and day, flags as 0 and 1."""
    on_days = calendar(moment, days)
    live = live_units(scope, on_days)
    duty = owed(live, on_days, moment, days, due, ("daily_report",))
    came = newest(daily_report, moment, daily_report.c.report_date.in_(days), first_recorded=True)
    counts = [came.c[name] for name in CASE_COUNTS]
    received, contradicts = came.c.revision.is_not(None), sa.or_(*(count < 0 for count in counts))
    positive, missing = sa.or_(*(count > 0 for count in counts)), sa.or_(*(count.is_(None) for count in counts))
    flags = {
        "expected": sa.and_(duty.c.org_unit_id.is_not(None), duty.c.exempt == 0),
        "exempt": duty.c.exempt == 1,
        "due": duty.c.due_at <= on_days.c.state_at,
        "received": received,
        "missing": sa.and_(duty.c.due_at <= on_days.c.state_at, sa.not_(received)),
        "on_time": sa.and_(received, came.c.first_recorded_at <= duty.c.due_at),
        "zero": sa.and_(*(count == 0 for count in counts)),
        "zero_unknown": sa.and_(received, missing, sa.not_(sa.func.coalesce(sa.case((sa.or_(positive, contradicts), 1)), 0) == 1)),
        "zero_contradicts": contradicts,
    }
    return (
        sa.select(
            live.c.org_unit_id,
            live.c.sort_order,
            live.c.reports,
            live.c.day,
            duty.c.due_at,
            came.c.first_recorded_at,
            came.c.recorded_at,
            came.c.revision,
            *counts,
            *(sa.case((condition, 1), else_=0).label(name) for name, condition in flags.items()),
        )
        .join(on_days, on_days.c.day == live.c.day)
        .outerjoin(duty, sa.and_(duty.c.org_unit_id == live.c.org_unit_id, duty.c.day == live.c.day, duty.c.slot == 1))
        .outerjoin(came, sa.and_(came.c.org_unit_id == live.c.org_unit_id, came.c.report_date == live.c.day))
        .subquery()
    )
