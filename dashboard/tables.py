"""The tables beside the charts and boards: the same numbers in rows, for those who sort, compare or cannot see a picture. Cells are literal text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import components
from dashboard.indicators import supplies
from dashboard.indicators.figure import Cell, Figure
from dashboard.indicators.freshness import Source
from dashboard.indicators.sources import NO_HISTORY
from dashboard.palette import SIGNS, STATUSES
from dashboard.situation import Situation
from dashboard.texts import DASH
from dashboard.view import View
from dashboard.wording import kind_text, measure_name, on_day

_SOURCE_STATUS = {"fresh": "met", "stale": "attention", "silent": "no_data", "not_supplied": "no_data"}
TALL = 16  # rows shown without a scroll bar of the table's own


def show(view: View, rows: Sequence[Mapping[str, Any]], columns: Iterable[str], key: str, of: Figure | None = None) -> None:
    """The rows under headings from the words; a column's name is its word. Without rows a line says so, or that the figure they are of is not supplied."""
    if not rows:
        components.calm(view, "table-none", of)
        return
    columns = list(columns)
    table = pd.DataFrame(list(rows), columns=columns).rename(columns={name: view.words(f"column-{name}") for name in columns})
    st.dataframe(table, hide_index=True, key=key, height="content" if len(table) <= TALL else 600)


def days_of_reports(view: View, query: Callable[..., Any], *more: Any) -> None:
    """The table beside the chart of reports by day (`compliance.reports_by_day`)."""
    columns = {"day": "day", "expected": "expected", "received": "reported", "on_time": "on-time", "zero": "zero", "confirmed": "confirmed"}
    _days(view, columns, query, *more)


def days_of_measure(view: View, query: Callable[..., Any], *more: Any) -> None:
    """The table beside the chart of a measure by day (`measures.measures_by_day`)."""
    _days(view, {"day": "day", "numerator": "done", "denominator": "required", "unknown": "unknown"}, query, *more)


def _days(view: View, columns: dict[str, str], query: Callable[..., Any], *more: Any) -> None:
    table = view.door.fetch(query, view.scope, view.moment, *more).iloc[::-1]
    shown = pd.DataFrame({view.words(f"column-{word}"): table[name] for name, word in columns.items()})
    with st.expander(view.words("chart-as-table")):
        st.dataframe(shown, hide_index=True, key="day-table")


def reports(view: View, now: Situation) -> None:
    """One row per unit that owes a daily report, worst first: status, due, first received, overdue, and what it says of cases."""
    cells = {cell.org_unit_id: cell for cell in now.cells if cell.measure_id == "daily_report"}
    rows = [row for row in now.reports.itertuples() if row.org_unit_id in cells]
    rows.sort(key=lambda row: _need(cells[row.org_unit_id]))
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "status": _status(view, cells[row.org_unit_id].status),
            "due": _instant(view, row.due_at),
            "received": _instant(view, row.first_recorded_at),
            "overdue": _overdue(view, cells[row.org_unit_id]),
            "revision": _count(view, row.revision),
            "confirmed": _count(view, row.confirmed),
            "suspected": _count(view, row.suspected),
            "fever": _count(view, row.fever),
        }
        for row in rows
    ]
    show(view, shown, ("unit", "status", "due", "received", "overdue", "revision", "confirmed", "suspected", "fever"), "unit-table")


def measure(view: View, now: Situation, measure_id: str) -> None:
    """One row per unit that owes the measure, worst first: done of required, what is not known, since when it is short."""
    cells = sorted((cell for cell in now.cells if cell.measure_id == measure_id), key=_need)
    shown = [
        {
            "unit": view.units.label(cell.org_unit_id),
            "status": _status(view, cell.status),
            "done": _count(view, cell.numerator if cell.denominator else None),
            "required": _count(view, cell.denominator or None),
            "unknown": _count(view, cell.unknown),
            "since": _instant(view, cell.since),
            "overdue": _overdue(view, cell),
        }
        for cell in cells
    ]
    show(view, shown, ("unit", "status", "done", "required", "unknown", "since", "overdue"), "measure-table")


def testing(view: View, now: Situation) -> None:
    """One row per unit of a current round, worst first: staff, dependants and those counted together, sampled of target; pending and positive."""
    cells = sorted((cell for cell in now.cells if cell.measure_id == "testing"), key=_need)
    by_unit = dict(list(now.testing.groupby("org_unit_id")))
    shown = []
    for cell in cells:
        own = by_unit[cell.org_unit_id]
        usable = own[~own.contradicts]
        in_hand = usable[usable.sampled.notna() & usable.resulted.notna()]
        parts = {row.population: _sampled(view, row) for row in own.itertuples()}
        shown.append(
            {
                "unit": view.units.label(cell.org_unit_id),
                "status": _status(view, cell.status),
                "round": _count(view, own.round_no.iloc[0]),
                **{name: parts.get(name, "") for name in ("staff", "dependant", "combined")},
                "pending": _count(view, (in_hand.sampled - in_hand.resulted).sum() if len(in_hand) else None),
                "positive": _count(view, usable.positive.sum() if usable.positive.notna().any() else None),
                "updated": _instant(view, own.recorded_at.max()),
            }
        )
    show(view, shown, ("unit", "status", "round", "staff", "dependant", "combined", "pending", "positive", "updated"), "testing-table")


