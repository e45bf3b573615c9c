"""What a file says of itself: whose, of which page, day, instant and units, with the figures shown, and what each column and sign means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.export.plain_text import clean
from dashboard.export.shown import Sheet
from dashboard.export.tables import NOT_KNOWN, Cell, Column, Table, cell_of, laid_out
from dashboard.indicators.figure import Figure
from dashboard.indicators.sources import sources_shown
from dashboard.palette import SIGNS, STATUSES
from dashboard.situation import Situation
from dashboard.texts import Told, Words
from dashboard.view import View
from dashboard.wording import figure_name, formula_text

CONFIDENCES = ("stale", "partial", "provisional", "complete")
FIGURES = ("figure", "value", "counted-in", "numerator", "denominator", "aim", "status", "confidence", "unknown", "checks", "missing")
FIGURES_TOLD = ("data-time", "formula", "tables")


@dataclass(frozen=True, slots=True)
class Export:
    """What is taken away: what `view` recorded under the page's `title`, at the instant it is made."""

    view: View
    title: str
    made_at: datetime

    @property
    def words(self) -> Words:
        return self.view.words

    @property
    def organisation(self) -> str:
        return self.view.door.settings.organisation or self.words("app-title")

    @property
    def scope(self) -> str:
        """The units and the area chosen, by name and code; all of them where none was."""
        words, choice = self.words, self.view.choice
        units = words("list-comma").join(_name_and_code(self.view, unit) for unit in choice.units or _whole(self.view))
        parts = [units or words("file-all-units")]
        if choice.area:
            parts.append(words(f"area-{choice.area}"))
        return " · ".join(parts)

    def tables(self) -> list[Table]:
        """Every table of the page, in the order shown."""
        return [laid_out(sheet, self.words) for sheet in self.view.shown.sheets.values()]


def lines(export: Export) -> list[tuple[str, Cell]]:
    """What stands at the head of the file: (label, value)."""
    view, words = export.view, export.words
    choice, moment = view.choice, view.moment
    told: list[tuple[str, Any]] = [
        ("organisation", export.organisation),
        ("page", export.title),
        ("summary", view.shown.sentence),
        ("day", moment.day),
        ("as-of", moment.known_at),
        ("data-time", view.shown.oldest_data),
        ("zone", words.timezone),
        ("units", words("list-comma").join(_name_and_code(view, unit) for unit in choice.units or _whole(view)) or words("file-all-units")),
        ("area", words(f"area-{choice.area}") if choice.area else words("file-all-areas")),
        *([("measure", choice.measure)] if choice.measure else []),
        ("language", words(f"language-{words.language}")),
        ("readers", words("file-readers-all")),
        ("made-at", export.made_at),
        *([("demonstration", words("demonstration-title"))] if view.demonstration else []),
    ]
    cells = [(words(f"file-{key}"), cell_of(value, view.moment.zone)) for key, value in told if value != ""]
    return [(label, cell if cell.value is not None else Cell(words("file-no-data"))) for label, cell in cells]


def figures(export: Export) -> Table | None:
    """A row per figure shown; None where the page shows none."""
    shown = export.view.shown.figures
    if not shown:
        return None
    words = export.words
    columns = tuple((name, words(f"column-{name}")) for name in (*FIGURES, *FIGURES_TOLD))
    sheet = Sheet("figures", words("file-figures"), columns, lambda: [_figure(export.view, *one) for one in shown.values()])
    return laid_out(sheet, words)


def _figure(view: View, figure: Figure, now: Situation) -> dict[str, Any]:
    words = view.words
    status = "not-supplied" if figure.lacks else f"status-{_word(figure.status)}" if figure.status else ""
    return {
        "figure": Told("", {"code": figure.id, "": figure_name(figure, now, words)}),
        "value": Told("", figure.value, "ratio") if figure.unit == "ratio" else figure.value,
        "counted-in": words(f"counted-in-{figure.unit}"),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "aim": Told("", figure.target, "ratio") if figure.unit == "ratio" else figure.target,
        "status": words(status) if status else "",
        "confidence": words(f"confidence-{figure.confidence}") if figure.confidence else "",
        "unknown": figure.unknown,
        "checks": figure.checks,
        "missing": words("list-comma").join(_name_and_code(view, unit) for unit in figure.missing),
        "data-time": figure.data_time,
        "formula": formula_text(figure, words),
        "tables": ", ".join(sources_shown(figure.id)),
    }


def definitions(export: Export, tables: Iterable[Table]) -> Table:
    """What every column of the tables means, then the statuses with their signs, then what is said of a figure's completeness."""
    words = export.words
    rows = [
        (table.title, column.heading, _meaning(table, column, words))
        for table in tables
        for column in table.columns
        if column.name != NOT_KNOWN
    ]
    rows.append(("", words(f"column-{NOT_KNOWN}"), words(f"define-{NOT_KNOWN}")))
    for status in STATUSES:
        sign, word = SIGNS[status], words(f"status-{_word(status)}")
        rows.append((words("column-status"), f"{sign} {word}".strip(), words(f"define-status-{_word(status)}")))
    rows += [(words("column-confidence"), words(f"confidence-{one}"), words(f"define-confidence-{one}")) for one in CONFIDENCES]
    columns = tuple(Column(name, words(f"column-{name}")) for name in ("where", "what", "meaning"))
    return Table("definitions", words("file-definitions"), columns, tuple(tuple(map(_text, row)) for row in rows))


def _meaning(table: Table, column: Column, words: Words) -> str:
    """As this table means it, else as all do; of a part, what the part is."""
    if column.part:
        return words(f"define-part-{column.part}")
    key = next((key for key in (f"define-{table.key}-{column.name}", f"define-{column.name}") if words.has(key)), None)
    return words(key) if key else ""


def _text(value: str) -> Cell:
    return Cell(clean(value) or None)


def _whole(view: View) -> list[str]:
    """The units that stand for all that the reader may see; none where that is the whole organisation."""
    return [] if view.scope.allowed is None else [unit for unit in view.units.in_order if not view.units.above(unit)]


def _name_and_code(view: View, unit: str) -> str:
    return f"{view.units.label(unit)} ({unit})"


def _word(status: str | None) -> str:
    return str(status).replace("_", "-")


def trailing(export: Export) -> list[tuple[str, Cell]]:
    """What each row of a CSV file ends with, so that a file torn from the others still says of what it is: (heading, value)."""
    words, moment = export.words, export.view.moment
    told = (("of-day", moment.day), ("of-instant", moment.known_at), ("scope", export.scope))
    return [(words(f"file-{key}"), cell_of(value, moment.zone)) for key, value in told]
