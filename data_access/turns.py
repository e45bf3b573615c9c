"""When the clock alone changes what is shown: the next instant at which something falls due, begins, ends, or a confirmation expires."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.checkpoints import LONGEST_SHIFT, SIGNS_MISSED
from data_access.contract import (
    Instant,
    checkpoint,
    control_status,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    inspection,
    liaison,
    notice,
    supply_order,
    testing_progress,
    testing_round,
)
from data_access.history import among, newest
from data_access.moment import DueTime, Moment
from data_access.owed import due_times
from data_access.supplied import without

AFTER = timedelta(microseconds=1)  # for what still holds at the instant itself
LATE = timedelta(minutes=60)  # overdue longer, a report is a breach
SHORT_GAP = timedelta(minutes=30)  # a desk empty longer is a breach
BEHIND = 0.10  # of the time used: a round is in time as long as the share sampled is not further behind
DIRECTIVE_DAYS = timedelta(days=30)


def next_turn(connection: sa.Connection, now: Moment, check_interval: timedelta, absent: Collection[str] = ()) -> datetime:
    """The first instant after T at which some unit's state on D is another without any row being written; the end of D at the latest.

    It may name an instant at which, as it turns out, nobody's state changes: what it never does is to miss one.
    """
    at = now.known_at
    found = [now.ends_at, now.starts_at + SHORT_GAP + AFTER]
    found += _of_requirements(connection, now, absent)
    for statement, later in instants_ahead(now, check_interval):
        instants = connection.execute(without(statement, absent)).one()
        found += [instant + delay for instant, delay in zip(instants, later, strict=True) if instant is not None]
    for row in connection.execute(without(open_rounds(now), absent)):
        if row.target and row.target > 0 and row.sampled is not None:
            share = min(1.0, max(0.0, float(row.sampled) / float(row.target)) + BEHIND)
            found.append(row.starts_at + share * (row.ends_at - row.starts_at) + timedelta(seconds=1))
    return min(instant for instant in found if instant > at)


def instants_ahead(now: Moment, check_interval: timedelta) -> Iterator[tuple[sa.Select[Any], tuple[timedelta, ...]]]:
    """Statements that give one row of instants or NULL, each with what is to be added to them."""
    yield from _of_rows(now)
    yield _of_shifts(now, check_interval)


def _of_requirements(connection: sa.Connection, now: Moment, absent: Collection[str]) -> Iterator[datetime]:
    rows = connection.execute(without(due_times(), absent))
    ways = {DueTime(row.due_time, bool(row.next_day), int(row.grace_minutes)) for row in rows}
    for way in ways:
        for day in (now.day - timedelta(days=1), now.day):
            due_at = way.on(day, now.zone)
            if due_at is not None:
                yield from (due_at, due_at + LATE + AFTER)


def _of_rows(now: Moment) -> Iterator[tuple[sa.Select[Any], tuple[timedelta, ...]]]:
    """Statements that give one instant or NULL, each with what is to be added to it."""
    at = now.known_at

    def first(column: sa.Column[Any], after: datetime, *where: sa.ColumnElement[bool], delay: timedelta = timedelta()) -> Any:
        return sa.select(sa.func.min(column, type_=Instant())).where(column > after, *where), (delay,)

    recent = directive.c.issued_at > at - DIRECTIVE_DAYS - timedelta(days=1)
    receipts = among(directive_receipt.c.directive_id, sa.select(directive.c.directive_id).where(recent))
    yield first(exemption.c.from_at, at)
    yield first(exemption.c.until_at, at)
    yield first(control_status.c.since_at, at)
    yield first(control_status.c.until_at, at)
    yield first(checkpoint.c.opened_at, at)
    yield first(checkpoint.c.closed_at, at)
    yield first(testing_round.c.starts_at, at)
    yield first(testing_round.c.ends_at, at)
    yield first(directive.c.issued_at, at)
    yield first(directive.c.issued_at, at - DIRECTIVE_DAYS, delay=DIRECTIVE_DAYS)
    yield first(directive.c.due_at, at, recent, delay=AFTER)
    yield from (first(directive_receipt.c[name], at, receipts) for name in ("received_at", "conveyed_at", "completed_at"))
    yield first(supply_order.c.ordered_at, at)
    yield first(supply_order.c.received_at, at)
    yield first(notice.c.published_at, at)
    yield first(liaison.c.contacted_at, at)
    yield first(inspection.c.inspected_at, at)
    yield first(
        inspection.c.closed_at, at, inspection.c.inspected_at > at - DIRECTIVE_DAYS - timedelta(days=1), inspection.c.inspected_at <= at
    )


def _of_shifts(now: Moment, check_interval: timedelta) -> tuple[sa.Select[Any], tuple[timedelta, ...]]:
    """A statement that gives one row of instants or NULL, and what is to be added to each."""
    at, none = now.known_at, timedelta()
    near = sa.and_(duty_shift.c.starts_at > at - 2 * LONGEST_SHIFT, duty_shift.c.starts_at < at + 2 * LONGEST_SHIFT)
    came = newest(duty_shift, now, among(duty_shift.c.shift_id, sa.select(duty_shift.c.shift_id).where(near)))
    confirmed_at = sa.case(
        (sa.and_(came.c.last_confirmed_at <= at, came.c.last_confirmed_at > came.c.signed_in_at), came.c.last_confirmed_at)
    )
    sign_at = sa.func.coalesce(confirmed_at, came.c.signed_in_at, type_=Instant())
    left_at = sa.func.coalesce(came.c.signed_out_at, came.c.ends_at, type_=Instant())
    stays = sa.and_(came.c.signed_in_at <= at, sa.or_(came.c.signed_out_at.is_(None), came.c.signed_out_at > at), came.c.ends_at > at)
    is_desk, expires_after, gap = came.c.checkpoint_id.is_(None), SIGNS_MISSED * check_interval + AFTER, SHORT_GAP + AFTER
    told = [
        *(
            (came.c[name], came.c[name] > at, none)
            for name in ("starts_at", "ends_at", "signed_in_at", "last_confirmed_at", "signed_out_at")
        ),
        (left_at, sa.and_(is_desk, left_at > at - gap), gap),
        (sign_at, sa.and_(sa.not_(is_desk), stays, sign_at > at - expires_after), expires_after),
    ]
    columns = (
        sa.func.min(sa.case((where, instant)), type_=Instant()).label(f"of_{place}") for place, (instant, where, _) in enumerate(told)
    )
    return sa.select(*columns), tuple(later for _, _, later in told)


def open_rounds(now: Moment) -> sa.Select[Any]:
    """One row per row of testing in a round that is open at T, and per unit: starts_at, ends_at, sampled, target."""
    at = now.known_at
    is_open = sa.and_(testing_round.c.starts_at <= at, testing_round.c.ends_at > at)
    came = newest(testing_progress, now, among(testing_progress.c.round_id, sa.select(testing_round.c.round_id).where(is_open)))
    clock = ("starts_at", "ends_at")
    rows = (
        sa.select(*(testing_round.c[name] for name in clock), came.c.org_unit_id, came.c.sampled, came.c.target)
        .join(came, came.c.round_id == testing_round.c.round_id)
        .cte("open_rounds")
    )
    told = sa.and_(rows.c.sampled.is_not(None), rows.c.target.is_not(None))
    of_units = (
        sa.select(
            *(rows.c[name] for name in clock),
            sa.type_coerce(sa.func.sum(rows.c.sampled), sa.Integer()).label("sampled"),
            sa.type_coerce(sa.func.sum(rows.c.target), sa.Integer()).label("target"),
        )
        .where(told)
        .group_by(*(rows.c[name] for name in clock), rows.c.org_unit_id)
    )
    return sa.union_all(sa.select(*(rows.c[name] for name in (*clock, "sampled", "target"))), of_units)
