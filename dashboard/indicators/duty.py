"""Duty desks held around the clock, from one row per desk shift that touches the day (`duty.desk_shifts`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, figure, group_status, instant, minutes
from dashboard.indicators.rows import Rows, each, newest_of
from data_access.moment import Moment

SHORT_GAP = timedelta(minutes=30)  # a gap this long asks for attention; beyond is a breach
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DutyCell(Cell):
    """Minutes covered of the minutes elapsed, with the longest gap."""

    longest_gap: timedelta = timedelta(0)


def coverage(shifts: Rows, cells: Sequence[DutyCell], moment: Moment, stale_after: timedelta) -> Figure:
    """Minutes with somebody on duty / minutes of D until S, over live units with a desk shift that overlaps D."""
    data_time = newest_of(each(shifts, "recorded_at"))
    return figure(
        "duty.coverage",
        "ratio",
        numerator=sum(cell.numerator for cell in cells),
        denominator=sum(cell.denominator or 0 for cell in cells),
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=group_status((cell.status for cell in cells), 0, 0),
        target=1.0,
    )


def cells(shifts: Rows, moment: Moment) -> list[DutyCell]:
    """One cell per unit with a desk shift on D, once D has begun: every elapsed minute covered met, the longest gap at most 30 minutes attention, else
    breach."""
    if moment.state_at <= moment.starts_at:
        return []
    by_unit: dict[str, list[Any]] = {}
    for row in each(shifts):
        by_unit.setdefault(row.org_unit_id, []).append(row)
    return [_cell(unit, own, moment) for unit, own in by_unit.items()]


def _cell(unit: str, own: list[Any], moment: Moment) -> DutyCell:
    elapsed = moment.state_at - moment.starts_at
    gaps = _gaps([(row.signed_in_at, row.signed_out_at, row.ends_at) for row in own], moment.starts_at, moment.state_at)
    uncovered = sum((until - since for since, until in gaps), timedelta(0))
    longest = max(gaps, key=lambda gap: (gap[1] - gap[0], gap[0]), default=None)
    lasts = bool(gaps) and gaps[-1][1] == moment.state_at  # nobody is there at S
    status: Status = "met" if longest is None else "attention" if longest[1] - longest[0] <= SHORT_GAP else "breach"
    since = None if longest is None else gaps[-1][0] if lasts else longest[0]
    return DutyCell(
        unit,
        "duty",
        numerator=(elapsed - uncovered) / MINUTE,
        denominator=elapsed / MINUTE,
        unknown=0,
        checks=0,
        status=status,
        since=since,
        overdue_minutes=minutes(moment.state_at - since) if lasts and since else None,
        reason="" if longest is None else "desk-empty" if lasts else "desk-gap",
        longest_gap=longest[1] - longest[0] if longest else timedelta(0),
    )


def _gaps(stays: list[tuple[Any, Any, Any]], begin: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of [begin, end) that no stay covers; a stay lasts from sign-in to sign-out, or else to the end of its shift, and one that ends
    before it began covers nothing."""
    held = sorted((instant(came), instant(ends if pd.isna(left) else left)) for came, left, ends in stays if not pd.isna(came))
    gaps, covered_until = [], begin
    for came, left in ((came, left) for came, left in held if came < left):
        if came > covered_until:
            gaps.append((covered_until, min(came, end)))
        covered_until = max(covered_until, left)
        if covered_until >= end:
            break
    if covered_until < end:
        gaps.append((covered_until, end))
    return [(since, until) for since, until in gaps if since < until]
