"""What is known at T of the units in scope on D: newest revisions, the tree, and the two instants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from tests.second.computation.answer import Answer, Figure, newest, ratio

Row = dict[str, Any]
Rows = dict[str, list[Row]]
INSTANT = timedelta(microseconds=1)
SOURCES = {  # by the beginning of a figure's id, the first that fits: the table it is made of
    "reporting.": "daily_report",
    "people.": "daily_report",
    "cases.": "daily_report",
    "measure.health_monitoring": "daily_report",
    "measure.isolation_care": "daily_report",
    "measure.": "measure_record",
    "testing.": "testing_progress",
    "supply.": "stock_day",
    "checkpoint.": "duty_shift",
    "duty.": "duty_shift",
    "directive.": "directive_receipt",
    "production.": "production_day",
    "safety.": "production_day",
    "control.": "control_status",
}


@dataclass(frozen=True)
class Asked:
    """A business day, an instant of knowledge, and whose units: those allowed (None: all), cut with those chosen (empty: all) and the area."""

    day: date
    known_at: datetime
    zone: str = "Asia/Shanghai"
    chosen: frozenset[str] = frozenset()
    allowed: frozenset[str] | None = None
    area: str | None = None


@dataclass(frozen=True)
class Rules:
    """The settings that figures depend on. `stale_hours`: hours by the table that figures are of, under "" those of every other."""

    check_interval_minutes: float = 120
    stale_hours: tuple[tuple[str, float], ...] = (("", 24),)
    city_adcodes: frozenset[str] = frozenset()

    def stale_after(self, figure_id: str) -> timedelta:
        source = next((table for start, table in SOURCES.items() if figure_id.startswith(start)), "")
        limits = dict(self.stale_hours)
        return timedelta(hours=limits.get(source, limits[""]))


@dataclass
class Known:
    """The rows as they stand at T, for one question; `answer` gathers what is made of them."""

    rows: Rows
    asked: Asked
    rules: Rules
    answer: Answer = field(default_factory=Answer)

    # The moment

    @property
    def day(self) -> date:
        return self.asked.day

    @cached_property
    def known_at(self) -> datetime:
        return self.asked.known_at.astimezone(UTC)

    def midnight(self, day: date) -> datetime:
        """00:00 of the day in the organisation's zone. In UTC, as all instants here: an hour that comes twice stays two."""
        return datetime.combine(day, time(), ZoneInfo(self.asked.zone)).astimezone(UTC)

    @cached_property
    def starts_at(self) -> datetime:
        return self.midnight(self.day)

    @cached_property
    def ends_at(self) -> datetime:
        return self.midnight(self.day + timedelta(days=1))

    @property
    def is_over(self) -> bool:
        return self.known_at >= self.ends_at

    @property
    def due_by(self) -> datetime:
        """S for what is due and for minutes: T, or 24:00."""
        return self.ends_at if self.is_over else self.known_at

    @property
    def begun_by(self) -> datetime:
        """S for what begins and ends: T, or the last moment before 24:00."""
        return self.ends_at - INSTANT if self.is_over else self.known_at

    # The units

    @cached_property
    def units(self) -> dict[str, Row]:
        return {unit["org_unit_id"]: unit for unit in self.rows["org_unit"]}

    def upwards(self, unit: str) -> list[str]:
        """The unit and those above it, nearest first; a parent that does not exist ends the way, a circle too."""
        way: list[str] = []
        at: str | None = unit
        while at in self.units and at not in way:
            way.append(at)
            at = self.units[at]["parent_id"]
        return way

    def hangs_on_a_circle(self, unit: str) -> bool:
        return self.units[self.upwards(unit)[-1]]["parent_id"] in self.units

    def area(self, unit: str) -> str | None:
        for place in map(self.units.__getitem__, self.upwards(unit)):
            if place["area"] is not None:
                return place["area"]
            if place["adcode"] is not None and self.rules.city_adcodes:
                return "city" if place["adcode"] in self.rules.city_adcodes else "county"
        return None

    @cached_property
    def in_scope(self) -> set[str]:
        """The units in scope, whether they exist on D or not."""
        asked = self.asked
        return {
            unit
            for unit in self.units
            if not self.hangs_on_a_circle(unit)
            and (asked.allowed is None or asked.allowed & set(self.upwards(unit)))
            and (not asked.chosen or asked.chosen & set(self.upwards(unit)))
            and (asked.area is None or self.area(unit) == asked.area)
        }

    def existed(self, unit: str, day: date) -> bool:
        opened, closed = self.units[unit]["opened_on"], self.units[unit]["closed_on"]
        return (opened is None or opened <= day) and (closed is None or day <= closed)

    @cached_property
    def live(self) -> dict[str, Row]:
        """The units in scope that exist on D, by id."""
        return {unit: row for unit, row in self.units.items() if unit in self.in_scope and self.existed(unit, self.day)}

    # The rows

    def newest_of(self, table: str, key: tuple[str, ...], of: Callable[[Row], bool] | None = None) -> dict[tuple, Row]:
        """The newest revision known at T of each key, among the rows that `of` takes (it may look at the key alone)."""
        found: dict[tuple, Row] = {}
        for row in self.rows[table] if of is None else filter(of, self.rows[table]):
            if row["recorded_at"] is not None and row["recorded_at"] > self.known_at:
                continue
            name = tuple(row[column] for column in key)
            if name not in found or found[name]["revision"] < row["revision"]:
                found[name] = row
        return found

    def reports_of(self, day: date) -> dict[str, Row]:
        """The newest daily report of each unit for the day."""
        return {
            unit: row for (unit,), row in self.newest_of("daily_report", ("org_unit_id",), lambda row: row["report_date"] == day).items()
        }

    @cached_property
    def reports(self) -> dict[str, Row]:
        """The newest daily reports of D of the live units."""
        return {unit: row for unit, row in self.reports_of(self.day).items() if unit in self.live}

    @cached_property
    def somebody_reports(self) -> bool:
        return any(row["reports"] or unit in self.reports for unit, row in self.live.items())

    # What is made of them

    def figure(
        self,
        figure_id: str,
        numerator: float | None,
        denominator: float | None,
        unknown: int = 0,
        checks: int = 0,
        *,
        status: str | None = None,
        times: Iterable[datetime | None] = (),
    ) -> None:
        """A ratio."""
        value = None if numerator is None else ratio(numerator, denominator)
        data_time = newest(times)
        confidence = self._confidence(figure_id, data_time, unknown, checks)
        self.answer.figures[figure_id] = Figure(numerator, denominator, unknown, checks, value, status, confidence, data_time)

    def count(self, figure_id: str, numerator: float | None, unknown: int = 0, checks: int = 0, *, anybody: bool, **more: Any) -> None:
        """A plain count: no denominator, or 0 where nobody is there to be counted, who has no status either."""
        if not anybody:
            more["status"] = None
        self.figure(figure_id, numerator, None if anybody else 0, unknown, checks, **more)

    def _confidence(self, figure_id: str, data_time: datetime | None, unknown: int, checks: int) -> str:
        is_today = self.starts_at <= self.known_at < self.ends_at
        if is_today and data_time is not None and self.known_at - data_time > self.rules.stale_after(figure_id):
            return "stale"
        if unknown or checks:
            return "partial"
        return "complete" if self.is_over else "provisional"


def negative(row: Row, *columns: str) -> bool:
    """Whether any of the counts is below 0."""
    return any(row[column] is not None and row[column] < 0 for column in columns)


def above(smaller: float | None, larger: float | None) -> bool:
    """Whether what may be at most `larger` is more than that, both being known."""
    return smaller is not None and larger is not None and smaller > larger


def hours(length: timedelta) -> float:
    return length / timedelta(hours=1)


def minutes(length: timedelta) -> float:
    return length / timedelta(minutes=1)
