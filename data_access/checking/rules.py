"""A rule says which rows of a relation cannot be right; all rules of a relation are counted in one pass, and only faulty rows are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data_access.checking.asking import Asking, Unanswered
from data_access.checking.findings import ERROR, LISTED, Fault, Place
from data_access.checking.relations import Relation
from data_access.contract import is_append_only, key_columns

UNCHECKED = "this could not be checked: the database did not answer the question"


@dataclass(frozen=True, slots=True)
class Rule:
    """`condition` holds for the faulty rows of the column's table. `needs`: columns it reads beside `column`. Of an append-only table a
    correction mends a row, and only rows without a later revision are faulty, but where `of_every_revision` says that each is read."""

    kind: str
    column: sa.Column[Any]
    condition: sa.ColumnElement[bool]
    message: str
    severity: str = ERROR
    needs: tuple[sa.Column[Any], ...] = ()
    of_every_revision: bool = False


def judge(asking: Asking, relations: dict[str, Relation], rules: Iterable[Rule]) -> list[Fault]:
    """The faults of one relation by its rules, each with its true number and the first rows; a rule whose columns are not supplied is passed over."""
    usable = [rule for rule in rules if all(relations[needed.table.name].has(needed) for needed in (rule.column, *rule.needs))]
    if not usable:
        return []
    relation = relations[usable[0].column.table.name]
    faulty = [_faulty(rule, relation) for rule in usable]
    try:
        counts = _counted(asking, relation, faulty)
    except Unanswered:  # one by one: the others hold nevertheless
        return [fault for rule, rows in zip(usable, faulty, strict=True) for fault in _one(asking, relation, rule, rows)]
    found = [one for one in zip(usable, faulty, counts, strict=True) if one[2]]
    return [fault for rule, rows, count in found for fault in _one(asking, relation, rule, rows, count)]


def unchecked(table: sa.Table, column: sa.Column[Any] | None, what: str, reason: Unanswered) -> Fault:
    """A question that failed is itself a fault: nobody knows the answer."""
    name = column.name if column is not None else None
    return Fault(ERROR, "unchecked", table.name, name, f"{UNCHECKED} ({what})", places=(Place("", str(reason)),))


def listed(asking: Asking, relation: Relation, column: sa.Column[Any] | None, where: sa.ColumnElement[bool]) -> list[Place]:
    """The first rows that the condition holds for, by their keys, with what stands in the column."""
    keys = [sa.cast(name, sa.Text()) for name in _keys(relation)]
    found = sa.cast(column if column is not None else sa.null(), sa.Text())
    rows = asking.rows(sa.select(*keys, found).select_from(relation.table).where(where).order_by(*_keys(relation)).limit(LISTED))
    return [Place(key_text(relation, row[:-1]), row[-1]) for row in rows]


def key_text(relation: Relation, values: Sequence[str | None]) -> str:
    """The key of a row as a reader writes it: `N4 disinfection 2021-12-28 1 r1`."""
    named = zip((column.name for column in _keys(relation)), values, strict=True)
    return " ".join(("r" if name == "revision" else "") + ("NULL" if value is None else str(value)) for name, value in named)


def _keys(relation: Relation) -> list[sa.Column[Any]]:
    return [column for column in relation.table.primary_key if relation.has(column)]


def _faulty(rule: Rule, relation: Relation) -> sa.ColumnElement[bool]:
    table = relation.table
    if rule.of_every_revision or not is_append_only(table) or not relation.has(*table.primary_key):
        return rule.condition
    later = table.alias("later")
    same_key = [later.c[name] == table.c[name] for name in key_columns(table)]
    return sa.and_(rule.condition, ~sa.exists().where(*same_key, later.c.revision > table.c.revision))


def _counted(asking: Asking, relation: Relation, faulty: list[sa.ColumnElement[bool]]) -> list[int]:
    counts = [sa.func.sum(sa.case((rows, 1), else_=0)) for rows in faulty]
    return [int(count or 0) for count in asking.rows(sa.select(*counts).select_from(relation.table))[0]]


def _one(asking: Asking, relation: Relation, rule: Rule, rows: sa.ColumnElement[bool], count: int | None = None) -> list[Fault]:
    try:
        number = _counted(asking, relation, [rows])[0] if count is None else count
        places = listed(asking, relation, rule.column, rows) if number else []
    except Unanswered as reason:
        return [unchecked(relation.table, rule.column, rule.kind, reason)]
    return [Fault(rule.severity, rule.kind, relation.table.name, rule.column.name, rule.message, number, places)] if number else []
