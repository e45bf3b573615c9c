"""Demonstration data: two invented divisions of a mining group in and around Xi'an and their daily reports. Deterministic by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access.contract import daily_report, exemption, org_unit, requirement
from data_access.engine import DatabaseUnfit, shown

Row = dict[str, Any]
CHUNK = 2000

DIVISIONS = (("D1", "秦北矿业板块", "Qinbei Mining Division"), ("D2", "秦南地勘板块", "Qinnan Survey Division"))
CITY = ("610103", "610102", "610104", "610112", "610113", "610116")  # Beilin first, where the headquarters are
COUNTIES = ("610122", "610124", "610222", "610326", "610330", "610428", "610527", "610528", "610723", "610925", "611021", "611025")
HEADQUARTERS = (("总部机关", "Headquarters", "department"), ("后勤中心", "Logistics centre", "department"))
CITY_UNITS = (
    ("设计院", "Design institute"),
    ("测绘院", "Mapping institute"),
    ("化验中心", "Assay laboratory"),
    ("物探队", "Geophysics team"),
    ("培训中心", "Training centre"),
    ("家属院物业", "Housing services"),
)
SURVEY_TEAMS = ("一", "二", "三", "四", "五", "六")
MINES = (
    ("北岭", "Beiling"),
    ("石门", "Shimen"),
    ("南沟", "Nangou"),
    ("东坪", "Dongping"),
    ("西河", "Xihe"),
    ("青崖", "Qingya"),
    ("云台", "Yuntai"),
    ("白石", "Baishi"),
    ("松坡", "Songpo"),
    ("柳泉", "Liuquan"),
)
TRADES = (("金矿", "gold mine"), ("选矿厂", "concentrator"), ("运输队", "haulage team"))


def fill(engine: sa.Engine, *, last_day: date, now: datetime, zone: ZoneInfo, units: int, days: int, seed: int) -> int:
    """Write `days` days of reports of `units` reporting units, ending on `last_day` and with nothing received after `now`; returns the rows.

    Raises DatabaseUnfit where units stand there already: demonstration data never mixes with real data.
    """
    chance = random.Random(seed)
    organisation = list(_organisation(units, chance))
    reporting = [unit for unit in organisation if unit["reports"]]
    first_day = last_day - timedelta(days=days - 1)
    tables = {
        org_unit: organisation,
        requirement: [_requirement(first_day)],
        exemption: list(_exemptions(reporting, last_day, zone)),
        daily_report: [row for row in _reports(reporting, first_day, days, zone, chance) if row["recorded_at"] <= now],
    }
    with engine.begin() as connection:
        if connection.execute(sa.select(sa.exists().select_from(org_unit))).scalar_one():
            raise DatabaseUnfit(f"the database {shown(engine.url)} already has units; demonstration data goes into an empty database only")
        for table, rows in tables.items():
            for start in range(0, len(rows), CHUNK):
                connection.execute(sa.insert(table), rows[start : start + CHUNK])
    return sum(len(rows) for rows in tables.values())


def _organisation(units: int, chance: random.Random) -> Iterator[Row]:
    blank: Row = dict.fromkeys(org_unit.c.keys())
    yield blank | {
        "org_unit_id": "G",
        "kind": "group",
        "name_zh": "秦岭矿业集团",
        "name_en": "Qinling Mining Group",
        "reports": False,
        "sort_order": 0,
    }
    for place, (code, name_zh, name_en) in enumerate(DIVISIONS, start=1):
        names = {"name_zh": name_zh, "name_en": name_en}
        yield blank | names | {"org_unit_id": code, "parent_id": "G", "kind": "division", "reports": False, "sort_order": place}
    for number, (name_zh, name_en, kind, area) in zip(range(1, units + 1), _unit_names(), strict=False):
        division = DIVISIONS[0][0] if area == "county" or kind == "department" else DIVISIONS[1][0]
        adcode = (
            CITY[0]
            if kind == "department"
            else (CITY if area == "city" else COUNTIES)[number % (len(CITY) if area == "city" else len(COUNTIES))]
        )
        yield blank | {
            "org_unit_id": f"{division}-{number:03d}",
            "parent_id": division,
            "kind": kind,
            "name_zh": name_zh,
            "name_en": name_en,
            "area": area,
            "adcode": adcode,
            "staff_count": chance.randint(60, 420),
            "dependant_count": chance.choice((0, 0, 40, 90, 160)),
            "reports": True,
            "sort_order": 10 + number,
        }


def _unit_names() -> Iterator[tuple[str, str, str, str]]:
    """Names without end: headquarters, institutes, survey teams, mines; then the same again, numbered."""
    for name_zh, name_en, kind in HEADQUARTERS:
        yield name_zh, name_en, kind, "city"
    for name_zh, name_en in CITY_UNITS:
        yield name_zh, name_en, "subsidiary", "city"
    for number, name in enumerate(SURVEY_TEAMS, start=1):
        yield f"第{name}勘查队", f"Survey team {number}", "subsidiary", "county" if number % 2 else "city"
    for trade_zh, trade_en in TRADES:
        for name_zh, name_en in MINES:
            yield f"{name_zh}{trade_zh}", f"{name_en} {trade_en}", "site", "county"
    for number in range(2, 10_000):
        for name_zh, name_en in MINES:
            yield f"{name_zh}{number}号工区", f"{name_en} section {number}", "site", "county"


def _requirement(first_day: date) -> Row:
    return dict.fromkeys(requirement.c.keys()) | {
        "org_unit_id": "G",
        "measure_id": "daily_report",
        "slot": 1,
        "effective_from": first_day,
        "revision": 1,
        "window_start_time": "00:00",
        "due_time": "17:00",
        "grace_minutes": 0,
        "required": 1,
    }


def _exemptions(reporting: list[Row], last_day: date, zone: ZoneInfo) -> Iterator[Row]:
    """One unit far out is excused for a few days: its line is down."""
    for unit in reporting[-1:]:
        yield dict.fromkeys(exemption.c.keys()) | {
            "exemption_id": "E-1",
            "revision": 1,
            "org_unit_id": unit["org_unit_id"],
            "measure_id": "daily_report",
            "from_at": datetime.combine(last_day - timedelta(days=2), time(8), zone),
            "until_at": None,
            "reason": "通信线路检修",
        }


def _reports(reporting: list[Row], first_day: date, days: int, zone: ZoneInfo, chance: random.Random) -> Iterator[Row]:
    """Most come before 17:00; some are late, missing, or corrected afterwards; a few name a fever, fewer a suspected case."""
    careless = {unit["org_unit_id"]: chance.choice((0.01, 0.01, 0.02, 0.08)) for unit in reporting}
    for day in (first_day + timedelta(days=number) for number in range(days)):
        due = datetime.combine(day, time(17), zone)
        for unit in reporting:
            row = _report(unit, day, chance)
            luck = chance.random()
            if luck < careless[unit["org_unit_id"]]:
                continue
            minutes = chance.randint(5, 170) if luck < careless[unit["org_unit_id"]] * 2.5 else -chance.randint(10, 460)
            arrived = due + timedelta(minutes=minutes)
            yield row | {"revision": 1, "recorded_at": arrived}
            if chance.random() < 0.03:
                yield row | {"revision": 2, "recorded_at": arrived + timedelta(minutes=95), "fever": 0, "remark": "复核更正"}


def _report(unit: Row, day: date, chance: random.Random) -> Row:
    staff = unit["staff_count"]
    home, isolated = chance.randint(2, 12), chance.choice((0, 0, 0, 1, 2))
    working_from_home = int(staff * 0.18)
    on_site = staff - home - isolated - working_from_home
    fever = int(chance.random() < 0.02)
    return dict.fromkeys(daily_report.c.keys()) | {
        "org_unit_id": unit["org_unit_id"],
        "report_date": day,
        "submitted_by": "值班员",
        "on_site": on_site,
        "stay_behind": home,
        "working_from_home": working_from_home,
        "flexible": 0,
        "home_isolation": isolated,
        "central_isolation": 0,
        "close_contacts": isolated,
        "health_due": on_site,
        "health_monitored": on_site - chance.choice((0, 0, 0, 1, 3)),
        "fever": fever,
        "suspected": int(fever and chance.random() < 0.3),
        "confirmed": 0,
    }
