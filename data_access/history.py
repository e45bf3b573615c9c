"""What was known at T: the newest revision of each key among the rows received by then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from data_access.contract import key_columns
from data_access.moment import Moment


def newest(table: sa.Table, moment: Moment, *where: sa.ColumnElement[bool], first_recorded: bool = False) -> sa.CTE:
    """One row per key: all columns of the newest revision known at T, and with `first_recorded` when any revision of it first came.

    `where` bounds day, round or start before the newest revision is looked for; it must hold for whole keys.
    `recorded_at` NULL is known for ever.
    """
    key = [table.c[name] for name in key_columns(table)]
    columns: list[Any] = [*table.c, sa.func.row_number().over(partition_by=key, order_by=table.c.revision.desc()).label("age")]
    if first_recorded:
        columns.append(sa.func.min(table.c.recorded_at).over(partition_by=key).label("first_recorded_at"))
    known = sa.or_(table.c.recorded_at.is_(None), table.c.recorded_at <= moment.known_at)
    ranked = sa.select(*columns).where(known, *where).subquery()
    return sa.select(*(column for column in ranked.c if column.name != "age")).where(ranked.c.age == 1).cte(f"newest_{table.name}")


def listed(name: str, columns: Sequence[sa.ColumnClause[Any]], rows: Sequence[tuple[Any, ...]]) -> sa.CTE:
    """A few rows of ours, bound as parameters, for a query to join; no row at all is a table without rows."""
    if not rows:
        return sa.select(*(sa.cast(sa.null(), column.type).label(column.name) for column in columns)).where(sa.false()).cte(name)
    return sa.values(*columns, name=name).data(list(rows)).cte(name)
