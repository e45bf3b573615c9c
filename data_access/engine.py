"""The doors to the database: one that can only read, one for the commands that write, and a reader's deadline."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from data_access import mariadb
from data_access.contract import ContractBroken

SECONDS_TO_CONNECT = 5
SECONDS_TO_END = 15  # a statement nobody waits for any longer
READERS = 4  # connections, and threads, that the dashboard may hold at once
MARIADB_NAMES = ("mariadb", "mysql", "mariadb+pymysql", "mysql+pymysql")  # of one driver
NO_TABLE = "lacks a table of the contract, or one that a view of it reads: run `situation-board init`, or mend the view"
NO_COLUMN = "lacks a column of the contract: run `situation-board init`, or let the view give it"
MARIADB_OPTIONS = {"ssl_ca", "ssl_cert", "ssl_key", "ssl_check_hostname", "unix_socket"}


class DatabaseAway(Exception):
    """The database cannot be reached, or did not answer in time."""


class DatabaseUnfit(Exception):
    """The database answers, but is not one this program can use: the address is wrong, or a table is missing."""


def parse_url(text: str) -> sa.URL:
    """The address as SQLAlchemy understands it, with the driver this program ships. Raises DatabaseUnfit."""
    try:
        url = sa.make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseUnfit(
            "the database address is not a SQLAlchemy URL; write for example sqlite:////srv/board.sqlite, postgresql://user@host/name "
            "or mariadb://user@host/name"
        ) from None
    if url.host and "@" in url.host:
        raise DatabaseUnfit("the database address has an @ in its user or password; write it as %40")
    kind = url.get_backend_name()
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in MARIADB_NAMES:
        if not url.database:
            raise DatabaseUnfit("a MariaDB address names its database: write for example mariadb://user@host/name")
        if unknown := sorted(set(url.query) - MARIADB_OPTIONS):
            raise DatabaseUnfit(
                f"the address of a MariaDB database takes no option {unknown[0]!r}; it takes {', '.join(sorted(MARIADB_OPTIONS))}"
            )
        return url.set(drivername="mariadb+pymysql")
    if kind == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise DatabaseUnfit("a SQLite database needs a file: write for example sqlite:////srv/board.sqlite")
        if url.query:
            raise DatabaseUnfit("the address of a SQLite database takes no options after a ?; a ? in a file's name is written %3F")
        return url
    raise DatabaseUnfit(f"the database kind {url.drivername!r} is not supported; use sqlite, postgresql or mariadb")


def shown(url: sa.URL) -> str:
    """The address for a message: no password, and nothing of the query, where one may stand too; of SQLite the file."""
    if url.get_backend_name() == "sqlite":
        return unquote(str(url.database)).removeprefix("file://")
    return url.set(query={}).render_as_string(hide_password=True)


def reading_engine(text: str) -> sa.Engine:
    """An engine that cannot write: SQLite opened read-only, the others in read-only transactions (and, as the README shows, under a role with SELECT alone)."""
    url = parse_url(text)
    if url.get_backend_name() == "mariadb":
        return _mariadb(url, lambda connection, _: mariadb.tune_for_the_board(connection, SECONDS_TO_END))
    if url.get_backend_name() == "sqlite":
        engine = _engine(_sqlite(url, "ro"))
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = 1"))
        return engine
    engine = _engine(
        url, isolation_level="AUTOCOMMIT"
    )  # each statement for itself: a rollback would make the driver forget what it prepared
    event.listen(engine, "connect", _tune_for_the_board)
    event.listen(engine, "handle_error", _forget_what_was_prepared)
    return engine


def writing_engine(text: str, *, create: bool = False, seconds_for_others: int = SECONDS_TO_CONNECT) -> sa.Engine:
    """An engine for the commands that write; on SQLite every transaction takes the write lock at its start, waiting so long for others at the most.

    `create` lets it make a SQLite file that is not there.
    """
    url = parse_url(text)
    if url.get_backend_name() == "mariadb":
        return _mariadb(url, lambda connection, _: mariadb.tune_for_writing(connection))
    if url.get_backend_name() != "sqlite":
        return _engine(url)
    engine = _engine(_sqlite(url, "rwc" if create else "rw"), seconds_for_others)
    event.listen(engine, "connect", _let_us_begin)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _tune_for_the_board(connection: Any, _: Any) -> None:
    """The board's statements join short lists whose lengths PostgreSQL guesses as 1: nested loops over them took 12 to 20 times
    as long as hashes. What a cut-off reader left running ends by itself. Instants in UTC come as they are wanted."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        cursor.execute(f"SET enable_nestloop = off; SET jit = off; SET timezone = 'UTC'; SET statement_timeout = '{SECONDS_TO_END}s'")
    connection.commit()


def _forget_what_was_prepared(context: Any) -> None:
    """A statement prepared before somebody changed a column, or a view, fails on its connection for good: another connection is to take it."""
    if "cached plan must not change result type" in str(context.original_exception):
        context.is_disconnect = True


