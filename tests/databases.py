"""Databases for the tests, one of each supported kind: empty ones, and roles that may only read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data_access.engine import reading_engine, writing_engine
from data_access.schema import upgrade
from tests.postgres import Server

KINDS = ("sqlite", "postgresql")
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
    """Makes databases; PostgreSQL ones on one server, each under a name of its own."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._folder, self._server = folder, server
        self._admin = sa.create_engine(server.url().replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {READER} LOGIN NOSUPERUSER")

    def empty(self, kind: str) -> Database:
        """A database without a table."""
        name = f"board_{next(_numbers)}"
        if kind == "sqlite":
            url = f"sqlite:///{self._folder / name}.sqlite"
            return Database(kind, url, url)
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return Database(kind, self._server.url(name), self._server.url(name, READER))

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

    def close(self) -> None:
        self._admin.dispose()


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
