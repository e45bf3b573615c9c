"""Checkpoints manned, unmanned or unknown, from one row per checkpoint (`checkpoints.checkpoints`)."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, confidence, group_status, instant, minutes, newest, worst
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
    counting = posts[posts.state.isin(_COUNTING)]
    there, gone = _manned(counting), int((counting.state == "unmanned").sum())
    unknown, checks, data_time = len(counting) - there - gone, int(counting.checks.sum()), newest(counting.recorded_at)
    return Figure(
        "checkpoint.manned",
        "ratio",
        numerator=there,
        denominator=there + gone,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        confidence=confidence(moment, data_time, unknown, checks, stale_after),
        status=group_status(cells, unknown, checks),
        target=1.0,
    )


def cells(posts: pd.DataFrame, moment: Moment) -> list[Cell]:
    """One cell per unit with an open checkpoint: its worst."""
    open_posts = posts[posts.state != "closed"]
    return [_cell(str(unit), own, moment) for unit, own in open_posts.groupby("org_unit_id", sort=False)]


def _cell(unit: str, own: pd.DataFrame, moment: Moment) -> Cell:
    status = worst(own.status) or "not_due"
    about = own[own.status == status]
    needs = status in ("breach", "attention")
    since = instant(about.since.min()) if needs else None
    counting = own[own.state.isin(_COUNTING)]
    return Cell(
        unit,
        "checkpoint",
        numerator=_manned(counting),
        denominator=int((counting.state != "unknown").sum()),
        unknown=int((counting.state == "unknown").sum()),
        checks=int(counting.checks.sum()),
        status=status,
        since=since,
        overdue_minutes=minutes(moment.state_at - since) if since and status == "breach" else None,
        reason={"breach": "unmanned", "attention": "understaffed"}.get(status, ""),
        about=str(about.sort_values("since").checkpoint_id.iloc[0]),
    )


def _manned(counting: pd.DataFrame) -> int:
    return int(counting.state.isin(("manned", "understaffed")).sum())
