"""What a reader is spared when the database stalls, is away, or is not ready."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from data_access.compliance import daily_reports
from data_access.contract import ContractBroken, measure
from data_access.duty import desk_shifts
from data_access.engine import READERS, SECONDS_TO_CONNECT, DatabaseAway, DatabaseUnfit, Reader, parse_url, reading_engine
from data_access.moment import DueTime, Moment
from data_access.organisation import seats
from data_access.production import production_by_unit
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import world
from tests.databases import READER, SERVERS, Databases, written
from tests.faults.proxy import Proxy
from tests.world import DAY, NOW

ENDLESS = sa.text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
PATIENT, HURRIED = 20, 0.5  # seconds: for what is to end well on a busy machine, and for what never ends


def ask(connection: sa.Connection) -> int:
    return connection.execute(sa.select(1)).scalar_one()


@pytest.fixture(params=SERVERS)
def proxied(databases: Databases, request: pytest.FixtureRequest) -> Iterator[tuple[Proxy, sa.Engine]]:
    database = databases.initialised(request.param)
    url = parse_url(database.reader_url)
    proxy = Proxy(int(str(url.port)))
    engine = reading_engine(str(url.set(port=proxy.port)))
    yield proxy, engine
    proxy.resume()
    engine.dispose()
    proxy.close()


def test_a_stalled_connection_is_given_up_at_the_deadline_and_frees_its_thread(proxied: tuple[Proxy, sa.Engine]) -> None:
    proxy, engine = proxied
    reader = Reader(engine, PATIENT)
    assert reader.run(ask) == 1
    reader._seconds = HURRIED
    proxy.stall()
    with pytest.raises(DatabaseAway, match=r"did not answer within 0\.5 s"):
        reader.run(ask)
    began = time.monotonic()
    reader.close()  # waits for the thread: it was cut off from its connection, the stall still on
    assert time.monotonic() - began < SECONDS_TO_CONNECT, "the thread was held by the stalled connection"


@pytest.mark.slow
def test_a_stall_costs_few_threads_and_passes(proxied: tuple[Proxy, sa.Engine]) -> None:
    proxy, engine = proxied
    reader = Reader(engine, PATIENT)
    threads = lambda: sum(thread.name.startswith("database") for thread in threading.enumerate())  # noqa: E731
    before = threads()
    reader.run(ask)
    reader._seconds = HURRIED
    proxy.stall()
    for _ in range(6):  # more than there are threads
        with pytest.raises(DatabaseAway):
            reader.run(ask)
    assert threads() <= before + READERS
    reader._seconds = PATIENT
    proxy.resume()
    for _ in range(40):
        try:
            assert reader.run(ask) == 1
            break
        except DatabaseAway:
            time.sleep(0.25)
    else:
        pytest.fail("the reader did not come back after the stall")
    reader.close()


def test_a_connection_that_broke_while_idle_is_replaced_without_a_word(proxied: tuple[Proxy, sa.Engine]) -> None:
    proxy, engine = proxied
    reader = Reader(engine, PATIENT)
    assert reader.run(ask) == 1
    proxy.cut()
    assert reader.run(ask) == 1
    reader.close()


def test_work_that_nobody_waits_for_is_not_begun(databases: Databases) -> None:
    reader = Reader(databases.initialised("sqlite").reader(), 0.4)
    under_way, done = threading.Semaphore(0), threading.Event()
    begun: list[int] = []

    def hold(_: sa.Connection) -> None:
        under_way.release()
        done.wait(30)

    def keep_busy() -> None:
        with pytest.raises(DatabaseAway):
            reader.run(hold)

    busy = [threading.Thread(target=keep_busy) for _ in range(READERS)]
    for one in busy:
        one.start()
    for _ in busy:
        assert under_way.acquire(timeout=30), "every thread of the reader is taken"
    with pytest.raises(DatabaseAway):
        reader.run(lambda _: begun.append(1))
    for one in busy:
        one.join()  # each caller is gone at its deadline; its thread still holds on
    done.set()
    reader.close()
    assert begun == []


def test_a_stalled_look_costs_one_viewer_the_deadline_and_nobody_else_a_moment(proxied: tuple[Proxy, sa.Engine]) -> None:
    """Eight viewers do not stand in a queue of deadlines: one looks, the others go on with what they have, and its failure is everybody's."""
    proxy, engine = proxied
    with Door(engine, Settings(refresh_seconds=1), deadline_seconds=PATIENT) as door:
        last = door.look()
        door._reader._seconds = 2
        clock.stand_at(clock.now() + timedelta(seconds=5))
        proxy.stall()
        answers: list[object] = []

        def look() -> None:
            try:
                answers.append(door.look())
            except DatabaseAway as error:
                answers.append(error)

        viewers = [threading.Thread(target=look) for _ in range(8)]
        for viewer in viewers:
            viewer.start()
        for viewer in viewers:
            viewer.join()
        assert len([one for one in answers if one is last]) == 7
        assert answers[:7] == [last] * 7, "they did not wait for the one that looked"
        assert isinstance(answers[7], DatabaseAway)
        answers.clear()
        look()
        assert isinstance(answers[0], DatabaseAway), "and nobody waits for the deadline again"
        proxy.resume()


