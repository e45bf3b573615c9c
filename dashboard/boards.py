"""The boards: units down, measures, slots or items across, worst first inside each division; a cell opens its unit and measure, a name its unit, a
heading its division. Of many units the divisions alone, each with how many of its units stand how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.board import Cell as Shown
from dashboard.board import Row, Sheet, board, sheet_of
from dashboard.filters import write
from dashboard.indicators import divisions, measures, supplies
from dashboard.indicators.divisions import DivisionCell
from dashboard.indicators.figure import Cell
from dashboard.indicators.sources import lacking_for_cell
from dashboard.navigation import open_cell, open_page
from dashboard.palette import STATUSES
from dashboard.situation import Situation
from dashboard.tables import cells as as_rows
from dashboard.texts import DASH, Words
from dashboard.view import View
from dashboard.wording import cell_detail, cell_text, columns, measure_name, slot_heading
from data_access.measures import FROM_REPORTS, measure_slots

NOTHING = Shown("", "not_due")  # this unit does not owe it, or does not keep it
MANY_UNITS = 60  # beyond these the divisions are shown first
ROOM_FOR = 100  # units: a cell takes "12/34", not "123/456"
BY_DIVISION, BY_UNIT = "division", "unit"


def of_measures(view: View, now: Situation, *, only: Sequence[str] | None = None, height: str = "60dvh") -> None:
    """Units x measures: all that some unit has a cell under, or `only` those named."""
    shown = None if only is None else frozenset(only)
    heads, cells = view.once(("measures", shown), lambda: _of_measures(view, now, shown))
    _board(view, now, "board", view.words("board-title"), heads, cells, lambda cell: cell_text(cell, now, view.words), height)


def _of_measures(view: View, now: Situation, only: frozenset[str] | None) -> tuple[list[tuple[str, str]], list[Cell]]:
    heads = [(name, text) for name, text in columns(now, view.words) if only is None or name in only]
    shown = {name for name, _ in heads}
    return heads, [cell for cell in now.cells if cell.measure_id in shown]


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


def of_stock(view: View, now: Situation, *, height: str = "60dvh") -> None:
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
        height,
        page="supplies",
    )


def _board(
    view: View,
    now: Situation,
    key: str,
    caption: str,
    heads: list[tuple[str, str]],
    cells: Sequence[Cell],
    text: Callable[[Cell], str],
    height: str,
    *,
    page: str | None = None,
    measure_of: Mapping[str, str] | None = None,
) -> None:
    """The board of these cells; one that is opened goes to `page`, or to the page of its measure, which is its column or that of `measure_of`."""
    words, own_key = view.words, f"board-{key}"
    below = view.choice.units[0] if len(view.choice.units) == 1 else None
    laid = view.once((own_key, caption, tuple(heads)), lambda: _lay(view, cells, below))
    by_division = laid.may_fold and _by_division(view, key)
    as_rows.board(view, now, key, heads, laid.ordered, text)

    def sheet() -> Sheet:
        if by_division:
            counts = divisions.cells(cells, laid.division.__getitem__)
            rows = _rows_of_divisions(view, heads, counts, Counter(laid.division.values()))
            of_text = words("board-divisions-shown", divisions=len(rows), units=len(laid.ordered))
        else:
            rows = _rows_of_units(view, now, heads, laid.ordered, text, laid.division if laid.grouped else {}, own_key)
            of_text = words("board-shown", n=len(rows), total=len(rows))
        return sheet_of(
            rows,
            heads,
            caption=caption,
            unit_label=words("board-division" if by_division else "board-unit"),
            words={**{status: _word(status, words) for status in STATUSES}, "all_met": words("board-all-met")},
            lang=words.language,
            of_text=of_text,
            height=height,
            divisions={view.units.label(name): name for name in set(laid.division.values())},
        )

    opened = board(
        view.once((own_key, caption, tuple(heads), height, by_division), sheet),
        key=own_key,
        on_open=lambda: _narrow(view, own_key, by_division),
    )
    if not st.session_state.pop(f"{own_key}-narrowed", False) and opened:
        unit, column = opened
        _open(view, unit, (measure_of or {}).get(column, column) if column else None, page)


@dataclass(frozen=True)
class Laid:
    """The units of a board in their order, each with its cells by column; the division of each; whether more than one is to be told apart, and whether
    there are so many units that the divisions come first."""

    ordered: list[tuple[str, Mapping[str, Cell]]]
    division: Mapping[str, str]
    grouped: bool
    may_fold: bool


def _lay(view: View, cells: Iterable[Cell], below: str | None) -> Laid:
    by_unit = _laid_out(cells, lambda cell: cell.org_unit_id)
    division = {unit: view.units.division(unit, below) for unit in by_unit}
    grouped = 1 < len(set(division.values())) < len(by_unit)
    return Laid(_in_need(view, by_unit, division if grouped else {}), division, grouped, grouped and len(by_unit) > MANY_UNITS)


def _in_need(view: View, by_unit: Mapping[str, Mapping[str, Cell]], division: Mapping[str, str]) -> list[tuple[str, Mapping[str, Cell]]]:
    """Division by division in the tree's order; in each the units with the most breaches first, then attention, then no data."""

    def need(unit: str) -> tuple[int, ...]:
        return (view.units.place(division.get(unit, "")), *_need([cell.status for cell in by_unit[unit].values()]), view.units.place(unit))

    return [(unit, by_unit[unit]) for unit in sorted(by_unit, key=need)]


