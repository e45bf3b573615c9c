"""Inspections: what is still open, what is overdue, from one row per inspection (`inspections.inspections`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from dashboard.indicators.figure import Status, instant
from data_access.moment import Moment

_SEVERITIES: tuple[Status, ...] = ("breach", "attention", "met")


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection at S. `status`: met once closed; open and past its day a breach, else by its severity, where "info" asks for nothing.
    `days_overdue` only of what is open and past its day."""

    row: Any
    due_on: date | None
    closed_at: datetime | None
    status: Status
    days_overdue: int | None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def judged(rows: pd.DataFrame, moment: Moment) -> list[Inspection]:
    """The open first: the longest overdue, then the gravest, then the next due; then the closed, the newest first."""
    found = [_judge(row, moment) for row in rows.itertuples()]
    return sorted(
        found,
        key=lambda one: (
            (0, -(one.days_overdue or 0), _SEVERITIES.index(one.status), (one.due_on or date.max).toordinal())
            if one.closed_at is None
            else (1, -one.closed_at.timestamp())
        ),
    )


def _judge(row: Any, moment: Moment) -> Inspection:
    due_on = None if pd.isna(row.due_on) else row.due_on
    closed_at = instant(row.closed_at)
    last_day_over = moment.day if moment.is_over else moment.day - timedelta(days=1)
    overdue = (last_day_over - due_on).days + 1 if closed_at is None and due_on is not None and due_on <= last_day_over else None
    by_severity: Status = row.severity if row.severity in ("breach", "attention") else "met"
    status: Status = "met" if closed_at else "breach" if overdue else by_severity
    return Inspection(row, due_on, closed_at, status, overdue)
