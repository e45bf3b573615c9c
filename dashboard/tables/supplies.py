"""The tables of supplies: items, and what could be moved."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.indicators import supplies
from dashboard.situation import Situation
from dashboard.tables.showing import show
from dashboard.texts import DASH, Told
from dashboard.view import View


def items(view: View, now: Situation) -> None:
    """One row per item: stock and burn of the whole, days of stock beside the unit with the fewest, and how many units are short."""
    names = {row.item_id: row for row in now.items.itertuples()}
    shown = [
        {
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
        for one in supplies.by_item(now.pairs, now.items)
    ]
    show(view, shown, ("item", "on-hand", "burn", "days", "worst", "short", "low", "undecided", "units"), "items-table")


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