def rounds(view: View, table: pd.DataFrame) -> None:
    """One row per round so far (`testing.rounds`), newest first."""
    shown = [
        {
            "round": f"{row.round_no} {view.words.name(row)}",
            "starts": view.words.short_instant(row.starts_at),
            "ends": view.words.short_instant(row.ends_at),
            "units": _count(view, row.units),
            "sampled": _count(view, row.sampled),
            "target": _count(view, row.target),
            "coverage": view.words.percent(
                None if pd.isna(row.target) or pd.isna(row.sampled) or not row.target else row.sampled / row.target
            ),
            "without-roster": _count(view, row.counted),
            "resulted": _count(view, row.resulted),
            "positive": _count(view, row.positive),
        }
        for row in table.itertuples()
    ]
    columns = ("round", "starts", "ends", "units", "sampled", "target", "coverage", "without-roster", "resulted", "positive")
    show(view, shown, columns, "rounds-table")


def items(view: View, now: Situation) -> None:
    """One row per item: stock and burn of the whole, days of stock beside the unit with the fewest, and how many units are short."""
    names = {row.item_id: row for row in now.items.itertuples()}
    shown = [
        {
            "item": f"{view.words.name(names[one.item_id])} ({view.words.unit(names[one.item_id])})",
            "on-hand": view.words.number(round(one.on_hand)),
            "burn": view.words.one_decimal(one.burn),
            "days": view.words.one_decimal(one.days_of_stock),
            "worst": DASH
            if one.worst is None
            else f"{view.words.one_decimal(one.worst.judged_days)} · {view.units.label(one.worst.org_unit_id)}",
            "short": view.words.number(one.breach),
            "low": view.words.number(one.attention),
            "undecided": view.words.number(one.undecided),
            "units": view.words.number(one.pairs),
        }
        for one in supplies.by_item(now.pairs, now.items)
    ]
    show(view, shown, ("item", "on-hand", "burn", "days", "worst", "short", "low", "undecided", "units"), "items-table")


def posts(view: View, now: Situation) -> None:
    """One row per checkpoint, worst first: unit, kind, who is there of who should be, the last sign of life."""
    order = {status: place for place, status in enumerate(STATUSES)}
    judged = sorted(now.posts.itertuples(), key=lambda row: (order.get(row.status, len(order)), row.sort_order, row.checkpoint_id))
    shown = [
        {
            "checkpoint": view.words.name(row),
            "unit": view.units.label(row.org_unit_id),
            "status": f"{SIGNS.get(row.status, '')} {view.words(f'state-{row.state}')}".strip(),
            "kind": kind_text(row.kind, view.words),
            "place": DASH if row.area is None else view.words(f"area-{row.area}"),
            "staff-now": f"{_count(view, row.present_staff)}/{_count(view, row.required_staff)}",
            "last-sign": _instant(view, row.last_sign_at),
        }
        for row in judged
    ]
    show(view, shown, ("checkpoint", "unit", "status", "kind", "place", "staff-now", "last-sign"), "posts-table")


