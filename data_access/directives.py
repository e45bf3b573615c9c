"""Directives: to whom each was addressed, who has conveyed it, and how long that took."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import directive, directive_receipt
from data_access.counting import count_where
from data_access.elapsed import hours_between
from data_access.history import among, newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

DAYS_FOLLOWED = 30  # a directive counts while it was issued in so many days before S
STEPS = ("received", "conveyed", "completed")  # of a directive at a unit, after its issue


@by_unit
def receipts_by_unit(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit that a directive issued in (S - 30 days, S] is addressed to: org_unit_id, sort_order; addressed, conveyed (by S), overdue
    (due before S and not conveyed by then), late (conveyed after it was due); overdue_since (the earliest due instant of the overdue) and
    overdue_id (its directive), late_since and late_id (the latest due instant of the late); recorded_at."""
    rows = _receipts(scope, moment)
    own = {"partition_by": rows.c.org_unit_id}
    late_at, overdue_at = sa.case((rows.c.late == 1, rows.c.due_at)), sa.case((rows.c.overdue == 1, rows.c.due_at))
    marked = sa.select(
        rows, sa.func.max(late_at).over(**own).label("late_since"), sa.func.min(overdue_at).over(**own).label("overdue_since")
    ).subquery()
    is_latest = sa.and_(marked.c.late == 1, marked.c.due_at == marked.c.late_since)
    is_earliest = sa.and_(marked.c.overdue == 1, marked.c.due_at == marked.c.overdue_since)
    return (
        sa.select(
            marked.c.org_unit_id,
            sa.func.max(marked.c.sort_order).label("sort_order"),
            sa.func.count().label("addressed"),
            *(count_where(marked.c[name] == 1, name) for name in ("conveyed", "overdue", "late")),
            sa.func.min(marked.c.overdue_since).label("overdue_since"),
            sa.func.min(sa.case((is_earliest, marked.c.directive_id))).label("overdue_id"),
            sa.func.max(marked.c.late_since).label("late_since"),
            sa.func.min(sa.case((is_latest, marked.c.directive_id))).label("late_id"),
            sa.func.max(marked.c.recorded_at).label("recorded_at"),
        )
        .group_by(marked.c.org_unit_id)
        .order_by(sa.func.max(marked.c.sort_order), marked.c.org_unit_id)
    )


def directives(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per directive issued in (S - 30 days, S] and addressed to a live unit, the newest first: directive_id, issued_by, title_zh, title_en,
    issued_at, due_at, addressed, received, conveyed and completed (each by S), overdue, late."""
    rows = _receipts(scope, moment)
    counted = (*STEPS, "overdue", "late")
    of_each = (
        sa.select(
            rows.c.directive_id,
            sa.func.count().label("addressed"),
            *(count_where(rows.c[name] == 1, name) for name in counted),
        )
        .group_by(rows.c.directive_id)
        .subquery()
    )
    names = ("directive_id", "issued_by", "title_zh", "title_en", "issued_at", "due_at")
    return (
        sa.select(*(directive.c[name] for name in names), *(of_each.c[name] for name in ("addressed", *counted)))
        .join(of_each, of_each.c.directive_id == directive.c.directive_id)
        .order_by(directive.c.issued_at.desc(), directive.c.directive_id)
    )


def hours_to_each_step(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per step (received, conveyed, completed) that some receipt took by S: step, receipts, median_hours from issue."""
    rows = _receipts(scope, moment)
    steps = [
        sa.select(sa.literal(name).label("step"), hours_between(rows.c.issued_at, rows.c[f"{name}_at"]).label("hours")).where(
            rows.c[name] == 1
        )
        for name in STEPS
    ]
    taken = sa.union_all(*steps).subquery()
    own = {"partition_by": taken.c.step}
    ranked = sa.select(
        taken.c.step,
        taken.c.hours,
        sa.func.row_number().over(order_by=taken.c.hours, **own).label("place"),
        sa.func.count().over(**own).label("count"),
    ).subquery()
    in_the_middle = sa.and_(2 * ranked.c.place >= ranked.c.count, 2 * ranked.c.place <= ranked.c.count + 2)
    return (
        sa.select(
            ranked.c.step,
            sa.func.max(ranked.c.count, type_=sa.Integer()).label("receipts"),
            sa.func.avg(ranked.c.hours, type_=sa.Double()).label("median_hours"),
        )
        .where(in_the_middle)
        .group_by(ranked.c.step)
        .order_by(ranked.c.step)
    )


@by_unit
def not_conveyed(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit and directive that was due before S and is not conveyed by then, the longest overdue first: directive_id, org_unit_id,
    due_at, received (yes/no, by S)."""
    rows = _receipts(scope, moment)
    return (
        sa.select(rows.c.directive_id, rows.c.org_unit_id, rows.c.due_at, sa.type_coerce(rows.c.received, sa.Boolean()).label("received"))
        .where(rows.c.overdue == 1)
        .order_by(rows.c.due_at, rows.c.directive_id, rows.c.sort_order, rows.c.org_unit_id)
    )


def _receipts(scope: Scope, moment: Moment) -> sa.Subquery:
    """One row per live unit and directive addressed to it: org_unit_id, sort_order, directive_id, issued_at, due_at, the instant of each step,
    recorded_at, and received, conveyed, completed (by S), overdue, late as 0 and 1."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    at = moment.last_moment
    recent = sa.and_(directive.c.issued_at > moment.state_at - timedelta(days=DAYS_FOLLOWED), directive.c.issued_at <= at)
    came = newest(directive_receipt, moment, among(directive_receipt.c.directive_id, sa.select(directive.c.directive_id).where(recent)))
    taken = {name: sa.and_(came.c[f"{name}_at"].is_not(None), came.c[f"{name}_at"] <= at) for name in STEPS}
    conveyed = taken["conveyed"]
    flags = taken | {
        "overdue": sa.and_(directive.c.due_at < moment.state_at, sa.not_(conveyed)),
        "late": sa.and_(conveyed, came.c.conveyed_at > directive.c.due_at),
    }
    return (
        sa.select(
            came.c.org_unit_id,
            live.c.sort_order,
            came.c.directive_id,
            directive.c.issued_at,
            directive.c.due_at,
            *(came.c[f"{name}_at"] for name in STEPS),
            came.c.recorded_at,
            *(sa.case((flag, 1), else_=0).label(name) for name, flag in flags.items()),
        )
        .join(directive, directive.c.directive_id == came.c.directive_id)
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .subquery()
    )
