"""The board: units down, columns across, every cell a figure and a status. A real table that keeps focus and scroll while it is refreshed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.palette import STATUSES
from dashboard.texts import plain

_HERE = Path(__file__).parent
_board = st.components.v2.component(
    "board",
    html='<div class="board"></div>',
    css=(_HERE / "board.css").read_text("utf-8"),
    js=(_HERE / "board.js").read_text("utf-8"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` stands in the cell ("98", "1.8天", "—"; "" draws nothing at all), `detail` in the hover text and the accessible name ("41/44")."""

    text: str
    status: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """`group` is the heading it stands under, "" for none; rows of a group follow each other."""

    id: str
    name: str
    cells: Sequence[Cell]
    group: str = ""


def board(
    rows: Sequence[Row],
    columns: Sequence[tuple[str, str]],
    *,
    key: str,
    caption: str,
    unit_label: str,
    words: dict[str, str],
    lang: str,
    of_text: str,
    height: str,
    on_open: Callable[[], Any] | None = None,
) -> tuple[str, str] | None:
    """Draw the board; return (row id, column id) in the one run that follows a click or Enter.

    `columns` are (id, heading); `words` the name of each status, and "all_met" for a unit without any need in the narrow form.
    """
    data = sheet(rows, columns, caption=caption, unit_label=unit_label, words=words, lang=lang, of_text=of_text, height=height)
    picked = _board(key=key, data=data, on_open_change=on_open or (lambda: None)).open
    return known_cell(picked, rows, columns)


def sheet(
    rows: Sequence[Row],
    columns: Sequence[tuple[str, str]],
    *,
    caption: str,
    unit_label: str,
    words: dict[str, str],
    lang: str,
    of_text: str,
    height: str,
) -> dict[str, Any]:
    """What the browser is sent: texts alone, never markup, with statuses as their places in the order of need."""
    return {
        "lang": lang,
        "caption": caption,
        "unit": unit_label,
        "height": height,
        "of": of_text,
        "words": [words[status] for status in STATUSES],
        "all_met": words["all_met"],
        "columns": [[name, plain(heading)] for name, heading in columns],
        "rows": [
            [
                row.id,
                plain(row.name),
                plain(row.group),
                [[plain(cell.text), STATUSES.index(cell.status), plain(cell.detail)] for cell in row.cells],
            ]
            for row in rows
        ],
    }


def known_cell(picked: Any, rows: Sequence[Row], columns: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The cell that the browser names, if the board has it: the browser is not to be trusted."""
    if not isinstance(picked, dict):
        return None
    unit, column = picked.get("unit"), picked.get("column")
    known = any(row.id == unit for row in rows) and any(name == column for name, _ in columns)
    return (unit, column) if known else None
