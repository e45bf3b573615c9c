"""Relations and columns: which are supplied, and of which type; what is absent or of another type is a fault, more than asked is none."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from data_access.checking.asking import Asking, Unanswered
from data_access.checking.findings import ERROR, NOTE, Fault, Place
from data_access.contract import Count, Instant, org_unit

NOT_SUPPLIED = "the relation is not supplied: what is shown of it stays empty; create it by `situation-board init`, or lay a view of that name over your data"
WITHOUT_UNITS = (
    "no units are supplied, and without them nothing can be shown: run `situation-board init`, or lay a view of that name over your data"
)
UNREADABLE = "the relation cannot be read: mend the view, or let this account select from it"
MISSING = "the column is missing: the contract asks for it; a view may give NULL where nothing is known and NULL is allowed"
WRONG_TYPE = "the column is of another type than the contract's; cast it"
WITHOUT_ZONE = "an instant without its time zone: make the column TIMESTAMP WITH TIME ZONE"


def _of_the_schema(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns), schema="information_schema")


TABLES = _of_the_schema("tables", "table_schema", "table_name")
COLUMNS = _of_the_schema("columns", "table_schema", "table_name", "column_name", "data_type", "is_nullable", "column_key")


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view that is supplied: its columns that can be used, those that the database itself keeps from being NULL, and whether it
    keeps the contract's key unique."""

    table: sa.Table
    columns: frozenset[str]
    never_null: frozenset[str] = frozenset()
    keyed: bool = False
    faults: tuple[Fault, ...] = field(default=())

    def has(self, *columns: sa.Column[Any]) -> bool:
        return all(column.name in self.columns for column in columns)


def relation(asking: Asking, table: sa.Table) -> Relation:
    """What the database supplies under the table's name, with its faults; without a column where it supplies nothing."""
    try:
        reflected = asking.run(lambda connection: _reflected(connection, table.name))
        if reflected is None:
            severity, message = (ERROR, WITHOUT_UNITS) if table is org_unit else (NOTE, NOT_SUPPLIED)
            return Relation(table, frozenset(), faults=(Fault(severity, "not-supplied", table.name, None, message),))
        asking.rows(sa.select(sa.literal(1)).select_from(table).limit(1))
    except Unanswered as reason:
        return Relation(
            table, frozenset(), faults=(Fault(ERROR, "unreadable", table.name, None, UNREADABLE, places=(Place("", str(reason)),)),)
        )
    columns, key = reflected
    faults, usable = [], []
    for column in table.c:
        found = columns.get(column.name)
        fault = (
            Fault(ERROR, "missing-column", table.name, column.name, MISSING)
            if found is None
            else of_another_type(column, found["type"], asking.database)
        )
        if fault is None:
            usable.append(column.name)
        else:
            faults.append(fault)
    never_null = frozenset(name for name in usable if not columns[name]["nullable"])
    keyed = set(key) == {column.name for column in table.primary_key}
    return Relation(table, frozenset(usable), never_null, keyed, tuple(faults))


def _reflected(connection: sa.Connection, name: str) -> tuple[dict[str, Any], list[str]] | None:
    """The columns by name, and the names of the primary key; None where there is no such relation."""
    if connection.dialect.name in ("mysql", "mariadb"):
        return _reflected_from_schema(connection, name)
    inspector = sa.inspect(connection)
    if not inspector.has_table(name):
        return None
    exact = connection.dialect.name == "postgresql"  # SQLite takes a column by its name in any case
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", sa.exc.SAWarning
        )  # a type that SQLAlchemy does not know is one more type that is not the contract's
        columns = inspector.get_columns(name)
    named = {column["name"] if exact else column["name"].lower(): column for column in columns}
    return named, [key if exact else key.lower() for key in inspector.get_pk_constraint(name)["constrained_columns"]]


def _reflected_from_schema(connection: sa.Connection, name: str) -> tuple[dict[str, Any], list[str]] | None:
    """The same on MariaDB, where an account that may only select is shown no view's definition, by which SQLAlchemy reflects it."""
    here = [TABLES.c.table_schema == sa.func.database(), TABLES.c.table_name == name]
    if not connection.execute(sa.select(TABLES.c.table_name).where(*here)).all():
        return None
    here = [COLUMNS.c.table_schema == sa.func.database(), COLUMNS.c.table_name == name]
    wanted = (COLUMNS.c.column_name, COLUMNS.c.data_type, COLUMNS.c.is_nullable, COLUMNS.c.column_key)
    named, key, kinds = {}, [], connection.dialect.ischema_names  # type: ignore[attr-defined]
    for column, kind, nullable, in_key in connection.execute(sa.select(*wanted).where(*here)):
        named[column.lower()] = {"type": kinds.get(kind.lower(), sa.types.NullType)(), "nullable": nullable == "YES"}
        key += [column.lower()] if in_key == "PRI" else []
    return named, key


def of_another_type(column: sa.Column[Any], found: sa.types.TypeEngine[Any], database: str) -> Fault | None:
    """The fault of a column of that type; None where it is the contract's.

    SQLite's columns hold values of any type, whatever was declared: there the values are looked at instead.
    """
    if database == "sqlite":
        return None
    wanted, family = type_wanted(column), _family(found)
    if isinstance(column.type, Instant):
        if database == "postgresql" and family == "instant" and not getattr(found, "timezone", False):
            return Fault(ERROR, "instant-without-zone", column.table.name, column.name, WITHOUT_ZONE, places=(Place("", _named(found)),))
        if database != "postgresql" and isinstance(found, sa.TIMESTAMP):
            family = "timestamp"  # MariaDB's turns with the session's zone
    if family == wanted or (wanted == "boolean" and family == "integer" and database != "postgresql"):
        return None
    message = f"{WRONG_TYPE} to {wanted}"
    return Fault(ERROR, "wrong-type", column.table.name, column.name, message, places=(Place("", _named(found)),))


def type_wanted(column: sa.Column[Any]) -> str:
    """The family of types that the contract asks for."""
    if isinstance(column.type, Instant):
        return "instant"
    return "integer" if isinstance(column.type, Count) else _family(column.type)


def _family(kind: sa.types.TypeEngine[Any]) -> str:
    families = (
        (sa.Boolean, "boolean"),
        (sa.Integer, "integer"),
        (sa.Float, "float"),
        (sa.Date, "day"),
        (sa.DateTime, "instant"),
        (sa.String, "text"),
    )
    plain = getattr(kind, "impl_instance", kind)  # a type of the contract's own stands for one of the database's
    return next((name for family, name in families if isinstance(plain, family)), "other")


def _named(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, sa.types.NullType):
        return "a type of the database's own"
    return str(kind).upper() if not isinstance(kind, sa.TIMESTAMP) else f"TIMESTAMP {'WITH' if kind.timezone else 'WITHOUT'} TIME ZONE"
