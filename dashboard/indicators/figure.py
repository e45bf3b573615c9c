"""What a figure, a cell and a line of the attention list are, and how they are judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import pandas as pd

from data_access.moment import Moment

Status = Literal["met", "attention", "breach", "not_due", "no_data", "exempt", "check"]
Unit = Literal["ratio", "persons", "days", "units", "incidents"]
Confidence = Literal["stale", "partial", "provisional", "complete"]

TOLERANCE = 1e-9  # of a ratio beside a threshold
_WORST_FIRST: tuple[Status, ...] = ("breach", "attention", "no_data", "met")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a scope at a moment. `value` is numerator / denominator for a ratio, else the numerator; None where it does not exist.

    A plain count has no denominator, or 0 where nobody was there to be counted.

    `unknown`: expected and not usably reported; `missing` the units that it stands for, each once. `checks`: rows left out because they contradict
    themselves. `target`: what to aim at. Where the database does not supply a relation that the figure is made of, all of it is None
    (`not_supplied`).
    """

    id: str
    unit: Unit
    numerator: float | None
    denominator: float | None
    unknown: int | None
    checks: int | None
    data_time: datetime | None
    confidence: Confidence | None
    status: Status | None = None
    target: float | None = None
    missing: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        if self.unit != "ratio":
            return None if self.denominator == 0 else self.numerator
        return self.numerator / self.denominator if self.denominator else None


def figure(
    figure_id: str,
    unit: Unit,
    *,
    numerator: float | None,
    denominator: float | None,
    data_time: datetime | None,
    moment: Moment,
    stale_after: timedelta,
    unknown: int = 0,
    checks: int = 0,
    status: Status | None = None,
    target: float | None = None,
    missing: tuple[str, ...] = (),
) -> Figure:
    """A figure with its confidence; `stale_after` is the limit of the table it is made of."""
    sure = confidence(moment, data_time, unknown, checks, stale_after)
    return Figure(figure_id, unit, numerator, denominator, unknown, checks, data_time, sure, status, target, missing)


def not_supplied(figure: Figure, lacks: Iterable[str]) -> Figure:
    """The figure without any number: the database does not supply the relations it `lacks`."""
    return Figure(figure.id, figure.unit, None, None, None, None, None, None, lacks=tuple(lacks))


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit under one measure.

    `overdue_minutes` only for what is owed, due and not there. `reason`: why it asks for attention, a key of the words; `about`: the id of the
    item, checkpoint or round that the reason is of.
    """

    org_unit_id: str
    measure_id: str
    numerator: float
    denominator: float | None
    unknown: int
    checks: int
    status: Status
    since: datetime | None = None
    overdue_minutes: int | None = None
    reason: str = ""
    about: str | None = None

    @property
    def value(self) -> float | None:
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None


def worst(statuses: Iterable[Status]) -> Status | None:
    """A group's status: the worst of its units'; with any of them unknown it is never met. None where nobody is judged."""
    there = set(statuses)
    if "check" in there:
        there.add("no_data")
    return next((status for status in _WORST_FIRST if status in there), None)


def group_status(statuses: Iterable[Status], unknown: int, checks: int) -> Status | None:
    """The worst of them; never met where something is unknown or contradicts itself."""
    status = worst(statuses)
    return "no_data" if status == "met" and (unknown or checks) else status


def by_share(share: float, amber_below: float, red_below: float) -> Status:
    """Judged by the share done, against a measure's own thresholds."""
    if share >= amber_below - TOLERANCE:
        return "met"
    return "attention" if share >= red_below - TOLERANCE else "breach"


def confidence(moment: Moment, data_time: datetime | None, unknown: int, checks: int, stale_after: timedelta) -> Confidence:
    """Worst first: stale (today, and older than its limit), partial (something unknown or contradictory), provisional (the day is not over), complete."""
    if moment.is_today and data_time is not None and moment.known_at - data_time > stale_after:
        return "stale"
    if unknown or checks:
        return "partial"
    return "complete" if moment.is_over else "provisional"


def instant(value: pd.Timestamp) -> datetime | None:
    """A table's instant, or None where there is none."""
    return None if pd.isna(value) else value.to_pydatetime()


def minutes(span: timedelta) -> int:
    """Whole minutes that have passed."""
    return int(span.total_seconds() // 60)
