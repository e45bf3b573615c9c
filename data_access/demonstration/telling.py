"""What every chapter of the demonstration is told with: parameters, days, chance, and rows that arrive at an instant."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access.moment import midnight

Row = dict[str, Any]
KNOWN_BEFORE, KNOWN_AFTER = 19, 23  # days of the scenario before and after its 28 December
_CASES = (
    (-19, 0.0),
    (-13, 0.02),
    (-8, 0.25),
    (-5, 0.3),
    (-4, 0.43),
    (-3, 0.88),
    (3, 1.0),
    (7, 0.2),
    (9, 0.33),
    (12, 0.09),
    (17, 0.02),
    (23, 0.0),
)
_ISOLATION = ((-19, 0.0), (-12, 0.05), (-8, 0.25), (-4, 0.5), (0, 0.8), (3, 1.0), (8, 0.85), (14, 0.4), (20, 0.1), (23, 0.03), (30, 0.0))


class Arrival(NamedTuple):
    """A row and the instant at which the database receives it."""

    at: datetime
    table: sa.Table
    row: Row


@dataclass(frozen=True, slots=True)
class Parameters:
    """`day` is the day on which the scenario's 28 December falls; `days` lie around it in the scenario's own proportion."""

    day: date
    units: int = 44
    days: int = KNOWN_BEFORE + 1 + KNOWN_AFTER
    checkpoints: int = 125
    seed: int = 1

    def told(self) -> str:
        """As they are kept in the database; `heard` reads them back."""
        return f"demonstration: day={self.day} units={self.units} days={self.days} checkpoints={self.checkpoints} seed={self.seed}"

    @staticmethod
    def heard(text: str) -> Parameters:
        values = dict(part.split("=") for part in text.removeprefix("demonstration: ").split())
        numbers = {name: int(values[name]) for name in ("units", "days", "checkpoints", "seed")}
        return Parameters(date.fromisoformat(values["day"]), **numbers)

    @property
    def all_days(self) -> list[date]:
        before = round((self.days - 1) * KNOWN_BEFORE / (KNOWN_BEFORE + KNOWN_AFTER))
        first = self.day - timedelta(days=before)
        return [first + timedelta(days=number) for number in range(self.days)]


@dataclass(frozen=True, slots=True)
class Teller:
    """Parameters and zone, and what follows from them for one day."""

    parameters: Parameters
    zone: ZoneInfo

    def chance(self, *about: object) -> random.Random:
        """The luck of a thing: the same for the same seed, whatever else is told."""
        return random.Random("|".join(map(str, (self.parameters.seed, *about))))

    def offset(self, day: date) -> int:
        """Days since the scenario's 28 December."""
        return (day - self.parameters.day).days

    def tension(self, day: date) -> float:
        """How hard the city is hit that day, 0 to 1."""
        return _between(_CASES, self.offset(day))

    def isolation(self, day: date) -> float:
        """How much of the worst isolation holds that day, 0 to 1."""
        return _between(_ISOLATION, self.offset(day))

    def at(self, day: date, hour: float, minutes: float = 0) -> datetime:
        """The instant of a wall-clock hour (fractions allowed), and so many minutes after it; whole seconds, in UTC."""
        return midnight(day, self.zone) + timedelta(seconds=round(hour * 3600 + minutes * 60))


def _between(points: tuple[tuple[int, float], ...], offset: int) -> float:
    """On the line through the points; 0 outside them."""
    for (left, low), (right, high) in pairwise(points):
        if left <= offset <= right:
            return low + (high - low) * (offset - left) / (right - left)
    return 0.0
