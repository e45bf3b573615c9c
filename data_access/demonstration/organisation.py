"""The demonstration's organisation: units, checkpoints, items, and what is owed. Invented names; people are roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from data_access.contract import checkpoint, exemption, org_unit, requirement, supply_item
from data_access.coordinates import from_wgs84
from data_access.demonstration.places import CITY, COUNTIES, Place
from data_access.demonstration.telling import Arrival, Row, Teller

GROUP, HEADQUARTERS, MINES, SURVEY = "G", "H", "D1", "D2"
NODES = (
    (GROUP, None, "group", "秦岭矿业集团", "Qinling Mining Group"),
    (HEADQUARTERS, GROUP, "department", "集团总部", "Group headquarters"),
    (MINES, GROUP, "division", "秦北矿业板块", "Qinbei Mining Division"),
    (SURVEY, GROUP, "division", "秦南地勘板块", "Qinnan Survey Division"),
)
OFFICES = (("总部机关", "Head office", 430, 390), ("后勤中心", "Logistics centre", 180, 150))
INSTITUTES = (
    ("设计院", "Design institute"),
    ("测绘院", "Mapping institute"),
    ("化验中心", "Assay laboratory"),
    ("物探队", "Geophysics team"),
    ("培训中心", "Training centre"),
    ("家属院物业", "Housing services"),
)
TEAMS = ("一", "二", "三", "四", "五", "六")
NAMES = (
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
TRADES = (("金矿", "gold mine", "金精矿"), ("选矿厂", "concentrator", "铜精矿"), ("运输队", "haulage team", "矿石运量"))
SYSTEMS = ("wgs84", "gcj02", "bd09", "gcj02", None, "bd09", "wgs84", "gcj02")
ITEMS = (  # id, 中文, English, category, 单位, unit, use a day and person, least days, target days
    ("n95", "N95 口罩", "N95 masks", "protective", "只", "pieces", 0.15, 3, 7),
    ("mask", "医用口罩", "Surgical masks", "protective", "只", "pieces", 1.2, 3, 7),
    ("suit", "防护服", "Protective suits", "protective", "套", "pieces", 0.03, 3, 7),
    ("disinfectant", "消毒液", "Disinfectant", "disinfection", "升", "litres", 0.06, 3, 7),
    ("alcohol", "酒精", "Alcohol", "disinfection", "升", "litres", 0.03, 3, 7),
    ("antigen", "抗原试剂", "Antigen kits", "medical", "份", "kits", 0.1, 2, 5),
    ("medicine", "常备药", "Medicine packs", "medical", "包", "packs", 0.02, 5, 10),
    ("rice", "米面", "Rice and flour", "living", "公斤", "kg", 0.35, 3, 7),
    ("vegetables", "蔬菜", "Vegetables", "living", "公斤", "kg", 0.4, 1, 3),
    ("water", "饮用水", "Drinking water", "living", "箱", "boxes", 0.08, 2, 5),
)
OWED = (  # measure, slot, window from, due, grace, required, weekdays
    ("daily_report", 1, "00:00", "17:00", 0, 1, None),
    ("health_monitoring", 1, "06:00", "17:00", 30, 1, None),
    ("disinfection", 1, "08:00", "12:00", 0, 2, None),
    ("disinfection", 2, "14:00", "20:00", 0, 2, None),
    ("gate_control", 1, "00:00", "08:30", 0, 1, None),
    ("gate_control", 2, "08:00", "16:30", 0, 1, None),
    ("gate_control", 3, "16:00", "24:00", 30, 1, None),
    ("patrol", 1, "08:00", "12:00", 0, 2, None),
    ("patrol", 2, "20:00", "02:00", 0, 2, None),  # a round at night: due on the next day
    ("headcount_check", 1, "08:00", "10:00", 30, 1, None),
    ("duty_protection", 1, "08:00", "18:00", 0, 1, None),
    ("publicity", 1, None, "17:00", 0, 1, None),
    ("meeting", 1, None, "18:00", 0, 1, "135"),
    ("isolation_care", 1, None, "20:00", 0, 1, None),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that reports."""

    id: str
    number: int
    division: str
    name_zh: str
    name_en: str
    kind: str
    place: Place
    area: str
    staff: int
    family: int
    product: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """A checkpoint, in force from `opens` to `closes` days after the scenario's 28 December."""

    id: str
    unit: Unit
    kind: str
    around_the_clock: bool
    staff: int
    opens: int
    closes: int


def units(teller: Teller) -> list[Unit]:
    """The reporting units, as many as asked for."""
    return [_unit(teller, number, *told) for number, told in zip(range(1, teller.parameters.units + 1), _names(), strict=False)]


