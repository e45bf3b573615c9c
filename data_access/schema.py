"""Creates the contract's tables, or brings them up to date, by migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data_access.contract import metadata
from data_access.engine import DatabaseAway, DatabaseUnfit, shown

VERSION_TABLE = "situation_board_version"
_LOCK = 0x51_7B0A_4D  # any number that no other program is likely to take
_SECONDS_FOR_OTHERS = 60


def upgrade(engine: sa.Engine) -> tuple[str | None, str]:
    """Bring the database to the newest schema, all or nothing; returns (version before, version now).

    MariaDB keeps each table from the moment it is created: there, what an interrupted `init` left is begun anew by the next.
    Raises DatabaseUnfit where tables of the contract's names stand there that this program did not create.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with _alone_on_mariadb(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        before = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
        if before is None:
            inspector = sa.inspect(connection)
            tables = set(inspector.get_table_names())
            taken = sorted(set(metadata.tables) & {*tables, *inspector.get_view_names()})
            if taken and VERSION_TABLE in tables and not _any_row(connection, taken):
                metadata.drop_all(connection, [metadata.tables[name] for name in taken])
            elif taken:
                raise DatabaseUnfit(
                    f"the database {shown(engine.url)} already has {', '.join(taken)}, which `init` did not create; "
                    "it is left as it is: use an empty database, or views over yours (then `init` is not needed)"
                )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, str(newest)


@contextmanager
def _alone_on_mariadb(engine: sa.Engine) -> Iterator[None]:
    """One `init` at a time where no transaction holds the tables together; the lock ends with the connection that took it."""
    if engine.dialect.name != "mariadb":
        yield
        return
    name = sa.func.concat(f"{_LOCK} ", sa.func.md5(sa.func.database()))  # such locks are the whole server's
    with engine.connect() as keeper:
        keeper.detach()
        if keeper.scalar(sa.select(sa.func.get_lock(name, _SECONDS_FOR_OTHERS))) != 1:
            raise DatabaseAway(f"another `init` has been at work in the database {shown(engine.url)} for {_SECONDS_FOR_OTHERS} s")
        yield


def _any_row(connection: sa.Connection, tables: list[str]) -> bool:
    return any(connection.scalar(sa.select(sa.exists().select_from(metadata.tables[name]))) for name in tables)
