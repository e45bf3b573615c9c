"""What was known at T: the newest revision of each key among the rows received by then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

from data_access.contract import key_columns
from data_access.moment import Moment


def newest(table: sa.Table, moment: Moment, *where: sa.ColumnElement[bool], first_recorded: bool = False, named: str = "newest") -> sa.CTE:
    """One row per key: all columns of the newest revision known at T, and with `first_recorded` when any revision of it first came.

    `where` bounds day, round or start before the newest revision is looked for; it must hold for whole keys. A query that
    looks at one table twice names the second.
    `recorded_at` NULL is known for ever.
    """
    key = [table.c[name] for name in key_columns(table)]
    columns: list[Any] = [*table.c, sa.func.row_number().over(partition_by=key, order_by=table.c.revision.desc()).label("age")]
    if first_recorded:
        columns.append(sa.func.min(table.c.recorded_at).over(partition_by=key).label("first_recorded_at"))
    known = sa.or_(table.c.recorded_at.is_(None), table.c.recorded_at <= moment.known_at)
    ranked = sa.select(*columns).where(known, *where).subquery()
    return sa.select(*(column for column in ranked.c if column.name != "age")).where(ranked.c.age == 1).cte(f"{named}_{table.name}")


class among(sa.sql.functions.FunctionElement[bool]):
    """among(column, subquery): whether the column is one of the few values that the subquery selects, each then looked for by an index.

    PostgreSQL, told not to loop over rows (`engine.py`), would read the whole table to join it with them; an array it takes to the index.
    """

    type = sa.Boolean()
    name = "among"
    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[Any], few: sa.Select[Any]) -> None:
        super().__init__(column, few.distinct().correlate(None).scalar_subquery())


@compiles(among)
def _in(element: among, compiler: Any, **options: Any) -> str:
    column, few = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN {few}"


@compiles(among, "postgresql")
def _any(element: among, compiler: Any, **options: Any) -> str:
    column, few = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY (ARRAY{few})"


def listed(name: str, columns: Sequence[sa.ColumnClause[Any]], rows: Sequence[tuple[Any, ...]]) -> sa.CTE:
    """A few rows of ours, bound as parameters, for a query to join; no row at all is a table without rows."""
    if not rows:
        return sa.select(*(sa.cast(sa.null(), column.type).label(column.name) for column in columns)).where(sa.false()).cte(name)
    return _Listed(columns, name, rows).cte(name)


class _Listed(sa.Values):
    """VALUES whose statement is put into SQL once for every list of the same length; SQLAlchemy's own would be put into SQL at every use."""

    inherit_cache = True
    _traverse_internals: ClassVar[Any] = [
        ("_column_args", InternalTraversal.dp_clauseelement_list),
        ("given", InternalTraversal.dp_clauseelement_list),
        ("name", InternalTraversal.dp_string),
        ("literal_binds", InternalTraversal.dp_boolean),
        *sa.Select._has_ctes_traverse_internals,
    ]

    def __init__(self, columns: Sequence[sa.ColumnClause[Any]], name: str, rows: Sequence[tuple[Any, ...]]) -> None:
        super().__init__(*columns, name=name)
        self.given = [_Given(value, column.type) for row in rows for value, column in zip(row, columns, strict=True)]

    @property
    def _data(self) -> Any:
        """The rows as SQLAlchemy renders them; always those of `given`, whose values a later use exchanges."""
        width = len(self._column_args)
        return ([tuple(self.given[start : start + width]) for start in range(0, len(self.given), width)],)


class _Given(sa.BindParameter[Any]):
    """A value of ours with its type; MariaDB, which would make text of a day, has to be told the type in so many words."""

    inherit_cache = True

    def __init__(self, value: Any, kind: sa.types.TypeEngine[Any]) -> None:
        super().__init__(None, value, type_=kind, unique=True)


@compiles(_Given)
def _as_it_is(element: _Given, compiler: Any, **options: Any) -> str:
    return compiler.visit_bindparam(element, **options)


@compiles(_Given, "mariadb")
def _cast(element: _Given, compiler: Any, **options: Any) -> str:
    kind = compiler.process(sa.cast(sa.null(), element.type), **options).removeprefix("CAST(NULL AS ").removesuffix(")")
    return f"CAST({compiler.visit_bindparam(element, **options)} AS {kind})"


def laid_together(key: Sequence[str], *parts: sa.Select[Any]) -> sa.Subquery:
    """One row per key found in any of the parts: the key, and of every other column the greatest value that a part gives, NULL where none does.

    The parts are stacked and grouped, not joined: no kind of database has to guess how, and the cost follows the rows.
    """
    named = [{column.name: column for column in part.subquery().c} for part in parts]
    kinds = {name: column.type for columns in reversed(named) for name, column in columns.items()}
    stacked = sa.union_all(
        *(sa.select(*(columns[name] if name in columns else nothing(kind, name) for name, kind in kinds.items())) for columns in named)
    ).subquery()
    facts = [sa.func.max(stacked.c[name], type_=kind).label(name) for name, kind in kinds.items() if name not in key]
    return sa.select(*(stacked.c[name] for name in key), *facts).group_by(*(stacked.c[name] for name in key)).subquery()


def nothing(kind: sa.types.TypeEngine[Any], name: str) -> sa.ColumnElement[Any]:
    """NULL in place of a column. MariaDB keeps yes and no as numbers, and casts to nothing else."""
    stored = kind.with_variant(sa.Integer(), "mysql", "mariadb") if isinstance(kind, sa.Boolean) else kind
    return sa.type_coerce(sa.cast(sa.null(), stored), kind).label(name)
