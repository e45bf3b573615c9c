"""Figures and cells put into words, the same on every page and in the briefing."""

from __future__ import annotations

from dashboard.indicators.attention import Attention
from dashboard.indicators.figure import Figure
from dashboard.texts import Words

_NOTHING = {  # what an empty denominator means
    "reporting.timeliness": "nothing-due",
    "reporting.zero": "nothing-received",
    "cases.confirmed": "nobody-there",
    "cases.suspected": "nobody-there",
    "cases.days_since": "nobody-there",
}


def word_id(figure_id: str) -> str:
    """`reporting.completeness` -> `reporting-completeness`, as it stands in message names and in the page's CSS classes."""
    return figure_id.replace(".", "-").replace("_", "-")


def attention_text(line: Attention, words: Words) -> str:
    """What is wrong, in a clause: "daily report not in, due 17:00"."""
    cell = line.cell
    if line.subject == "reporting":
        key = "attention-report-late" if cell.overdue_minutes is None else "attention-report-missing"
        return words(key, due=words.time(cell.since))
    if cell.status == "breach":
        return words("attention-confirmed", count=cell.numerator)
    return words("attention-suspected")


def overdue_text(line: Attention, words: Words) -> str:
    """How long it is overdue, or since when it stands."""
    if line.cell.overdue_minutes is not None:
        return words("overdue-by", duration=words.duration(line.cell.overdue_minutes))
    return words("since", time=words.time(line.cell.since))


def figure_text(figure: Figure, words: Words) -> tuple[str, str]:
    """The figure's great number and the small text beside it: ("41/44", "93.2%"), ("0", "cases"), ("—", "nothing expected")."""
    if figure.unit == "ratio" or figure.denominator == 0:
        if not figure.denominator:
            return "—", words(_NOTHING.get(figure.id, "nothing-expected"))
        return f"{words.number(figure.numerator)}/{words.number(figure.denominator)}", words.percent(figure.value)
    if figure.unit == "days":
        if figure.value is None:
            return words("over-60"), words("unit-days", count=60)
        return words.number(figure.value), words("unit-days", count=figure.numerator)
    return words.number(figure.value), words("unit-cases", count=figure.numerator)
