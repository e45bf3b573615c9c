"""Directives conveyed, from one row per unit (`directives.receipts_by_unit`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, figure, group_status, instant, minutes
from dashboard.indicators.rows import Rows, each, newest_of
from data_access.moment import Moment


def conveyed(receipts: Rows, cells: Sequence[Cell], moment: Moment, stale_after: timedelta) -> Figure:
    """Receipts conveyed by S / addressed, over live units' receipts of directives issued in the 30 days to S."""
    told = each(receipts, "conveyed", "addressed", "recorded_at")
    data_time = newest_of(told)
    return figure(
        "directive.conveyed",
        "ratio",
        numerator=sum(row.conveyed for row in told),
        denominator=sum(row.addressed for row in told),
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=group_status((cell.status for cell in cells), 0, 0),
        target=1.0,
    )


def cells(receipts: Rows, moment: Moment) -> list[Cell]:
    """One cell per unit that a directive is addressed to. Overdue and not conveyed: breach; conveyed late: attention; else met."""
    return [_cell(row, moment) for row in each(receipts)]


def _cell(row, moment: Moment) -> Cell:  # type: ignore[no-untyped-def] (a row of the table)
    status: Status = "breach" if row.overdue else "attention" if row.late else "met"
    since = {"breach": instant(row.overdue_since), "attention": instant(row.late_since), "met": None}[status]
    return Cell(
        row.org_unit_id,
        "directive",
        numerator=int(row.conveyed),
        denominator=int(row.addressed),
        unknown=0,
        checks=0,
        status=status,
        since=since,
        overdue_minutes=minutes(moment.state_at - since) if row.overdue and since else None,
        reason={"breach": "directive-overdue", "attention": "directive-late", "met": ""}[status],
        about={"breach": row.overdue_id, "attention": row.late_id, "met": None}[status],
    )


def status_of(row: Any) -> Status:
    """A directive's status, of one row of `directives.directives`: overdue at some unit a breach, conveyed late by some attention, else met."""
    return "breach" if row.overdue else "attention" if row.late else "met"


def by_need(rows: Rows) -> list[Any]:
    """The rows of `directives.directives`: those overdue somewhere first, then those not conveyed by all, of both the first due before the others; then
    the rest as they came."""
    return sorted(each(rows), key=_need)


def _need(row: Any) -> tuple[int, float]:
    if row.conveyed == row.addressed:
        return 2, 0
    return 0 if row.overdue else 1, float("inf") if pd.isna(row.due_at) else row.due_at.timestamp()
