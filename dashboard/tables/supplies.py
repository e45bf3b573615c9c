"""The tables of supplies: items by category, what runs out when, an item day by day, what could be moved, and orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.indicators import supplies
from dashboard.palette import SIGNS
from dashboard.situation import Situation
from dashboard.tables.showing import show, status_cell
from dashboard.texts import DASH, Told
from dashboard.view import View


def items(view: View, now: Situation) -> None:
    """One row per item, category by category: stock and burn of the whole, days of stock beside the unit with the fewest, and how many units are
    short."""
    names = {row.item_id: row for row in now.items.itertuples()}
    found = sorted(supplies.by_item(now.pairs, now.items), key=lambda one: supplies.CATEGORIES.index(names[one.item_id].category))
    shown = [
        {
            "category": view.words(f"measure-supply-{names[one.item_id].category}"),
            "item": _counted(view, names[one.item_id]),
            "on-hand": Told(view.words.number(round(one.on_hand)), one.on_hand),
            "burn": view.words.one_decimal(one.burn),
            "days": view.words.one_decimal(one.days_of_stock),
            "worst": DASH
            if one.worst is None
            else Told(
                f"{view.words.one_decimal(one.worst.judged_days)} · {view.units.label(one.worst.org_unit_id)}",
                {"": one.worst.judged_days, "of-unit": view.units.label(one.worst.org_unit_id)},
            ),
            "short": view.words.number(one.breach),
            "low": view.words.number(one.attention),
            "undecided": view.words.number(one.undecided),
            "units": view.words.number(one.pairs),
        }
        for one in found
    ]
    show(view, shown, ("category", "item", "on-hand", "burn", "days", "worst", "short", "low", "undecided", "units"), "items-table")


def run_outs(view: View, now: Situation, found: Sequence[supplies.RunOut]) -> None:
    """One row per unit and item whose stock comes to its end, the soonest first: days, and the days on which it reaches its least and is used up."""
    names, words = {row.item_id: row for row in now.items.itertuples()}, view.words
    show(
        view,
        lambda: [
            {
                "unit": view.units.label(one.pair.org_unit_id),
                "item": words.name(names[one.pair.item_id]),
                "status": status_cell(view, one.pair.status),
                "on-hand": f"{words.number(one.pair.on_hand)} {words.unit(names[one.pair.item_id])}",
                "on-hand-on": DASH if one.pair.on_hand_on is None else words.day(one.pair.on_hand_on),
                "rate": words.one_decimal(one.pair.rate),
                "days": words.one_decimal(one.pair.judged_days),
                "least-on": words.day(one.least_on),
                "out-on": words.day(one.out_on),
            }
            for one in found
        ],
        ("unit", "item", "status", "on-hand", "on-hand-on", "rate", "days", "least-on", "out-on"),
        "run-outs-table",
    )


def course(view: View, days: Sequence[supplies.StockDay], units: int, item: Any) -> None:
    """One row per day of an item, the newest first: how many of its units told, stock, use, burn, and so many days of it as are the least and the
    target."""
    words = view.words
    show(
        view,
        lambda: [
            {
                "day": words.day(one.day),
                "told": f"{words.number(one.told)}/{words.number(units)}",
                "on-hand": words.one_decimal(one.on_hand),
                "use": words.one_decimal(one.use),
                "burn": words.one_decimal(one.burn),
                "least": words.one_decimal(None if one.burn is None else one.burn * item.min_days),
                "aim": words.one_decimal(None if one.burn is None else one.burn * item.target_days),
            }
            for one in reversed(days)
        ],
        ("day", "told", "on-hand", "use", "burn", "least", "aim"),
        "course-table",
        about=item.item_id,
    )


def orders(view: View, now: Situation, table: pd.DataFrame) -> None:
    """One row per order on the way (`supplies.open_orders`), the earliest expected first: when it was placed, when it is expected, and how late it is."""
    names, words = {row.item_id: row for row in now.items.itertuples()}, view.words
    show(
        view,
        lambda: [
            {
                "item": words.name(names[row.item_id]) if row.item_id in names else row.item_id,
                "receiver": view.units.label(row.org_unit_id),
                "quantity": f"{words.number(row.quantity)} {words.unit(names[row.item_id]) if row.item_id in names else ''}".strip(),
                "ordered": words.short_instant(row.ordered_at),
                "expected-on": DASH if row.expected_on is None else words.day(row.expected_on),
                "lateness": _lateness(view, supplies.days_late(row.expected_on, view.moment.day)),
            }
            for row in table.itertuples()
        ],
        ("lateness", "expected-on", "item", "receiver", "quantity", "ordered"),
        "orders-table",
    )


def _lateness(view: View, days: int | None) -> str:
    if days is None:
        return view.words("order-no-day")
    if days > 0:
        return f"{SIGNS['attention']} {view.words('order-late', count=days)}"
    return view.words("order-today") if days == 0 else view.words("order-in", count=-days)


def proposals(view: View, now: Situation, orders: pd.DataFrame) -> None:
    """One row per proposed transfer, with its arithmetic and what is already on the way to the receiver (`supplies.orders_on_the_way`)."""
    names, words = {row.item_id: row for row in now.items.itertuples()}, view.words
    on_the_way = {(row.org_unit_id, row.item_id): row for row in orders.itertuples()}
    shown = [
        {
            "item": Told(words.name(names[one.item_id]), {"code": one.item_id, "": words.name(names[one.item_id])}),
            "giver": view.units.label(one.giver),
            "receiver": view.units.label(one.receiver),
            "quantity": Told(
                f"{words.number(one.quantity)} {words.unit(names[one.item_id])}",
                {"": one.quantity, "counted": words.unit(names[one.item_id])},
            ),
            "days-before": words.one_decimal(one.days_before),
            "days-after": words.one_decimal(one.days_after),
            "distance": DASH if one.km is None else Told(words.number(round(one.km)), one.km),
            "on-the-way": _on_the_way(view, on_the_way.get((one.receiver, one.item_id))),
        }
        for one in now.proposals
    ]
    columns = ("item", "receiver", "days-before", "giver", "quantity", "days-after", "distance", "on-the-way")
    show(view, shown, columns, "proposals-table", now.figure("supply.units_short"))


def _on_the_way(view: View, order: Any) -> str:
    if order is None:
        return DASH
    quantity = view.words.number(order.quantity)
    if pd.isna(order.expected_on):
        return quantity
    return Told(f"{quantity} · {view.words.short_day(order.expected_on)}", {"": order.quantity, "expected": order.expected_on})


def _counted(view: View, item: Any) -> str:
    """An item's name and what it is counted in."""
    name, unit = view.words.name(item), view.words.unit(item)
    return Told(f"{name} ({unit})", {"code": item.item_id, "": name, "counted": unit})
