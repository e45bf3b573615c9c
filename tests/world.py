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
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from data_access.contract import daily_report, exemption, org_unit, requirement

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
    zero = {"fever": 0, "suspected": 0, "confirmed": 0}
    return {"org_unit_id": org_unit_id, "report_date": day, "revision": revision, "recorded_at": recorded_at} | zero | counts


def _owes(org_unit_id: str, due_time: str, since: date = date(2021, 12, 1), **more: Any) -> dict[str, Any]:
    plain = {"slot": 1, "revision": 1, "grace_minutes": 0, "required": 1, "measure_id": "daily_report"}
    return {"org_unit_id": org_unit_id, "due_time": due_time, "effective_from": since} | plain | more


ROWS: dict[Any, list[dict[str, Any]]] = {
    org_unit: [
        _unit("G", None, "group", reports=False),
        _unit("N", "G", "division", reports=False, area="city", sort_order=1),
        _unit("S", "G", "division", reports=False, area="county", sort_order=2),
        *(_unit(name, "N", sort_order=10 + place, name_en=f"Unit {name}") for place, name in enumerate(("N1", "N2", "N3", "N4"))),
        _unit("S1", "S", sort_order=21),
        _unit("S2", "S", sort_order=22),
        _unit("S3", "S", sort_order=23),
        _unit("S4", "S", sort_order=24, closed_on=DAY_BEFORE),
        _unit("S5", "S", sort_order=25, opened_on=DAY),
        _unit("S6", "S", sort_order=26),
        _unit("S7", "S", sort_order=27, reports=False),
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
        _report("N1", at(16, 30)),
        _report("N2", at(17, 40), fever=1),
        _report("N2", at(19, 0), revision=2),
        _report("S1", at(18, 20), confirmed=2),
        _report("S1", at(19, 30), revision=2, confirmed=2, remark="corrected"),
        _report("S2", at(15, 0), confirmed=None),
        _report("S3", at(15, 0), fever=-1),
        _report("S4", at(15, 0), confirmed=9),
        _report("S6", at(15, 0), suspected=1),
        _report("S7", at(15, 0)),
        _report("N1", at(16, 30, DAY_BEFORE), day=DAY_BEFORE),
        _report("S4", at(16, 30, DAY_BEFORE), day=DAY_BEFORE, confirmed=1),
    ],
}
