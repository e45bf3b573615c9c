"""Alembic's entry: runs the migrations on the connection that `data_access.schema` hands over."""

from __future__ import annotations

from alembic import context

from data_access.contract import metadata
from data_access.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
