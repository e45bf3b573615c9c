"""A table on screen, and the words of its cells."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard.components.markup import calm
from dashboard.export.shown import Rows
from dashboard.indicators.figure import Cell, Figure
from dashboard.palette import SIGNS, STATUSES
from dashboard.texts import DASH, Told, plain
from dashboard.view import View
from dashboard.wording import on_day

TALL = 16  # rows shown without a scroll bar of the table's own


def show(
    view: View, rows: Rows | Callable[[], Rows], columns: Iterable[str], key: str, of: Figure | None = None, *, about: Hashable = None
) -> None:
    """The rows under headings from the words; a column's name is its word. Without rows a line says so, or that the figure they are of is not supplied.

    A cell is text; one that remembers what it tells (`Told`) is taken away as that. Rows that are made by a function are made once for all who look at
    the same; `about` says what else they depend on than the page's choice.
    """
    columns = tuple(columns)
    if callable(rows):
        told, table = view.once((rows.__module__, rows.__qualname__, key, about), lambda: _laid_out(view, rows(), columns))
    else:
        told, table = _laid_out(view, rows, columns)
    if not (of and of.lacks):
        view.shows(key, columns, lambda: told)
    if not told:
        calm(view, "table-none", of)
        return
    st.dataframe(table, hide_index=True, key=key, height="content" if len(told) <= TALL else 600)


def _laid_out(view: View, rows: Rows, columns: Sequence[str]) -> tuple[Rows, pa.Table]:
    headings = {name: view.words(f"column-{name}") for name in columns}
    return rows, pa.table({heading: pa.array([plain(row[name]) for row in rows], pa.string()) for name, heading in headings.items()})


def need(cell: Cell) -> tuple[int, int, float]:
    return STATUSES.index(cell.status), -(cell.overdue_minutes or 0), cell.value or 0


def instant_cell(view: View, value: Any) -> str:
    return DASH if value is None or pd.isna(value) else on_day(value, view.moment, view.words)


def count_cell(view: View, value: Any) -> str:
    return DASH if value is None or pd.isna(value) else view.words.number(int(value))


def status_cell(view: View, status: str) -> str:
    word = view.words("status-" + status.replace("_", "-"))
    return Told(f"{SIGNS[status]} {word}".strip(), word)


def of_cell(view: View, part: Any, whole: Any) -> str:
    """39/43; each a number of its own where the table is taken away."""
    known = [None if value is None or pd.isna(value) else int(value) for value in (part, whole)]
    shown = (DASH if value is None else view.words.number(value) for value in known)
    return Told("/".join(shown), {"": DASH if known[0] is None else known[0], "of": known[1]})


def overdue_cell(view: View, cell: Cell) -> str:
    return Told(DASH, None, "minutes") if cell.overdue_minutes is None else view.words.duration(cell.overdue_minutes)