def _let_us_begin(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # else the driver begins by itself, late and without the lock
    connection.execute("PRAGMA cache_spill = 0")  # a long import keeps readers out only while it commits


def _sqlite(url: sa.URL, mode: str) -> sa.URL:
    """The file's address with its mode: ro, rw, or rwc to create it."""
    try:
        path = Path(str(url.database)).resolve()
    except OSError as error:
        raise DatabaseUnfit(f"{shown(url)}: there is no such folder ({error.strerror})") from None
    return sa.URL.create("sqlite", database=path.as_uri(), query={"mode": mode, "uri": "true"})


def _mariadb(url: sa.URL, tune: Callable[[Any, Any], None]) -> sa.Engine:
    """An engine whose connections are tuned as they are made."""

    def connect(dialect: sa.Dialect, _: Any, arguments: Any, options: Any) -> Any:
        try:
            return dialect.connect(*arguments, **options)
        except (OSError, RuntimeError, ValueError) as error:  # a certificate that cannot be read, a way of logging in it does not know
            raise DatabaseUnfit(f"the database {shown(url)} cannot be logged in to ({error})") from None

    engine = _engine(url)
    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", tune)
    return engine


def _engine(url: sa.URL, seconds_for_others: int = SECONDS_TO_CONNECT, **options: Any) -> sa.Engine:
    connect: dict[str, Any] = {"timeout": seconds_for_others}
    if url.get_backend_name() == "postgresql":
        connect = {
            "connect_timeout": SECONDS_TO_CONNECT,
            "tcp_user_timeout": SECONDS_TO_CONNECT * 1000,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "application_name": "situation-board",
        }
    if url.get_backend_name() == "mariadb":
        connect = mariadb.connect_options(SECONDS_TO_CONNECT)
    try:
        pool = {"pool_size": READERS, "max_overflow": 0, "pool_timeout": SECONDS_TO_CONNECT}
        pool["pool_use_lifo"] = True  # the connection used last has the statements prepared
        return sa.create_engine(url, connect_args=connect, **pool, **options)
    except (ImportError, NoSuchModuleError):
        raise DatabaseUnfit(f"the driver of {shown(url)} is not installed") from None


def in_plain_words(error: Exception, engine: sa.Engine) -> Exception:
    """The error as DatabaseAway or DatabaseUnfit with one line that holds no secret; any other error comes back as it is."""
    where = shown(engine.url)
    if isinstance(error, PoolExhausted):
        return DatabaseAway(f"the database {where} is too busy: no connection came free in {SECONDS_TO_CONNECT} s")
    if isinstance(error, DBAPIError):
        text = " ".join(str(error.orig).split())
        if engine.dialect.name == "mariadb" and (plain := _in_mariadbs_words(error, where, engine)):
            return plain
        if "no such table" in text or "UndefinedTable" in type(error.orig).__name__:
            return DatabaseUnfit(f"the database {where} {NO_TABLE} ({text[:160]})")
        if "no such column" in text or "UndefinedColumn" in type(error.orig).__name__:
            return DatabaseUnfit(f"the database {where} {NO_COLUMN} ({text[:160]})")
        if "readonly database" in text:
            return DatabaseUnfit(f"the file {where} cannot be written by this user")
        if "database is locked" in text or "LockNotAvailable" in type(error.orig).__name__:
            return DatabaseAway(f"the database {where} is too busy: others have been writing in it all the while")
        if "Could not decode to UTF-8" in text:
            return ContractBroken(f"the database {where} holds text that is not UTF-8 ({text[:160]})")
        if isinstance(error, (sa.exc.OperationalError, sa.exc.InterfaceError)) or error.connection_invalidated:
            return DatabaseAway(f"the database {where} cannot be reached ({_without_secrets(text, engine)[:200]})")
        if "file is not a database" in text or "malformed" in text:
            return DatabaseUnfit(f"the file {where} is not a SQLite database, or is damaged ({text[:160]})")
        if isinstance(error, sa.exc.ProgrammingError) and "permission denied" in text:
            return DatabaseUnfit(f"the database {where} refuses this role: {text[:160]}")
    return error


def is_locked_out(error: DBAPIError) -> bool:
    """Whether others held the rows that were to be written, and the server chose this transaction to end."""
    return "DeadlockDetected" in type(error.orig).__name__ or mariadb.said(error.orig)[0] in mariadb.LOCKED


def _in_mariadbs_words(error: DBAPIError, where: str, engine: sa.Engine) -> Exception | None:
    """MariaDB's errors go by number; those of which the driver's class does not say enough."""
    number, text = mariadb.said(error.orig)
    text = _without_secrets(text, engine)[:160]
    if number == mariadb.UNKNOWN_TABLE:
        return DatabaseUnfit(f"the database {where} {NO_TABLE} ({text})")
    if number == mariadb.UNKNOWN_COLUMN:
        return DatabaseUnfit(f"the database {where} {NO_COLUMN} ({text})")
    if number == mariadb.BROKEN_VIEW:
        return DatabaseUnfit(f"the database {where} has a view that cannot be read: mend it ({text})")
    if number == mariadb.WRONG_PASSWORD:
        return DatabaseAway(f"the database {where} cannot be reached: it refuses the user or the password ({text})")
    if number == mariadb.UNKNOWN_DATABASE:
        return DatabaseAway(f"the database {where} cannot be reached: there is no database {engine.url.database}")
    if number in mariadb.REFUSED:
        return DatabaseUnfit(f"the database {where} refuses this user: {text}")
    if number in mariadb.MIXED_COLLATIONS:
        return ContractBroken(f"the database {where} holds text that is not of the collation {mariadb.COLLATION} or utf8mb4_bin ({text})")
    if number in mariadb.NOT_MARIADB:
        return DatabaseUnfit(f"the database {where} is not MariaDB, or an old one ({text})")
    if number in mariadb.LOCKED:
        return DatabaseAway(f"the database {where} is too busy: others hold the same rows ({text})")
    if isinstance(error, (sa.exc.OperationalError, sa.exc.InterfaceError)) or error.connection_invalidated:
        return DatabaseAway(f"the database {where} cannot be reached ({text})")
    return None


def _without_secrets(text: str, engine: sa.Engine) -> str:
    password = engine.url.password
    return text.replace(str(password), "***") if password else text


@dataclass(slots=True)
class _Piece:
    """A piece of work under way: the driver's connection it waits on, and whether its caller has gone."""

    work: Callable[[sa.Connection], Any]
    driver: Any = None
    given_up: bool = False


class Reader:
    """Runs pieces of work against an engine, each within a deadline, on few threads.

    A piece that overruns is cut off at its connection, be it at work or still being made, so that a stalled database holds its thread
    no longer than its caller. A connection that broke while it lay idle is replaced once, without a word.
    """

    def __init__(self, engine: sa.Engine, seconds: float) -> None:
        self._engine, self._seconds = engine, seconds
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="database")
        self._here = threading.local()
        event.listen(engine, "connect", self._note_new_connection, insert=True)

    def run(self, work: Callable[[sa.Connection], Any]) -> Any:
        """What `work` returns. Raises DatabaseAway, DatabaseUnfit, or what `work` itself raises."""
        piece = _Piece(work)
        future: Future[Any] = self._threads.submit(self._work, piece)
        try:
            return future.result(self._seconds)
        except TookTooLong:
            if future.done():  # it ended at that very moment, or the work itself raised a time-out
                return future.result()
            future.cancel()
            piece.given_up = True
            _cut(piece.driver)
            raise DatabaseAway(f"the database {shown(self._engine.url)} did not answer within {self._seconds:g} s") from None

    def close(self) -> None:
        """End the threads, each at its own end or time-out, and close the connections."""
        self._threads.shutdown(cancel_futures=True)
        self._engine.dispose()

    def _work(self, piece: _Piece) -> Any:
        self._here.piece = piece
        try:
            try:
                return self._on_a_connection(piece)
            except DBAPIError as error:
                if not error.connection_invalidated or piece.given_up:
                    raise
                return self._on_a_connection(piece)
        except SQLAlchemyError as error:
            plain = in_plain_words(error, self._engine)
            if plain is error:
                raise
            raise plain from None
        finally:
            piece.driver = self._here.piece = None

    def _on_a_connection(self, piece: _Piece) -> Any:
        try:
            connection = self._engine.connect()
        except BaseException:
            if piece.driver is not None:  # cut off while it was being made: nobody else knows of it
                with suppress(Exception):  # the pool may have been quicker
                    piece.driver.close()
            raise
        with connection:
            if piece.given_up:  # nobody waits for it any longer
                raise DatabaseAway("given up")
            piece.driver = connection.connection.dbapi_connection
            try:
                return piece.work(connection)
            finally:
                piece.driver = None

    def _note_new_connection(self, driver: Any, _: Any) -> None:
        piece = getattr(self._here, "piece", None)
        if piece is not None:
            piece.driver = driver
            if piece.given_up:
                _cut(driver)


def _cut(driver: Any) -> None:
    """End what the driver's connection is doing, from outside its thread."""
    with suppress(Exception):  # it may have ended, and be closed, meanwhile
        _cut_off(driver)


def _cut_off(driver: Any) -> None:
    if hasattr(driver, "interrupt"):  # SQLite
        driver.interrupt()
    elif hasattr(driver, "_sock"):  # PyMySQL, likewise
        driver._sock.shutdown(socket.SHUT_RDWR)
    elif hasattr(driver, "pgconn"):  # psycopg: a stalled peer answers no cancel request, so close the line itself
        with socket.socket(fileno=os.dup(driver.pgconn.socket)) as line:
            line.shutdown(socket.SHUT_RDWR)
