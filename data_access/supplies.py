"""Supplies: what each unit has of each item, and what it used in the last days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import stock_day, supply_item, supply_order
from data_access.counting import count_where
from data_access.history import listed, newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

BURN_DAYS = 7  # use is averaged over so many days, D the last
RECENT_DAYS = 3  # and again over the last few; stock on hand may be as old
PAIR_DAYS = 30  # a unit keeps an item if it gave a row of it in so many days before D


def items() -> sa.Select[Any]:
    """One row per item: item_id, name_zh, name_en, category, unit_zh, unit_en, min_days, target_days, sort_order. A catalogue: it names no unit."""
    return sa.select(supply_item).order_by(supply_item.c.sort_order, supply_item.c.item_id)


@by_unit
def stock(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit and item with a row in D-30..D: org_unit_id, item_id, sort_order (of the unit), on_hand (newest in D-2..D; NULL: none),
    on_hand_on (its day), used and used_days (sum of use and number of valid days in D-6..D), used_recently and recent_days (the same in
    D-2..D), left_out_days (days in D-6..D whose use came out negative), checks (rows in D-7..D with less than nothing on hand), recorded_at."""
    first = moment.day - timedelta(days=PAIR_DAYS)
    uses = _uses(scope, moment, BURN_DAYS + 1, stock_day.c.stock_date.between(first, moment.day))
    recent_day = sa.case((uses.c.back < RECENT_DAYS, uses.c.stock_date)).label("recent_day")
    by_day = sa.select(uses, recent_day).subquery()
    own = {"partition_by": [by_day.c.org_unit_id, by_day.c.item_id]}
    counted = sa.select(by_day, sa.func.max(by_day.c.recent_day).over(**own).label("newest_day")).subquery()
    valid, in_week, recent = counted.c.use >= 0, counted.c.back < BURN_DAYS, counted.c.back < RECENT_DAYS
    is_newest = counted.c.stock_date == counted.c.newest_day
    return (
        sa.select(
            counted.c.org_unit_id,
            counted.c.item_id,
            sa.func.max(counted.c.sort_order).label("sort_order"),
            sa.func.max(sa.case((is_newest, counted.c.on_hand))).label("on_hand"),
            sa.func.max(counted.c.newest_day).label("on_hand_on"),
            sa.func.sum(sa.case((sa.and_(valid, in_week), counted.c.use))).label("used"),
            count_where(sa.and_(valid, in_week), "used_days"),
            sa.func.sum(sa.case((sa.and_(valid, recent), counted.c.use))).label("used_recently"),
            count_where(sa.and_(valid, recent), "recent_days"),
            count_where(sa.and_(counted.c.use < 0, in_week), "left_out_days"),
            count_where(sa.and_(counted.c.on_hand < 0, counted.c.back.is_not(None)), "checks"),
            sa.func.max(sa.case((counted.c.back.is_not(None), counted.c.recorded_at))).label("recorded_at"),
        )
        .group_by(counted.c.org_unit_id, counted.c.item_id)
        .order_by(sa.func.max(counted.c.sort_order), counted.c.org_unit_id, counted.c.item_id)
    )


@by_unit
def stock_by_day(scope: Scope, moment: Moment, days: Sequence[date], item_id: str) -> sa.Select[Any]:
    """One row per live unit and day of `days` (in a row, D the last) on which, or in the six days before it, the unit told its stock of the item:
    org_unit_id, day, told (on hand on that very day; NULL: not told, below 0: to be left out), on_hand (newest of the day and the two before), used
    and used_days (sum of use and number of valid days in the seven days to it), use (of that very day; NULL: not known or not valid, below 0: to be
    left out). On the last day they are what `stock` says."""
    first = days[0] - timedelta(days=BURN_DAYS)
    of_item = sa.and_(stock_day.c.item_id == item_id, stock_day.c.stock_date.between(first, moment.day))
    uses = _uses(scope, moment, len(days) + BURN_DAYS, of_item)
    columns = [sa.column("day", sa.Date()), sa.column("told_on", sa.Date()), sa.column("ago", sa.Integer())]
    weeks = listed("weeks", columns, [(day, day - timedelta(days=ago), ago) for day in days for ago in range(BURN_DAYS)])
    recent_day = sa.case((weeks.c.ago < RECENT_DAYS, uses.c.stock_date))
    in_week = (
        sa.select(
            *(uses.c[name] for name in ("org_unit_id", "sort_order", "stock_date", "on_hand", "use")),
            weeks.c.day,
            weeks.c.ago,
            sa.func.max(recent_day).over(partition_by=[uses.c.org_unit_id, weeks.c.day]).label("newest_day"),
        )
        .join(weeks, weeks.c.told_on == uses.c.stock_date)
        .subquery()
    )
    valid, that_day = in_week.c.use >= 0, in_week.c.ago == 0
    return (
        sa.select(
            in_week.c.org_unit_id,
            in_week.c.day,
            sa.func.max(sa.case((that_day, in_week.c.on_hand))).label("told"),
            sa.func.max(sa.case((in_week.c.stock_date == in_week.c.newest_day, in_week.c.on_hand))).label("on_hand"),
            sa.func.sum(sa.case((valid, in_week.c.use))).label("used"),
            count_where(valid, "used_days"),
            sa.func.max(sa.case((that_day, in_week.c.use))).label("use"),
        )
        .group_by(in_week.c.org_unit_id, in_week.c.day)
        .order_by(sa.func.max(in_week.c.sort_order), in_week.c.org_unit_id, in_week.c.day)
    )


