"""What a unit's workbook is filled with before the unit gets it: the rounds of the day, its posts, its shifts, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import checkpoint, duty_shift, testing_progress, testing_round
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, lineage_of, live_units
from data_access.scope import Scope, by_unit, units_in

LONGEST_SHIFT = timedelta(hours=24)


@by_unit
def rounds_of_day(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit and round that is addressed to it and begins before the end of D, newest first: org_unit_id, round_id, name_zh, name_en,
    starts_at, ends_at."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    lineage = lineage_of(live)
    addressed = sa.or_(testing_round.c.org_unit_id.is_(None), testing_round.c.org_unit_id == lineage.c.ancestor_id)
    columns = [testing_round.c[name] for name in ("round_id", "name_zh", "name_en", "starts_at", "ends_at")]
    return (
        sa.select(lineage.c.org_unit_id, *columns)
        .distinct()
        .join(lineage, addressed)
        .where(testing_round.c.starts_at < moment.ends_at)
        .order_by(testing_round.c.starts_at.desc(), testing_round.c.round_id.desc(), lineage.c.org_unit_id)
    )


@by_unit
def progress_known(scope: Scope, moment: Moment, round_ids: Sequence[str]) -> sa.Select[Any]:
    """One row per live unit, round of those named and population reported by T: org_unit_id, round_id, population, target, sampled."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    known = newest(testing_progress, moment, testing_progress.c.round_id.in_(round_ids))
    return (
        sa.select(*(known.c[name] for name in ("org_unit_id", "round_id", "population", "target", "sampled")))
        .join(live, live.c.org_unit_id == known.c.org_unit_id)
        .order_by(known.c.org_unit_id, known.c.round_id, known.c.population)
    )


@by_unit
def shifts_of_day(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per shift of a live unit that overlaps D, as known at T, the duty desk's first, then by post: the columns of duty_shift."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    near = duty_shift.c.starts_at.between(moment.starts_at - LONGEST_SHIFT, moment.ends_at)
    known = newest(duty_shift, moment, near)
    at_a_post = sa.case((known.c.checkpoint_id.is_(None), 0), else_=1)  # kinds of database differ on where NULL stands
    return (
        sa.select(*(known.c[column.name] for column in duty_shift.c))
        .join(live, live.c.org_unit_id == known.c.org_unit_id)
        .where(known.c.ends_at > moment.starts_at, known.c.starts_at < moment.ends_at)
        .order_by(known.c.org_unit_id, at_a_post, known.c.checkpoint_id, known.c.starts_at, known.c.shift_id)
    )


@by_unit
def posts_of_day(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per checkpoint of a live unit that is open on D: org_unit_id, checkpoint_id, name_zh, name_en."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    opened, closed = checkpoint.c.opened_at, checkpoint.c.closed_at
    return (
        sa.select(*(checkpoint.c[name] for name in ("org_unit_id", "checkpoint_id", "name_zh", "name_en")))
        .join(live, live.c.org_unit_id == checkpoint.c.org_unit_id)
        .where(sa.or_(opened.is_(None), opened < moment.ends_at), sa.or_(closed.is_(None), closed > moment.starts_at))
        .order_by(checkpoint.c.org_unit_id, checkpoint.c.checkpoint_id)
    )
