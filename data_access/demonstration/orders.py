"""What is ordered, inspected and announced: control, directives, inspections, notices, contacts outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.contract import control_status, directive, directive_receipt, inspection, liaison, notice
from data_access.demonstration.organisation import Unit, near
from data_access.demonstration.telling import Arrival, Teller

DIRECTIVES = (
    ("关于加强门岗管控的通知", "Tighter control of gates"),
    ("关于开展全员核酸检测的通知", "Testing of everyone"),
    ("关于落实零报告制度的通知", "Zero reports every day"),
    ("关于做好隔离人员生活保障的通知", "Care for people in isolation"),
    ("关于封闭管理期间安全生产的通知", "Safe production under closed-off management"),
    ("关于防护物资盘点的通知", "Counting protective supplies"),
    ("关于值班值守安排的通知", "Duty around the clock"),
)
NOTICES = (  # days since 28 December, level, title, body
    (-12, "info", "总部启动首轮核酸检测", "总部机关及后勤中心职工、家属今日参加检测。"),
    (-5, "breach", "市区实行封闭式管理", "市区各单位即日起封闭管理，非必要不外出。"),
    (-3, "attention", "提高防控等级", "各单位每日消毒两次，门岗二十四小时值守。"),
    (0, "attention", "今日开展新一轮全员核酸", "请各单位于二十二时前完成采样。"),
    (5, "info", "物资专车发往县区", "防护与生活物资由后勤中心统一配送。"),
    (12, "info", "部分单位调整管控等级", "无新增风险的单位转为常态化管理。"),
    (20, "info", "分批恢复正常办公", "继续做好健康监测与消毒。"),
)
INSPECTORS, COUNTERPARTS = ("集团督导组", "防疫办"), ("街道办", "社区", "疾控中心", "属地派出所")


def of_day(teller: Teller, reporting: list[Unit], day: date) -> Iterator[Arrival]:
    yield from _notices(teller, day)
    yield from _directives(teller, reporting, day)
    yield from _inspections(teller, reporting, day)
    yield from _contacts(teller, reporting, day)
    for unit in reporting:
        yield from _control(teller, unit, day)


def _notices(teller: Teller, day: date) -> Iterator[Arrival]:
    for number, (offset, level, title, body) in enumerate(NOTICES, start=1):
        if offset == teller.offset(day):
            at = teller.at(day, 8)
            row = {"notice_id": f"N-{number}", "published_at": at, "title": title, "body": body, "source": "集团防疫办", "level": level}
            yield Arrival(at, notice, row)


def _directives(teller: Teller, reporting: list[Unit], day: date) -> Iterator[Arrival]:
    """One every other day, to everyone; most convey it within a day."""
    offset = teller.offset(day)
    if offset % 2:
        return
    title_zh, title_en = DIRECTIVES[(offset // 2) % len(DIRECTIVES)]
    issued_at, directive_id = teller.at(day, 9, 30), f"Z-{day:%m%d}"
    due_at = issued_at + timedelta(hours=24)
    names = {"issued_by": "集团防疫办", "title_zh": title_zh, "title_en": title_en}
    yield Arrival(issued_at, directive, names | {"directive_id": directive_id, "issued_at": issued_at, "due_at": due_at})
    for unit in reporting:
        luck = teller.chance("receipt", directive_id, unit.id)
        row = {"directive_id": directive_id, "org_unit_id": unit.id}
        yield Arrival(issued_at, directive_receipt, row | {"revision": 1, "recorded_at": issued_at})
        received_at = issued_at + timedelta(minutes=luck.randint(4, 90))
        row |= {"received_at": received_at}
        yield Arrival(received_at, directive_receipt, row | {"revision": 2, "recorded_at": received_at})
        fate = luck.random()
        if fate < 0.015:
            continue
        conveyed_at = due_at + timedelta(hours=luck.uniform(1, 9)) if fate < 0.04 else received_at + timedelta(hours=luck.uniform(0.5, 20))
        conveyed_at = conveyed_at.replace(microsecond=0)
        yield Arrival(conveyed_at, directive_receipt, row | {"revision": 3, "recorded_at": conveyed_at, "conveyed_at": conveyed_at})


def _inspections(teller: Teller, reporting: list[Unit], day: date) -> Iterator[Arrival]:
    luck = teller.chance("inspection", day)
    for number in range(1, 4):
        unit, fate = luck.choice(reporting), luck.random()
        severity = "breach" if fate < 0.06 else "attention" if fate < 0.3 else "info"
        findings = {"breach": "门岗脱岗，责令整改", "attention": "消毒记录不全，限期补齐", "info": "现场情况良好"}
        at = teller.at(day, 9 + 2 * number, luck.randint(0, 50))
        row = {
            "inspection_id": f"I-{day:%m%d}-{number}",
            "org_unit_id": unit.id,
            "inspected_at": at,
            "inspector": luck.choice(INSPECTORS),
            "mode": luck.choice(("visit", "phone")),
            "finding": findings[severity],
            "severity": severity,
            "due_on": None if severity == "info" else day + timedelta(days=2),
        }
        closed_at = at + timedelta(hours=luck.randint(5, 60))
        yield Arrival(at, inspection, row | {"revision": 1, "recorded_at": at, "closed_at": at if severity == "info" else None})
        if severity != "info" and luck.random() < 0.8:
            yield Arrival(closed_at, inspection, row | {"revision": 2, "recorded_at": closed_at, "closed_at": closed_at})


def _contacts(teller: Teller, reporting: list[Unit], day: date) -> Iterator[Arrival]:
    luck = teller.chance("liaison", day)
    for number in range(1, 1 + round(1 + 4 * teller.tension(day))):
        at = teller.at(day, 9 + number, luck.randint(0, 50))
        row = {
            "liaison_id": f"L-{day:%m%d}-{number}",
            "org_unit_id": luck.choice(reporting).id,
            "counterpart": luck.choice(COUNTERPARTS),
            "contacted_at": at,
            "mode": luck.choice(("visit", "phone", "message")),
            "content": luck.choice(("对接核酸采样安排", "通报隔离人员情况", "协调通行证办理", "沟通物资进入")),
            "provided": luck.choice((None, None, "提供采样场地", "提供扫码设备")),
        }
        yield Arrival(at, liaison, row)


def _control(teller: Teller, unit: Unit, day: date) -> Iterator[Arrival]:
    """The city's units are controlled from 23 December, a few sealed, the counties' strengthened; lifted in January."""
    luck = teller.chance("control", unit.id)
    level = ("sealed" if luck.random() < 0.25 else "controlled") if unit.area == "city" else "strengthened"
    since, until = -5, luck.randint(12, 22)
    row = {
        "control_id": f"K-{unit.id}",
        "org_unit_id": unit.id,
        "place_name": f"{unit.name_zh}驻地",
        "level": level,
        "instructed_by": "属地指挥部",
        "since_at": teller.at(teller.parameters.day + timedelta(days=since), 0),
        "adcode": unit.place.adcode,
    }
    if unit.number % 2:  # of the others nobody says where
        row |= {"crs": "gcj02"} | near(unit.place, 0.3, -0.3, "gcj02")
    if teller.offset(day) == since:
        at = teller.at(day, 0, 5)
        yield Arrival(at, control_status, row | {"revision": 1, "recorded_at": at})
    elif teller.offset(day) == until:
        at = teller.at(day, 10)
        yield Arrival(at, control_status, row | {"revision": 2, "recorded_at": at, "until_at": at})
