"""Trends: a figure by day, its change from the day before on the same units, and its value over seven days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data_access.moment import Moment

VALID_DAYS_NEEDED = 4  # of seven
WEEK = 7
LEAST_BASE = 5  # no percentage change on a base under this

Counts = tuple[float, float | None]  # numerator, and denominator (None: a plain count)


@dataclass(frozen=True, slots=True)
class Point:
    """One day of a figure, known at the same T as every other. `valid`: something is known of it; else a gap. `over`: the day had ended."""

    day: date
    numerator: float
    denominator: float | None
    valid: bool
    over: bool

    @property
    def value(self) -> float | None:
        return _value((self.numerator, self.denominator)) if self.valid else None


@dataclass(frozen=True, slots=True)
class Change:
    """Day over day on the `units` that reported both days. `difference` in the figure's own unit, of a ratio as a fraction of 1 (0.02: two percentage
    points); `relative` is the change of a plain count by its base, None on a base under 5."""

    units: int
    value: float | None
    before: float | None
    difference: float | None
    relative: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """`points` of the last days, the oldest first, D the last; `seven_days` is the sum of the numerators / the sum of the denominators over the valid
    days among D-6..D (of a plain count, the mean of a day), None with fewer than four."""

    figure_id: str
    points: tuple[Point, ...]
    seven_days: float | None
    change: Change | None


def trend(figure_id: str, points: Sequence[Point], on_day: Mapping[str, Counts], day_before: Mapping[str, Counts]) -> Trend:
    """`on_day` and `day_before` hold each unit that reported on that day: its numerator and denominator."""
    return Trend(figure_id, tuple(points), seven_days(points), change(on_day, day_before))


def seven_days(points: Sequence[Point]) -> float | None:
    """The value over the last seven of the points."""
    valid = [point for point in points[-WEEK:] if point.valid]
    if len(valid) < VALID_DAYS_NEEDED:
        return None
    total = sum(point.numerator for point in valid)
    if any(point.denominator is None for point in valid):
        return total / len(valid)
    whole = sum(point.denominator or 0 for point in valid)
    return total / whole if whole else None


def change(on_day: Mapping[str, Counts], day_before: Mapping[str, Counts]) -> Change | None:
    """From the day before to the day, on the units of both; None where no unit is in both."""
    both = [unit for unit in on_day if unit in day_before]
    if not both:
        return None
    now, before = _sum([on_day[unit] for unit in both]), _sum([day_before[unit] for unit in both])
    value, value_before = _value(now), _value(before)
    difference = None if value is None or value_before is None else value - value_before
    relative = None
    if now[1] is None and difference is not None and value_before is not None and value_before >= LEAST_BASE:
        relative = difference / value_before
    return Change(len(both), value, value_before, difference, relative)


def point(day: date, numerator: float | None, denominator: float | None, valid: bool, moment: Moment) -> Point:
    """A day's point; NULL counts as nothing known."""
    return Point(day, numerator or 0, denominator, valid and numerator is not None, moment.on(day).is_over)


def _sum(counts: Sequence[Counts]) -> Counts:
    plain = any(denominator is None for _, denominator in counts)
    return sum(numerator for numerator, _ in counts), None if plain else sum(denominator or 0 for _, denominator in counts)


def _value(counts: Counts) -> float | None:
    numerator, denominator = counts
    if denominator is None:
        return numerator
    return numerator / denominator if denominator else None
