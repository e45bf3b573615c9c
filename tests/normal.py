"""A day on which everything is as it should be: six units that report in time, do all they owe, have enough, and stand at their posts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from data_access.contract import (
    checkpoint,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    import_batch,
    inspection,
    liaison,
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
from tests.world import DAY, DAY_BEFORE, at

DAYS = [DAY - timedelta(days=number) for number in range(27, -1, -1)]  # the month so far
REPORTED = [DAY - timedelta(days=number) for number in range(62, -1, -1)]  # as far back as the last case is looked for
UNITS = {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B", "B3": "B"}
DONE_BY_RECORD = ("disinfection", "gate_control", "patrol", "headcount_check", "duty_protection", "publicity", "meeting")
READ_FROM_REPORTS = ("daily_report", "health_monitoring", "isolation_care")
ITEMS = (
    ("mask", "口罩", "Masks", "protective"),
    ("bleach", "消毒液", "Bleach", "disinfection"),
    ("kit", "抗原", "Antigen kits", "medical"),
)
FOOD = ("rice", "大米", "Rice", "living")


def _unit(unit: str, parent: str | None, place: int, **more: Any) -> dict[str, Any]:
    plain = {"kind": "site", "name_zh": f"单位{unit}", "name_en": f"Unit {unit}", "reports": True, "sort_order": place}
    seat = {"longitude": 108.9 + place / 20, "latitude": 34.2 + place / 40, "staff_count": 20, "dependant_count": 10}
    return {"org_unit_id": unit, "parent_id": parent} | plain | seat | more


def _report(unit: str, day: date) -> dict[str, Any]:
    zeros = (
        "stay_behind",
        "working_from_home",
        "flexible",
        "central_isolation",
        "dependants_home_isolation",
        "dependants_central_isolation",
    )
    none_ill = dict.fromkeys((*zeros, "close_contacts", "fever", "suspected", "confirmed"), 0)
    cared_for = {"home_isolation": 1, "on_site": 19, "meals_due": 3, "meals_delivered": 3, "door_tests_due": 1, "door_tests_done": 1}
    watched = {"health_due": 20, "health_monitored": 20, "residents_present": 10}
    return {"org_unit_id": unit, "report_date": day, "revision": 1, "recorded_at": at(16, day=day)} | none_ill | cared_for | watched


def _shift(unit: str, starts: int, ends_at: Any, **more: Any) -> dict[str, Any]:
    held = {"signed_in_at": at(starts), "last_confirmed_at": at(19, 30), "planned_staff": 2, "present_staff": 2, "recorded_at": at(19, 30)}
    return {"org_unit_id": unit, "revision": 1, "starts_at": at(starts), "ends_at": ends_at} | held | more


MIDNIGHT = at(0, day=DAY + timedelta(days=1))
OWED = {"org_unit_id": "G", "slot": 1, "revision": 1, "grace_minutes": 0, "effective_from": REPORTED[0]}

ROWS: dict[Any, list[dict[str, Any]]] = {
    org_unit: [
        _unit("G", None, 0, kind="group", reports=False),
        _unit("A", "G", 1, kind="division", reports=False, area="city"),
        _unit("B", "G", 2, kind="division", reports=False, area="county"),
        *(_unit(unit, parent, 10 + place) for place, (unit, parent) in enumerate(UNITS.items())),
    ],
    requirement: [
        *(OWED | {"measure_id": name, "due_time": "17:00", "required": 1} for name in READ_FROM_REPORTS),
        *(OWED | {"measure_id": name, "due_time": "12:00", "required": 2} for name in DONE_BY_RECORD),
    ],
    daily_report: [_report(unit, day) for unit in UNITS for day in REPORTED],
    measure_record: [
        {"org_unit_id": unit, "measure_id": name, "record_date": day, "slot": 1, "revision": 1, "done": 2, "recorded_at": at(11, day=day)}
        for unit in UNITS
        for name in DONE_BY_RECORD
        for day in DAYS
    ],
    testing_round: [
        {"round_id": "R1", "round_no": 1, "name_zh": "第一轮", "name_en": "Round 1", "starts_at": at(8), "ends_at": at(22)},
    ],
    testing_progress: [
        {
            "round_id": "R1",
            "org_unit_id": unit,
            "population": who,
            "revision": revision,
            "target": many,
            "sampled": done,
            "resulted": done,
            "positive": 0,
        }
        | {"recorded_at": at(hour)}
        for unit in UNITS
        for who, many in (("staff", 20), ("dependant", 10))
        for revision, hour, done in ((1, 12, many // 2), (2, 19, many))
    ],
    supply_item: [
        {
            "item_id": name,
            "name_zh": zh,
            "name_en": en,
            "category": kind,
            "unit_zh": "件",
            "unit_en": "pieces",
            "min_days": 3,
            "target_days": 7,
        }
        | {"sort_order": place}
        for place, (name, zh, en, kind) in enumerate((*ITEMS, FOOD))
    ],
    stock_day: [
        {"org_unit_id": unit, "item_id": name, "stock_date": day, "revision": 1, "on_hand": 300, "received": 10, "issued": 10}
        | {"recorded_at": at(18, day=day)}
        for unit in UNITS
        for name, *_ in (*ITEMS, FOOD)
        for day in DAYS
    ],
    supply_order: [
        {
            "order_id": "O1",
            "org_unit_id": "A1",
            "item_id": "mask",
            "quantity": 100,
            "ordered_at": at(9, day=DAY_BEFORE),
            "received_at": at(9),
        },
    ],
    checkpoint: [
        {"checkpoint_id": f"C-{unit}", "org_unit_id": unit, "name_zh": "大门", "name_en": "Gate", "kind": "gate", "staffed_24h": True}
        | {"required_staff": 2, "longitude": 108.9 + place / 20, "latitude": 34.2 + place / 40}
        for place, unit in enumerate(UNITS)
    ],
    duty_shift: [
        *(_shift(unit, 16, MIDNIGHT, shift_id=f"P-{unit}", checkpoint_id=f"C-{unit}", team="security") for unit in UNITS),
        *(_shift(unit, 0, MIDNIGHT, shift_id=f"D-{unit}", team="duty_desk", leader="带班干部") for unit in UNITS),
    ],
    directive: [
        {
            "directive_id": "Z1",
            "issued_by": "HQ",
            "title_zh": "门岗",
            "title_en": "Gates",
            "issued_at": at(9, day=DAY_BEFORE),
            "due_at": at(12),
        },
    ],
    directive_receipt: [
        {"directive_id": "Z1", "org_unit_id": unit, "revision": 1, "recorded_at": at(10), "received_at": at(9), "conveyed_at": at(10)}
        for unit in UNITS
    ],
    production_day: [
        {"org_unit_id": unit, "production_date": day, "product": "铜精矿", "revision": 1, "unit_of_measure": "吨", "planned_output": 100}
        | {"actual_output": 104, "safety_incidents": 0, "injuries": 0, "recorded_at": at(19, day=day)}
        for unit in UNITS
        for day in DAYS
    ],
    control_status: [
        {
            "control_id": f"K-{unit}",
            "revision": 1,
            "org_unit_id": unit,
            "place_name": "驻地",
            "level": "normal",
            "since_at": at(0),
            "recorded_at": at(0),
        }
        for unit in UNITS
    ],
    inspection: [
        {
            "inspection_id": "I1",
            "revision": 1,
            "org_unit_id": "A1",
            "inspected_at": at(10),
            "inspector": "HQ",
            "mode": "visit",
            "finding": "良好",
        }
        | {"severity": "info", "closed_at": at(11), "recorded_at": at(11)},
    ],
    liaison: [
        {"liaison_id": "L1", "org_unit_id": "A1", "counterpart": "社区", "contacted_at": at(10), "mode": "visit", "content": "例会"},
    ],
    notice: [{"notice_id": "N1", "published_at": at(9), "title": "一切正常", "body": "照常", "level": "info"}],
    import_batch: [
        {
            "batch_id": "B1",
            "source_name": "daily_report.csv",
            "sha256": "0" * 64,
            "imported_at": at(16),
            "rows_inserted": 6,
            "rows_revised": 0,
        }
        | {"rows_unchanged": 0, "rows_rejected": 0},
    ],
}
