"""Production against plan, and safety, from one row per unit (`production.production_by_unit`, `production.incidents_by_unit`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from dashboard.indicators.figure import TOLERANCE, Cell, Figure, Status, figure, group_status, instant
from dashboard.indicators.rows import Rows, each, newest_of, units_of
from data_access.moment import Moment

NEARLY_ON_PLAN, FAR_BELOW = 0.95, 0.85


@dataclass(frozen=True, slots=True)
class ProductionCell(Cell):
    """Rows on plan of rows that give both, and the worst output / plan of them, by which it is judged (None: nothing was planned)."""

    worst_share: float | None = None


def on_plan(rows: Rows, cells: Sequence[Cell], moment: Moment, stale_after: timedelta) -> Figure:
    """Rows of D with output >= plan / rows that give both. Unknown: rows that do not; a row with either below 0 is left out."""
    told = each(rows, "org_unit_id", "on_plan", "both", "unknown", "checks", "recorded_at")
    unknown, checks, data_time = sum(row.unknown for row in told), sum(row.checks for row in told), newest_of(told)
    return figure(
        "production.on_plan",
        "ratio",
        numerator=sum(row.on_plan for row in told),
        denominator=sum(row.both for row in told),
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=group_status((cell.status for cell in cells), unknown, checks),
        target=1.0,
        missing=units_of(row for row in told if row.unknown),
    )


def incidents(rows: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Safety incidents from the first of the month to D. Unknown: rows that do not say."""
    told = each(rows, "org_unit_id", "incidents", "unknown", "checks", "recorded_at")
    unknown, checks, data_time = sum(row.unknown for row in told), sum(row.checks for row in told), newest_of(told)
    return figure(
        "safety.incidents",
        "incidents",
        numerator=sum(row.incidents for row in told if row.incidents is not None),
        denominator=None if told else 0,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        target=0,
        missing=units_of(row for row in told if row.unknown),
    )


def cells(rows: Rows) -> list[ProductionCell]:
    """One cell per unit with rows on D, by its worst output / plan: from 0.95 met, from 0.85 attention, else breach; an injury is a breach."""
    return [_cell(row) for row in each(rows)]


def _cell(row) -> ProductionCell:  # type: ignore[no-untyped-def] (a row of the table)
    status, reason = _judge(row)
    return ProductionCell(
        row.org_unit_id,
        "production",
        numerator=int(row.on_plan),
        denominator=int(row.both),
        unknown=int(row.unknown),
        checks=int(row.checks),
        status=status,
        since=instant(row.newest_at) if reason else None,
        reason=reason,
        worst_share=None if pd.isna(row.worst_share) else float(row.worst_share),
    )


def _judge(row) -> tuple[Status, str]:  # type: ignore[no-untyped-def]
    if not pd.isna(row.injuries):
        return "breach", "injury"
    if not row.both:
        return ("no_data" if row.unknown else "check"), ""
    if pd.isna(row.worst_share) or row.worst_share >= NEARLY_ON_PLAN - TOLERANCE:
        return "met", ""
    return ("attention" if row.worst_share >= FAR_BELOW - TOLERANCE else "breach"), "below-plan"
