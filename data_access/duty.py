"""Duty desks: the shifts at a unit's own desk that touch a day."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data_access.checkpoints import LONGEST_SHIFT
from data_access.contract import duty_shift
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, units_in


def desk_shifts(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per duty-desk shift (no checkpoint) of a live unit that overlaps D, begun or not: org_unit_id, sort_order, starts_at, ends_at,
    signed_in_at, signed_out_at, recorded_at."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came = shifts_of_day(moment)
    plain = ("starts_at", "ends_at", "signed_in_at", "signed_out_at", "recorded_at")
    return (
        sa.select(came.c.org_unit_id, live.c.sort_order, *(came.c[name] for name in plain))
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .where(came.c.checkpoint_id.is_(None))
        .order_by(live.c.sort_order, came.c.org_unit_id, came.c.starts_at, came.c.shift_id)
    )


def shifts_of_day(moment: Moment) -> sa.CTE:
    """One row per shift that overlaps D, at a checkpoint or a desk: all columns of its newest revision known at T."""
    near = sa.and_(duty_shift.c.starts_at > moment.starts_at - LONGEST_SHIFT, duty_shift.c.starts_at < moment.ends_at)
    came = newest(duty_shift, moment, duty_shift.c.shift_id.in_(sa.select(duty_shift.c.shift_id).where(near)))  # a start may be moved
    return sa.select(came).where(came.c.starts_at < moment.ends_at, came.c.ends_at > moment.starts_at).cte("shifts_of_day")
