"""Boards and lists as rows, one a cell: what a download holds of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from dashboard.data import Query
from dashboard.indicators import testing
from dashboard.indicators.attention import Attention
from dashboard.indicators.figure import Cell
from dashboard.indicators.supplies import StockCell
from dashboard.situation import Situation
from dashboard.texts import DASH, Told
from dashboard.view import View
from dashboard.wording import cell_detail, measure_name, reason_text
from data_access.compliance import reports_by_day
from data_access.measures import measures_by_day

DAYS: Mapping[Query, dict[str, str]] = {  # column of the query's table -> its word
    reports_by_day: {
        "day": "day",
        "expected": "expected",
        "received": "reported",
        "on_time": "on-time",
        "zero": "zero",
        "confirmed": "confirmed",
    },
    measures_by_day: {"day": "day", "numerator": "done", "denominator": "required", "unknown": "unknown"},
}
_UNDER = {"slots": "slot", "stock": "item"}  # what stands above a board's columns; else measures
_NOT_TOLD = ("no_data", "check")  # the board shows no number of these


def board(
    view: View,
    now: Situation,
    key: str,
    heads: Sequence[tuple[str, str]],
    units: Sequence[tuple[str, Mapping[str, Cell]]],
    text: Callable[[Cell], str],
) -> None:
    """A row per unit and column of the board that has a cell, in the board's order: status, both numbers, the value, since when, how long overdue."""
    under = _UNDER.get(key, "measure")
    columns = (
        "division",
        "unit",
        under,
        "status",
        "numerator",
        "denominator",
        "value",
        "unknown",
        "checks",
        "since",
        "overdue",
        "shown",
        "detail",
    )

    def rows() -> list[dict[str, Any]]:
        return [
            {
                "division": view.units.label(view.units.division(unit)),
                under: Told("", {"code": name, "": heading}),
                "shown": str(text(own[name])),
                "detail": cell_detail(own[name], now, view.words),
                **_of_cell(view, unit, own[name]),
            }
            for unit, own in units
            for name, heading in heads
            if name in own
        ]

    view.shows(f"board-{key}", columns, rows)


def attention(view: View, now: Situation, lines: Sequence[Attention]) -> None:
    """A row per line of the list, the first to be called first."""
    columns = ("rank", "unit", "measure", "status", "reason", "numerator", "denominator", "value", "unknown", "checks", "since", "overdue")
    view.shows("attention", columns, lambda: [_attention(view, now, *one) for one in enumerate(lines, 1)])


def _attention(view: View, now: Situation, rank: int, line: Attention) -> dict[str, Any]:
    cell = line.cell
    return {
        "rank": rank,
        "measure": Told("", {"code": cell.measure_id, "": measure_name(cell.measure_id, now, view.words)}),
        "reason": reason_text(cell, now, view.words),
        **_of_cell(view, cell.org_unit_id, cell),
    }


def silent(view: View, now: Situation) -> None:
    """A row per unit that is overdue, the longest first."""
    cells = {cell.org_unit_id: cell for cell in now.cells if cell.measure_id == "daily_report"}
    view.shows(
        "silent",
        ("unit", "status", "due", "overdue"),
        lambda: [_of_cell(view, row.org_unit_id, cells[row.org_unit_id]) | {"due": row.due_at} for row in now.silent.itertuples()],
    )


def clocks(view: View, now: Situation, paces: Iterable[testing.Pace]) -> None:
    """A row per current round against its clock."""
    columns = ("round", "starts", "ends", "sampled", "target", "coverage", "time-used", "rate", "eta")
    view.shows("clocks", columns, lambda: [_clock(view, now, pace) for pace in paces])


def _clock(view: View, now: Situation, pace: testing.Pace) -> dict[str, Any]:
    row = now.testing[now.testing.round_id == pace.round_id].iloc[0]
    return {
        "round": Told("", {"number": row.round_no, "": view.words.name(row)}),
        "starts": pace.starts_at,
        "ends": pace.ends_at,
        "sampled": pace.sampled,
        "target": pace.target,
        "coverage": Told("", pace.share, "ratio"),
        "time-used": Told("", pace.time_used, "ratio"),
        "rate": DASH if pace.rate is None else pace.rate,
        "eta": DASH if pace.eta is None else pace.eta,
    }


def days(view: View, query: Query, *more: Hashable) -> None:
    """A row per day of a query that a chart draws, the newest first; nothing of a query that is not by day."""
    if query in DAYS:
        table = view.door.fetch(query, view.scope, view.moment, *more).iloc[::-1]
        columns = DAYS[query]
        view.shows(
            "day-table", columns.values(), lambda: [{word: row[name] for name, word in columns.items()} for row in table.to_dict("records")]
        )


def _of_cell(view: View, unit: str, cell: Cell) -> dict[str, Any]:
    """The numbers of a cell; where the board shows none of them, what was done and its share are not known."""
    told = cell.status not in _NOT_TOLD
    ratio = cell.denominator is not None and not isinstance(cell, StockCell)
    value = (Told("", cell.value, "ratio") if ratio else cell.value) if told else DASH
    return {
        "unit": view.units.label(unit),
        "status": view.words(f"status-{cell.status.replace('_', '-')}"),
        "numerator": cell.numerator if told else DASH,
        "denominator": cell.denominator,
        "value": value,
        "unknown": cell.unknown,
        "checks": cell.checks,
        "since": cell.since,
        "overdue": Told("", cell.overdue_minutes, "minutes"),
    }