@pytest.mark.slow
def test_an_endless_query_is_cut_off(databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.engine.SECONDS_TO_END", 2)  # six of them left running slow every other test
    reader = Reader(databases.initialised(kind).reader(), PATIENT)
    assert reader.run(ask) == 1
    reader._seconds = HURRIED
    for _ in range(6):
        with pytest.raises(DatabaseAway, match="did not answer"):
            reader.run(lambda connection: connection.execute(ENDLESS).scalar_one())
    reader._seconds = PATIENT
    assert reader.run(ask) == 1
    reader.close()


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_that_goes_away_is_said_to_be_and_comes_back_by_itself(databases: Databases, kind: str) -> None:
    reader = Reader(databases.initialised(kind).reader(), PATIENT)
    assert reader.run(ask) == 1
    databases.stop(kind)
    try:
        for _ in range(2):
            with pytest.raises(DatabaseAway, match="cannot be reached"):
                reader.run(ask)
    finally:
        databases.start(kind)
    assert reader.run(ask) == 1
    reader.close()


def test_what_nobody_waits_for_any_longer_ends_by_itself_on_mariadb(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.engine.SECONDS_TO_END", 1)
    reader = Reader(databases.initialised("mariadb").reader(), PATIENT)
    with pytest.raises(DatabaseAway, match="max_statement_time"):
        reader.run(lambda connection: connection.execute(ENDLESS).scalar_one())
    reader.close()


def test_a_wrong_password_and_an_unknown_database_are_each_one_plain_line_on_mariadb(databases: Databases) -> None:
    database = databases.initialised("mariadb")
    owner, url = parse_url(database.url), parse_url(database.reader_url)
    for wrong, said in (
        (url.set(password="hunter2"), "refuses the user or the password"),
        (url.set(database="no_such"), "refuses this user"),
        (owner.set(database="no_such"), "there is no database no_such"),
    ):
        reader = Reader(reading_engine(wrong.render_as_string(hide_password=False)), PATIENT)
        with pytest.raises((DatabaseAway, DatabaseUnfit), match=said) as caught:
            reader.run(ask)
        reader.close()
        assert "hunter" not in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_what_is_fetched_from_both_ends_of_a_stalled_database_costs_the_deadline_once(proxied: tuple[Proxy, sa.Engine]) -> None:
    proxy, engine = proxied
    asked = Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai")
    with Door(engine, Settings(refresh_seconds=3600), deadline_seconds=5) as door:
        door.look()
        proxy.stall()
        began = time.monotonic()
        door.fetch_beside(dict.fromkeys((seats, desk_shifts, production_by_unit), ()), *asked)
        with pytest.raises(DatabaseAway):
            door.fetch(seats, *asked)
        assert time.monotonic() - began < 2 * 5, "the one waited for the other, and then for itself"
        proxy.resume()
        assert door._beside.submit(lambda: True).result(10), "nobody who comes after waits for the rest of them"


def test_a_failed_fetch_is_not_remembered(proxied: tuple[Proxy, sa.Engine]) -> None:
    proxy, engine = proxied
    door = Door(engine, Settings(refresh_seconds=3600), deadline_seconds=PATIENT)
    door.look()
    door._reader._seconds = HURRIED
    proxy.stall()
    asked = (daily_reports, Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai"), ())
    with pytest.raises(DatabaseAway):
        door.fetch(*asked)
    door._reader._seconds = PATIENT
    proxy.resume()
    for _ in range(40):
        try:
            assert door.fetch(*asked).empty
            break
        except DatabaseAway:
            time.sleep(0.25)
    else:
        pytest.fail("the failure was remembered")
    door.close()


def test_a_database_that_is_not_there_is_away_and_its_password_stays_secret(tmp_path: Path) -> None:
    postgresql, mariadb = "postgresql://board:hunter2@127.0.0.1:1/board?password=hunter3", "mysql://board:hunter2@127.0.0.1:1/board"
    for url in (postgresql, mariadb, f"sqlite:///{tmp_path / 'none.sqlite'}"):
        reader = Reader(reading_engine(url), PATIENT)
        with pytest.raises(DatabaseAway) as caught:
            reader.run(lambda connection: connection.execute(sa.select(1)))
        reader.close()
        assert "hunter" not in str(caught.value)
        assert "cannot be reached" in str(caught.value)


def test_a_file_that_is_no_database_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "board.sqlite").write_text("not a database, but long enough to be taken for one " * 20)
    with (
        pytest.raises(DatabaseUnfit, match="is not a SQLite database"),
        Door(reading_engine(f"sqlite:///{tmp_path}/board.sqlite"), Settings()) as door,
    ):
        door.look()


def test_a_database_without_the_tables_says_what_to_do(databases: Databases, kind: str) -> None:
    with pytest.raises(DatabaseUnfit, match="situation-board init"), Door(databases.empty(kind).writer(), Settings()) as door:
        door.look()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "oracle://x/y",
        "mysql+nodriver://x/y",
        "postgresql://u:p@h:abc/x",
        "postgresql://u:s3c@ret@h/x",
        "sqlite:////x?mode=ro",
        "mariadb://u@h",
        "mariadb://u@h/x?password=s3cret",
        "mysql://u:s3c@ret@h/x",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(DatabaseUnfit) as caught:
        reading_engine(url)
    assert "\n" not in str(caught.value)
    assert "ret" not in str(caught.value)


@pytest.mark.parametrize("name", ["mysql", "mariadb", "mysql+pymysql", "mariadb+pymysql"])
def test_every_name_of_mariadb_means_the_one_driver(name: str) -> None:
    assert reading_engine(f"{name}://board_reader@db/board").url == sa.make_url("mariadb+pymysql://board_reader@db/board")


def test_the_dashboards_connection_cannot_write(databases: Databases, kind: str) -> None:
    database = databases.initialised(kind)
    for url in {database.url, database.reader_url}:  # on a server: even as the owner, transactions are read-only
        engine = reading_engine(url)
        for statement in ("DELETE FROM measure", "DROP TABLE measure", "CREATE TABLE x (y INTEGER)"):
            with pytest.raises(sa.exc.DBAPIError), engine.connect() as connection:
                connection.exec_driver_sql(statement)
        with engine.connect() as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(measure)) == 10
        engine.dispose()


def test_a_view_that_is_made_anew_with_other_types_is_read_on(databases: Databases) -> None:
    """The driver keeps statements prepared; what was prepared over the old view does not outlast it."""
    database = databases.initialised("postgresql")
    owner = database.writer()
    statement = sa.text("SELECT sort_order FROM measure_seen ORDER BY 1")
    reader = Reader(database.reader(), PATIENT)
    for kind in ("int", "bigint", "text"):
        with owner.begin() as connection:
            connection.exec_driver_sql("DROP VIEW IF EXISTS measure_seen")
            connection.exec_driver_sql(f"CREATE VIEW measure_seen AS SELECT sort_order::{kind} AS sort_order FROM measure")
            connection.exec_driver_sql(f"GRANT SELECT ON measure_seen TO {READER}")
        for _ in range(8):
            assert len(reader.run(lambda connection: connection.execute(statement).all())) == 10
    reader.close()
    owner.dispose()


def test_a_value_of_another_type_than_the_contracts_is_named(databases: Databases) -> None:
    database = written(databases.initialised("sqlite"), world.ROWS)
    writer = database.writer()
    with writer.begin() as connection:
        connection.exec_driver_sql("UPDATE daily_report SET fever = 'abc'")
    writer.dispose()
    with Door(database.reader(), Settings()) as door, pytest.raises(ContractBroken, match="the column fever"):
        door.fetch(daily_reports, Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai"), ())


def test_text_that_does_not_compare_byte_for_byte_on_mariadb_is_named(databases: Databases) -> None:
    database = written(databases.initialised("mariadb"), world.ROWS)
    writer = database.writer()
    with writer.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE requirement CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    writer.dispose()
    due = (DueTime("17:00", False, 0),)
    with Door(database.reader(), Settings()) as door, pytest.raises(ContractBroken, match="not of the collation"):
        door.fetch(daily_reports, Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai"), due)


def test_an_account_that_may_only_read_can_read_sqlite(databases: Databases) -> None:
    """Nothing but the file itself is needed: no journal is left beside it, and none is made by reading."""
    database = databases.initialised("sqlite")
    path = Path(database.url.removeprefix("sqlite:///"))
    with Door(database.reader(), Settings()) as door:
        door.look()
        assert [one.name for one in path.parent.glob(f"{path.name}*")] == [path.name]


def test_the_readers_role_on_postgresql_can_select_and_nothing_else(databases: Databases) -> None:
    database = databases.initialised("postgresql")
    engine = sa.create_engine(parse_url(database.reader_url))  # no read-only transaction to help: the role alone
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM measure").scalar_one() == 10
        assert connection.exec_driver_sql("SELECT current_user").scalar_one() == READER
    for statement in ("DELETE FROM measure", "INSERT INTO daily_report DEFAULT VALUES", "CREATE TABLE x (y int)", "DROP TABLE measure"):
        with pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner"), engine.connect() as connection:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_the_readers_role_on_mariadb_can_select_and_nothing_else(databases: Databases) -> None:
    database = databases.initialised("mariadb")
    engine = sa.create_engine(parse_url(database.reader_url))  # no read-only transaction to help: the role alone
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM measure").scalar_one() == 10
        assert connection.exec_driver_sql("SELECT current_user").scalar_one() == f"{READER}@127.0.0.1"
    for statement in ("DELETE FROM measure", "INSERT INTO daily_report () VALUES ()", "CREATE TABLE x (y int)", "DROP TABLE measure"):
        with pytest.raises(sa.exc.OperationalError, match="command denied"), engine.connect() as connection:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_reading_leaves_a_sqlite_file_as_it_is(databases: Databases) -> None:
    database = databases.initialised("sqlite")
    path = database.url.removeprefix("sqlite:///")
    sqlite3.connect(path).close()
    before = Path(path).read_bytes()
    with Door(database.reader(), Settings()) as door:
        door.look()
    assert Path(path).read_bytes() == before
