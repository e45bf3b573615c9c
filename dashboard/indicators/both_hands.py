"""Both hands: work beside prevention, unit by unit, and those that let one of the two go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.indicators.figure import Cell, Status, worst
from dashboard.indicators.production import ProductionCell
from dashboard.indicators.rows import Rows, each


@dataclass(frozen=True, slots=True)
class OneHanded:
    """`held_back`: every row of production on plan, a measure in breach. `fell_behind`: a row below plan, no measure in breach."""

    org_unit_id: str
    hand: Literal["held_back", "fell_behind"]
    measures_in_breach: tuple[str, ...] = ()


def one_handed(production: Rows, cells: Sequence[Cell], measures: Collection[str]) -> list[OneHanded]:
    """The units that one hand has let go, in the order of `production` (`production.production_by_unit`); `measures` are the catalogue's."""
    breaches: dict[str, list[str]] = {}
    for cell in cells:
        if cell.status == "breach" and cell.measure_id in measures:
            breaches.setdefault(cell.org_unit_id, []).append(cell.measure_id)
    found = []
    for row in each(production):
        in_breach = tuple(breaches.get(row.org_unit_id, ()))
        if in_breach and row.on_plan == row.rows:
            found.append(OneHanded(row.org_unit_id, "held_back", in_breach))
        elif not in_breach and row.on_plan < row.both:
            found.append(OneHanded(row.org_unit_id, "fell_behind"))
    return found


@dataclass(frozen=True, slots=True)
class DayBefore:
    """A unit's worst output / plan of the day before (None: not told, or nothing planned), and how many of its rows were on plan."""

    worst_share: float | None
    on_plan: int
    rows: int


@dataclass(frozen=True, slots=True)
class Hands:
    """One unit's work beside its prevention. `production`: its cell (None: no row of D); `incidents` of the month and `injuries` of D (None: not told);
    `prevention`: the worst status of its measures (None: it owes none), `in_need` those in breach, then those that ask for attention; `let_go`: the
    hand it has let go, if any; `before`: its work of the day before (None: no row of it)."""

    org_unit_id: str
    production: ProductionCell | None
    incidents: int | None
    injuries: int | None
    prevention: Status | None
    in_need: tuple[str, ...]
    let_go: Literal["held_back", "fell_behind"] | None
    before: DayBefore | None = None

    @property
    def in_order(self) -> bool:
        """Neither hand asks for attention."""
        statuses = (self.prevention, self.production.status if self.production else None)
        return self.let_go is None and not {"breach", "attention"} & set(statuses)


def hands(
    production: pd.DataFrame,
    before: pd.DataFrame,
    incidents: pd.DataFrame,
    cells: Sequence[Cell],
    let_go: Sequence[OneHanded],
    measures: Sequence[str],
) -> list[Hands]:
    """The units that work or owe measures: first those that let one hand go, then by the worse of both hands, in the order they came.

    `production` and `before` are `production.production_by_unit` of D and of the day before, `incidents` is `production.incidents_by_unit`; `measures`
    are the catalogue's.
    """
    made: dict[str, ProductionCell] = {cell.org_unit_id: cell for cell in cells if isinstance(cell, ProductionCell)}
    owed: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.measure_id in measures:
            owed.setdefault(cell.org_unit_id, []).append(cell)
    injuries = {
        row.org_unit_id: (0 if pd.isna(row.injuries) else int(row.injuries)) if row.injuries_told else None for row in each(production)
    }
    this_month = {row.org_unit_id: None if pd.isna(row.incidents) else int(row.incidents) for row in each(incidents)}
    hand = {one.org_unit_id: one.hand for one in let_go}
    day_before = {
        row.org_unit_id: DayBefore(None if pd.isna(row.worst_share) else float(row.worst_share), int(row.on_plan), int(row.rows))
        for row in each(before)
    }
    found = [
        Hands(
            unit,
            made.get(unit),
            this_month.get(unit),
            injuries.get(unit),
            worst(cell.status for cell in owed.get(unit, ())),
            tuple(cell.measure_id for status in ("breach", "attention") for cell in owed.get(unit, ()) if cell.status == status),
            hand.get(unit),
            day_before.get(unit),
        )
        for unit in dict.fromkeys([*made, *this_month, *owed])
    ]
    return sorted(found, key=_need)


def _need(one: Hands) -> tuple[int, int]:
    order = {"breach": 0, "attention": 1, "check": 2, "no_data": 2}
    statuses = (one.prevention, one.production.status if one.production else None)
    return one.let_go is None, min(order.get(status or "", 3) for status in statuses)
