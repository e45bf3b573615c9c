"""Duty: the shifts at a unit's own desk that touch a day, and the teams that are on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data_access.checkpoints import LONGEST_SHIFT
from data_access.contract import checkpoint, duty_shift
from data_access.counting import count_where, total
from data_access.history import among, newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in


@by_unit
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


def teams(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per kind of team with a shift of a live unit that overlaps D: team; of its shifts that are on at S: shifts, held (somebody signed in
    and did not leave), planned_staff, present_staff (of the held; NULL: none says), silent (held, and do not say), posts and posts_held (checkpoints
    and desks, each once); of its shifts that began on D by S: begun, told (give a number of persons checked), and persons_checked, persons_refused
    and abnormal_temperature (NULL: none gives it). A negative number is left out."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came, at = shifts_of_day(moment), moment.last_moment
    on = sa.and_(came.c.starts_at <= at, came.c.ends_at > at)
    signed_out = sa.and_(came.c.signed_out_at.is_not(None), came.c.signed_out_at <= at)
    held = sa.and_(on, came.c.signed_in_at.is_not(None), came.c.signed_in_at <= at, sa.not_(signed_out))
    says = sa.and_(held, came.c.present_staff.is_not(None), came.c.present_staff >= 0)
    begun = sa.and_(came.c.starts_at >= moment.starts_at, came.c.starts_at <= at)
    no_post = came.c.checkpoint_id.is_(None)

    def posts(where: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[int]:
        checkpoints = sa.func.count(sa.distinct(sa.case((where, came.c.checkpoint_id))))
        desks = sa.func.count(sa.distinct(sa.case((sa.and_(where, no_post), came.c.org_unit_id))))
        return (checkpoints + desks).label(name)

    return (
        sa.select(
            came.c.team,
            count_where(on, "shifts"),
            count_where(held, "held"),
            total(sa.case((sa.and_(on, came.c.planned_staff >= 0), came.c.planned_staff)), "planned_staff"),
            total(sa.case((says, came.c.present_staff)), "present_staff"),
            count_where(sa.and_(held, sa.not_(says)), "silent"),
            posts(on, "posts"),
            posts(held, "posts_held"),
            count_where(begun, "begun"),
            count_where(sa.and_(begun, came.c.persons_checked >= 0), "told"),
            *(
                total(sa.case((sa.and_(begun, came.c[name] >= 0), came.c[name])), name)
                for name in ("persons_checked", "persons_refused", "abnormal_temperature")
            ),
        )
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .group_by(came.c.team)
        .order_by(came.c.team)
    )


def signs_of_life(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per shift at a checkpoint of a live unit that overlaps D, and revision of it known at T that gives a sign of life; of a shift without
    any, one: checkpoint_id, shift_id, starts_at, ends_at, signed_in_at, signed_out_at (of the newest revision), sign_at (the last confirmation that
    the revision knows of, else its sign-in; NULL: none), present_staff (in the revision)."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came, told = shifts_of_day(moment), duty_shift.alias("told")
    known = sa.or_(told.c.recorded_at.is_(None), told.c.recorded_at <= moment.known_at)
    of_day = among(told.c.shift_id, sa.select(came.c.shift_id))  # said once more, so that the index finds them
    gives_a_sign = sa.and_(told.c.shift_id == came.c.shift_id, of_day, known, told.c.signed_in_at.is_not(None))
    plain = ("checkpoint_id", "shift_id", "starts_at", "ends_at", "signed_in_at", "signed_out_at")
    return (
        sa.select(
            *(came.c[name] for name in plain),
            sa.func.coalesce(told.c.last_confirmed_at, told.c.signed_in_at, type_=duty_shift.c.starts_at.type).label("sign_at"),
            told.c.present_staff,
        )
        .join(checkpoint, checkpoint.c.checkpoint_id == came.c.checkpoint_id)
        .join(live, live.c.org_unit_id == checkpoint.c.org_unit_id)
        .outerjoin(told, gives_a_sign)
        .order_by(came.c.checkpoint_id, came.c.starts_at, came.c.shift_id, told.c.revision)
    )


def shifts_of_day(moment: Moment) -> sa.CTE:
    """One row per shift that overlaps D, at a checkpoint or a desk: all columns of its newest revision known at T."""
    near = sa.and_(duty_shift.c.starts_at > moment.starts_at - LONGEST_SHIFT, duty_shift.c.starts_at < moment.ends_at)
    came = newest(duty_shift, moment, among(duty_shift.c.shift_id, sa.select(duty_shift.c.shift_id).where(near)))  # a start may be moved
    return sa.select(came).where(came.c.starts_at < moment.ends_at, came.c.ends_at > moment.starts_at).cte("shifts_of_day")
