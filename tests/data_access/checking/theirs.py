"""A database of others: the contract's relations as views over tables that keep nothing in order, with one right row in each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.checking.check import check
from data_access.checking.findings import Fault
from data_access.checking.relations import type_wanted
from data_access.contract import metadata
from data_access.moment import Moment
from tests.databases import READER_GRANTS, Database, Databases
from tests.world import DAY, NOW, at

Rows = dict[str, list[dict[str, Any]]]
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")

RIGHT: dict[str, dict[str, Any]] = {
    "org_unit": {
        "org_unit_id": "A",
        "kind": "site",
        "name_zh": "甲",
        "reports": True,
        "sort_order": 1,
        "staff_count": 9,
        "adcode": "610100",
    },
    "control_status": {
        "control_id": "K",
        "revision": 1,
        "org_unit_id": "A",
        "place_name": "东门",
        "level": "sealed",
        "since_at": at(8),
        "until_at": at(9),
        "longitude": 108.9,
        "latitude": 34.2,
        "crs": "gcj02",
    },
    "liaison": {"liaison_id": "L", "org_unit_id": "A", "counterpart": "街道", "contacted_at": at(8), "mode": "visit", "content": "消杀"},
    "checkpoint": {
        "checkpoint_id": "C",
        "org_unit_id": "A",
        "name_zh": "门",
        "kind": "gate",
        "staffed_24h": True,
        "required_staff": 0,
        "opened_at": at(8),
        "closed_at": at(8),
    },
    "duty_shift": {
        "shift_id": "D",
        "revision": 1,
        "org_unit_id": "A",
        "checkpoint_id": "C",
        "starts_at": at(0),
        "ends_at": at(0, day=DAY + timedelta(days=1)),  # 24 hours are allowed
        "team": "security",
        "planned_staff": 0,
        "signed_in_at": at(8),
        "signed_out_at": at(8),
    },
    "measure": {
        "measure_id": "patrol",
        "name_zh": "巡查",
        "unit_zh": "次",
        "unit_en": "times",
        "amber_below": 1.0,
        "red_below": 1.0,
        "sort_order": 1,
        "active": True,
    },
    "requirement": {
        "org_unit_id": "A",
        "measure_id": "patrol",
        "slot": 1,
        "effective_from": DAY,
        "effective_to": DAY,
        "revision": 1,
        "due_time": "24:00",
        "window_start_time": "00:00",
        "grace_minutes": 0,
        "required": 0,
        "weekdays": "1234567",
    },
    "exemption": {
        "exemption_id": "E",
        "revision": 1,
        "org_unit_id": "A",
        "measure_id": "patrol",
        "from_at": at(8),
        "until_at": at(8),
        "reason": "停产",
    },
    "daily_report": {"org_unit_id": "A", "report_date": DAY, "revision": 1, "recorded_at": NOW, "fever": 0},
    "measure_record": {
        "org_unit_id": "A",
        "measure_id": "patrol",
        "record_date": DAY,
        "slot": 1,
        "revision": 1,
        "recorded_at": NOW,
        "done": 0,
    },
    "testing_round": {"round_id": "R", "round_no": 1, "name_zh": "一", "starts_at": at(8), "ends_at": at(9), "org_unit_id": "A"},
    "testing_progress": {
        "round_id": "R",
        "org_unit_id": "A",
        "population": "staff",
        "revision": 1,
        "recorded_at": NOW,
        "target": 1,
        "sampled": 1,
    },
    "supply_item": {
        "item_id": "mask",
        "name_zh": "口罩",
        "category": "protective",
        "unit_zh": "只",
        "unit_en": "pieces",
        "min_days": 7.0,
        "target_days": 7.0,
        "sort_order": 1,
    },
    "stock_day": {
        "org_unit_id": "A",
        "item_id": "mask",
        "stock_date": DAY,
        "revision": 1,
        "recorded_at": NOW,
        "on_hand": 0.0,
        "issued": 0.0,
    },
    "supply_order": {"order_id": "O", "org_unit_id": "A", "item_id": "mask", "quantity": 0.0, "ordered_at": at(8), "received_at": at(8)},
    "directive": {"directive_id": "T", "issued_by": "集团", "title_zh": "通知", "issued_at": at(8)},
    "directive_receipt": {"directive_id": "T", "org_unit_id": "A", "revision": 1, "conveyed_at": at(8)},
    "production_day": {
        "org_unit_id": "A",
        "production_date": DAY,
        "product": "ore",
        "revision": 1,
        "unit_of_measure": "t",
        "recorded_at": NOW,
        "planned_output": 0.0,
    },
    "inspection": {
        "inspection_id": "I",
        "revision": 1,
        "org_unit_id": "A",
        "inspected_at": at(8),
        "inspector": "李",
        "mode": "phone",
        "finding": "好",
        "severity": "info",
        "closed_at": at(8),
    },
    "notice": {"notice_id": "N", "published_at": at(8), "title": "通知", "body": "正文", "level": "info"},
    "access_grant": {"principal": "li@example.org", "org_unit_id": "A", "role": "admin"},
    "import_batch": {
        "batch_id": "B",
        "source_name": "x.csv",
        "sha256": "0" * 64,
        "imported_at": at(8),
        "rows_inserted": 0,
        "rows_revised": 0,
        "rows_unchanged": 0,
        "rows_rejected": 0,
    },
}


def foreign(databases: Databases, kind: str, more: Rows, *, without: Iterable[str] = ()) -> Database:
    """A database of views over unordered tables: the right rows and `more`, without the relations named."""
    database = databases.empty(kind)
    engine = database.writer()
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name in without:
                continue
            theirs = sa.Table(f"their_{table.name}", sa.MetaData(), *(sa.Column(column.name, _loose(column)) for column in table.c))
            theirs.create(connection)
            for row in [RIGHT[table.name], *more.get(table.name, [])]:
                connection.execute(sa.insert(theirs), dict.fromkeys(table.c.keys()) | row)
            connection.exec_driver_sql(f"CREATE VIEW {table.name} AS SELECT * FROM {theirs.name}")
        if kind == "postgresql":
            for grant in READER_GRANTS:
                connection.exec_driver_sql(grant)
    engine.dispose()
    return database


def found(database: Database, moment: Moment = MOMENT) -> list[Fault]:
    engine = database.reader()
    return check(engine, moment)


def told(faults: Iterable[Fault]) -> set[tuple[str, str, str | None, str]]:
    """Each place of each fault: (relation, kind, column, key)."""
    return {(fault.table, fault.kind, fault.column, place.key) for fault in faults for place in fault.places}


def _loose(column: sa.Column[Any]) -> sa.types.TypeEngine[Any]:
    return sa.Text() if type_wanted(column) == "text" else column.type


def day(number: int) -> date:
    return date(2021, 12, number)
