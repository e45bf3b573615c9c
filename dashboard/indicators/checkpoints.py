"""Checkpoints manned, unmanned or unknown, from one row per checkpoint (`checkpoints.checkpoints`)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, figure, group_status, instant, minutes, worst
from dashboard.indicators.rows import each, newest_of, units_of
from data_access.moment import Moment

_COUNTING = ("manned", "understaffed", "unmanned", "unknown")
STATUS_OF: dict[str, Status] = {"manned": "met", "understaffed": "attention", "unmanned": "breach", "unknown": "no_data", "off": "not_due"}


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `state` (manned, understaffed, unmanned, unknown; off between shifts, closed) and `status` (closed: None).

    Manned: some shift on at S holds the post with a fresh sign of life; unknown: held, none so fresh; unmanned: not held. A post that is not
    staffed around the clock counts only during a planned shift.
    """
    state = pd.Series("manned", index=rows.index, dtype=object)
    state[(rows.present_staff < rows.required_staff).fillna(False)] = "understaffed"
    state[rows.held & ~rows.fresh] = "unknown"
    state[~rows.held] = "unmanned"
    state[~rows.staffed_24h & ~rows.planned] = "off"
    state[~rows.open] = "closed"
    return rows.assign(state=state, status=state.map(STATUS_OF))


def manned(posts: pd.DataFrame, cells: list[Cell], moment: Moment, stale_after: timedelta) -> Figure:
    """Manned / (manned + unmanned); unknown beside it. `posts` as `judged` gives them, `cells` as `cells` does."""
    counting = [row for row in each(posts, "org_unit_id", "state", "checks", "recorded_at") if row.state in _COUNTING]
    states = Counter(row.state for row in counting)
    there, gone = states["manned"] + states["understaffed"], states["unmanned"]
    unknown, checks, data_time = states["unknown"], sum(int(row.checks) for row in counting), newest_of(counting)
    return figure(
        "checkpoint.manned",
        "ratio",
        numerator=there,
        denominator=there + gone,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=group_status((cell.status for cell in cells), unknown, checks),
        target=1.0,
        missing=units_of(row for row in counting if row.state == "unknown"),
    )


def cells(posts: pd.DataFrame, moment: Moment) -> list[Cell]:
    """One cell per unit with an open checkpoint: its worst."""
    by_unit: dict[str, list[Any]] = {}
    for row in each(posts):
        if row.state != "closed":
            by_unit.setdefault(row.org_unit_id, []).append(row)
    return [_cell(unit, own, moment) for unit, own in by_unit.items()]


def _cell(unit: str, own: list[Any], moment: Moment) -> Cell:
    status = worst(row.status for row in own) or "not_due"
    needs = status in ("breach", "attention")
    about = min((row for row in own if row.status == status), key=lambda row: (pd.isna(row.since), row.since, row.checkpoint_id))
    since = instant(about.since) if needs else None
    states = Counter(row.state for row in own)
    there = states["manned"] + states["understaffed"]
    return Cell(
        unit,
        "checkpoint",
        numerator=there,
        denominator=there + states["unmanned"],
        unknown=states["unknown"],
        checks=sum(int(row.checks) for row in own if row.state in _COUNTING),
        status=status,
        since=since,
        overdue_minutes=minutes(moment.state_at - since) if since and status == "breach" else None,
        reason={"breach": "unmanned", "attention": "understaffed"}.get(status, ""),
        about=about.checkpoint_id,
    )
