"""The board on screen: units down, measures across, a figure and a status in every cell; a component of our own, a real table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.palette import SIGNS, STATUSES
from dashboard.texts import plain

_HERE = Path(__file__).parent
# By value: Streamlit takes files only of an installed package's manifest, read once a runtime stands; this module is read before, and from a folder.
# It costs 16 KB of the 42 KB that 60 x 15 changed cells take, and nothing where nothing changed: an equal message is not sent again.
_component = st.components.v2.component(
    "board",
    html='<div class="board"></div>',
    css=(_HERE / "board.css").read_text("utf-8"),
    js=(_HERE / "board.js").read_text("utf-8"),
)

Opened = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit under one measure. An empty `text` is an empty cell: nothing is drawn, read out or opened."""

    text: str  # "98", "1.8天", "—", "免"
    status: str  # one of STATUSES
    detail: str = ""  # under the pointer and in the accessible name: "41/44"


@dataclass(frozen=True, slots=True)
class Row:
    """A unit; its cells stand in the order of the measures."""

    id: str
    name: str
    cells: Sequence[Cell]
    group: str = ""  # the name of its division, "" without a heading


class Sheet(dict[str, Any]):
    """What a board shows (`sheet_of`), and that as it travels: written once, for all who look at it."""

    @cached_property
    def sent(self) -> bytes:
        return json.dumps(self, ensure_ascii=False, separators=(",", ":")).encode()


def board(sheet: Sheet, *, key: str, on_open: Callable[[], Any] | None = None) -> Opened | None:
    """Draw the board of a sheet (`sheet_of`); what a click or Enter opened, in the one run that follows it: (unit id, measure id), of a name (unit id,
    None), of a heading (None, its id)."""
    answer = _component(key=key, data=sheet.sent, on_open_change=on_open or (lambda: None)).open
    return opened(answer, sheet)


def sheet_of(
    rows: Sequence[Row],
    measures: Sequence[tuple[str, str]],
    *,
    caption: str,
    unit_label: str,
    words: dict[str, str],
    lang: str,
    of_text: str,
    height: str,
    divisions: Mapping[str, str] | None = None,
) -> Sheet:
    """What travels to the browser: a cell is [text, place of its status in STATUSES, detail], an empty one 0.

    `measures` are (id, heading); `words` one for each status and "all_met"; `of_text` says how many units are shown of how many;
    `height` is the most the table takes, as CSS. Rows stay in the given order, each under the heading of its group. Names and headings open only
    where `divisions` gives the id of each group by its heading.
    """

    def cell(one: Cell) -> list[Any] | int:
        text = plain(one.text)
        return [text, STATUSES.index(one.status), plain(one.detail)] if text else 0

    for row in rows:
        if len(row.cells) != len(measures):
            raise ValueError(f"{len(row.cells)} cells of {row.id!r} under {len(measures)} measures")
    return Sheet(
        lang=lang,
        caption=plain(caption),
        unit=plain(unit_label),
        of=plain(of_text),
        height=height,
        words=[words[status] for status in STATUSES],
        signs=[SIGNS[status] for status in STATUSES],
        allMet=words["all_met"],
        measures=[[name, plain(heading)] for name, heading in measures],
        divisions=None if divisions is None else {plain(heading): name for heading, name in divisions.items()},
        rows=[[row.id, plain(row.name), plain(row.group), [cell(one) for one in row.cells]] for row in rows],
    )


def opened(answer: object, sheet: Sheet) -> Opened | None:
    """What the browser names, if it is there to be opened: anybody can send anything."""
    if not isinstance(answer, dict):
        return None
    divisions = sheet["divisions"]
    if divisions is not None and answer.keys() == {"division"}:
        return next(((None, name) for name in divisions.values() if name == answer["division"]), None)
    for unit, _, _, cells in sheet["rows"]:
        if unit == answer.get("unit"):
            if divisions is not None and answer.keys() == {"unit"}:
                return unit, None
            for (name, _), cell in zip(sheet["measures"], cells, strict=True):
                if name == answer.get("measure") and cell:
                    return unit, name
    return None
