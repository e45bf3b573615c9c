"""The matrix of silence: units down, the sources that they give day by day across, in each cell how long ago it last came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from dashboard.board import Cell, Row, Sheet, board, sheet_of
from dashboard.components.markup import calm, supplied, title
from dashboard.components.quality import PAGE_OF_TABLE, SOURCE_STATUS, given_text, headings
from dashboard.indicators.freshness import Given
from dashboard.navigation import open_cell
from dashboard.palette import STATUSES
from dashboard.queries import asked
from dashboard.view import View
from data_access.quality import GIVEN_BY_UNITS

MEASURE_OF_TABLE = {"daily_report": "daily_report", "production_day": "production", "directive_receipt": "directive"}


def matrix(view: View, given: Mapping[str, Mapping[str, Given]]) -> None:
    """The units with the most stale sources first, then the most silent; a cell that is opened goes to the page of its source."""
    title(view, "quality-matrix-title")
    if not any(given.values()):
        if not given or supplied(view, *(table.name for table in GIVEN_BY_UNITS)):
            calm(view, "quality-matrix-none")
        return
    opened = board(view.once(("silence", asked(view)), lambda: _sheet(view, given)), key="board-silence")
    if opened:
        unit, table = opened
        open_cell(view, unit, MEASURE_OF_TABLE.get(table, table), PAGE_OF_TABLE[table])


def _sheet(view: View, given: Mapping[str, Mapping[str, Given]]) -> Sheet:
    words, many = view.words, len({view.units.division(unit) for unit in given}) > 1
    heads = headings(view, next(iter(given.values())))
    rows = [
        Row(
            unit,
            view.units.short_label(unit),
            [_cell(view, own[table]) for table, _ in heads],
            view.units.label(view.units.division(unit)) if many else "",
        )
        for unit, own in sorted(given.items(), key=lambda one: _need(view, *one))
    ]
    return sheet_of(
        rows,
        heads,
        caption=words("quality-matrix-caption"),
        unit_label=words("board-unit"),
        words={**{status: words(f"status-{status.replace('_', '-')}") for status in STATUSES}, "all_met": words("board-all-met")},
        lang=words.language,
        of_text=words("board-shown", n=len(rows), total=len(rows)),
        height="50dvh",
    )


def _cell(view: View, given: Given) -> Cell:
    detail = view.words("given-never") if given.state == "silent" else view.words(f"source-state-{given.state}")
    return Cell(given_text(view, given.age, given.state), SOURCE_STATUS[given.state], detail)


def _need(view: View, unit: str, own: Mapping[str, Given]) -> tuple[int, int, int, timedelta, int]:
    states = [one.state for one in own.values()]
    oldest = max((one.age for one in own.values() if one.age is not None), default=timedelta(0))
    return view.units.place(view.units.division(unit)), -states.count("stale"), -states.count("silent"), -oldest, view.units.place(unit)