def _rows_of_units(
    view: View,
    now: Situation,
    heads: Sequence[tuple[str, str]],
    ordered: Iterable[tuple[str, Mapping[str, Cell]]],
    text: Callable[[Cell], str],
    division: Mapping[str, str],
    key: str,
) -> list[Row]:
    """The units in the order given, each under its division. What a cell says is the same whatever other units are chosen."""
    said: dict[tuple[str, str], Shown] = view.once_for_all((key, "cells"), dict)

    def shown(cell: Cell | None) -> Shown:
        if cell is None:
            return NOTHING
        place = cell.org_unit_id, cell.measure_id
        if place not in said:
            said[place] = Shown(text(cell), cell.status, cell_detail(cell, now, view.words))
        return said[place]

    return [
        Row(
            unit,
            view.units.short_label(unit),
            [shown(own.get(name)) for name, _ in heads],
            view.units.label(division[unit]) if unit in division else "",
        )
        for unit, own in ordered
    ]


def _rows_of_divisions(view: View, heads: Sequence[tuple[str, str]], cells: Iterable[DivisionCell], units: Mapping[str, int]) -> list[Row]:
    """The divisions, those with the most breaches first. Of how many a count is, stands in its cell while there is room."""
    by_division = _laid_out(cells, lambda cell: cell.division)
    of_how_many = max(units.values()) < ROOM_FOR

    def need(name: str) -> tuple[int, ...]:
        statuses = [status for cell in by_division[name].values() for status, count in cell.counts for _ in range(count)]
        return (*_need(statuses), view.units.place(name))

    return [
        Row(
            name,
            view.words("board-division-of", name=view.units.label(name), count=units[name]),
            [_shown(own[head], view.words, of_how_many) if head in own else NOTHING for head, _ in heads],
        )
        for name in sorted(by_division, key=need)
        for own in (by_division[name],)
    ]


def _shown(cell: DivisionCell, words: Words, of_how_many: bool) -> Shown:
    whole = f"{words.number(cell.standing_so)}/{words.number(cell.units)}"
    text = whole if of_how_many else words.number(cell.standing_so)
    if cell.status in ("not_due", "exempt"):
        text = words(f"cell-{cell.status.replace('_', '-')}")
    told = (f"{_word(status, words)} {words.number(count)}" for status, count in cell.counts)
    return Shown(text, cell.status, " · ".join([whole, *told]))


def _word(status: str, words: Words) -> str:
    return words(f"status-{status.replace('_', '-')}")


def _by_division(view: View, key: str) -> bool:
    """The switch between the divisions and all units; the divisions first."""
    chosen = st.segmented_control(
        view.words("board-rows"),
        (BY_DIVISION, BY_UNIT),
        key=f"board-{key}-rows",
        default=BY_DIVISION,
        required=True,
        format_func=lambda name: view.words(f"board-rows-{name}"),
        label_visibility="collapsed",
    )
    return chosen == BY_DIVISION


def _narrow(view: View, key: str, by_division: bool) -> None:
    """Before the page is drawn anew: where a division was opened, the same page shows it alone."""
    answer = st.session_state[key].get("open")
    asked = answer if isinstance(answer, dict) else {}
    name = asked.get("unit") if by_division and asked.keys() == {"unit"} else asked.get("division")
    st.session_state[f"{key}-narrowed"] = name in view.units.in_order
    if st.session_state[f"{key}-narrowed"]:
        write(replace(view.choice, units=(name,)))


def _open(view: View, unit: str | None, measure: str | None, page: str | None) -> None:
    """A cell's measure, or a name's unit."""
    if unit is not None and measure is not None:
        open_cell(view, unit, measure, page)
    elif unit is not None:
        open_page(view, "unit", units=(unit,), measure=None)


def _laid_out(cells: Iterable[Any], row: Callable[[Any], str]) -> dict[str, dict[str, Any]]:
    """The cells by row and measure."""
    by_row: dict[str, dict[str, Any]] = {}
    for cell in cells:
        by_row.setdefault(row(cell), {})[cell.measure_id] = cell
    return by_row


def _need(statuses: Sequence[str]) -> tuple[int, ...]:
    return tuple(-statuses.count(status) for status in STATUSES[:4])