def _names() -> Iterator[tuple[str, str, str, str, str, str | None, int | None, int | None]]:
    """Names without end: offices, institutes, survey teams, mines; then mines' sections, numbered."""
    for name_zh, name_en, staff, family in OFFICES:
        yield name_zh, name_en, "department", HEADQUARTERS, "city", None, staff, family
    for name_zh, name_en in INSTITUTES:
        yield name_zh, name_en, "subsidiary", SURVEY, "city", None, None, None
    for number, name in enumerate(TEAMS, start=1):
        yield f"勘查{name}队", f"Survey team {number}", "subsidiary", SURVEY, "county" if number % 2 else "city", None, None, None
    for trade_zh, trade_en, product in TRADES:
        for name_zh, name_en in NAMES:
            yield f"{name_zh}{trade_zh}", f"{name_en} {trade_en}", "site", MINES, "county", product, None, None
    for number in range(2, 10_000):
        for name_zh, name_en in NAMES:
            yield f"{name_zh}{number}号工区", f"{name_en} section {number}", "site", MINES, "county", "金精矿", None, None


def _unit(
    teller: Teller,
    number: int,
    name_zh: str,
    name_en: str,
    kind: str,
    division: str,
    area: str,
    product: str | None,
    staff: int | None,
    family: int | None,
) -> Unit:
    luck = teller.chance("unit", number)
    places = CITY[1:] if area == "city" else COUNTIES
    place = CITY[0] if division == HEADQUARTERS else places[number % len(places)]
    by_chance = luck.randint(60, 380), luck.choice((0, 40, 90, 160, 220) if area == "city" else (0, 0, 0, 30, 60))
    return Unit(
        f"{division}-{number:03d}",
        number,
        division,
        name_zh,
        name_en,
        kind,
        place,
        area,
        staff or by_chance[0],
        by_chance[1] if family is None else family,
        product,
    )


