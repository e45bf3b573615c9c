"""Databases that differ in nothing but how far back they go: the demonstration's last four weeks, and before them the same weeks again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import (
    Instant,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    inspection,
    liaison,
    measure_record,
    notice,
    production_day,
    requirement,
    stock_day,
    supply_order,
    testing_progress,
    testing_round,
)
from data_access.demonstration.telling import Parameters
from data_access.demonstration.writing import Demonstration
from data_access.moment import midnight
from tests.databases import Database, Databases
from tests.world import DAY, SHANGHAI

NOW = datetime(2021, 12, 28, 17, 42, tzinfo=SHANGHAI)
WEEKS = 28  # days that are told once and then repeated
STORY = Parameters(DAY, days=63, checkpoints=60)  # four weeks of it lie before its 28 December
FACTS = (daily_report, measure_record, testing_progress, stock_day, duty_shift, directive_receipt, production_day, inspection)
BEGINS = {  # when a row of each table that grows with time belongs to
    daily_report: daily_report.c.report_date,
    measure_record: measure_record.c.record_date,
    stock_day: stock_day.c.stock_date,
    production_day: production_day.c.production_date,
    requirement: requirement.c.effective_from,
    duty_shift: duty_shift.c.starts_at,
    testing_round: testing_round.c.starts_at,
    testing_progress: testing_round.c.starts_at,
    directive: directive.c.issued_at,
    directive_receipt: directive.c.issued_at,
    inspection: inspection.c.inspected_at,
    control_status: control_status.c.since_at,
    exemption: exemption.c.from_at,
    liaison: liaison.c.contacted_at,
    notice: notice.c.published_at,
    supply_order: supply_order.c.ordered_at,
}
LASTS = {control_status.c.until_at, exemption.c.until_at, supply_order.c.received_at}  # what is still open today was over four weeks later
NAMED_ANEW = {"shift_id", "round_id", "directive_id", "inspection_id", "control_id", "exemption_id", "liaison_id", "notice_id", "order_id"}


def with_history(databases: Databases, rows: int) -> Database:
    """A PostgreSQL database of the demonstration's units with about so many rows of facts, vacuumed and analysed."""
    database = databases.initialised("postgresql")
    engine = database.writer()
    told = Demonstration(engine, lambda _: STORY, SHANGHAI)
    told.write_until(NOW)
    with engine.begin() as connection, _without_indexes(connection):
        a_day = rows_of_facts(connection) / (WEEKS + 1)  # with the day that has begun
        first = DAY - timedelta(days=round(rows / a_day))
        for table in BEGINS:
            _repeat(connection, table, first)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")
    engine.dispose()
    return database


def rows_of_facts(connection: sa.Connection) -> int:
    return sum(_count(connection, table) for table in FACTS)


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table)))


def _repeat(connection: sa.Connection, table: sa.Table, first: date) -> None:
    """Each row of the four weeks once more for every four weeks back to `first`: earlier by so many days, things under names of their own."""
    turn = sa.func.generate_series(1, (DAY - first).days // WEEKS + 1).table_valued("turn", name="turns").render_derived()
    days_earlier = turn.c.turn * WEEKS
    earlier = sa.func.make_interval(0, 0, 0, days_earlier)
    begins = BEGINS[table]

    def repeated(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
        if isinstance(column.type, sa.Date):
            return column - days_earlier
        if isinstance(column.type, Instant):
            ends = sa.func.coalesce(column, _midnight(DAY)) if column in LASTS else column
            return sa.type_coerce(ends, sa.DateTime(timezone=True)) - earlier
        return column + sa.func.concat("-", turn.c.turn) if column.name in NAMED_ANEW else column

    by_day = isinstance(begins.type, sa.Date)
    shifted = begins - days_earlier if by_day else sa.type_coerce(begins, sa.DateTime(timezone=True)) - earlier
    start, end, least = (
        (DAY - timedelta(days=WEEKS), DAY, first) if by_day else (_midnight(DAY - timedelta(days=WEEKS)), _midnight(DAY), _midnight(first))
    )
    source: sa.FromClause = table
    if begins.table is not table:
        source = table.join(begins.table, begins.table.primary_key.columns[0] == table.c[begins.table.primary_key.columns[0].name])
    copies = (
        sa.select(*(repeated(column) for column in table.c))
        .select_from(source.join(turn, sa.true()))
        .where(begins >= start, begins < end, shifted >= least)
        .order_by(turn.c.turn.desc(), begins)  # about as they would have arrived
    )
    connection.execute(sa.insert(table).from_select(list(table.c), copies))


def _midnight(day: date) -> sa.ColumnElement[Any]:
    return sa.literal(midnight(day, SHANGHAI), sa.DateTime(timezone=True))


@contextmanager
def _without_indexes(connection: sa.Connection) -> Iterator[None]:
    """Keys and indexes are made anew over the whole at the end, which takes a fraction of keeping them row by row."""
    keys = _rows(
        connection,
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'p' AND connamespace = 'public'::regnamespace",
    )
    taken = {table.name for table in BEGINS}
    keys = [key for key in keys if key[0] in taken]
    names = {name for _, name, _ in keys}
    indexes = _rows(connection, "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    indexes = [index for index in indexes if index[0] in taken and index[1] not in names]
    for table, name, _ in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for _, name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
    for table, name, definition in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for _, _, definition in indexes:
        connection.exec_driver_sql(definition)


def _rows(connection: sa.Connection, statement: str) -> Sequence[Any]:
    return connection.exec_driver_sql(statement).all()
