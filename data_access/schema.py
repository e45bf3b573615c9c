"""Creates the contract's tables, or brings them up to date, by migrations."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data_access.contract import metadata
from data_access.engine import DatabaseUnfit, shown

VERSION_TABLE = "situation_board_version"
_LOCK = 0x51_7B0A_4D  # any number that no other program is likely to take


def upgrade(engine: sa.Engine) -> tuple[str | None, str]:
    """Bring the database to the newest schema, all or nothing; returns (version before, version now).

    Raises DatabaseUnfit where tables of the contract's names stand there that this program did not create.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        before = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
        if before is None:
            inspector = sa.inspect(connection)
            taken = sorted(set(metadata.tables) & {*inspector.get_table_names(), *inspector.get_view_names()})
            if taken:
                raise DatabaseUnfit(
                    f"the database {shown(engine.url)} already has {', '.join(taken)}, which `init` did not create; "
                    "it is left as it is: use an empty database, or views over yours (then `init` is not needed)"
                )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, str(newest)
