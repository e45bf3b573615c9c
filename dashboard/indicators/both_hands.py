"""Both hands: units that keep to the plan while a measure is in breach, and units that fall below it while none is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.indicators.figure import Cell


@dataclass(frozen=True, slots=True)
class OneHanded:
    """`held_back`: every row of production on plan, a measure in breach. `fell_behind`: a row below plan, no measure in breach."""

    org_unit_id: str
    hand: Literal["held_back", "fell_behind"]
    measures_in_breach: tuple[str, ...] = ()


def one_handed(production: pd.DataFrame, cells: Sequence[Cell], measures: Collection[str]) -> list[OneHanded]:
    """The units that one hand has let go, in the order of `production` (`production.production_by_unit`); `measures` are the catalogue's."""
    breaches: dict[str, list[str]] = {}
    for cell in cells:
        if cell.status == "breach" and cell.measure_id in measures:
            breaches.setdefault(cell.org_unit_id, []).append(cell.measure_id)
    found = []
    for row in production.itertuples():
        in_breach = tuple(breaches.get(row.org_unit_id, ()))
        if in_breach and row.on_plan == row.rows:
            found.append(OneHanded(row.org_unit_id, "held_back", in_breach))
        elif not in_breach and row.on_plan < row.both:
            found.append(OneHanded(row.org_unit_id, "fell_behind"))
    return found
