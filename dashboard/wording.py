"""Figures and cells put into words, the same on every page and in the briefing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.indicators.attention import Attention
from dashboard.indicators.duty import DutyCell
from dashboard.indicators.figure import Cell, Figure
from dashboard.indicators.measures import SlotClock
from dashboard.indicators.production import ProductionCell
from dashboard.indicators.supplies import CATEGORIES, StockCell
from dashboard.indicators.trend import Point, Trend
from dashboard.situation import Situation
from dashboard.texts import DASH, Words
from data_access.moment import Moment

_NOTHING = {  # what an empty denominator means
    "reporting.timeliness": "nothing-due",
    "reporting.zero": "nothing-received",
    "testing.positivity": "nothing-resulted",
    "supply.units_short": "nothing-decided",
    "cases.confirmed": "nobody-there",
    "cases.suspected": "nobody-there",
    "cases.days_since": "nobody-there",
    "people.isolated": "nobody-there",
    "testing.pending": "nobody-there",
    "testing.positive": "nobody-there",
    "duty.coverage": "nothing-on-duty",
    "people.accounted": "nothing-told",
    "directive.conveyed": "nothing-issued",
    "production.on_plan": "nothing-told",
    "safety.incidents": "nothing-told",
    "control.units": "nobody-there",
}
_UNITS = {"supply.units_short": "unit-units", "cases.confirmed": "unit-cases", "cases.suspected": "unit-cases"}
_PLAIN_UNITS = {"units": "unit-units", "incidents": "unit-incidents"}
_STOCKS = tuple(f"supply.{name}" for name in CATEGORIES)
_FIXED = ("testing", "checkpoint", "duty", *_STOCKS, "directive", "production", "cases")  # columns of the board beside the catalogue's
_OWN_FORMULA = ("measure.health_monitoring", "measure.isolation_care")
LONG_DAYS = 99
KINDS = ("gate", "road", "tent", "testing_point", "isolation_point")


def word_id(figure_id: str) -> str:
    """`reporting.completeness` -> `reporting-completeness`, as it stands in message names and in the page's CSS classes."""
    return figure_id.replace(".", "-").replace("_", "-")


def figure_name(figure: Figure, now: Situation, words: Words) -> str:
    """The figure's title; a measure's is its name in the catalogue."""
    if figure.id.startswith("measure."):
        return measure_name(figure.id.removeprefix("measure."), now, words)
    return words(f"figure-{word_id(figure.id)}")


def measure_name(measure_id: str, now: Situation, words: Words) -> str:
    """A column of the board: the catalogue's own name, or one of ours."""
    if measure_id in _FIXED:
        return words(f"measure-{word_id(measure_id)}")
    return _named(now.measures, "measure_id", measure_id, words)


def slot_heading(clock: SlotClock, named: bool, several: bool, now: Situation, moment: Moment, words: Words) -> str:
    """A slot's column: its measure where it is `named`, its number, when it is due, and that it is not due yet."""
    times = dict.fromkeys(on_day(due_at, moment, words) for due_at in (clock.first_due_at, clock.last_due_at) if due_at)
    parts = [measure_name(clock.measure_id, now, words)] if named else []
    if several or not named:
        parts.append(words("board-slot", slot=clock.slot))
    heading = " · ".join([" ".join(parts), *(["–".join(times)] if times else [])])
    return heading if clock.is_due else words("slot-not-due", slot=heading)


def columns(now: Situation, words: Words) -> list[tuple[str, str]]:
    """The board's columns, id and name: the catalogue in its order, then ours, each where some unit has a cell."""
    there = {cell.measure_id for cell in now.cells}
    return [(name, measure_name(name, now, words)) for name in (*now.measures.measure_id, *_FIXED) if name in there]


