"""What refers to what: rows that name something that is not there, units that stand above themselves, and the tree's roots."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from data_access.checking.asking import Asking, Unanswered
from data_access.checking.findings import ERROR, NOTE, Fault, Place
from data_access.checking.relations import Relation
from data_access.checking.rules import Rule, unchecked
from data_access.contract import metadata, org_unit
from data_access.scope import WHOLE_ORGANISATION, Scope, units_in

IN_A_CYCLE = "the unit stands above itself, so that no page shows it nor what is below it; correct the parent_id of one unit of the circle"
BELOW_A_CYCLE = "the unit hangs below units that stand above themselves, so that no page shows it; mend the circle above it"
NO_ROOT = "no unit is the root (parent_id NULL): the tree has no top; give it one"
SEVERAL_ROOTS = "several units are roots (parent_id NULL); a group has one: check that each is meant"


def reference_rules(relation: Relation) -> Iterator[Rule]:
    """A rule for each column that names a row of another relation."""
    for column in relation.table.c:
        if column.info.get("references"):
            named = next(iter(metadata.tables[column.info["references"]].primary_key))
            there = named.table.alias("there").c[named.name]
            wrong = column.not_in(sa.select(there).where(there.is_not(None)))
            message = f"names a row of {named.table.name} that is not there; add that row, or correct the name"
            yield Rule("orphan", column, wrong, message, needs=(named,))


def tree(asking: Asking, relation: Relation) -> list[Fault]:
    """The faults of the tree as a whole: circles, what hangs below them, and roots that are none or several."""
    if not relation.has(org_unit.c.org_unit_id, org_unit.c.parent_id):
        return []
    try:
        return [*_circles(asking), *_roots(asking)]
    except Unanswered as reason:
        return [unchecked(org_unit, org_unit.c.parent_id, "the tree", reason)]


def _circles(asking: Asking) -> Iterator[Fault]:
    reached = units_in(Scope(WHOLE_ORGANISATION))
    lost = sa.select(org_unit.c.org_unit_id, org_unit.c.parent_id).where(org_unit.c.org_unit_id.not_in(sa.select(reached.c.org_unit_id)))
    parents = {unit: parent for unit, parent in asking.rows(lost.order_by(org_unit.c.org_unit_id)) if unit is not None}
    on_circle = {unit for unit in parents if _comes_back(unit, parents)}
    for kind, units, message in (
        ("cycle", [unit for unit in parents if unit in on_circle], IN_A_CYCLE),
        ("below-a-cycle", [unit for unit in parents if unit not in on_circle], BELOW_A_CYCLE),
    ):
        if units:
            places = [Place(unit, parents[unit]) for unit in units]
            yield Fault(ERROR, kind, org_unit.name, "parent_id", message, len(units), places)


def _comes_back(unit: str, parents: dict[str, str | None]) -> bool:
    seen, at = set(), parents[unit]
    while at in parents and at not in seen and at != unit:
        seen.add(at)
        at = parents[at]
    return at == unit


def _roots(asking: Asking) -> Iterator[Fault]:
    roots = [
        row[0]
        for row in asking.rows(sa.select(org_unit.c.org_unit_id).where(org_unit.c.parent_id.is_(None)).order_by(org_unit.c.org_unit_id))
    ]
    if not roots:
        yield Fault(NOTE, "no-root", org_unit.name, "parent_id", NO_ROOT)
    elif len(roots) > 1:
        yield Fault(NOTE, "several-roots", org_unit.name, "parent_id", SEVERAL_ROOTS, len(roots), [Place(str(root)) for root in roots])
