"""The data's version: a text that changes when a row the screens read changes, so that what was counted before is counted again."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from data_access.contract import daily_report, exemption, is_append_only, measure, org_unit, requirement

WATCHED = (org_unit, measure, requirement, exemption, daily_report)


def data_version(connection: sa.Connection) -> str:
    """Rows and newest arrival of each append-only table, every row of each table without history, as one digest."""
    digest = hashlib.sha256()
    for table in WATCHED:
        if is_append_only(table):
            rows = connection.execute(sa.select(sa.func.count(), sa.func.max(table.c.recorded_at)).select_from(table)).all()
        else:
            rows = connection.execute(sa.select(table).order_by(*table.primary_key)).all()
        digest.update(repr((table.name, [tuple(row) for row in rows])).encode())
    return digest.hexdigest()
