"""Two who write at once: nothing is lost, nothing stands there twice, and who was overtaken is told so."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.contract import daily_report, import_batch, org_unit
from data_access.intake.importing import import_files
from tests.databases import SERVERS, Database, Databases, written
from tests.world import DAY, NOW

HEADING = "org_unit_id,report_date,revision,recorded_at,fever\n"
UNITS = [f"U{number:03}" for number in range(200)]


@pytest.fixture
def board(databases: Databases, kind: str) -> Database:
    units = [{"org_unit_id": name, "kind": "site", "name_zh": "甲", "reports": True, "sort_order": 0} for name in UNITS]
    return written(databases.initialised(kind), {org_unit: units})


def file(folder: Path, units: list[str]) -> Path:
    folder.mkdir()
    path = folder / "daily_report.csv"
    path.write_text(HEADING + "".join(f"{unit},{DAY},1,{NOW.isoformat()},0\n" for unit in units))
    return path


def stored(board: Database, statement: sa.Select) -> list[tuple]:
    engine = board.reader()
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(statement)]
    engine.dispose()
    return rows


def test_one_file_imported_by_two_at_once_is_stored_once(board: Database, tmp_path: Path) -> None:
    path = file(tmp_path / "one", UNITS)
    together, outcomes = threading.Barrier(2), []

    def go() -> None:
        engine = board.writer()
        together.wait()
        outcomes.extend(import_files(engine, [path], imported_by=None))
        engine.dispose()

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.tally.rows_inserted for outcome in outcomes) == [0, len(UNITS)]
    assert [outcome.rejected for outcome in outcomes] == [None, None]
    assert stored(board, sa.select(sa.func.count()).select_from(daily_report)) == [(len(UNITS),)]
    assert len(stored(board, sa.select(import_batch.c.batch_id))) == 2, "each import is recorded"


@pytest.mark.parametrize("kind", SERVERS)
def test_who_is_caught_in_a_deadlock_goes_on_behind_the_other(board: Database, tmp_path: Path) -> None:
    """Each holds a row that the other needs: the server ends one of them. Where that is the import it begins anew, and finds the rows there."""
    other, outcomes = board.writer(), []
    report = {"report_date": DAY, "revision": 1, "recorded_at": NOW, "fever": 0}

    def go() -> None:
        engine = board.writer()
        outcomes.extend(import_files(engine, [file(tmp_path / "one", UNITS[:2])], imported_by=None))
        engine.dispose()

    importing = threading.Thread(target=go)
    ended = False
    try:
        with other.begin() as connection:
            connection.execute(sa.insert(daily_report), [report | {"org_unit_id": unit} for unit in UNITS[1:]])
            importing.start()
            wait_for_the_import(board, connection)
            connection.execute(sa.insert(daily_report), [report | {"org_unit_id": UNITS[0]}])
    except sa.exc.DBAPIError:
        ended = True
    importing.join()
    other.dispose()
    (outcome,) = outcomes
    if board.kind == "mariadb":
        assert not ended, "MariaDB ends the one that wrote less, and that is the import"
    if ended:
        assert outcome.rejected is None
        assert stored(board, sa.select(sa.func.count()).select_from(daily_report)) == [(2,)]
    else:
        assert (outcome.rejected, outcome.tally.rows_unchanged) == (None, 2)
        assert stored(board, sa.select(sa.func.count()).select_from(daily_report)) == [(len(UNITS),)]
    assert stored(board, sa.select(import_batch.c.rows_inserted)) == [(outcome.tally.rows_inserted,)]


def wait_for_the_import(board: Database, connection: sa.Connection) -> None:
    """Until it waits for a row of ours."""
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted"
        if board.kind == "postgresql"
        else "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
    )
    for _ in range(100):
        if connection.exec_driver_sql(waiting).scalar_one():
            return
        time.sleep(0.2)  # MariaDB looks anew only where nobody has asked for 0.1 s
    pytest.fail("the import did not come to wait")