def proposals(view: View, now: Situation, orders: pd.DataFrame) -> None:
    """One row per proposed transfer, with its arithmetic and what is already on the way to the receiver (`supplies.orders_on_the_way`)."""
    names, words = {row.item_id: row for row in now.items.itertuples()}, view.words
    on_the_way = {(row.org_unit_id, row.item_id): row for row in orders.itertuples()}
    shown = [
        {
            "item": words.name(names[one.item_id]),
            "giver": view.units.label(one.giver),
            "receiver": view.units.label(one.receiver),
            "quantity": f"{words.number(one.quantity)} {words.unit(names[one.item_id])}",
            "days-before": words.one_decimal(one.days_before),
            "days-after": words.one_decimal(one.days_after),
            "distance": DASH if one.km is None else words.number(round(one.km)),
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
    return quantity if pd.isna(order.expected_on) else f"{quantity} · {view.words.short_day(order.expected_on)}"


def both_hands(view: View, now: Situation) -> None:
    """One row per unit that keeps to the plan while a measure is in breach, or falls below it while none is."""
    shown = [
        {
            "unit": view.units.label(one.org_unit_id),
            "hand": view.words(f"hand-{one.hand.replace('_', '-')}"),
            "in-breach": view.words("list-comma").join(measure_name(name, now, view.words) for name in one.measures_in_breach) or DASH,
        }
        for one in now.both_hands
    ]
    show(view, shown, ("unit", "hand", "in-breach"), "both-hands-table", now.figure("production.on_plan"))


def directives(view: View, now: Situation) -> None:
    """One row per directive of the last 30 days, the newest first: from issue to conveyed."""
    shown = [
        {
            "directive": view.words.title(row),
            "issued": _instant(view, row.issued_at),
            "due": _instant(view, row.due_at),
            "conveyed": f"{view.words.number(row.conveyed)}/{view.words.number(row.addressed)}",
            "overdue": view.words.number(row.overdue),
            "late": view.words.number(row.late),
        }
        for row in now.directives.itertuples()
    ]
    show(view, shown, ("directive", "issued", "due", "conveyed", "overdue", "late"), "directives-table", now.figure("directive.conveyed"))


def output(view: View, now: Situation, table: pd.DataFrame) -> None:
    """One row per product and unit of measure (`production.output`): output and plan on the day and month to date."""
    number = lambda value: DASH if pd.isna(value) else view.words.one_decimal(value)  # noqa: E731
    share = lambda actual, planned: view.words.percent(None if pd.isna(planned) or not planned else actual / planned)  # noqa: E731
    shown = [
        {
            "product": f"{row.product} ({row.unit_of_measure})",
            "output": number(row.actual),
            "plan": number(row.planned),
            "of-plan": share(row.actual, row.planned),
            "output-to-date": number(row.actual_to_date),
            "plan-to-date": number(row.planned_to_date),
            "of-plan-to-date": share(row.actual_to_date, row.planned_to_date),
            "unknown": view.words.number(row.unknown),
        }
        for row in table.itertuples()
    ]
    columns = ("product", "output", "plan", "of-plan", "output-to-date", "plan-to-date", "of-plan-to-date", "unknown")
    show(view, shown, columns, "output-table", now.figure("production.on_plan"))


def sources(view: View, freshness: Iterable[Source]) -> None:
    """One row per source: its newest row, its age against its limit, and how far it keeps history; then those that keep none."""
    words, absent = view.words, view.door.look().absent
    shown = [
        {
            "source": words(f"source-{one.name.replace('_', '-')}"),
            "table": one.name,
            "status": f"{SIGNS[_SOURCE_STATUS[one.state]]} {words('source-state-' + one.state.replace('_', '-'))}".strip(),
            "newest": words.instant(one.newest_at),
            "age": DASH if one.age is None else words.duration(one.age.total_seconds() // 60),
            "limit": DASH if one.limit is None else words.duration(one.limit.total_seconds() // 60),
            "history": DASH if one.history is None else words(f"history-{one.history}"),
        }
        for one in freshness
    ]
    shown += [
        {
            "source": words(f"source-{name.replace('_', '-')}"),
            "table": name,
            "status": words("source-state-not-supplied") if name in absent else DASH,
            "newest": DASH,
            "age": DASH,
            "limit": DASH,
            "history": words("history-none"),
        }
        for name in NO_HISTORY
    ]
    show(view, shown, ("source", "table", "status", "newest", "age", "limit", "history"), "sources-table")


def contradictory(view: View, table: pd.DataFrame) -> None:
    """One row per contradictory row (`contradictions.contradictions`): where it stands, under which key, and why."""
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "table": row.table_name,
            "key": row.row_key,
            "reason": view.words(f"contradiction-{row.reason}"),
        }
        for row in table.itertuples()
    ]
    show(view, shown, ("unit", "table", "key", "reason"), "contradictory-table")


def imports(view: View, table: pd.DataFrame) -> None:
    """One row per import (`quality.imports`), the newest first."""
    shown = [
        {
            "file": row.source_name,
            "imported": view.words.instant(row.imported_at),
            "by": row.imported_by or DASH,
            "inserted": _count(view, row.rows_inserted),
            "revised": _count(view, row.rows_revised),
            "unchanged": _count(view, row.rows_unchanged),
            "rejected": _count(view, row.rows_rejected),
        }
        for row in table.itertuples()
    ]
    show(view, shown, ("file", "imported", "by", "inserted", "revised", "unchanged", "rejected"), "imports-table")


def _need(cell: Cell) -> tuple[int, int, float]:
    return STATUSES.index(cell.status), -(cell.overdue_minutes or 0), cell.value or 0


def _sampled(view: View, row: Any) -> str:
    if pd.isna(row.sampled):
        return DASH
    text = (
        view.words.number(int(row.sampled))
        if pd.isna(row.target)
        else f"{view.words.number(int(row.sampled))}/{view.words.number(int(row.target))}"
    )
    return f"{SIGNS['check']} {text}" if row.contradicts else text


def _instant(view: View, value: Any) -> str:
    return DASH if value is None or pd.isna(value) else on_day(value, view.moment, view.words)


def _count(view: View, value: Any) -> str:
    return DASH if value is None or pd.isna(value) else view.words.number(int(value))


def _status(view: View, status: str) -> str:
    return f"{SIGNS[status]} {view.words('status-' + status.replace('_', '-'))}".strip()


def _overdue(view: View, cell: Cell) -> str:
    return DASH if cell.overdue_minutes is None else view.words.duration(cell.overdue_minutes)
