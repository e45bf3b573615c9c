"""The data's version: a text that changes when a row the screens read changes, so that what was counted before is counted again."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from data_access.contract import (
    checkpoint,
    daily_report,
    duty_shift,
    exemption,
    measure,
    measure_record,
    org_unit,
    requirement,
    stock_day,
    supply_item,
    testing_progress,
    testing_round,
)

WHOLE = (
    org_unit,
    measure,
    requirement,
    exemption,
    checkpoint,
    testing_round,
    supply_item,
)  # short, and open to changes in place: every row is looked at
COUNTED = (daily_report, measure_record, testing_progress, stock_day, duty_shift)  # long: its rows and its newest arrival


def data_version(connection: sa.Connection) -> str:
    """One digest of every row of the short tables, and of the number of rows and the newest arrival of the long ones."""
    digest = hashlib.sha256()
    statements = [sa.select(table).order_by(*table.primary_key) for table in WHOLE]
    statements += [sa.select(sa.func.count(), sa.func.max(table.c.recorded_at)).select_from(table) for table in COUNTED]
    for statement in statements:
        digest.update(repr([tuple(row) for row in connection.execute(statement)]).encode())
    return digest.hexdigest()
