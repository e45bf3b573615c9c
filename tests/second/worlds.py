"""Worlds to compare on, and the questions asked of each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.second.computation import Asked, Rows, Rules
from tests.second.telling import TABLES, Chance, Teller

# Mostly Shanghai; a month's first days; days of 23 and 25 hours; a zone that is no whole hours off
PLACES = (
    *[("Asia/Shanghai", date(2021, 12, 28))] * 4,
    ("Asia/Shanghai", date(2021, 12, 2)),
    ("Europe/Berlin", date(2021, 3, 28)),
    ("Europe/Berlin", date(2021, 10, 31)),
    ("America/New_York", date(2021, 3, 14)),
    ("America/New_York", date(2021, 11, 7)),
    ("Asia/Kathmandu", date(2021, 12, 28)),
)
CITY = frozenset({"610102"})
SOURCES = ("daily_report", "measure_record", "testing_progress", "stock_day", "duty_shift", "directive_receipt", "production_day")
QUESTIONS = 2
IN_CI = bool(os.environ.get("CI"))


def so_many(in_ci: int, otherwise: int) -> settings:
    """The same worlds on every run. Hypothesis draws them; a world that differs is made smaller row by row (`smaller`), which it cannot do."""
    return settings(
        max_examples=in_ci if IN_CI else otherwise,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@dataclass(frozen=True, repr=False)
class World:
    rows: Rows
    zone: str
    rules: Rules
    questions: tuple[Asked, ...]

    def __repr__(self) -> str:
        return f"<a world of {sum(map(len, self.rows.values()))} rows>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))  # hypothesis would print every row, again and again

    def __str__(self) -> str:
        rows = (f"  {table}: {row}" for table, some in self.rows.items() for row in some)
        return "\n".join([f"{self.zone}, {self.rules}", *rows])


@st.composite
def worlds(draw: st.DrawFn, *, flat: bool = False) -> World:
    """A world of up to ten units and its questions. Flat: every unit is a root, so that any units can be chosen alone."""
    zone, day = draw(st.sampled_from(PLACES))
    plenty = {table: draw(st.sampled_from((2, 3, 1, 3, 2, 0))) for table in TABLES}
    return world(draw(st.integers(0, 2**32)), zone, day, draw(st.integers(0, 10)), plenty, flat=flat)


def world(seed: int, zone: str, day: date, units: int, plenty: dict[str, int], *, flat: bool = False) -> World:
    teller = Teller(seed, day, zone, units, plenty)
    rows = teller.told()
    if flat:
        rows["org_unit"] = [unit | {"parent_id": None} for unit in rows["org_unit"]]
    chance = teller.chance("questions")
    stale = (("", chance.one_of(24, 24, 6)), *(((chance.one_of(*SOURCES), 3.5),) if chance.happens(0.4) else ()))
    rules = Rules(chance.one_of(120, 60), stale, chance.one_of(frozenset(), CITY))
    return World(rows, zone, rules, tuple(_question(teller, chance, rows) for _ in range(QUESTIONS)))


def _question(teller: Teller, chance: Chance, rows: Rows) -> Asked:
    day = teller.day + timedelta(days=chance.one_of(0, 0, 0, 0, 0, -1, -1, 1))
    ids = teller.ids or ["nobody"]
    some = frozenset({chance.choice(ids), chance.choice(ids)})
    kind = chance.one_of("whole", "whole", "whole", "chosen", "allowed", "both", "area")
    return Asked(
        day,
        _knowledge(teller, chance, rows),
        teller.zone,
        chosen=frozenset({chance.choice(ids)}) if kind == "both" else some if kind == "chosen" else frozenset(),
        allowed=some if kind in ("allowed", "both") else None,
        area=chance.one_of("city", "county") if kind == "area" else None,
    )


def _knowledge(teller: Teller, chance: Chance, rows: Rows) -> datetime:
    """The middle of the day, a later day, exactly 24:00 or just before it, or exactly when something was recorded, due, begun or ended."""
    ends = teller.midnight(1)
    exact = sorted(
        value
        for of_table in rows.values()
        for row in of_table
        for name, value in row.items()
        if name.endswith("_at") and value is not None and teller.midnight() <= value < ends + timedelta(days=2)
    )
    return chance.one_of(
        teller.instant(chance, 0, 23),
        teller.instant(chance, 8, 20),
        teller.instant(chance, 24, 80),
        teller.midnight() + timedelta(hours=chance.one_of(17, 18, 18.5, 20, 12)),
        ends,
        ends - timedelta(microseconds=1),
        chance.choice(exact) if exact else ends,
    )