def posts(teller: Teller, reporting: list[Unit]) -> list[Post]:
    """The checkpoints: first one at every unit, then a second, and so on."""
    return [_post(reporting[number % len(reporting)], number // len(reporting), number) for number in range(teller.parameters.checkpoints)]


def _post(unit: Unit, turn: int, number: int) -> Post:
    if turn == 2:  # the third of a unit came with the outbreak
        kind = ("tent", "testing_point", "isolation_point", "road")[unit.number % 4]
        closes = 20 if kind == "isolation_point" else 99
        return Post(f"C-{number + 1:03d}", unit, kind, kind in ("isolation_point", "road"), 2, -10, closes)
    kind = "road" if turn % 2 and unit.area == "county" else "gate"
    return Post(f"C-{number + 1:03d}", unit, kind, True, 3 if turn == 0 and unit.staff > 300 else 2, -99, 99)


def rows(teller: Teller, reporting: list[Unit], guarded: list[Post]) -> Iterator[Arrival]:
    """Everything that stands before the first day, and does not change."""
    first = teller.parameters.all_days[0]
    before = teller.at(first - timedelta(days=1), 0)
    for place, (unit_id, parent, kind, name_zh, name_en) in enumerate(NODES):
        names = {"name_zh": name_zh, "name_en": name_en}
        yield Arrival(
            before, org_unit, {"org_unit_id": unit_id, "parent_id": parent, "kind": kind, "reports": False, "sort_order": place} | names
        )
    for unit in reporting:
        yield Arrival(before, org_unit, _unit_row(teller, unit))
    for number, post in enumerate(guarded):
        yield Arrival(before, checkpoint, _post_row(teller, post, number))
    for place, (item_id, name_zh, name_en, category, unit_zh, unit_en, _, least, target) in enumerate(ITEMS):
        names = {"name_zh": name_zh, "name_en": name_en, "unit_zh": unit_zh, "unit_en": unit_en, "category": category}
        yield Arrival(before, supply_item, {"item_id": item_id, "min_days": least, "target_days": target, "sort_order": place} | names)
    for owed in OWED:
        yield Arrival(before, requirement, _owed(GROUP, first, *owed))
    for slot, window, due in ((1, "08:00", "12:00"), (2, "14:00", "20:00")):  # the mines have more rooms
        yield Arrival(before, requirement, _owed(MINES, first, "disinfection", slot, window, due, 0, 4, None))
    tightened = teller.parameters.day - timedelta(days=12)
    yield Arrival(before, requirement, _owed(SURVEY, max(first, tightened), "daily_report", 1, "00:00", "16:30", 30, 1, None))
    yield from _exemptions(teller, reporting, before)


def _unit_row(teller: Teller, unit: Unit) -> Row:
    luck = teller.chance("seat", unit.number)
    crs = SYSTEMS[unit.number % len(SYSTEMS)]
    return {
        "org_unit_id": unit.id,
        "parent_id": unit.division,
        "kind": unit.kind,
        "name_zh": unit.name_zh,
        "name_en": unit.name_en,
        "short_name_zh": unit.name_zh.removesuffix("物业"),
        "area": unit.area,
        "adcode": unit.place.adcode,
        "crs": crs,
        "staff_count": unit.staff,
        "dependant_count": unit.family or None,
        "contact_name": "防疫值班室",
        "contact_phone": f"029-5550-{unit.number:04d}",
        "reports": True,
        "sort_order": 10 + unit.number,
    } | near(unit.place, luck.uniform(-0.3, 0.3), luck.uniform(-0.3, 0.3), crs)


def _post_row(teller: Teller, post: Post, number: int) -> Row:
    luck = teller.chance("post", post.id)
    crs = SYSTEMS[(number * 5 + 3) % len(SYSTEMS)]
    gate_zh, gate_en = (("东门", "east gate"), ("西门", "west gate"), ("南门", "south gate"), ("北门", "north gate"))[number % 4]
    name_zh, name_en = {
        "gate": (gate_zh, gate_en),
        "road": ("进场路口", "access road"),
        "tent": ("核验帐篷", "screening tent"),
        "testing_point": ("采样点", "sampling point"),
        "isolation_point": ("隔离点", "isolation point"),
    }[post.kind]
    turn = number // max(1, teller.parameters.units)
    again = f" {turn - 1}" if turn > 2 else ""
    return {
        "checkpoint_id": post.id,
        "org_unit_id": post.unit.id,
        "name_zh": f"{name_zh}{again}",
        "name_en": f"{name_en[0].upper()}{name_en[1:]}{again}",
        "kind": post.kind,
        "crs": crs,
        "adcode": None if number % 5 == 0 else post.unit.place.adcode,  # then it is looked up
        "staffed_24h": post.around_the_clock,
        "required_staff": post.staff,
        "capacity": luck.choice((20, 36, 48)) if post.kind == "isolation_point" else None,
        "opened_at": None if post.opens == -99 else teller.at(teller.parameters.day + timedelta(days=post.opens), 8),
        "closed_at": None if post.closes == 99 else teller.at(teller.parameters.day + timedelta(days=post.closes), 18),
    } | near(post.unit.place, luck.uniform(-1, 1), luck.uniform(-1, 1), crs)


def near(place: Place, east: float, north: float, crs: str | None) -> Row:
    """A point so many reaches from the place's seat (each -1..1), told in the system `crs`."""
    longitude, latitude = from_wgs84(place.longitude + 0.7 * east * place.reach, place.latitude + 0.7 * north * place.reach, crs)
    return {"longitude": round(float(longitude[0]), 6), "latitude": round(float(latitude[0]), 6)}


def _owed(
    unit_id: str, since, measure_id: str, slot: int, window: str | None, due: str, grace: int, required: int, weekdays: str | None
) -> Row:  # type: ignore[no-untyped-def]
    return {
        "org_unit_id": unit_id,
        "measure_id": measure_id,
        "slot": slot,
        "effective_from": since,
        "revision": 1,
        "window_start_time": window,
        "due_time": due,
        "grace_minutes": grace,
        "required": required,
        "weekdays": weekdays,
    }


def _exemptions(teller: Teller, reporting: list[Unit], before) -> Iterator[Arrival]:  # type: ignore[no-untyped-def]
    """One unit far out is excused from reporting while its line is down, one from meetings, one from everything for two days of snow."""
    day = teller.parameters.day
    told = (
        (-1, "daily_report", -2, None, "通信线路检修"),
        (len(reporting) // 2, "meeting", -6, 10, "集中封闭，会议改为书面"),
        (len(reporting) // 3, None, -9, -7, "大雪封路"),
    )
    for number, (index, measure_id, since, until, reason) in enumerate(told, start=1):
        unit = reporting[index]
        row = {
            "exemption_id": f"E-{number}",
            "revision": 1,
            "org_unit_id": unit.id,
            "measure_id": measure_id,
            "from_at": teller.at(day + timedelta(days=since), 8),
            "until_at": None if until is None else teller.at(day + timedelta(days=until), 8),
            "reason": reason,
            "approved_by": "集团防疫办",
        }
        yield Arrival(before, exemption, row)
