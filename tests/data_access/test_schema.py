"""`init`: the contract's tables by migrations, safe to repeat, never over what is not ours."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from data_access.contract import ContractBroken, Instant, daily_report, measure, metadata
from data_access.engine import DatabaseUnfit
from data_access.schema import VERSION_TABLE, upgrade
from tests.databases import Database, Databases, written
from tests.world import DAY, NOW

NEWEST = "0002"
BY_TIME = ["import_batch", "inspection", "liaison", "notice", "supply_order"]  # whose indexes came with it


def test_the_migrations_make_exactly_the_contracts_tables(database: Database) -> None:
    engine = database.writer()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_init_twice_changes_nothing(database: Database) -> None:
    engine = database.writer()
    before, after = upgrade(engine)
    assert before == after
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(measure)) == 10
    engine.dispose()


def test_two_inits_at_once_end_as_one(empty_database: Database) -> None:
    engines = [empty_database.writer() for _ in range(2)]
    errors: list[Exception] = []

    def go(engine: sa.Engine) -> None:
        try:
            upgrade(engine)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=go, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    for engine in engines:
        engine.dispose()


def test_tables_that_init_did_not_make_are_left_alone(empty_database: Database) -> None:
    engine = empty_database.writer()
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE daily_report (mine INTEGER)")
    with pytest.raises(DatabaseUnfit, match="already has daily_report"):
        upgrade(engine)
    assert set(sa.inspect(engine).get_table_names()) == {"daily_report"}
    engine.dispose()


@pytest.mark.parametrize("interrupted_at", ["CREATE TABLE checkpoint", "CREATE INDEX ix_duty_shift_starts_at", "INSERT INTO measure"])
def test_an_init_that_was_interrupted_is_completed_by_the_next(empty_database: Database, interrupted_at: str) -> None:
    """MariaDB keeps what was created before; it is taken for what it is, and not for somebody else's."""
    engine = empty_database.writer()

    def interrupt(_connection, _cursor, statement: str, *_) -> None:
        if statement.lstrip().startswith(interrupted_at):
            raise KeyboardInterrupt

    sa.event.listen(engine, "before_cursor_execute", interrupt)
    with pytest.raises(KeyboardInterrupt):
        upgrade(engine)
    sa.event.remove(engine, "before_cursor_execute", interrupt)
    assert upgrade(engine) == (None, NEWEST)
    assert upgrade(engine) == (NEWEST, NEWEST)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(measure)) == 10
    engine.dispose()


@pytest.mark.parametrize("interrupted_at", [None, "ix_import_batch", "ix_liaison"])
def test_a_database_of_the_first_schema_gets_the_indexes_that_came_later_and_keeps_its_rows(
    database: Database, interrupted_at: str | None
) -> None:
    engine = written(database, {daily_report: [{"org_unit_id": "A", "report_date": DAY, "revision": 1, "recorded_at": NOW}]}).writer()
    with engine.begin() as connection:
        for table in BY_TIME:
            (index,) = metadata.tables[table].indexes
            index.drop(connection)
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0001'")

    def interrupt(_connection, _cursor, statement: str, *_) -> None:
        if interrupted_at and f"CREATE INDEX IF NOT EXISTS {interrupted_at}" in statement:
            raise KeyboardInterrupt

    sa.event.listen(engine, "before_cursor_execute", interrupt)
    if interrupted_at:
        with pytest.raises(KeyboardInterrupt):
            upgrade(engine)
    sa.event.remove(engine, "before_cursor_execute", interrupt)
    assert upgrade(engine) == ("0001", NEWEST)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}), metadata) == []
        assert connection.scalar(sa.select(sa.func.count()).select_from(daily_report)) == 1
    engine.dispose()


def test_rows_written_after_an_interrupted_init_are_not_thrown_away(databases: Databases) -> None:
    database = databases.initialised("mariadb")
    engine = database.writer()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM {VERSION_TABLE}")
    with pytest.raises(DatabaseUnfit, match="which `init` did not create"):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(measure)) == 10
    engine.dispose()


def test_the_catalogue_of_measures_is_seeded(database: Database) -> None:
    engine = database.reader()
    with engine.connect() as connection:
        measures = connection.scalars(sa.select(measure.c.measure_id).order_by(measure.c.sort_order)).all()
    assert measures == [
        "daily_report",
        "health_monitoring",
        "disinfection",
        "gate_control",
        "patrol",
        "headcount_check",
        "duty_protection",
        "publicity",
        "meeting",
        "isolation_care",
    ]
    engine.dispose()


def test_instants_are_kept_in_utc_in_the_contracts_form(database: Database) -> None:
    written(database, {daily_report: [{"org_unit_id": "A", "report_date": DAY, "revision": 1, "recorded_at": NOW}]})
    engine = database.reader()
    with engine.connect() as connection:
        assert connection.scalar(sa.select(daily_report.c.recorded_at)) == NOW
        if database.kind == "sqlite":
            raw = connection.exec_driver_sql("SELECT recorded_at, typeof(recorded_at) FROM daily_report").one()
            assert tuple(raw) == ("2021-12-28 12:00:00.000000", "text")
    engine.dispose()


def test_an_instant_without_offset_is_refused_and_one_in_another_form_is_named() -> None:
    from datetime import datetime

    from sqlalchemy.dialects import sqlite

    with pytest.raises(ValueError, match="without its offset"):
        Instant().process_bind_param(datetime(2021, 12, 28), sqlite.dialect())  # noqa: DTZ001
    with pytest.raises(ContractBroken, match="2021-12-28T12:00"):
        Instant().process_result_value("2021-12-28T12:00", sqlite.dialect())


def test_identifiers_compare_byte_for_byte(database: Database) -> None:
    plain = {"kind": "site", "name_zh": "甲", "reports": True, "sort_order": 0}
    from data_access.contract import org_unit

    names = ["a", "B", "A", "b", "a "]
    written(database, {org_unit: [plain | {"org_unit_id": name} for name in names]})
    engine = database.reader()
    with engine.connect() as connection:
        assert connection.scalars(sa.select(org_unit.c.org_unit_id).order_by(org_unit.c.org_unit_id)).all() == sorted(names)
    engine.dispose()
