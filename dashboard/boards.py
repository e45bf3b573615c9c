"""The boards: units down, measures, slots or items across, worst first inside each division; a cell opens its unit and measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.board import Cell as Shown
from dashboard.board import Row, board
from dashboard.indicators import measures, supplies
from dashboard.indicators.figure import Cell
from dashboard.indicators.sources import lacking_for_cell
from dashboard.navigation import open_cell
from dashboard.palette import STATUSES
from dashboard.situation import Situation
from dashboard.texts import DASH
from dashboard.view import View
from dashboard.wording import cell_detail, cell_text, columns, measure_name, slot_heading
from data_access.measures import FROM_REPORTS, measure_slots

NOTHING = Shown("", "not_due")  # this unit does not owe it, or does not keep it


def of_measures(view: View, now: Situation, *, only: Sequence[str] | None = None, height: str = "60dvh") -> None:
    """Units x measures: all that some unit has a cell under, or `only` those named."""
    heads = [(name, text) for name, text in columns(now, view.words) if only is None or name in only]
    cells = [cell for cell in now.cells if any(cell.measure_id == name for name, _ in heads)]
    _board(view, now, "board", view.words("board-title"), heads, cells, lambda cell: cell_text(cell, now, view.words), height)


def of_slots(view: View, now: Situation, measure_id: str | None) -> None:
    """Units x slots of one measure, or of all in the order in which they fall due; a measure that is read from the daily report has none."""
    if measure_id in FROM_REPORTS:
        return
    words = view.words
    slots = view.door.fetch(measure_slots, view.scope, view.moment, *view.door.owed_measures())
    if measure_id is not None:
        slots = slots[slots.measure_id == measure_id]
    slots = slots[slots.measure_id.isin([name for name in now.measures.measure_id if not lacking_for_cell(name, now.absent)])]
    clocks = measures.slot_clocks(slots)
    several = {name for name, times in Counter(one.measure_id for one in clocks).items() if times > 1}
    heads = [(one.column, slot_heading(one, measure_id is None, one.measure_id in several, now, view.moment, words)) for one in clocks]
    caption = (
        words("board-all-slots-title") if measure_id is None else words("board-slots-title", measure=measure_name(measure_id, now, words))
    )
    rows = zip(measures.slot_cells(slots, now.measures), slots.measure_id, strict=True)
    cells = [replace(cell, measure_id=measures.slot_column(name, cell.measure_id)) for cell, name in rows]

    def text(cell: Cell) -> str:
        if cell.status in ("met", "attention", "breach"):
            return f"{words.number(cell.numerator)}/{words.number(cell.denominator)}"
        return DASH if cell.status == "no_data" else cell_text(cell, now, words)

    of_measure = {one.column: one.measure_id for one in clocks}
    _board(view, now, "slots", caption, heads, cells, text, "60dvh", page="compliance", measure_of=of_measure)


def of_stock(view: View, now: Situation) -> None:
    """Units x items: days of stock."""
    kept = {pair.item_id for pair in now.pairs}
    heads = [(row.item_id, view.words.name(row)) for row in now.items.itertuples() if row.item_id in kept]
    cells = [supplies.item_cell(pair) for pair in now.pairs]
    _board(
        view,
        now,
        "stock",
        view.words("board-stock-title"),
        heads,
        cells,
        lambda cell: cell_text(cell, now, view.words),
        "60dvh",
        page="supplies",
    )


def _board(
    view: View,
    now: Situation,
    key: str,
    caption: str,
    heads: list[tuple[str, str]],
    cells: Iterable[Cell],
    text: Callable[[Cell], str],
    height: str,
    *,
    page: str | None = None,
    measure_of: Mapping[str, str] | None = None,
) -> None:
    """The board of these cells; one that is opened goes to `page`, or to the page of its measure, which is its column or that of `measure_of`."""
    by_unit: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        by_unit.setdefault(cell.org_unit_id, {})[cell.measure_id] = cell
    words, many = view.words, len({view.units.division(unit) for unit in by_unit}) > 1
    rows = [
        Row(
            unit,
            view.units.short_label(unit),
            [Shown(text(own[name]), own[name].status, cell_detail(own[name], now, words)) if name in own else NOTHING for name, _ in heads],
            view.units.label(division) if many and (division := view.units.division(unit)) else "",
        )
        for unit, own in sorted(by_unit.items(), key=lambda one: _need(view, *one))
    ]
    opened = board(
        rows,
        heads,
        key=f"board-{key}",
        caption=caption,
        unit_label=words("board-unit"),
        words={**{status: words(f"status-{status.replace('_', '-')}") for status in STATUSES}, "all_met": words("board-all-met")},
        lang=words.language,
        of_text=words("board-shown", n=len(rows), total=len(rows)),
        height=height,
    )
    if opened:
        unit, column = opened
        open_cell(view, unit, (measure_of or {}).get(column, column), page)


def _need(view: View, unit: str, own: dict[str, Any]) -> tuple[Any, ...]:
    """Division by division in the tree's order; in each the units with the most breaches first, then attention, then no data."""
    statuses = [cell.status for cell in own.values()]
    return (view.units.place(view.units.division(unit)), *(-statuses.count(status) for status in STATUSES[:4]), view.units.place(unit))
