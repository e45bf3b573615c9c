"""What a database does not supply: a relation of the contract that is absent is read as one without rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

import sqlalchemy as sa

from data_access.contract import metadata, org_unit
from data_access.engine import DatabaseUnfit, shown
from data_access.history import nothing

Statement = TypeVar("Statement", bound=sa.Select[Any])


def absent_relations(connection: sa.Connection, lacking: Collection[str] | None = None) -> frozenset[str]:
    """The names of the relations that are not there, neither as a table nor as a view; with `lacking`, of those alone. Raises DatabaseUnfit where there
    are no units at all."""
    asked = metadata.tables if lacking is None else lacking
    if not asked:
        return frozenset()
    there = sa.inspect(connection)
    absent = frozenset(name for name in asked if not there.has_table(name))
    if org_unit.name in absent:
        where = shown(connection.engine.url)
        raise DatabaseUnfit(
            f"the database {where} has no table or view org_unit: run `situation-board init`, or lay the contract's views over it"
        )
    return absent


def without(statement: Statement, absent: Collection[str]) -> Statement:
    """The statement with a relation without rows in place of each that is absent: a common table expression hides the name."""
    for name in sorted(absent):
        empty = sa.select(*(nothing(column.type, column.name) for column in metadata.tables[name].c)).where(sa.false())
        statement = statement.add_cte(empty.cte(name))
    return statement
