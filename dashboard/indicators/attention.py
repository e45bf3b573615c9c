"""The attention list: every breach and attention cell, in the order in which somebody has to act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.indicators.figure import Cell

_FIRST = {"confirmed": 0, "testing-positive": 0, "unmanned": 1, "stock-out": 2, "report-missing": 3}
_REST = 4


@dataclass(frozen=True, slots=True)
class Attention:
    """A cell that somebody must act on."""

    cell: Cell
    subject: str


def attention(cells: Iterable[Cell], sort_order: Mapping[str, int]) -> list[Attention]:
    """Ranked: breach before attention; confirmed or positive, unmanned, stock-out, overdue report, the rest; the longest overdue first; then
    sort_order."""
    lines = [Attention(cell, _subject(cell)) for cell in cells if cell.status in ("breach", "attention")]
    return sorted(
        lines,
        key=lambda line: (
            line.cell.status != "breach",
            _FIRST.get(line.cell.reason, _REST),
            -(line.cell.overdue_minutes or 0),
            sort_order.get(line.cell.org_unit_id, 0),
            line.cell.org_unit_id,
            line.cell.measure_id,
        ),
    )


def _subject(cell: Cell) -> str:
    return "reporting" if cell.measure_id == "daily_report" else cell.measure_id
