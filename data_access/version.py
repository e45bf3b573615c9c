"""The data's version: each table's changes when a row the screens read changes, so that what was counted before is counted again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class Version:
    """What stands in one table: a digest of its rows, or of their number and newest arrival, and that arrival where the table keeps one."""

    digest: str
    newest_at: datetime | None = None


def data_versions(connection: sa.Connection, absent: Collection[str] = ()) -> dict[str, Version]:
    """The version of each table there is, by its name: of every row of the short ones, of the number of rows and the newest arrival of the long."""
    versions = {}
    for table in WHOLE:
        if table.name not in absent:
            rows = connection.execute(sa.select(table).order_by(*table.primary_key))
            versions[table.name] = Version(_digest([tuple(row) for row in rows]))
    for arrival in ARRIVALS:
        if arrival.table.name not in absent:
            count, newest = connection.execute(sa.select(sa.func.count(), sa.func.max(arrival)).select_from(arrival.table)).one()
            versions[arrival.table.name] = Version(_digest((count, newest)), newest)
    return versions


def newest_arrival(connection: sa.Connection, relations: Collection[str], known_at: datetime) -> datetime | None:
    """When the newest row of the long tables among the relations arrived that is known at `known_at`; None where none is."""
    asked = [arrival for arrival in ARRIVALS if arrival.table.name in relations]
    found = (connection.execute(sa.select(sa.func.max(arrival)).where(arrival <= known_at)).scalar_one() for arrival in asked)
    return max((instant for instant in found if instant is not None), default=None)


def _digest(what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()
