"""Stock: what runs out when, an item's course, and what could be moved or is on its way."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import courses
from dashboard.components.markup import calm, folded, how_many, html, literal, sign, supplied
from dashboard.components.progress import Bar, bars, draw, keys, scrolling
from dashboard.indicators import supplies, transfers
from dashboard.queries import open_orders, orders, stock_by_day
from dashboard.situation import Situation
from dashboard.tables import supplies as tables
from dashboard.texts import Words
from dashboard.view import View

SOON_DAYS = 14  # what lasts longer stands in the table alone
SHOWN, NAMED = 10, 8


def run_outs(view: View, now: Situation) -> None:
    """What is used up first at its present use, as bars in days from now with a mark where the least is reached; all of it as a table."""
    words, found = view.words, view.once("run-outs", lambda: supplies.run_outs(now.pairs, now.items, view.moment))
    items = {row.item_id: row for row in now.items.itertuples()}
    soon = [one for one in found if (one.pair.judged_days or 0) <= SOON_DAYS][:SHOWN]
    rows = []
    for one in soon:
        days, least = one.pair.judged_days or 0.0, items[one.pair.item_id].min_days
        label = f"{view.units.short_label(one.pair.org_unit_id)} · {words.name(items[one.pair.item_id])}"
        marks = ((days - least) / SOON_DAYS,) if days > least else ()
        rows.append(Bar(label, one.pair.status, days / SOON_DAYS, _out(view, one), marks))
    title = words("supplies-run-out-title", shown=len(rows), count=len(found))
    if not rows:
        html("<h2>{}</h2>", title)
        calm(view, "supplies-nothing-soon", now.figure("supply.units_short"))
    else:
        bars(view, title, rows, "run-out")
        html('<p class="small">{}</p>', words("supplies-run-out-how", days=SOON_DAYS))
    with folded(view, "chart-as-table"):
        tables.run_outs(view, now, found)


def _out(view: View, one: supplies.RunOut) -> str:
    if one.pair.on_hand == 0:
        return view.words("stock-out")
    return view.words("supplies-out-on", day=view.words.short_day(one.out_on))


def course(view: View, now: Situation, item_id: str) -> None:
    """An item's stock against its least and its target over the last 30 days, and its use below; who is not in it, what is left out, and a table."""
    words = view.words
    item = next(row for row in now.items.itertuples() if row.item_id == item_id)
    query, days, _ = stock_by_day(view, item_id)
    rows = view.door.fetch(query, view.scope, view.moment, days, item_id)
    units, summed = view.once(("course", item_id), lambda: (supplies.summed_units(rows), supplies.course(rows, days)))
    whose = view.units.label(units[0]) if len(units) == 1 else words("supplies-sum-of", count=len(units))
    html("<h2>{}</h2>", words("supplies-course-title", item=words.name(item), unit=words.unit(item), whose=whose))
    if not units:
        calm(view, "supplies-none", now.figure("supply.units_short"))
        return
    today = view.moment.day if view.moment.is_today else None

    def stock(table: pd.DataFrame, words: Words) -> dict[str, Any]:
        return courses.stock_course(supplies.course(table, days), words, item.min_days, item.target_days, today)

    def use(table: pd.DataFrame, words: Words) -> dict[str, Any]:
        return courses.use_course(supplies.course(table, days), words, today)

    keys(
        view,
        ("course", "key-on-hand"),
        ("least", "key-least"),
        ("plan", "key-aim"),
        least=words.number(item.min_days),
        aim=words.number(item.target_days),
    )
    draw(view, f"stock-{item_id}", stock, query, days, item_id)
    keys(view, ("course", "key-burn"), ("dot", "key-use"))
    draw(view, f"use-{item_id}", use, query, days, item_id)
    _not_in_it(view, now, item_id, rows, units)
    with folded(view, "chart-as-table"):
        tables.course(view, summed, len(units), item)


def _not_in_it(view: View, now: Situation, item_id: str, rows: pd.DataFrame, units: list[str]) -> None:
    """The units that keep the item and are not summed, and the days that are left out."""
    words, comma = view.words, view.words("list-comma")
    without = [pair.org_unit_id for pair in now.pairs if pair.item_id == item_id and pair.org_unit_id not in set(units)]
    if without:
        html(
            '<p class="small">{}</p>',
            words("supplies-not-summed", names=comma.join(view.units.label(unit) for unit in without[:NAMED]), count=len(without)),
        )
    wrong = supplies.left_out(rows)
    if wrong:
        told = [
            words(
                "supplies-left-out-stock" if one.use is None else "supplies-left-out-use",
                unit=view.units.label(one.org_unit_id),
                day=words.short_day(one.day),
                amount=words.number(one.on_hand if one.use is None else one.use),
            )
            for one in wrong[:NAMED]
        ]
        html('<p class="small">{}</p>', words("supplies-left-out", count=len(wrong), told=comma.join(told)))


