"""Who: the units a viewer may see and has chosen, and the one clause that every query is cut with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sqlalchemy as sa

from data_access.contract import org_unit
from data_access.laid_out import laid_out_once

WHOLE_ORGANISATION = None
Query = TypeVar("Query", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Scope:
    """Units in force: those allowed, cut with those chosen (each with all below it), cut with the area.

    `allowed` must be said: WHOLE_ORGANISATION, or the nodes granted; none granted shows nothing. `chosen` empty means no choice was
    made. `city_adcodes` derives the area of a unit that gives none: its adcode in the list is city, another is county; `in_city` and `in_county` are
    units that give no adcode either, by the district that their place lies in.
    """

    allowed: frozenset[str] | None
    chosen: frozenset[str] = frozenset()
    area: str | None = None
    city_adcodes: frozenset[str] = frozenset()
    in_city: frozenset[str] = frozenset()
    in_county: frozenset[str] = frozenset()

    def without_choice(self) -> Scope:
        """All the viewer may see."""
        return replace(self, chosen=frozenset(), area=None)


def by_unit(query: Query) -> Query:
    """Marks a query each of whose rows is of one unit, named by org_unit_id, and the same whatever other units are in scope."""
    query.by_unit = True  # type: ignore[attr-defined]
    return query


def is_by_unit(query: Callable[..., Any]) -> bool:
    return getattr(query, "by_unit", False)


@laid_out_once  # half the statements of a page begin with the same units
def units_in(scope: Scope) -> sa.CTE:
    """One row per unit in scope: org_unit_id, depth, area.

    Walks down from the roots (a unit whose parent does not exist is one too), so that a cycle in the tree cannot trap it.
    """
    parent = org_unit.alias("parent")
    is_root = org_unit.c.parent_id.is_(None) | ~sa.exists().where(parent.c.org_unit_id == org_unit.c.parent_id)
    tree = (
        sa.select(
            org_unit.c.org_unit_id,
            sa.literal(0).label("depth"),
            _own_area(org_unit, scope).label("area"),
            _named(org_unit, scope.allowed).label("allowed"),
            _named(org_unit, scope.chosen or None).label("chosen"),
        )
        .where(is_root)
        .cte("tree", recursive=True)
    )
    below = org_unit.alias("below")
    tree = tree.union_all(
        sa.select(
            below.c.org_unit_id,
            tree.c.depth + 1,
            sa.func.coalesce(_own_area(below, scope), tree.c.area),
            sa.case((tree.c.allowed == 1, 1), else_=_named(below, scope.allowed)),
            sa.case((tree.c.chosen == 1, 1), else_=_named(below, scope.chosen or None)),
        ).join(tree, below.c.parent_id == tree.c.org_unit_id)
    )
    chosen = sa.select(tree.c.org_unit_id, tree.c.depth, tree.c.area).where(tree.c.allowed == 1, tree.c.chosen == 1)
    if scope.area is not None:
        chosen = chosen.where(tree.c.area == scope.area)
    return chosen.cte("units")


def _named(units: sa.FromClause, names: frozenset[str] | None) -> sa.ColumnElement[int]:
    """1 where the unit is among the names, else 0; None names all, an empty set none."""
    if names is None:
        return sa.literal(1)
    return sa.case((units.c.org_unit_id.in_(sorted(names)), 1), else_=0)


def _own_area(units: sa.FromClause, scope: Scope) -> sa.ColumnElement[str | None]:
    if not scope.city_adcodes:
        return units.c.area
    by_place = [(scope.in_city, "city"), (scope.in_county, "county")]
    derived = sa.case(
        (units.c.adcode.in_(sorted(scope.city_adcodes)), "city"),
        (units.c.adcode.is_not(None), "county"),
        *((units.c.org_unit_id.in_(sorted(there)), area) for there, area in by_place if there),
    )
    return sa.func.coalesce(units.c.area, sa.cast(derived, units.c.area.type))
