"""What the gallery finds wrong, and how that is told: one line for each thing, with all the themes and widths it shows at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one page as it was seen: `what` is the kind, `text` the words it shows at, `where` the element."""

    page: str
    language: str
    theme: str
    width: int
    what: str
    text: str
    where: str


def lines(findings: Iterable[Finding]) -> list[str]:
    """A line for each page, language, kind, text and place: `overview en light+dark 390,1440: clipped text: "Gate control" in th`."""
    themes: dict[tuple[str, ...], dict[str, None]] = {}
    widths: dict[tuple[str, ...], set[int]] = {}
    for one in findings:
        key = (one.page, one.language, one.what, one.text, one.where)
        themes.setdefault(key, {})[one.theme] = None
        widths.setdefault(key, set()).add(one.width)
    return [
        f'{page} {language} {"+".join(themes[key])} {",".join(map(str, sorted(widths[key])))}: {what}: "{text}" in {where}'
        for key in themes
        for page, language, what, text, where in [key]
    ]