def proposals(view: View, now: Situation) -> None:
    """What could be moved, each with its arithmetic in words; the same as a table, folded away."""
    words, items = view.words, {row.item_id: row for row in now.items.itertuples()}
    html("<h2>{}</h2>", words("supplies-proposals-title", count=len(now.proposals)))
    if not now.proposals:
        calm(view, "supplies-no-proposals", now.figure("supply.units_short"))
        return
    coming = {(row.org_unit_id, row.item_id): row for row in orders(view).itertuples()}
    reckoned = transfers.reckoned(now.proposals, now.pairs, now.items)
    lines = Markup("").join(
        _to_one(view, list(own), items[item_id], coming.get((receiver, item_id)))
        for (item_id, receiver), own in groupby(reckoned, key=lambda one: (one.proposal.item_id, one.proposal.receiver))
    )
    scrolling(Markup('<ol class="moves">{}</ol>').format(lines), words("supplies-proposals-title", count=len(now.proposals)))
    with folded(view, "chart-as-table"):
        tables.proposals(view, now, orders(view))


def _to_one(view: View, moves: list[transfers.Reckoning], item: Any, coming: Any) -> Markup:
    """What one unit has of an item and needs, who could give how much, and where that leaves both."""
    words, first, last = view.words, moves[0], moves[-1]
    unit, receiver = words.unit(item), view.units.label(first.proposal.receiver)
    held = words(
        "move-receiver",
        held=f"{words.one_decimal(first.receiver_on_hand)} {unit}",
        rate=f"{words.one_decimal(first.receiver_rate)} {unit}",
        days=words.one_decimal(first.proposal.days_before),
        least=words.number(item.min_days),
    )
    reached = words(
        "move-reaches" if last.lacking < 1 else "move-lacks",
        days=words.one_decimal(last.proposal.days_after),
        aim=words.number(item.target_days),
        lacking=f"{words.number(int(last.lacking))} {unit}",
    )
    on_the_way = words("sentences-between").join([reached, _coming(view, coming, unit)])
    return Markup("<li>{} <div><b>{}</b><p>{}</p><ul>{}</ul><p>{}</p></div></li>").format(
        sign(view, "breach"),
        literal(f"{receiver} · {words.name(item)}"),
        literal(held),
        Markup("").join(Markup("<li>{}</li>").format(literal(_given(view, one, unit))) for one in moves),
        literal(on_the_way),
    )


def _given(view: View, one: transfers.Reckoning, unit: str) -> str:
    words, move = view.words, one.proposal
    return words(
        "move-giver" if one.giver_after is not None else "move-giver-unused",
        giver=view.units.label(move.giver),
        amount=f"{words.number(move.quantity)} {unit}",
        km=words("move-nowhere") if move.km is None else words("move-far", km=words.one_decimal(move.km)),
        before=words.one_decimal(one.giver_before),
        after=words.one_decimal(one.giver_after),
        receiver_before=words.one_decimal(move.days_before),
        receiver_after=words.one_decimal(move.days_after),
    )


def _coming(view: View, coming: Any, unit: str) -> str:
    words = view.words
    if coming is None:
        return words("move-nothing-coming")
    amount = f"{words.number(coming.quantity)} {unit}"
    if pd.isna(coming.expected_on):
        return words("move-coming", amount=amount)
    return words("move-coming-on", amount=amount, day=words.short_day(coming.expected_on))


def on_the_way(view: View, now: Situation) -> None:
    """Orders that are not received, the late ones first; folded away below their number and how many are late."""
    words, table = view.words, open_orders(view)
    late = sum((supplies.days_late(day, view.moment.day) or 0) > 0 for day in table.expected_on)
    html("<h2>{}</h2>", words("supplies-orders-title", count=how_many(view, len(table), "supply_order"), late=late))
    if not supplied(view, "supply_order"):
        return
    if table.empty:
        calm(view, "supplies-no-orders")
        return
    with folded(view, "supplies-orders-all"):
        tables.orders(view, now, table)
