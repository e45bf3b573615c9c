"""The units a reader may see: their order down the tree, and labels that tell two of the same name apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.choice import Choice, LinkInvalid
from dashboard.data import Door
from dashboard.outlines import outlines
from dashboard.texts import Told, Words
from dashboard.whereabouts import placed
from data_access.moment import Moment
from data_access.organisation import units as units_of
from data_access.organisation import without_district
from data_access.scope import Scope

DEEPER = "\u2002"  # an en space a level: wide enough to see, narrow enough for a chip


@dataclass(frozen=True)
class Units:
    """`table` is a row per unit (`organisation.units`)."""

    table: pd.DataFrame
    words: Words

    @cached_property
    def in_order(self) -> list[str]:
        """All ids, every unit after the one above it, by sort_order within it."""
        below: dict[str | None, list[str]] = {}
        here = set(self.table.org_unit_id)
        for row in self.table.sort_values(["sort_order", "org_unit_id"], kind="stable").itertuples():
            below.setdefault(row.parent_id if row.parent_id in here else None, []).append(row.org_unit_id)
        ordered: list[str] = []
        waiting = list(reversed(below.get(None, [])))
        while waiting:
            ordered.append(unit := waiting.pop())
            waiting += reversed(below.get(unit, []))
        return ordered

    def label(self, org_unit_id: str) -> str:
        """The unit's name, with its code where another unit bears the same name; the code alone for a unit that is not here."""
        name = self._labels.get(org_unit_id, org_unit_id)
        return Told(name, {"code": org_unit_id, "": name})

    def short_label(self, org_unit_id: str) -> str:
        """The short Chinese name where there is one and it is the unit's alone, else the label: for the board."""
        return self._short_labels.get(org_unit_id) or self.label(org_unit_id)

    def place(self, org_unit_id: str) -> int:
        """Where the unit stands in the tree's order; before all others where it is not there."""
        return self._places.get(org_unit_id, -1)

    def division(self, org_unit_id: str, below: str | None = None) -> str:
        """The unit right below `below` (without it, below the root) that this one stands under, or the unit itself where it stands there or higher, or
        elsewhere."""
        path = [*self.above(org_unit_id), org_unit_id]
        if below is None:
            return path[min(1, len(path) - 1)]
        return path[path.index(below) + 1] if below in path[:-1] else org_unit_id

    def above(self, org_unit_id: str) -> list[str]:
        """The units above this one, from the root down."""
        path = [org_unit_id]
        while (parent := self._parents.get(path[-1])) in self._parents:
            path.append(parent)
        return path[:0:-1]

    @cached_property
    def has_one_root(self) -> bool:
        """Whether one unit stands above all others: it is then the whole."""
        return sum(parent not in self._parents for parent in self._parents.values()) == 1

    def has_units_below(self, org_unit_id: str) -> bool:
        return org_unit_id in self._with_units_below

    def row(self, org_unit_id: str) -> Any:
        """The unit's row of the table."""
        return next(self.table[self.table.org_unit_id == org_unit_id].itertuples())

    def indented(self, org_unit_id: str) -> str:
        return DEEPER * self._depths.get(org_unit_id, 0) + self.label(org_unit_id)

    @cached_property
    def _labels(self) -> dict[str, str]:
        names = {row.org_unit_id: " ".join(self.words.name(row).split()) or row.org_unit_id for row in self.table.itertuples()}
        times = Counter(names.values())
        return {unit: name if times[name] == 1 else f"{name} · {unit}" for unit, name in names.items()}

    @cached_property
    def _short_labels(self) -> dict[str, str]:
        if self.words.language != "zh":
            return {}
        names = {row.org_unit_id: " ".join((row.short_name_zh or "").split()) for row in self.table.itertuples()}
        times = Counter([*names.values(), *self._labels.values()])
        return {unit: name for unit, name in names.items() if times[name] == 1 or (times[name] == 2 and self._labels[unit] == name)}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {unit: place for place, unit in enumerate(self.in_order)}

    @cached_property
    def _with_units_below(self) -> set[str | None]:
        return set(self.table.parent_id)

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return dict(zip(self.table.org_unit_id, self.table.parent_id, strict=True))

    @cached_property
    def _depths(self) -> dict[str, int]:
        depths: dict[str, int] = {}
        for unit in self.in_order:
            parent = self._parents[unit]
            depths[unit] = depths[parent] + 1 if parent in depths else 0
        return depths


def scope_of(door: Door, choice: Choice, allowed: frozenset[str] | None) -> Scope:
    """The units in force: those `allowed` (as a Scope takes them), cut with the reader's choice."""
    return Scope(allowed, frozenset(choice.units), choice.area, door.settings.city_adcodes, *door.make_of_catalogues(_by_place))


def _by_place(door: Door) -> tuple[frozenset[str], frozenset[str]]:
    """The units in the city and in the counties by their place, where they give neither area nor adcode and the settings say which codes are the
    city's."""
    city = door.settings.city_adcodes
    rows = door.catalogue(without_district) if city else pd.DataFrame()
    if rows.empty:
        return frozenset(), frozenset()
    there = placed(rows, outlines(door.settings.outlines, door.settings.outlines_crs), None)
    found = there[there.district.notna()]
    in_city = found.district.isin(city)
    return frozenset(found.org_unit_id[in_city]), frozenset(found.org_unit_id[~in_city])


def units_allowed(door: Door, scope: Scope, moment: Moment, choice: Choice, words: Words) -> Units:
    """All units the reader may see. Raises LinkInvalid where the link names another: an unknown and a hidden one alike."""
    everybody = scope.without_choice()
    units: Units = door.once(("units", everybody, words), moment, lambda: Units(door.fetch(units_of, everybody, moment), words))
    if not set(choice.units) <= set(units.table.org_unit_id):
        raise LinkInvalid("unit")
    return units