def reason_text(cell: Cell, now: Situation, words: Words) -> str:
    """Why the cell asks for attention, in a clause: "daily report not in (due 17:00)"; empty where it does not."""
    if not cell.reason:
        return ""
    values: dict[str, object] = {
        "count": cell.numerator,
        "due": words.time(cell.since),
        "done": _amount(cell.numerator, words),
        "required": DASH if cell.denominator is None else _amount(cell.denominator, words),
    }
    if cell.reason == "done-short":
        values["measure"] = measure_name(cell.measure_id, now, words)
    elif cell.reason.startswith("testing-"):
        values["round"] = int(_row(now.testing, "round_id", cell.about).round_no)
    elif cell.reason.startswith("stock-"):
        item = _row(now.items, "item_id", cell.about)
        days = cell.pair.judged_days if isinstance(cell, StockCell) and cell.pair else None
        values |= {"item": words.name(item), "days": words.one_decimal(days), "least": words.number(item.min_days)}
        values["aim"] = words.number(item.target_days)
    elif cell.measure_id == "directive":
        values["directive"] = _titled(now.issued, cell.about, words)
    elif isinstance(cell, DutyCell):
        values["gap"] = words.duration(cell.longest_gap.total_seconds() // 60)
    elif cell.measure_id == "checkpoint":
        values["post"] = _named(now.posts, "checkpoint_id", cell.about, words)
    return words(f"reason-{cell.reason}", **values)


def overdue_text(line: Attention, moment: Moment, words: Words) -> str:
    """How long it is overdue, or since when it stands; empty where nobody knows."""
    cell = line.cell
    if cell.overdue_minutes is not None:
        key = "lasting" if line.subject in ("checkpoint", "duty") else "overdue-by"
        return words(key, duration=words.duration(cell.overdue_minutes))
    if cell.since is None:
        return ""
    since = cell.since.astimezone(moment.zone).date()
    return words("since", time=words.time(cell.since) if since == moment.day else words.short_day(since))


def on_day(instant: datetime, moment: Moment, words: Words) -> str:
    """The time alone on the day shown, else with its day."""
    same_day = instant.astimezone(moment.zone).date() == moment.day
    return words.time(instant) if same_day else words.short_instant(instant)


def cell_text(cell: Cell, now: Situation, words: Words) -> str:
    """What stands in a cell of the board: a share as whole per cent, days of stock, the time of a report, a word."""
    if cell.status in ("exempt", "not_due", "check"):
        return words(f"cell-{word_id(cell.status)}")
    if cell.measure_id == "daily_report":
        first = now.reports.first_recorded_at.iloc[(now.reports.org_unit_id.to_numpy() == cell.org_unit_id).argmax()]
        return words("cell-not-in") if pd.isna(first) else words.time(first)
    if cell.status == "no_data":
        return DASH
    if isinstance(cell, StockCell):
        days = cell.pair.judged_days if cell.pair else None  # by which it is judged: what a red cell says is under its minimum
        return words("cell-no-use") if days is None else words("cell-days", days=_few_digits(days, words))
    if cell.reason == "injury":
        return words("cell-injury")
    if isinstance(cell, ProductionCell) and cell.worst_share is not None:
        return words.share(cell.worst_share)
    if cell.reason == "understaffed":
        return words("cell-understaffed")
    if cell.measure_id == "cases":
        return words("cell-suspected") if cell.status == "attention" else words.number(cell.numerator)
    if cell.denominator is None:
        return words.number(cell.numerator)
    return words("cell-none") if cell.value is None else words.share(cell.value)


def wall_cell_text(cell: Cell, now: Situation, words: Words) -> str:
    """The same for a wall, where a column has room for three signs, or a time: numbers without a unit, and words as a sign of the legend."""
    if cell.status in ("exempt", "not_due", "check"):
        return words(f"wall-cell-{word_id(cell.status)}")
    if isinstance(cell, StockCell):
        days = cell.pair.judged_days if cell.pair else None
        return DASH if cell.status == "no_data" else words("wall-cell-no-use") if days is None else _few_digits(days, words)
    if cell.reason == "injury":
        return words("wall-cell-injury")
    if cell.reason == "understaffed":
        return words("wall-cell-understaffed")
    if cell.measure_id == "cases" and cell.status == "attention":
        return words("wall-cell-suspected")
    told = cell_text(cell, now, words)
    return words("wall-cell-none") if told == words("cell-none") else DASH if told == words("cell-not-in") else told


def cell_detail(cell: Cell, now: Situation, words: Words) -> str:
    """The n/N behind a cell, what is not known of it, and why it asks for attention."""
    parts = []
    if isinstance(cell, StockCell):
        parts.append(_named(now.items, "item_id", cell.about, words))
    elif isinstance(cell, DutyCell):
        parts.append(words("duty-hours", hours=f"{words.number(cell.numerator // 60)}/{words.number((cell.denominator or 0) // 60)}"))
    elif isinstance(cell, ProductionCell):
        parts.append(words("rows-on-plan", n=words.number(cell.numerator), total=words.number(cell.denominator)))
    elif cell.denominator:
        parts.append(f"{words.number(cell.numerator)}/{words.number(cell.denominator)}")
    if cell.unknown:
        parts.append(words("unknown-count", count=cell.unknown))
    if cell.checks:
        parts.append(words("checks-count", count=cell.checks))
    if cell.reason:
        parts.append(reason_text(cell, now, words))
    return " · ".join(parts)


def kind_text(kind: str, words: Words) -> str:
    """A checkpoint's kind; one that nobody knows as the database has it."""
    return words(f"kind-{word_id(kind)}") if kind in KINDS else kind


def figure_text(figure: Figure, words: Words) -> tuple[str, str]:
    """The figure's great number and the small text beside it: ("41/44", "93.2%"), ("0", "cases"), ("—", "nothing expected")."""
    if figure.lacks:
        return DASH, words("not-supplied")
    if figure.id == "duty.coverage" and figure.denominator:
        hours = f"{words.number(figure.numerator // 60)}/{words.number(figure.denominator // 60)}"
        return words.percent(figure.value), words("duty-hours", hours=hours)
    if figure.unit == "ratio" or figure.denominator == 0:
        if not figure.denominator:
            return DASH, words(_NOTHING.get(figure.id, "nothing-expected"))
        counts = f"{words.number(figure.numerator)}/{words.number(figure.denominator)}"
        return counts, words.percent(figure.value) if figure.id not in _UNITS else words(_UNITS[figure.id], count=figure.denominator)
    if figure.unit == "days":
        if figure.value is None:
            return words("over-60"), words("unit-days", count=60)
        return words.number(figure.value), words("unit-days", count=figure.numerator)
    return words.number(figure.value), words(_UNITS.get(figure.id) or _PLAIN_UNITS.get(figure.unit, "unit-persons"), count=figure.numerator)


def is_counted(figure_id: str, points: Sequence[Point]) -> bool:
    """Whether the figure is told as a count: it has no denominator, or is of units that are short."""
    return figure_id in _UNITS or all(point.denominator is None for point in points)


def percent_or_count(figure_id: str, point: Point, words: Words) -> str:
    """A day of a trend: its share, or its count."""
    return words.number(point.numerator) if is_counted(figure_id, [point]) else words.percent(point.value)


def counts_text(point: Point, words: Words) -> str:
    """The two numbers of a day's share; empty for a plain count."""
    return "" if point.denominator is None else f"{words.number(point.numerator)}/{words.number(point.denominator)}"


def change_text(trend: Trend, words: Words) -> tuple[str, str]:
    """By how much it changed from the day before, and on how many units known on both days that is; two empty texts where nothing can be told."""
    change = trend.change
    if change is None or change.difference is None:
        return "", ""
    share = not is_counted(trend.figure_id, trend.points)
    size = words.one_decimal(abs(change.difference) * 100) if share else _amount(abs(change.difference), words)
    told = f"{'+' if change.difference > 0 else '−'}{size}"
    text = words("change-level") if size == words.number(0) else words("change-by-points", change=told) if share else told
    return text, words("change-units", count=change.units)


def formula_text(figure: Figure, words: Words) -> str:
    """What the figure is, in a sentence."""
    return words(
        "formula-measure" if figure.id.startswith("measure.") and figure.id not in _OWN_FORMULA else f"formula-{word_id(figure.id)}"
    )


def _few_digits(days: float, words: Words) -> str:
    """Tenths of a day while they matter, then whole days, cut."""
    if days > LONG_DAYS:
        return f"{LONG_DAYS}+"
    return words.one_decimal(days) if days < 10 else words.number(int(days))


def _amount(value: float, words: Words) -> str:
    return words.number(round(value, 1) if value % 1 else int(value))


def _named(table: pd.DataFrame, key: str, wanted: str | None, words: Words) -> str:
    """The name that the table's row gives, or the id where there is no such row."""
    row = _row(table, key, wanted)
    return str(wanted) if row is None else words.name(row)


def _titled(table: pd.DataFrame, wanted: str | None, words: Words) -> str:
    """A directive's title."""
    row = _row(table, "directive_id", wanted)
    return str(wanted) if row is None else words.title(row)


def _row(table: pd.DataFrame, key: str, wanted: str | None) -> Any:
    """The row that has it, None where there is none. A board asks thousands of times: a table of the rows that match takes a hundred times as long."""
    places = (table[key].to_numpy() == wanted).nonzero()[0]
    return _Row(table, places[0]) if len(places) else None


class _Row:
    """A row of a table of which little is asked for: all of its values would take twenty times as long."""

    def __init__(self, table: pd.DataFrame, place: int) -> None:
        self._table, self._place = table, place

    def __getattr__(self, name: str) -> Any:
        return self._table[name].array[self._place]