@by_unit
def open_orders(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per order of a live unit placed by S and not received by then, the earliest expected first: order_id, org_unit_id, item_id, quantity,
    ordered_at, expected_on (NULL: nobody said). Orders keep no history."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    names = ("order_id", "org_unit_id", "item_id", "quantity", "ordered_at", "expected_on")
    return (
        sa.select(*(supply_order.c[name] for name in names))
        .join(live, live.c.org_unit_id == supply_order.c.org_unit_id)
        .where(_on_the_way(moment))
        .order_by(sa.case((supply_order.c.expected_on.is_(None), 1), else_=0), supply_order.c.expected_on, supply_order.c.order_id)
    )


@by_unit
def orders_on_the_way(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit and item with orders placed by S and not received by then: org_unit_id, item_id, quantity (their sum), expected_on (the
    earliest day said; NULL: none says). Orders keep no history."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    return (
        sa.select(
            supply_order.c.org_unit_id,
            supply_order.c.item_id,
            sa.func.sum(supply_order.c.quantity, type_=sa.Double()).label("quantity"),
            sa.func.min(supply_order.c.expected_on).label("expected_on"),
        )
        .join(live, live.c.org_unit_id == supply_order.c.org_unit_id)
        .where(_on_the_way(moment))
        .group_by(supply_order.c.org_unit_id, supply_order.c.item_id)
        .order_by(supply_order.c.org_unit_id, supply_order.c.item_id)
    )


def _on_the_way(moment: Moment) -> sa.ColumnElement[bool]:
    at = moment.last_moment
    return sa.and_(supply_order.c.ordered_at <= at, sa.or_(supply_order.c.received_at.is_(None), supply_order.c.received_at > at))


def _uses(scope: Scope, moment: Moment, of_days: int, where: sa.ColumnElement[bool]) -> sa.Subquery:
    """One row per live unit, item and day with stock on hand told, of those that `where` bounds: org_unit_id, item_id, sort_order, stock_date,
    on_hand, recorded_at, back (days before D; NULL: before the last `of_days`), use (NULL: not known, or no valid day; below 0: to be left out)."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came = newest(stock_day, moment, where)
    in_order = {"partition_by": [came.c.org_unit_id, came.c.item_id], "order_by": came.c.stock_date}
    rows = (
        sa.select(
            *(came.c[name] for name in ("org_unit_id", "item_id", "stock_date", "on_hand", "received", "issued", "recorded_at")),
            live.c.sort_order,
            sa.func.lag(came.c.on_hand).over(**in_order).label("on_hand_before"),
            sa.func.lag(came.c.stock_date).over(**in_order).label("day_before"),
        )
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .where(came.c.on_hand.is_not(None))
        .subquery()
    )
    days = _days(moment, of_days)
    known_before = sa.and_(rows.c.day_before == days.c.day_before, rows.c.on_hand_before >= 0)
    before = sa.case((known_before, rows.c.on_hand_before))
    use = sa.case(
        (rows.c.on_hand < 0, None),
        (rows.c.issued.is_not(None), rows.c.issued),
        else_=before + rows.c.received - rows.c.on_hand,
    )
    nothing_to_use = sa.and_(before.is_not(None), before == 0, rows.c.received.is_not(None), rows.c.received == 0)
    return (
        sa.select(
            *(rows.c[name] for name in ("org_unit_id", "item_id", "sort_order", "stock_date", "on_hand", "recorded_at")),
            days.c.back,
            sa.case((sa.and_(nothing_to_use, use >= 0), None), else_=use).label("use"),
        )
        .outerjoin(days, days.c.day == rows.c.stock_date)
        .subquery()
    )


def _days(moment: Moment, count: int) -> sa.CTE:
    """One row per day of the last `count`, D the last: day, day_before, back (days before D)."""
    columns = [sa.column("day", sa.Date()), sa.column("day_before", sa.Date()), sa.column("back", sa.Integer())]
    days = moment.days_back(count)
    return listed("stock_days", columns, [(day, day - timedelta(days=1), (moment.day - day).days) for day in days])
