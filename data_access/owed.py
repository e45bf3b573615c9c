"""What is owed: requirements inherited down the tree, with their due instants and exemptions. Expected first, reported second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data_access.contract import Instant, exemption, measure, org_unit, requirement
from data_access.history import laid_together, listed, newest
from data_access.laid_out import laid_out_once
from data_access.moment import DueTime, Moment

SLOT = ("org_unit_id", "measure_id", "slot", "day")


def due_times() -> sa.Select[Any]:
    """One row per measure and way in which a slot of it falls due: measure_id, due_time, next_day, grace_minutes. A catalogue: it names no unit."""
    return sa.select(
        requirement.c.measure_id, requirement.c.due_time, _next_day().label("next_day"), requirement.c.grace_minutes
    ).distinct()


@laid_out_once
def live_units(units: sa.CTE, days: sa.CTE) -> sa.CTE:
    """One row per unit of `units` (scope.units_in) and day of `days` on which it exists: org_unit_id, day, state_at (S of that day), reports,
    staff_count, sort_order."""
    opened, closed = org_unit.c.opened_on, org_unit.c.closed_on
    return (
        sa.select(org_unit.c.org_unit_id, days.c.day, days.c.state_at, org_unit.c.reports, org_unit.c.staff_count, org_unit.c.sort_order)
        .join(units, units.c.org_unit_id == org_unit.c.org_unit_id)
        .join(days, sa.and_(sa.or_(opened.is_(None), opened <= days.c.day), sa.or_(closed.is_(None), closed >= days.c.day)))
        .cte("live")
    )


def calendar(moment: Moment, days: Sequence[date]) -> sa.CTE:
    """One row per day: day, weekday (1 Monday to 7 Sunday), state_at (S of that day)."""
    return _calendar(tuple((day, moment.weekday(day), moment.on(day).state_at) for day in days))


@laid_out_once  # the same for all that is asked of a moment, and of a past day for good
def _calendar(states: tuple[tuple[date, str, datetime], ...]) -> sa.CTE:
    columns = [sa.column("day", sa.Date()), sa.column("weekday", sa.String(1)), sa.column("state_at", Instant())]
    return listed("days", columns, states)


def owed(live: sa.CTE, on_days: sa.CTE, moment: Moment, days: Sequence[date], due: Sequence[DueTime], measures: Sequence[str]) -> sa.CTE:
    """One row per unit, measure, slot and day owed: org_unit_id, measure_id, slot, day, required, due_at, exempt.

    The nearest unit up the tree with any row in force for the measure wins, with the whole set of rows that carry its latest
    `effective_from`; only then are weekdays, `required` 0 and inactive measures sorted out.
    """
    lineage = lineage_of(live)
    known = _not_superseded(
        newest(requirement, moment, requirement.c.measure_id.in_(measures), requirement.c.effective_from <= max(days)), days
    )
    in_force = (
        sa.select(
            live.c.org_unit_id,
            live.c.day,
            on_days.c.weekday,
            *(known.c[name] for name in ("measure_id", "slot", "required", "weekdays", "due_time", "grace_minutes")),
            _next_day(known).label("next_day"),
            sa.func.rank()
            .over(
                partition_by=[live.c.org_unit_id, known.c.measure_id, live.c.day],
                order_by=[lineage.c.distance, known.c.effective_from.desc()],
            )
            .label("place"),
        )
        .join(lineage, lineage.c.org_unit_id == live.c.org_unit_id)
        .join(known, known.c.org_unit_id == lineage.c.ancestor_id)
        .join(on_days, on_days.c.day == live.c.day)
        .where(
            live.c.reports.is_(True),
            known.c.effective_from <= live.c.day,
            sa.or_(known.c.effective_to.is_(None), known.c.effective_to >= live.c.day),
        )
        .subquery()
    )
    due_instants = _due_instants(moment, days, due)
    slots = (
        sa.select(*(in_force.c[name] for name in SLOT), in_force.c.required, due_instants.c.due_at)
        .join(measure, measure.c.measure_id == in_force.c.measure_id)
        .outerjoin(  # a time the calendar does not know leaves the slot owed and never due, rather than gone
            due_instants,
            sa.and_(
                due_instants.c.day == in_force.c.day,
                due_instants.c.due_time == in_force.c.due_time,
                due_instants.c.next_day == in_force.c.next_day,
                due_instants.c.grace_minutes == in_force.c.grace_minutes,
            ),
        )
        .where(
            in_force.c.place == 1,
            in_force.c.required > 0,
            measure.c.active.is_(True),
            sa.or_(in_force.c.weekdays.is_(None), in_force.c.weekdays.contains(in_force.c.weekday)),
        )
        .cte("slots")
    )
    lifted, above = newest(exemption, moment), lineage.alias("above")
    exempt = (
        sa.select(*(slots.c[name] for name in SLOT))
        .join(above, above.c.org_unit_id == slots.c.org_unit_id)
        .join(lifted, lifted.c.org_unit_id == above.c.ancestor_id)
        .where(
            sa.or_(lifted.c.measure_id.is_(None), lifted.c.measure_id == slots.c.measure_id),
            lifted.c.from_at <= slots.c.due_at,
            sa.or_(lifted.c.until_at.is_(None), slots.c.due_at < lifted.c.until_at),
        )
    )
    every = sa.select(*slots.c, sa.literal(0).label("exempt"))
    return sa.select(laid_together(SLOT, every, exempt.add_columns(sa.literal(1).label("exempt")))).cte("owed")


def _not_superseded(known: sa.CTE, days: Sequence[date]) -> sa.CTE:
    """The requirements that can win on one of the days: none older than a later one of the same unit and measure that is in force on all of them.
    So what was required for years is put aside before it is laid over units and days."""
    lasts = sa.and_(known.c.effective_from <= min(days), sa.or_(known.c.effective_to.is_(None), known.c.effective_to >= max(days)))
    latest = sa.func.max(sa.case((lasts, known.c.effective_from))).over(partition_by=[known.c.org_unit_id, known.c.measure_id])
    rows = sa.select(known, latest.label("latest")).subquery()
    return (
        sa.select(*(rows.c[column.name] for column in known.c))
        .where(sa.or_(rows.c.latest.is_(None), rows.c.effective_from >= rows.c.latest))
        .cte("rules")
    )


def _next_day(rows: sa.FromClause = requirement) -> sa.ColumnElement[int]:
    """1 where the due time is not after the start of its window, and so falls on the next day."""
    return sa.case((rows.c.due_time <= rows.c.window_start_time, 1), else_=0)


def _due_instants(moment: Moment, days: Sequence[date], due: Sequence[DueTime]) -> sa.CTE:
    columns = [
        sa.column("day", sa.Date()),
        sa.column("due_time", requirement.c.due_time.type),
        sa.column("next_day", sa.Integer()),
        sa.column("grace_minutes", sa.Integer()),
        sa.column("due_at", Instant()),
    ]
    rows = [(day, one.due_time, int(one.next_day), one.grace_minutes, moment.due(one, day)) for day in days for one in due]
    return listed("due_instants", columns, rows)


@laid_out_once
def lineage_of(live: sa.CTE) -> sa.CTE:
    """One row per live unit and each unit above it, itself included: org_unit_id, ancestor_id, distance (0 is itself).

    Finite: the live units come from a walk down from the roots, so none of them stands on a cycle.
    """
    start = sa.select(live.c.org_unit_id, live.c.org_unit_id.label("ancestor_id"), sa.literal(0).label("distance")).distinct()
    lineage = start.cte("lineage", recursive=True)
    parent = org_unit.alias("parent_above")  # one that does not exist is nobody's ancestor
    return lineage.union_all(
        sa.select(lineage.c.org_unit_id, parent.c.org_unit_id, lineage.c.distance + 1)
        .join(org_unit, org_unit.c.org_unit_id == lineage.c.ancestor_id)
        .join(parent, parent.c.org_unit_id == org_unit.c.parent_id)
    )
