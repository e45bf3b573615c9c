"""The board: units x measures, worst first. A components-v2 table; no build step, no request leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.palette import STATUSES

_HERE = Path(__file__).parent
_board = st.components.v2.component(
    "board",
    html='<div class="board"></div>',
    css=(_HERE / "board.css").read_text("utf-8"),
    js=(_HERE / "board.js").read_text("utf-8"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str  # what stands in the cell: "98", "1.8天", "—", "免"
    status: str  # one of STATUSES
    detail: str = ""  # hover text and accessible name: "41/44"


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str
    cells: Sequence[Cell]
    group: str = ""


_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])  # direction overrides turn text round: drop them


def _plain(text: str) -> str:
    return " ".join(str(text).translate(_BIDI).split())


def board(
    rows: Sequence[Row],
    measures: Sequence[tuple[str, str]],
    *,
    key: str,
    caption: str,
    unit_label: str,
    words: dict[str, str],
    lang: str = "zh",
    total: int | None = None,
    of_text: str = "{n} / {total}",
    height: str = "60dvh",
    wall: bool = False,
    on_open: Callable[[], Any] | None = None,
) -> tuple[str, str] | None:
    """Draw the board; return (unit id, measure id) in the one run that follows a click or Enter."""
    sheet = {
        "lang": lang,
        "caption": caption,
        "unit": unit_label,
        "height": height,
        "wall": wall,
        "words": [words[s] for s in STATUSES],
        "of": of_text.format(n=len(rows), total=len(rows) if total is None else total),
        "measures": [list(m) for m in measures],
        "rows": [[r.id, _plain(r.name), [[_plain(c.text), STATUSES.index(c.status), _plain(c.detail)] for c in r.cells]] for r in rows],
    }
    picked = _board(key=key, data=sheet, on_open_change=on_open or (lambda: None)).open
    if not isinstance(picked, dict):
        return None
    unit, measure = picked.get("unit"), picked.get("measure")
    known = any(r.id == unit for r in rows) and any(m == measure for m, _ in measures)
    return (unit, measure) if known else None  # the browser is not to be trusted
