"""Reporting completeness, timeliness and zero reports, from one row per live unit (`compliance.daily_reports`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, figure, instant, minutes, worst
from dashboard.indicators.rows import Rows, each, newest_of, units_of
from data_access.moment import Moment

GRACE_TO_BREACH = timedelta(minutes=60)  # overdue up to an hour asks for attention; beyond is a breach
_JUDGED = ("org_unit_id", "expected", "exempt", "due", "received", "on_time", "due_at")
_READ = (*_JUDGED, "missing", "recorded_at", "zero", "zero_unknown", "zero_contradicts")


def completeness(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Received / expected. Expected: live units that owe a daily report on D and are not exempt. Unknown: due and not received."""
    expected = [row for row in each(reports, *_READ) if row.expected]
    return _judged("completeness", expected, sum(row.received for row in expected), moment, stale_after)


def timeliness(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """First received by the due instant / expected and due. A later revision never changes it."""
    due = [row for row in each(reports, *_READ) if row.expected and row.due]
    return _judged("timeliness", due, sum(row.on_time for row in due), moment, stale_after)


def zero(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Zero reports (fever, suspected and confirmed all 0) / received. A negative count leaves both; a missing one leaves it unknown."""
    expected = [row for row in each(reports, *_READ) if row.expected]
    received = [row for row in expected if row.received]
    usable = [row for row in received if not row.zero_contradicts]
    unknown = [row for row in expected if row.missing or (row.zero_unknown and not row.zero_contradicts)]
    checks = len(received) - len(usable)
    return _figure("zero", usable, sum(row.zero for row in usable), unknown, moment, stale_after, checks=checks)


def cells(reports: Rows, moment: Moment) -> list[Cell]:
    """One cell per live unit that owes a daily report or is exempt from it."""
    return [_cell(row, moment) for row in each(reports, *_JUDGED) if row.expected or row.exempt]


def silent(reports: pd.DataFrame) -> pd.DataFrame:
    """The rows of the units that owe a report, are due, and have sent none; longest overdue first, and of those due at once in the table's order."""
    rows = each(reports, "expected", "missing", "due_at")
    late = [place for place, row in enumerate(rows) if row.expected and row.missing]
    return reports.take(sorted(late, key=lambda place: rows[place].due_at))


def _judged(name: str, owed: Sequence[Any], done: int, moment: Moment, stale_after: timedelta) -> Figure:
    missing = [row for row in owed if row.missing]
    return _figure(name, owed, done, missing, moment, stale_after, status=worst(_cell(row, moment).status for row in owed))


def _figure(
    name: str,
    rows: Sequence[Any],
    numerator: int,
    unknown: Sequence[Any],
    moment: Moment,
    stale_after: timedelta,
    *,
    checks: int = 0,
    status: Status | None = None,
) -> Figure:
    return figure(
        f"reporting.{name}",
        "ratio",
        numerator=numerator,
        denominator=len(rows),
        unknown=len(unknown),
        checks=checks,
        data_time=newest_of(rows),
        moment=moment,
        stale_after=stale_after,
        status=status,
        target=1.0,
        missing=units_of(unknown),
    )


def _cell(row, moment: Moment) -> Cell:  # type: ignore[no-untyped-def] (a row of the table)
    status, since, overdue = _judge(row, moment)
    needs = status in ("attention", "breach")
    owes = bool(row.expected)
    return Cell(
        row.org_unit_id,
        "daily_report",
        numerator=int(owes and row.received),
        denominator=int(owes),
        unknown=int(owes and needs and not row.received),
        checks=0,
        status=status,
        since=since,
        overdue_minutes=overdue,
        reason=("report-late" if row.received else "report-missing") if needs else "",
    )


def _judge(row, moment: Moment) -> tuple[Status, object, int | None]:  # type: ignore[no-untyped-def]
    if row.exempt:
        return "exempt", None, None
    due_at = instant(row.due_at)
    if row.received:
        late = due_at is not None and not row.on_time
        return ("attention", due_at, None) if late else ("met", None, None)
    if not row.due:
        return "not_due", None, None
    overdue = moment.state_at - due_at
    return ("attention" if overdue <= GRACE_TO_BREACH else "breach"), due_at, minutes(overdue)
