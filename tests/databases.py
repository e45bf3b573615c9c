"""Databases for the tests, one of each supported kind: empty ones, and roles that may only read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa

from data_access.engine import parse_url, reading_engine, writing_engine
from data_access.schema import upgrade
from tests import mariadb, postgres, world

SERVERS = ("postgresql", "mariadb")
KINDS = ("sqlite", *SERVERS)
READER = "board_reader"
READER_GRANTS = (
    f"GRANT USAGE ON SCHEMA public TO {READER}",
    f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}",
)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """`url` is the owner's; `reader_url` is what the dashboard is given."""

    kind: str
    url: str
    reader_url: str

    def writer(self) -> sa.Engine:
        return writing_engine(self.url, create=True)

    def reader(self) -> sa.Engine:
        return reading_engine(self.reader_url)


class Databases:
    """Makes databases; those of PostgreSQL and MariaDB on one server each, started when first asked for, each under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._open = folder, ExitStack()
        self._known: dict[str, Database] = {}

    def stop(self, kind: str) -> None:
        """The kind's server goes away, as at a power cut; `start` brings it back with what it held."""
        self._server(kind).stop()

    def start(self, kind: str) -> None:
        self._server(kind).start()

    def _server(self, kind: str) -> postgres.Server | mariadb.Server:
        return self._postgres if kind == "postgresql" else self._mariadb

    @cached_property
    def _postgres(self) -> postgres.Server:
        server = self._open.enter_context(postgres.server())
        _administer(server.url(), f"CREATE ROLE {READER} LOGIN NOSUPERUSER")
        return server

    @cached_property
    def _mariadb(self) -> mariadb.Server:
        mariadb.required()
        server = self._open.enter_context(mariadb.server())
        _administer(server.url(), f"CREATE USER {READER}@'127.0.0.1'")
        return server

    def empty(self, kind: str) -> Database:
        """A database without a table."""
        name = f"board_{next(_numbers)}"
        if kind == "sqlite":
            url = f"sqlite:///{self._folder / name}.sqlite"
            return Database(kind, url, url)
        server = self._server(kind)
        _administer(server.url(), f"CREATE DATABASE {name}")
        if kind == "mariadb":
            _administer(server.url(), f"GRANT SELECT ON {name}.* TO {READER}@'127.0.0.1'")
        return Database(kind, server.url(name), server.url(name, READER))

    def initialised(self, kind: str) -> Database:
        """A database with the contract's tables, made by the migrations; the reader may select."""
        database = self.empty(kind)
        engine = database.writer()
        upgrade(engine)
        if kind == "postgresql":
            with engine.begin() as connection:
                for grant in READER_GRANTS:
                    connection.exec_driver_sql(grant)
        engine.dispose()
        return database

    def of_the_known_world(self, kind: str) -> Database:
        """One that holds the small known world, made once; tests only read it."""
        if kind not in self._known:
            self._known[kind] = written(self.initialised(kind), world.ROWS)
        return self._known[kind]

    def close(self) -> None:
        self._open.close()


def _administer(url: str, statement: str) -> None:
    engine = sa.create_engine(parse_url(url), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@contextmanager
def elsewhere(database: Database) -> Iterator[None]:
    """The database's own zone is eight hours west of Greenwich for new connections; a SQLite file has none."""
    name = parse_url(database.url).database
    there, back = {
        "sqlite": (None, None),
        "postgresql": (f"ALTER DATABASE {name} SET timezone TO 'Etc/GMT+8'", f"ALTER DATABASE {name} RESET timezone"),
        "mariadb": ("SET GLOBAL time_zone = '-08:00'", "SET GLOBAL time_zone = 'SYSTEM'"),
    }[database.kind]
    if there and back:
        _administer(database.url, there)
    yield
    if there and back:
        _administer(database.url, back)


def written(database: Database, rows: dict[sa.Table, list[dict[str, object]]]) -> Database:
    """The database, with the rows put in as others would: directly, past our import."""
    engine = database.writer()
    with engine.begin() as connection:
        for table, some in rows.items():
            blank = dict.fromkeys(table.c.keys())
            if some:
                connection.execute(sa.insert(table), [blank | row for row in some])
    engine.dispose()
    return database


def engines(database: Database) -> Iterator[sa.Engine]:
    engine = database.reader()
    yield engine
    engine.dispose()
