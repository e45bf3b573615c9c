"""Closed-off management: which units are under a level other than normal at S, and which level."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data_access.contract import control_status
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, units_in

LEVELS = ("normal", "strengthened", "controlled", "sealed")  # from the lowest


def controlled_units(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit under a level other than normal at S, not inherited: org_unit_id, sort_order, level_rank (its highest; 1 strengthened,
    2 controlled, 3 sealed), since_at (the earliest of those in force), recorded_at."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    at = moment.last_moment
    came = newest(control_status, moment)
    rank = sa.case({level: place for place, level in enumerate(LEVELS)}, value=came.c.level, else_=0)
    return (
        sa.select(
            came.c.org_unit_id,
            sa.func.max(live.c.sort_order).label("sort_order"),
            sa.func.max(rank, type_=sa.Integer()).label("level_rank"),
            sa.func.min(came.c.since_at).label("since_at"),
            sa.func.max(came.c.recorded_at).label("recorded_at"),
        )
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .where(rank > 0, came.c.since_at <= at, sa.or_(came.c.until_at.is_(None), came.c.until_at > at))
        .group_by(came.c.org_unit_id)
        .order_by(sa.func.max(live.c.sort_order), came.c.org_unit_id)
    )
