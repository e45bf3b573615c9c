"""The small known world, used by all tests: one day, 28 December 2021 (a Tuesday), told unit by unit, with every figure worked out by hand.

G  the group, owes a daily report by 17:00; nobody reports for it
|- N  northern division (city)
|  |- N1  on time, zero report
|  |- N2  late: first at 17:40, corrected at 19:00 (fever 1 -> 0)
|  |- N3  silent
|  `- N4  silent, but exempt from 16:00 on
`- S  southern division (county); its own requirement since 20 December: 18:00 and 30 minutes of grace
   |- S1  at 18:20, within grace; confirmed 2
   |- S2  reports without saying how many are confirmed
   |- S3  a negative fever
   |- S4  closed on 27 December; its report of the 28th counts for nothing
   |- S5  opened on the 28th; its own requirement, window 20:00 to 08:00 of the next day; not in yet
   |- S6  owes on Mondays only; reported on the 28th all the same: suspected 1
   `- S7  does not owe reports, and sent one: zero
X  its parent does not exist: a root of its own, owes nothing

Measures: disinfection twice a day (S has a requirement of its own, and is exempt), patrol, health monitoring, isolation care.
Testing: round R2 of N is half over, R3 of S has ended, R1 is everyone's and of yesterday; N2 counts staff and family together, N3 has no roster.
Supplies: masks, gowns and rice; N1 is out of rice, S1 uses more each day, N2 says too little, N3 uses nothing and once counted less than nothing.
Checkpoints: C1 to C11, held, understaffed, unmanned, unknown, between shifts, closed. What each comes to is worked out beside its rows.
Duty desks of N1, N2, S1; directives Z0 to Z3; production, safety, control, orders and seats: beside their rows.
Inspections V1 to V8, notices W1 to W7, contacts outside L1 to L5: what is shown of each is said beside its row.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from data_access.contract import (
    checkpoint,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
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

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2021, 12, 28)
DAY_BEFORE = date(2021, 12, 27)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


NOW = at(20, 0)  # the present of the known world


def _unit(org_unit_id: str, parent_id: str | None, kind: str = "site", **more: Any) -> dict[str, Any]:
    return {
        "org_unit_id": org_unit_id,
        "parent_id": parent_id,
        "kind": kind,
        "name_zh": f"单位{org_unit_id}",
        "reports": True,
        "sort_order": 0,
    } | more


def _report(org_unit_id: str, recorded_at: datetime, revision: int = 1, day: date = DAY, **counts: Any) -> dict[str, Any]:
    zero = {"fever": 0, "suspected": 0, "confirmed": 0, "home_isolation": 0, "central_isolation": 0}
    return {"org_unit_id": org_unit_id, "report_date": day, "revision": revision, "recorded_at": recorded_at} | zero | counts


def _owes(org_unit_id: str, due_time: str, since: date = date(2021, 12, 1), **more: Any) -> dict[str, Any]:
    plain = {"slot": 1, "revision": 1, "grace_minutes": 0, "required": 1, "measure_id": "daily_report"}
    return {"org_unit_id": org_unit_id, "due_time": due_time, "effective_from": since} | plain | more


def _done(org_unit_id: str, measure_id: str, slot: int, done: int | None, recorded_at: datetime, revision: int = 1) -> dict[str, Any]:
    key = {"org_unit_id": org_unit_id, "measure_id": measure_id, "record_date": DAY, "slot": slot, "revision": revision}
    return key | {"done": done, "recorded_at": recorded_at}


def _tested(
    round_id: str, org_unit_id: str, population: str, counts: tuple[int | None, ...], recorded_at: datetime, revision: int = 1
) -> dict[str, Any]:
    key = {"round_id": round_id, "org_unit_id": org_unit_id, "population": population, "revision": revision}
    return key | dict(zip(("target", "sampled", "resulted", "positive"), counts, strict=True)) | {"recorded_at": recorded_at}


def _stock(org_unit_id: str, item_id: str, last: date, *days: tuple[float | None, float | None, float | None]) -> list[dict[str, Any]]:
    """On hand, received, issued of consecutive days, the last of them on `last`, each told at 18:00 of its day."""
    first = last - timedelta(days=len(days) - 1)
    dates = [first + timedelta(days=number) for number in range(len(days))]
    return [
        {
            "org_unit_id": org_unit_id,
            "item_id": item_id,
            "stock_date": day,
            "revision": 1,
            "on_hand": on_hand,
            "received": received,
            "issued": issued,
            "recorded_at": at(18, day=day),
        }
        for day, (on_hand, received, issued) in zip(dates, days, strict=True)
    ]


def _post(number: int, org_unit_id: str, required_staff: int = 2, **more: Any) -> dict[str, Any]:
    plain = {"name_zh": f"卡点{number}", "kind": "gate", "staffed_24h": True, "longitude": 108.95, "latitude": 34.2 + number / 100}
    return {"checkpoint_id": f"C{number}", "org_unit_id": org_unit_id, "required_staff": required_staff} | plain | more


def _shift(shift_id: str, post: str, org_unit_id: str, starts: int, ends: int, revision: int = 1, **more: Any) -> dict[str, Any]:
    ends_at = at(0, day=DAY + timedelta(days=1)) if ends == 24 else at(ends)
    plain = {"checkpoint_id": post, "starts_at": at(starts), "ends_at": ends_at, "team": "security", "planned_staff": 2}
    return {"shift_id": shift_id, "revision": revision, "org_unit_id": org_unit_id, "recorded_at": at(starts)} | plain | more


def _desk(shift_id: str, org_unit_id: str, starts_at: datetime, ends_at: datetime, revision: int = 1, **more: Any) -> dict[str, Any]:
    plain = {"starts_at": starts_at, "ends_at": ends_at, "team": "duty_desk", "planned_staff": 1, "recorded_at": starts_at}
    return {"shift_id": shift_id, "revision": revision, "org_unit_id": org_unit_id} | plain | more


def _receipt(directive_id: str, org_unit_id: str, conveyed_at: datetime | None, revision: int = 1, **more: Any) -> dict[str, Any]:
    key = {"directive_id": directive_id, "org_unit_id": org_unit_id, "revision": revision}
    return key | {"recorded_at": conveyed_at, "conveyed_at": conveyed_at} | more


def _made(org_unit_id: str, planned: float | None, actual: float | None, incidents: int | None = 0, **more: Any) -> dict[str, Any]:
    key = {"org_unit_id": org_unit_id, "production_date": DAY, "product": "coal", "revision": 1}
    told = {"planned_output": planned, "actual_output": actual, "safety_incidents": incidents, "injuries": 0}
    return key | {"unit_of_measure": "t", "recorded_at": at(19, day=more.get("production_date", DAY))} | told | more


def _controlled(control_id: str, org_unit_id: str, level: str, since_at: datetime, revision: int = 1, **more: Any) -> dict[str, Any]:
    key = {"control_id": control_id, "revision": revision, "org_unit_id": org_unit_id}
    return key | {"place_name": f"{org_unit_id}驻地", "level": level, "since_at": since_at, "recorded_at": since_at} | more


def _ordered(order_id: str, org_unit_id: str, item_id: str, quantity: float, ordered_at: datetime, **more: Any) -> dict[str, Any]:
    return {"order_id": order_id, "org_unit_id": org_unit_id, "item_id": item_id, "quantity": quantity, "ordered_at": ordered_at} | more


def _inspected(
    inspection_id: str, org_unit_id: str, inspected_at: datetime, severity: str, revision: int = 1, **more: Any
) -> dict[str, Any]:
    key = {"inspection_id": inspection_id, "revision": revision, "org_unit_id": org_unit_id, "recorded_at": inspected_at}
    return key | {"inspected_at": inspected_at, "inspector": "督导组", "mode": "visit", "finding": "记录不全", "severity": severity} | more


def _announced(notice_id: str, org_unit_id: str | None, published_at: datetime, **more: Any) -> dict[str, Any]:
    told = {"title": f"通知{notice_id}", "body": "各单位遵照执行。", "level": "info"}
    return {"notice_id": notice_id, "org_unit_id": org_unit_id, "published_at": published_at} | told | more


def _contacted(liaison_id: str, org_unit_id: str, contacted_at: datetime, **more: Any) -> dict[str, Any]:
    told = {"counterpart": "街道办", "mode": "phone", "content": "对接采样"}
    return {"liaison_id": liaison_id, "org_unit_id": org_unit_id, "contacted_at": contacted_at} | told | more


NEXT_DAY = DAY + timedelta(days=1)
TWO_DAYS_BEFORE = DAY - timedelta(days=2)
ACCOUNTED = {"on_site": 0, "stay_behind": 0, "working_from_home": 0, "flexible": 0}  # with the two kinds of isolation: all six

ROWS: dict[Any, list[dict[str, Any]]] = {
    org_unit: [
        _unit("G", None, "group", reports=False),
        _unit("N", "G", "division", reports=False, area="city", sort_order=1),
        _unit("S", "G", "division", reports=False, area="county", sort_order=2),
        *(
            _unit(name, "N", sort_order=10 + place, name_en=f"Unit {name}", dependant_count=family, staff_count=staff, **seat)
            for place, (name, family, staff, seat) in enumerate(
                (
                    ("N1", 50, 20, {"longitude": 108.95, "latitude": 34.25}),
                    ("N2", 0, 10, {"longitude": 108.96, "latitude": 34.25}),
                    ("N3", 30, 30, {"contact_name": "周值班", "contact_phone": "029-5550-0103"}),
                    ("N4", None, None, {}),
                )
            )
        ),
        _unit("S1", "S", sort_order=21, longitude=109.5, latitude=34.5, contact_phone="029-5550-0201"),
        _unit("S2", "S", sort_order=22, longitude=109.6, latitude=34.5),
        _unit("S3", "S", sort_order=23, staff_count=8),
        _unit("S4", "S", sort_order=24, closed_on=DAY_BEFORE),
        _unit("S5", "S", sort_order=25, opened_on=DAY),
        _unit("S6", "S", sort_order=26),
        _unit("S7", "S", sort_order=27, reports=False, staff_count=5),
        _unit("X", "nowhere", sort_order=30),
    ],
    requirement: [
        _owes("G", "17:00"),
        _owes("S", "12:00", since=date(2021, 12, 10)),
        _owes("S", "18:00", since=date(2021, 12, 20), grace_minutes=30),
        _owes("S5", "08:00", window_start_time="20:00"),
        _owes("S6", "17:00", weekdays="1"),
        _owes("S1", "09:00", since=date(2022, 1, 1)),
        _owes("N", "06:00", since=date(2021, 12, 1), effective_to=DAY_BEFORE),
        _owes("N", "06:00", since=date(2021, 12, 28), required=0, recorded_at=at(21)),  # known only an hour after the present
        _owes("G", "12:00", measure_id="disinfection", required=4),
        _owes("G", "20:00", measure_id="disinfection", slot=2, required=4),
        _owes("S", "18:00", measure_id="disinfection", required=2),  # all of S owes this alone, and is exempt
        _owes("N", "10:00", measure_id="patrol", required=2),
        _owes("N1", "23:00", measure_id="patrol", since=date(2021, 12, 20)),
        _owes("G", "17:00", measure_id="health_monitoring"),
        _owes("S", "19:00", measure_id="isolation_care"),
    ],
    exemption: [
        {"exemption_id": "E1", "revision": 1, "org_unit_id": "N4", "from_at": at(16), "reason": "line down"},
        {"exemption_id": "E2", "revision": 1, "org_unit_id": "N3", "from_at": at(8), "until_at": at(17), "reason": "ends as it falls due"},
        {
            "exemption_id": "E3",
            "revision": 1,
            "org_unit_id": "S",
            "measure_id": "disinfection",
            "from_at": at(0),
            "reason": "another measure",
        },
    ],
    daily_report: [
        _report(
            "N1",
            at(16, 30),
            health_due=10,
            health_monitored=10,
            home_isolation=2,
            central_isolation=1,
            dependants_home_isolation=1,
            **ACCOUNTED | {"on_site": 15},  # 18 of 20 staff
        ),
        _report("N2", at(17, 40), fever=1),
        _report("N2", at(19, 0), revision=2, health_due=20, health_monitored=18),
        _report("S1", at(18, 20), confirmed=2),
        _report(
            "S1",
            at(19, 30),
            revision=2,
            confirmed=2,
            remark="corrected",
            health_due=5,
            health_monitored=6,  # contradicts itself
            home_isolation=3,
            central_isolation=None,
            meals_due=6,
            meals_delivered=8,  # more than due: credited 6
            door_tests_due=4,
            door_tests_done=3,
        ),
        _report("S2", at(15, 0), confirmed=None, health_due=8, meals_due=3, meals_delivered=3, door_tests_due=2),
        _report("S3", at(15, 0), fever=-1, health_due=0, health_monitored=0, home_isolation=-1, **ACCOUNTED),
        _report("S4", at(15, 0), confirmed=9, health_due=9, health_monitored=9, home_isolation=9),
        _report(
            "S6",
            at(15, 0),
            suspected=1,
            health_due=4,
            health_monitored=4,
            meals_due=0,
            meals_delivered=0,
            door_tests_due=0,
            door_tests_done=0,
        ),
        _report("S7", at(15, 0), **ACCOUNTED | {"on_site": 5}),
        _report("N1", at(16, 30, DAY_BEFORE), day=DAY_BEFORE),
        _report("S4", at(16, 30, DAY_BEFORE), day=DAY_BEFORE, confirmed=1),
    ],
    measure_record: [
        _done("N1", "disinfection", 1, 6, at(11)),  # a surplus: credited 4; slot 2 is due this minute and not there
        _done("N2", "disinfection", 1, None, at(11)),  # a record that does not say how many
        _done("N2", "disinfection", 2, 4, at(19)),
        _done("N3", "disinfection", 1, 1, at(11)),  # exempt: neither credited nor owed
        _done("N3", "disinfection", 2, 3, at(18)),
        _done("N3", "disinfection", 2, 4, at(19, 30), revision=2),
        _done("N4", "disinfection", 1, -1, at(11)),  # contradicts itself; slot 2 is exempt
        _done("S1", "disinfection", 1, 2, at(11)),
        _done("S4", "disinfection", 1, 2, at(11)),
        _done("N2", "patrol", 1, 1, at(9)),
        _done("X", "patrol", 1, 1, at(9)),  # owes nothing
    ],
    testing_round: [
        {"round_id": "R1", "round_no": 1, "name_zh": "第一轮", "starts_at": at(8, day=DAY_BEFORE), "ends_at": at(20, day=DAY_BEFORE)},
        {
            "round_id": "R2",
            "round_no": 2,
            "name_zh": "第二轮",
            "name_en": "Round two",
            "org_unit_id": "N",
            "starts_at": at(8),
            "ends_at": at(8, day=date(2021, 12, 29)),
        },
        {"round_id": "R3", "round_no": 3, "name_zh": "第三轮", "org_unit_id": "S", "starts_at": at(0), "ends_at": at(18)},
        {"round_id": "R4", "round_no": 1, "name_zh": "同时", "org_unit_id": "N1", "starts_at": at(8), "ends_at": at(12)},
        {"round_id": "R5", "round_no": 5, "name_zh": "未开始", "starts_at": at(21), "ends_at": at(23)},
    ],
    testing_progress: [
        _tested("R1", "S1", "staff", (30, 30, 30, 3), at(20, day=DAY_BEFORE)),  # not of S1's current round
        _tested("R2", "N1", "staff", (100, 24, 0, 0), at(13)),
        _tested("R2", "N1", "staff", (100, 60, 40, 0), at(19), revision=2),
        _tested("R2", "N1", "dependant", (50, 50, 50, 0), at(15)),
        _tested("R2", "N2", "combined", (40, 10, 10, 0), at(18)),
        _tested("R2", "N3", "staff", (None, 20, None, None), at(12)),
        _tested("R3", "S1", "staff", (30, 30, 30, 1), at(17)),
        _tested("R3", "S2", "staff", (20, 15, 15, 0), at(17)),
        _tested("R3", "S3", "staff", (10, 12, 10, 0), at(17)),  # more sampled than on the roster
        _tested("R3", "S4", "staff", (9, 9, 9, 9), at(17)),
        _tested("R3", "S6", "staff", (10, 10, 10, 0), at(17)),
        _tested("R3", "S7", "staff", (5, 5, 5, 0), at(17)),
    ],
    supply_item: [
        {
            "item_id": item_id,
            "name_zh": name_zh,
            "name_en": name_en,
            "category": category,
            "unit_zh": "件",
            "unit_en": "pieces",
            "min_days": 3,
            "target_days": 7,
            "sort_order": place,
        }
        for place, (item_id, name_zh, name_en, category) in enumerate(
            (("mask", "口罩", "Masks", "protective"), ("gown", "防护服", "Gowns", "protective"), ("rice", "大米", "Rice", "living"))
        )
    ],
    stock_day: [
        *_stock("N1", "mask", DAY, *((100 - 10 * number, 0, 10) for number in range(8))),  # 30 / 10 a day = 3 days: not under 3
        *_stock("N1", "rice", DAY, (30, 0, None), (20, 0, None), (10, 0, None), *[(0, 0, None)] * 5),  # three days of use, then out
        *_stock("N2", "mask", date(2021, 12, 23), (80, 0, 5), (75, 0, 5), (70, 0, 5)),  # nothing in the last three days
        *_stock("N2", "gown", DAY, (21, 0, 1), (20, 0, 1)),  # two valid days are too few
        *_stock("N3", "gown", DAY, *[(12, 0, 0)] * 7),  # no use
        *_stock("N3", "rice", DAY, (-2, 0, 1)),  # contradicts itself
        *_stock("S1", "mask", DAY, (52, 0, 2), (50, 0, 2), (48, 0, 2), (44, 0, 2), (36, 0, 8), (28, 0, 8), (20, 0, 8)),
        *_stock("S1", "rice", date(2021, 12, 10), (5, 0, 1)),  # kept once in thirty days, and nothing since
        *_stock(
            "S2",
            "mask",
            DAY,
            (10, 0, None),
            (15, 0, None),  # more than there can be: left out
            *[(14 - number, 0, None) for number in range(5)],
            (None, 0, 3),  # no row: it does not say what is there
        ),
        *_stock("S4", "mask", DAY, (0, 0, 1)),
        *_stock("S6", "mask", DAY, (7, 0, 1), (6, 0, 1), (5, 0, 1)),
        _stock("S6", "mask", DAY, (0, 0, 6))[0] | {"revision": 2, "recorded_at": at(21)},
    ],
    checkpoint: [
        _post(1, "N1"),
        _post(2, "N1", kind="road"),
        _post(3, "N2"),
        _post(4, "N2", kind="tent", staffed_24h=False),
        _post(5, "N3"),
        _post(6, "S1", staffed_24h=False),
        _post(7, "S2", required_staff=3),
        _post(8, "S3", closed_at=at(19)),
        _post(9, "S4"),
        _post(10, "S5", opened_at=at(20)),
        _post(11, "S6", longitude=None, closed_at=at(23)),
    ],
    duty_shift: [
        _shift("D1", "C1", "N1", 16, 24, signed_in_at=at(16), present_staff=2),  # its sign is exactly two intervals old: manned
        _shift("D2", "C2", "N1", 16, 24, signed_in_at=at(16, 5), last_confirmed_at=at(19), present_staff=1),  # one is missing
        _shift("D5", "C5", "N3", 14, 22, signed_in_at=at(14), last_confirmed_at=at(15, 59), present_staff=2),  # a minute too old
        _shift("D6", "C6", "S1", 18, 22),  # nobody took the post
        _shift("D7", "C7", "S2", 16, 24, signed_in_at=at(16), signed_out_at=at(19), present_staff=3),
        _shift("D8", "C7", "S2", 16, 24, signed_in_at=at(19)),  # took over, and does not say how many
        _shift("D8x", "C8", "S3", 16, 24),
        _shift("D9", "C9", "S4", 16, 24),
        _shift("D10", "C10", "S5", 12, 20, signed_in_at=at(12), last_confirmed_at=at(19), present_staff=2),  # ended this minute
        _shift("D11", "C11", "S6", 16, 24, signed_in_at=at(16), present_staff=2),
        _shift("D11", "C11", "S6", 16, 24, 2, signed_in_at=at(16), last_confirmed_at=at(18, 30), present_staff=2, recorded_at=at(18, 30)),
        _shift("D11", "C11", "S6", 16, 24, 3, signed_in_at=at(16), signed_out_at=at(19, 50), present_staff=2, recorded_at=at(20, 30)),
        _shift("D0", None, "N1", 8, 24, team="duty_desk"),  # a duty desk is no checkpoint
        _desk("K0", "S1", at(20, day=DAY_BEFORE), at(8), signed_in_at=at(20, day=DAY_BEFORE)),  # over midnight
        _desk("K1", "S1", at(8), at(0, day=NEXT_DAY), signed_in_at=at(8)),
        _desk("K2", "N2", at(0), at(8), signed_in_at=at(0)),
        _desk("K3", "N2", at(8), at(16), signed_in_at=at(7, 50), signed_out_at=at(16)),
        _desk("K4", "N2", at(16), at(0, day=NEXT_DAY), signed_in_at=at(16, 20)),  # twenty minutes with nobody there
        _desk("K4", "N2", at(16), at(0, day=NEXT_DAY), 2, signed_in_at=at(16), recorded_at=at(21)),
        _desk("K5", "S4", at(8), at(20)),
        _desk("K6", "S2", at(8, day=DAY_BEFORE), at(0)),  # ended as D began
    ],
    directive: [
        {"directive_id": "Z0", "issued_by": "HQ", "title_zh": "旧令", "issued_at": at(9, day=date(2021, 11, 20)), "due_at": at(9)},
        {
            "directive_id": "Z1",
            "issued_by": "HQ",
            "title_zh": "门岗",
            "title_en": "Gates",
            "issued_at": at(9, day=DAY_BEFORE),
            "due_at": at(12),
        },
        {"directive_id": "Z2", "issued_by": "HQ", "title_zh": "盘点", "issued_at": at(18)},
        {"directive_id": "Z3", "issued_by": "HQ", "title_zh": "未发", "issued_at": at(21)},
    ],
    directive_receipt: [
        _receipt("Z0", "N1", None),
        _receipt("Z1", "N1", at(10)),  # 25 hours
        _receipt("Z1", "N2", at(13)),  # late, 28 hours
        _receipt("Z1", "N3", None, received_at=at(10, day=DAY_BEFORE)),
        _receipt("Z1", "N4", None),
        _receipt("Z1", "N4", at(11), 2, recorded_at=at(21)),  # told an hour after the present
        _receipt("Z1", "S4", None),
        _receipt("Z2", "N1", None),  # never due
        _receipt("Z2", "S1", at(19)),  # one hour
        _receipt("Z3", "N1", None),
    ],
    production_day: [
        _made("N1", 100, 96, 2, production_date=DAY_BEFORE),
        _made("N1", 100, 99, 5, production_date=date(2021, 11, 30)),
        _made("N1", 100, 96),  # below plan, and near enough
        _made("N2", 100, 100, None, injuries=1),
        _made("N3", 100, None),
        _made("S1", 50, 40),  # 0.8
        _made("S1", 10, 12, product="power", unit_of_measure="MWh"),
        _made("S2", 0, 0, -1, injuries=None),  # nothing planned, nothing owed
        _made("S3", 100, -1),  # contradicts itself
        _made("S4", 100, 100, 1, production_date=DAY_BEFORE),
        _made("S4", 100, 0, 7),  # closed the day before
        _made("S6", 20, 20),
        _made("S6", 20, 0, revision=2, recorded_at=at(21)),
    ],
    control_status: [
        _controlled("K1", "N1", "strengthened", at(0, day=TWO_DAYS_BEFORE)),
        _controlled("K2", "N1", "sealed", at(0, day=DAY_BEFORE)),
        _controlled("K3", "N2", "controlled", at(0, day=DAY_BEFORE), until_at=at(20)),  # lifted this minute
        _controlled("K4", "N3", "normal", at(0, day=DAY_BEFORE)),
        _controlled("K5", "S", "controlled", at(0, day=DAY_BEFORE)),  # of S alone, not of all below it
        _controlled("K6", "S1", "strengthened", at(20, 1), recorded_at=at(19)),
        _controlled("K7", "S2", "strengthened", at(0, day=DAY_BEFORE)),
        _controlled("K7", "S2", "strengthened", at(0, day=DAY_BEFORE), 2, until_at=at(10), recorded_at=at(21)),
        _controlled("K8", "S4", "sealed", at(0, day=DAY_BEFORE)),
    ],
    supply_order: [
        _ordered("O1", "N1", "rice", 200, at(9, day=DAY_BEFORE), expected_on=NEXT_DAY),
        _ordered("O2", "N1", "rice", 50, at(9, day=DAY_BEFORE), received_at=at(19)),
        _ordered("O3", "S1", "mask", 100, at(21)),
        _ordered("O4", "S1", "mask", 80, at(9, day=TWO_DAYS_BEFORE)),
        _ordered("O5", "S4", "mask", 80, at(9, day=TWO_DAYS_BEFORE)),
    ],
    inspection: [
        _inspected("V1", "N1", at(11, day=DAY_BEFORE), "attention", due_on=DAY_BEFORE),  # open, and overdue since the day before
        _inspected("V2", "N2", at(9), "info", closed_at=at(9)),
        _inspected("V3", "N3", at(10), "breach", due_on=DAY),  # to be mended today
        _inspected("V3", "N3", at(10), "breach", 2, due_on=DAY, closed_at=at(19), recorded_at=at(21)),  # told an hour after the present
        _inspected(
            "V4", "S1", at(9, day=TWO_DAYS_BEFORE), "attention", due_on=NEXT_DAY, closed_at=at(20, 1), recorded_at=at(19)
        ),  # closes after S
        _inspected("V5", "S4", at(9, day=DAY_BEFORE), "breach"),  # closed since
        _inspected("V6", "S2", at(21), "breach", recorded_at=at(19)),  # yet to come
        _inspected("V7", "S1", at(9, day=date(2021, 11, 27)), "breach"),  # 31 days old
        _inspected("V8", "S3", at(0, day=date(2021, 11, 28)), "attention", recorded_at=None),  # 30 days old, and never due
    ],
    notice: [
        _announced("W1", None, at(8), level="attention", source="防疫办"),
        _announced("W2", "G", at(7)),  # to all below G
        _announced("W3", "N", at(9)),
        _announced("W4", "S1", at(20)),  # published this minute
        _announced("W5", None, at(20, 1)),
        _announced("W6", "S4", at(9)),  # to a closed unit alone
        _announced("W7", "N2", at(20, day=date(2021, 12, 14)), level="breach"),  # 14 days old this minute
    ],
    liaison: [
        _contacted("L1", "N1", at(10), provided="场地"),
        _contacted("L2", "S1", at(20), mode="visit"),  # this minute
        _contacted("L3", "S1", at(20, 1)),
        _contacted("L4", "S4", at(10)),
        _contacted("L5", "N2", at(20, day=date(2021, 12, 14))),  # 14 days ago this minute
    ],
}
