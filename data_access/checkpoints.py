"""Checkpoints: which of them count at S, who holds them, and when they last gave a sign of life."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import checkpoint, duty_shift
from data_access.counting import count_where
from data_access.history import among, newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

LONGEST_SHIFT = timedelta(hours=24)
SIGNS_MISSED = 2  # a post is unknown when its last sign of life is older than so many check intervals


@by_unit
def checkpoints(scope: Scope, moment: Moment, check_interval_minutes: int) -> sa.Select[Any]:
    """One row per checkpoint of a live unit: checkpoint_id, org_unit_id, sort_order (of the unit), area (of the unit), name_zh, name_en, kind,
    longitude, latitude, crs, adcode, required_staff, opened_at, closed_at; yes/no: open (at S), staffed_24h, planned (a shift is on at S), held (one of
    those holds the post), fresh (and gave a sign of life within two check intervals); present_staff of the fresh ones (NULL: one did not say, or none),
    checks (shifts with a negative count), last_sign_at, since (the last sign-out, or else when the shift on began), recorded_at."""
    within = units_in(scope)
    live = live_units(within, calendar(moment, (moment.day,)))
    at = moment.last_moment
    near = sa.and_(duty_shift.c.starts_at > at - LONGEST_SHIFT, duty_shift.c.starts_at <= at)
    came = newest(duty_shift, moment, among(duty_shift.c.shift_id, sa.select(duty_shift.c.shift_id).where(near)))  # a start may be moved
    signed_out = sa.and_(came.c.signed_out_at.is_not(None), came.c.signed_out_at <= at)
    holds = sa.and_(came.c.signed_in_at.is_not(None), came.c.signed_in_at <= at, sa.not_(signed_out))
    confirmed_at = sa.case(
        (sa.and_(came.c.last_confirmed_at <= at, came.c.last_confirmed_at > came.c.signed_in_at), came.c.last_confirmed_at)
    )
    sign_at = sa.func.coalesce(confirmed_at, came.c.signed_in_at, type_=duty_shift.c.starts_at.type)
    fresh_since = at - SIGNS_MISSED * timedelta(minutes=check_interval_minutes)
    fresh = sa.and_(holds, sign_at >= fresh_since)
    says_who = sa.and_(fresh, came.c.present_staff >= 0)
    shifts = (
        sa.select(
            came.c.checkpoint_id,
            count_where(holds, "held"),
            count_where(fresh, "fresh"),
            count_where(says_who, "say_who"),
            count_where(came.c.present_staff < 0, "checks"),
            sa.type_coerce(sa.func.sum(sa.case((says_who, came.c.present_staff))), sa.Integer()).label("present_staff"),
            sa.func.max(sa.case((holds, sign_at))).label("last_sign_at"),
            sa.func.max(sa.case((signed_out, came.c.signed_out_at))).label("signed_out_at"),
            sa.func.min(came.c.starts_at).label("started_at"),
            sa.func.max(came.c.recorded_at).label("recorded_at"),
        )
        .where(came.c.starts_at <= at, came.c.ends_at > at, came.c.checkpoint_id.is_not(None))
        .group_by(came.c.checkpoint_id)
        .subquery()
    )
    place = ("longitude", "latitude", "crs", "adcode")
    plain = ("checkpoint_id", "org_unit_id", "name_zh", "name_en", "kind", *place, "required_staff", "opened_at", "closed_at")
    is_open = sa.and_(
        sa.or_(checkpoint.c.opened_at.is_(None), checkpoint.c.opened_at <= at),
        sa.or_(checkpoint.c.closed_at.is_(None), checkpoint.c.closed_at > at),
    )
    flags = {"open": is_open, "planned": shifts.c.held.is_not(None), "held": shifts.c.held > 0, "fresh": shifts.c.fresh > 0}
    everybody_said = sa.case((shifts.c.say_who == shifts.c.fresh, shifts.c.present_staff))
    return (
        sa.select(
            *(checkpoint.c[name] for name in plain),
            live.c.sort_order,
            within.c.area,
            checkpoint.c.staffed_24h,
            *(sa.type_coerce(sa.case((flag, 1), else_=0), sa.Boolean()).label(name) for name, flag in flags.items()),
            everybody_said.label("present_staff"),
            sa.func.coalesce(shifts.c.checks, 0).label("checks"),
            shifts.c.last_sign_at,
            sa.func.coalesce(shifts.c.signed_out_at, shifts.c.started_at, type_=duty_shift.c.starts_at.type).label("since"),
            shifts.c.recorded_at,
        )
        .join(live, live.c.org_unit_id == checkpoint.c.org_unit_id)
        .join(within, within.c.org_unit_id == checkpoint.c.org_unit_id)
        .outerjoin(shifts, shifts.c.checkpoint_id == checkpoint.c.checkpoint_id)
        .order_by(live.c.sort_order, checkpoint.c.org_unit_id, checkpoint.c.checkpoint_id)
    )
