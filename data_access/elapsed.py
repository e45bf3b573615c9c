"""The time between two instants, in hours, and the day of an instant, counted by the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class hours_between(FunctionElement[float]):
    """hours_between(earlier, later): hours as a float, exact to a tenth of a second or better."""

    type = sa.Double()
    name = "hours_between"
    inherit_cache = True


@compiles(hours_between)
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    earlier, later = (compiler.process(one, **more) for one in element.clauses)
    return f"(CAST(EXTRACT(EPOCH FROM {later}) - EXTRACT(EPOCH FROM {earlier}) AS DOUBLE PRECISION) / 3600.0)"


@compiles(hours_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    earlier, later = (compiler.process(one, **more) for one in element.clauses)
    return f"((julianday({later}) - julianday({earlier})) * 24.0)"


@compiles(hours_between, "mysql", "mariadb")
def _mariadb(element: Any, compiler: Any, **more: Any) -> str:
    earlier, later = (compiler.process(one, **more) for one in element.clauses)
    return f"(TIMESTAMPDIFF(MICROSECOND, {earlier}, {later}) / 3.6e9)"


class day_in_utc(FunctionElement[str]):
    """day_in_utc(instant): its calendar day in UTC, a date or the text YYYY-MM-DD."""

    name = "day_in_utc"
    inherit_cache = True


@compiles(day_in_utc)
def _day_on_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **more)} AT TIME ZONE 'UTC' AS DATE)"


@compiles(day_in_utc, "sqlite")
def _day_on_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"substr({compiler.process(element.clauses, **more)}, 1, 10)"


@compiles(day_in_utc, "mysql", "mariadb")
def _day_on_mariadb(element: Any, compiler: Any, **more: Any) -> str:
    return f"DATE({compiler.process(element.clauses, **more)})"
