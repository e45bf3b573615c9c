"""The data's version: a text that changes when a row the screens read changes, so that what was counted before is counted again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import sqlalchemy as sa

from data_access.contract import (
    checkpoint,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    import_batch,
    inspection,
    liaison,
    measure,
    measure_record,
    notice,
    org_unit,
    production_day,
    requirement,
    stock_day,
    supply_item,
    supply_order,
    testing_progress,
    testing_round,
)

WHOLE = (
    org_unit,
    measure,
    requirement,
    exemption,
    checkpoint,
    control_status,
    testing_round,
    supply_item,
    supply_order,
    directive,
    notice,
)  # short, and open to changes in place: every row is looked at
LONG = (daily_report, measure_record, testing_progress, stock_day, duty_shift, directive_receipt, production_day, inspection)
ARRIVALS = (
    *(table.c.recorded_at for table in LONG),
    liaison.c.contacted_at,
    import_batch.c.imported_at,
)  # long: the number of rows and the newest arrival


def data_version(connection: sa.Connection, absent: Collection[str] = ()) -> str:
    """One digest of every row of the short tables, and of the number of rows and the newest arrival of the long ones; and of what is absent."""
    digest = hashlib.sha256(repr(sorted(absent)).encode())
    statements = [sa.select(table).order_by(*table.primary_key) for table in WHOLE if table.name not in absent]
    arrivals = [arrival for arrival in ARRIVALS if arrival.table.name not in absent]
    statements += [sa.select(sa.func.count(), sa.func.max(arrival)).select_from(arrival.table) for arrival in arrivals]
    for statement in statements:
        digest.update(repr([tuple(row) for row in connection.execute(statement)]).encode())
    return digest.hexdigest()
