"""Many rows at once, in whatever way the kind of database is quickest at: PostgreSQL by COPY, the others by long statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data_access.contract import key_columns
from data_access.intake.sheet import BLOCK, Progress, Row, columns_of

LOOKED_UP = 500  # keys in one look-up; well under the parameters that any kind of database takes
MANY = 1000  # rows from which on COPY is worth it
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def stored_under(connection: sa.Connection, table: sa.Table, keys: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Key and row of each stored row, of whatever revision, that bears one of the keys.

    Many keys of reports fill a box (these units, these days, these slots), and what lies in the box is asked for at once. Where others fill it far more
    densely than the keys do, they are asked for a few at a time.
    """
    key_names = key_columns(table)
    positions = [columns_of(table).index(name) for name in key_names]
    columns = [table.c[name] for name in key_names]
    wanted = set(keys)
    for where in _looks(connection, columns, wanted):
        for stored in connection.execute(sa.select(table).where(where)):
            row = tuple(stored)
            key = tuple(row[position] for position in positions)
            if key in wanted:
                yield key, row


def _looks(connection: sa.Connection, columns: list[sa.Column[Any]], wanted: set[Row]) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions that together find every wanted key once."""
    if len(wanted) > LOOKED_UP:
        box = sa.and_(*(_within(column, set(values)) for column, values in zip(columns, zip(*wanted, strict=True), strict=True)))
        few = sa.select(sa.literal(1)).select_from(columns[0].table).where(box).limit(2 * len(wanted) + 1).subquery()
        if connection.scalar(sa.select(sa.func.count()).select_from(few)) <= 2 * len(wanted):
            yield box
            return
    for some in blocks(sorted(wanted), LOOKED_UP):
        yield columns[0].in_([one for (one,) in some]) if len(columns) == 1 else sa.tuple_(*columns).in_(some)


def _within(column: sa.Column[Any], values: set[Any]) -> sa.ColumnElement[bool]:
    """The values one by one, or where they are many from the first to the last."""
    return column.in_(sorted(values)) if len(values) <= LOOKED_UP else column.between(min(values), max(values))


def inserted(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], progress: Progress) -> None:
    """Insert the rows, one value per column of the table each. Raises SQLAlchemy's DBAPIError."""
    copies = connection.dialect.name == "postgresql" and len(rows) >= MANY
    if copies:
        _copied(connection, table, rows, progress)
        return
    names = columns_of(table)
    done = 0
    for some in blocks(rows, BLOCK):
        connection.execute(sa.insert(table), [dict(zip(names, row, strict=True)) for row in some])
        done += len(some)
        progress("store", done, len(rows))


def _copied(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], progress: Progress) -> None:
    import psycopg  # only where it is needed: a SQLite user may lack the library it loads

    statement = f"COPY {table.name} ({', '.join(columns_of(table))}) FROM STDIN"
    remembered = [_CopyText() for _ in table.c]
    done = 0
    try:
        with connection.connection.driver_connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[union-attr]
            for some in blocks(rows, BLOCK):
                columns = [list(map(texts.__getitem__, values)) for texts, values in zip(remembered, zip(*some, strict=True), strict=True)]
                copy.write("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n")
                done += len(some)
                progress("store", done, len(rows))
    except psycopg.Error as error:
        raise sa.exc.DBAPIError.instance(statement, None, error, psycopg.Error, dialect=connection.dialect) from error


class _CopyText(dict[Any, str]):
    """Values as COPY's text has them, each written once. A column holds one type, so that 1 and 1.0 and TRUE do not meet."""

    def __missing__(self, value: Any) -> str:
        if value is None:
            text = "\\N"
        elif value is True or value is False:
            text = "t" if value else "f"
        elif isinstance(value, str):
            text = value.translate(_ESCAPED)
        elif isinstance(value, datetime):
            text = value.isoformat()
        else:
            text = str(value)
        if len(self) >= BLOCK:
            self.clear()
        self[value] = text
        return text


def blocks(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
