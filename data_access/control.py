"""Closed-off management: which units and places are under a level other than normal at S, and which level."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data_access.contract import control_status
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

LEVELS = ("normal", "strengthened", "controlled", "sealed")  # from the lowest


@by_unit
def controlled_units(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit under a level other than normal at S, not inherited: org_unit_id, sort_order, level_rank (its highest; 1 strengthened,
    2 controlled, 3 sealed), since_at (the earliest of those in force), recorded_at."""
    rows = _in_force(scope, moment)
    return (
        sa.select(
            rows.c.org_unit_id,
            sa.func.max(rows.c.sort_order).label("sort_order"),
            sa.func.max(rows.c.level_rank, type_=sa.Integer()).label("level_rank"),
            sa.func.min(rows.c.since_at).label("since_at"),
            sa.func.max(rows.c.recorded_at).label("recorded_at"),
        )
        .group_by(rows.c.org_unit_id)
        .order_by(sa.func.max(rows.c.sort_order), rows.c.org_unit_id)
    )


@by_unit
def controls_in_force(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per place of a live unit under a level other than normal at S, the highest level first, then the longest: control_id, org_unit_id,
    place_name, level_rank (1 strengthened, 2 controlled, 3 sealed), instructed_by, since_at, longitude, latitude, crs, adcode, recorded_at."""
    rows = _in_force(scope, moment)
    names = ("control_id", "org_unit_id", "place_name", "level_rank", "instructed_by", "since_at")
    place = ("longitude", "latitude", "crs", "adcode")
    return sa.select(*(rows.c[name] for name in (*names, *place, "recorded_at"))).order_by(
        rows.c.level_rank.desc(), rows.c.since_at, rows.c.sort_order, rows.c.org_unit_id, rows.c.control_id
    )


def _in_force(scope: Scope, moment: Moment) -> sa.Subquery:
    """One row per control of a live unit above normal in force at S, in its newest revision: all its columns, sort_order, level_rank."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    at = moment.last_moment
    came = newest(control_status, moment)
    rank = sa.case({level: place for place, level in enumerate(LEVELS)}, value=came.c.level, else_=0)
    return (
        sa.select(came, live.c.sort_order, rank.label("level_rank"))
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .where(rank > 0, came.c.since_at <= at, sa.or_(came.c.until_at.is_(None), came.c.until_at > at))
        .subquery()
    )
