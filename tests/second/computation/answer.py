"""What the computation answers: figures, cells and the rest, in the form of the brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

NEAR = 1e-9  # comparisons of ratios with thresholds allow this much
URGENT_FIRST = ("case", "unmanned", "stock-out", "overdue report", "rest")


@dataclass(frozen=True)
class Figure:
    """A figure of the whole scope. `value` None: it does not exist."""

    numerator: float | None
    denominator: float | None
    unknown: int
    checks: int
    value: float | None
    status: str | None
    confidence: str
    data_time: datetime | None


@dataclass(frozen=True)
class Cell:
    """One unit under one measure. `urgency` is one of URGENT_FIRST; the definitions leave open what stands in `unsaid`, and `since` and
    `overdue_minutes` where they are None."""

    status: str
    numerator: float = 0
    denominator: float | None = 0
    unknown: int = 0
    checks: int = 0
    since: datetime | None = None
    overdue_minutes: float | None = None
    urgency: str = "rest"
    unsaid: frozenset[str] = frozenset()
    days: float | None = None  # of stock: a value that stands where the two numbers do not make one

    @property
    def value(self) -> float | None:
        return self.days if self.days is not None else ratio(self.numerator, self.denominator)


@dataclass(frozen=True)
class Proposal:
    """A transfer of whole units of an item from one unit to another, with the receiver's days before and after it."""

    item_id: str
    giver: str
    receiver: str
    quantity: int
    days_before: float
    days_after: float


@dataclass
class Answer:
    """Everything said of a scope at a moment; cells by (unit, measure), the silent with their minutes overdue, both hands by unit."""

    figures: dict[str, Figure] = field(default_factory=dict)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    silent: dict[str, float] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    both_hands: dict[str, str] = field(default_factory=dict)
    sort_order: dict[str, int] = field(default_factory=dict)

    def attention(self) -> list[tuple[str, str]]:
        """The keys of the cells that ask for attention; their order is that of `urgency_of`."""
        return [key for key, cell in self.cells.items() if cell.status in ("breach", "attention")]

    def urgency_of(self, key: tuple[str, str], overdue_minutes: int | None) -> tuple[int, ...]:
        """Breach before attention; then by urgency; then the longest overdue first; then sort_order."""
        cell = self.cells[key]
        return (int(cell.status != "breach"), URGENT_FIRST.index(cell.urgency), -(overdue_minutes or 0), self.sort_order[key[0]])


def ratio(numerator: float, denominator: float | None) -> float | None:
    if denominator is None:
        return numerator
    return numerator / denominator if denominator else None


def reaches(value: float, threshold: float) -> bool:
    return value >= threshold - NEAR


def group_status(statuses: Iterable[str], unknown: int, checks: int) -> str | None:
    """The worst of the units'; never met where anything is unknown or contradicts itself; None where nobody is judged."""
    there = set(statuses)
    for status in ("breach", "attention", "no_data"):
        if status in there:
            return status
    if "met" in there:
        return "no_data" if unknown or checks else "met"
    return "no_data" if "check" in there else None


def newest(times: Iterable[datetime | None]) -> datetime | None:
    return max((time for time in times if time is not None), default=None)
