"""Reporting completeness, timeliness and zero reports, from one row per live unit (`compliance.daily_reports`)."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, count, figure, instant, minutes, newest, units_with, worst
from data_access.moment import Moment

GRACE_TO_BREACH = timedelta(minutes=60)  # overdue up to an hour asks for attention; beyond is a breach


def completeness(reports: pd.DataFrame, moment: Moment, stale_after: timedelta) -> Figure:
    """Received / expected. Expected: live units that owe a daily report on D and are not exempt. Unknown: due and not received."""
    expected = reports[reports.expected]
    return _figure("completeness", expected, expected.received, len(expected), expected.missing, moment, stale_after, judged=True)


def timeliness(reports: pd.DataFrame, moment: Moment, stale_after: timedelta) -> Figure:
    """First received by the due instant / expected and due. A later revision never changes it."""
    due = reports[reports.expected & reports.due]
    return _figure("timeliness", due, due.on_time, len(due), due.missing, moment, stale_after, judged=True)


def zero(reports: pd.DataFrame, moment: Moment, stale_after: timedelta) -> Figure:
    """Zero reports (fever, suspected and confirmed all 0) / received. A negative count leaves both; a missing one leaves it unknown."""
    expected = reports[reports.expected]
    received = expected[expected.received]
    usable = received[~received.zero_contradicts]
    unknown = expected.missing | (expected.zero_unknown & ~expected.zero_contradicts)
    checks = count(received.zero_contradicts)
    return _figure("zero", usable, usable.zero, len(usable), unknown, moment, stale_after, checks=checks, of=expected)


def cells(reports: pd.DataFrame, moment: Moment) -> list[Cell]:
    """One cell per live unit that owes a daily report or is exempt from it."""
    return [_cell(row, moment) for row in reports[reports.expected | reports.exempt].itertuples()]


def silent(reports: pd.DataFrame) -> pd.DataFrame:
    """The rows of the units that owe a report, are due, and have sent none; longest overdue first."""
    return reports[reports.expected & reports.missing].sort_values(["due_at", "sort_order", "org_unit_id"], kind="stable")


def _figure(
    name: str,
    rows: pd.DataFrame,
    counted: pd.Series,
    denominator: int,
    unknown_rows: pd.Series,
    moment: Moment,
    stale_after: timedelta,
    *,
    checks: int = 0,
    judged: bool = False,
    of: pd.DataFrame | None = None,
) -> Figure:
    """`unknown_rows` flags rows of `of`, which are `rows` where it is not given."""
    unknown, data_time = count(unknown_rows), newest(rows.recorded_at)
    return figure(
        f"reporting.{name}",
        "ratio",
        numerator=count(counted),
        denominator=denominator,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=worst(cell.status for cell in cells(rows, moment)) if judged else None,
        target=1.0,
        missing=units_with(rows if of is None else of, unknown_rows),
    )


def _cell(row, moment: Moment) -> Cell:  # type: ignore[no-untyped-def] (a row of itertuples)
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
