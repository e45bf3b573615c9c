"""How PostgreSQL goes about each query over two million rows of facts: by index, today and a year back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ClauseElement, Executable

from data_access import measures, organisation, owed, supplies, testing, turns, version
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.benchmarks.history import FEW, MANY, overview_ratio
from tests.data_access.test_queries import ARGUMENTS, CATALOGUES, queries
from tests.databases import Database, Databases
from tests.long_history import FACTS, NOW, WEEKS, with_history
from tests.world import DAY

pytestmark = pytest.mark.slow

A_YEAR = timedelta(days=13 * WEEKS)
NAMES = {table.name for table in FACTS}
IN_ROUNDS = {testing.in_round: ("R-05",), testing.course: (("R-04", "R-05"), True), testing.waiting: (("R-04", "R-05"),)}
OF_ITEM = {supplies.stock_by_day: (*ARGUMENTS[supplies.stock_by_day][:1], "mask-n95")}
OF_CATALOGUES: dict[Any, tuple[Any, ...]] = {
    owed.due_times: (),
    measures.catalogue: (),
    supplies.items: (),
    organisation.demonstration: (),
    organisation.without_district: (),
}


class _Explained(Executable, ClauseElement):
    """A statement of which PostgreSQL says how it would go about it."""

    inherit_cache = False

    def __init__(self, statement: sa.Select[Any]) -> None:
        self.statement = statement


@compiles(_Explained)
def _explain(element: _Explained, compiler: Any, **options: Any) -> str:
    return "EXPLAIN (FORMAT JSON) " + compiler.process(element.statement, **options)


def read_whole(connection: sa.Connection, statement: sa.Select[Any]) -> set[str]:
    """The tables of facts that the statement's plan reads from end to end."""
    found, nodes = set(), [_plan(connection, statement)]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", ())
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in NAMES:
            found.add(node["Relation Name"])
    return found


def _plan(connection: sa.Connection, statement: sa.Select[Any]) -> dict[str, Any]:
    (found,) = connection.execute(_Explained(statement)).cursor.fetchone()  # past the types of what the statement would give
    return found[0]["Plan"]


def every_statement(day: date) -> Iterator[tuple[str, sa.Select[Any]]]:
    """Every query there is, by its name, of the whole organisation on the day."""
    scope, moment = Scope(WHOLE_ORGANISATION), Moment(day, NOW, "Asia/Shanghai")
    for query, arguments in (ARGUMENTS | IN_ROUNDS | OF_ITEM).items():
        yield query.__name__, query(scope, moment, *(_earlier(one, DAY - day) for one in arguments))
    yield "newest_report_day ever", organisation.newest_report_day(scope, moment, None)
    for query, arguments in OF_CATALOGUES.items():
        yield query.__name__, query(*arguments)


def every_statement_of_a_look(day: date) -> Iterator[tuple[str, sa.Select[Any]]]:
    """What a look at the database asks on a day that is on somebody's screen."""
    zone = ZoneInfo("Asia/Shanghai")
    for table in version.HISTORY:
        yield f"rows of {table.name}", version.counts(table, {day}, NOW, zone)
        yield f"what stands in {table.name}", version.contents(table, {day}, zone)
    for table in version.DATED:
        yield f"rows of {table.name}", version.dated(table, {day}, zone)
    now = Moment(day, NOW - (DAY - day), "Asia/Shanghai")
    for place, (statement, _) in enumerate(turns.instants_ahead(now, timedelta(hours=2))):
        yield f"instants ahead, {place}", statement
    yield "open rounds", turns.open_rounds(now)


def _earlier(argument: Any, ago: timedelta) -> Any:
    """The argument of the day so long ago: days are earlier, and rounds those of then."""
    if isinstance(argument, tuple):
        return tuple(_earlier(one, ago) for one in argument)
    if isinstance(argument, date):
        return argument - ago
    if isinstance(argument, str) and argument.startswith("R-") and ago:
        return f"{argument}-{ago.days // WEEKS}"
    return argument


@pytest.fixture(scope="module")
def long_history(databases: Databases) -> Database:
    """Two years in two million rows; tests only read it."""
    return with_history(databases, MANY)


@pytest.fixture
def reader(long_history: Database) -> Iterator[sa.Connection]:
    """A connection as the dashboard has it."""
    with _connected(long_history.reader()) as connection:
        yield connection


@contextmanager
def _connected(engine: sa.Engine) -> Iterator[sa.Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def test_every_query_is_among_those_whose_plans_are_looked_at() -> None:
    assert {query.__name__ for query in OF_CATALOGUES} == {name.rsplit(".", 1)[1] for name in CATALOGUES}
    assert len(dict(every_statement(DAY))) == len(queries()) + 1


@pytest.mark.parametrize("day", [DAY, DAY - A_YEAR], ids=["today", "a year back"])
def test_no_query_reads_a_table_of_facts_from_end_to_end(reader: sa.Connection, day: date) -> None:
    asked = (*every_statement(day), *every_statement_of_a_look(day))
    whole = {name: tables for name, statement in asked if (tables := read_whole(reader, statement))}
    assert whole == {}


def test_ten_times_the_history_costs_the_overview_at_most_three_tenths_more(databases: Databases, long_history: Database) -> None:
    assert overview_ratio(with_history(databases, FEW), long_history) <= 1.3


def test_without_indexes_such_a_reading_is_seen(long_history: Database) -> None:
    statements = dict(every_statement(DAY))
    with _connected(long_history.writer()) as connection:
        assert read_whole(connection, statements["stock"]) == set()
        connection.exec_driver_sql("DROP INDEX ix_stock_day_stock_date")
        connection.exec_driver_sql("ALTER TABLE stock_day DROP CONSTRAINT stock_day_pkey")
        assert read_whole(connection, statements["stock"]) == {"stock_day"}
        connection.rollback()
