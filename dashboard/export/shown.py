"""What a run of a page shows: its figures and tables, kept as they are drawn and laid out only when somebody takes them away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is shown: `columns` names each with its heading, `rows()` maps those names to cells (text, or numbers, days, instants)."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[], Rows]


class Shown:
    """Figures by id, tables by key, in the order shown; what is shown again under its key takes the place of what was."""

    def __init__(self) -> None:
        self.figures: dict[str, tuple[Any, Any]] = {}  # a Figure, and the Situation that it is of
        self.sheets: dict[str, Sheet] = {}
        self.heading = ""  # the last that stands above what comes next
        self.sentence = ""
        self.oldest_data: datetime | None = None  # as the page's own stamp has it
