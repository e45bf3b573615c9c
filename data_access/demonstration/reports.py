"""A day's reports: the daily and zero report, the measures' records, production."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.contract import daily_report, measure_record, production_day
from data_access.demonstration.organisation import MINES, OWED, Unit
from data_access.demonstration.telling import Arrival, Row, Teller

CONFIRMED = {(-10, 6): 1, (-6, 5): 2, (5, 9): 1}  # (days since 28 December, number of the unit): new cases
SUSPECTED = {(-10, 6), (-7, 5), (0, 8), (4, 9)}
SILENT_TODAY, LATE_TODAY = (23, 37), (12, 29)  # on 28 December, so that there is always somebody to call
FROM_REPORTS = ("daily_report", "health_monitoring", "isolation_care")


def daily_reports(teller: Teller, unit: Unit, day: date) -> Iterator[Arrival]:
    """Most come before 17:00; some late, some never, some corrected afterwards."""
    luck, offset = teller.chance("report", unit.id, day), teller.offset(day)
    careless = teller.chance("careless", unit.id).choice((0.005, 0.01, 0.015, 0.05))
    fate = luck.random()
    row = _report(teller, unit, day)
    if fate < careless or (offset == 0 and unit.number in SILENT_TODAY):
        return
    late = fate < careless * 2.5 or (offset == 0 and unit.number in LATE_TODAY)
    arrived = teller.at(day, 17, luck.randint(4, 55) if late else -luck.randint(15, 420))
    yield Arrival(arrived, daily_report, row | {"revision": 1, "recorded_at": arrived})
    if luck.random() < 0.04:
        corrected = arrived + timedelta(minutes=luck.randint(30, 300))
        yield Arrival(corrected, daily_report, row | {"revision": 2, "recorded_at": corrected, "fever": 0, "remark": "复核更正"})


def _report(teller: Teller, unit: Unit, day: date) -> Row:
    luck, offset = teller.chance("people", unit.id, day), teller.offset(day)
    spread = teller.chance("spread", unit.id).uniform(0.2, 1.6) * (1.3 if unit.area == "city" else 0.5)
    isolated = round(unit.staff * 0.012 * spread * teller.isolation(day))
    central = isolated // 3
    family_home = round(unit.family * 0.015 * spread * teller.isolation(day))
    stay_behind = round(unit.staff * (0.05 + 0.2 * teller.isolation(day)))
    from_home = round(unit.staff * (0.1 if unit.area == "county" else 0.1 + 0.35 * teller.isolation(day)))
    flexible = luck.randint(0, 4)
    on_site = unit.staff - stay_behind - from_home - flexible - isolated
    cared_for = isolated + family_home
    meals, tests = 3 * cared_for, cared_for if offset % 2 == 0 else 0
    fever = int(luck.random() < 0.006 + 0.012 * teller.tension(day))
    confirmed = CONFIRMED.get((offset, unit.number), 0)
    monitored = unit.staff - luck.choice((0, 0, 0, 0, 1, 2)) - (round(unit.staff * 0.1) if luck.random() < 0.02 else 0)
    row = {
        "org_unit_id": unit.id,
        "report_date": day,
        "submitted_by": "值班员",
        "on_site": on_site,
        "stay_behind": stay_behind,
        "working_from_home": from_home,
        "flexible": flexible,
        "home_isolation": isolated - central,
        "central_isolation": central,
        "dependants_home_isolation": family_home if unit.family else None,
        "dependants_central_isolation": 0 if unit.family else None,
        "close_contacts": central + 3 * confirmed,
        "health_due": unit.staff,
        "health_monitored": monitored,
        "fever": max(fever, int(confirmed > 0)),
        "suspected": int((offset, unit.number) in SUSPECTED),
        "confirmed": confirmed,
        "residents_present": unit.family or None,
        "meals_due": meals,
        "meals_delivered": max(0, meals - (luck.randint(1, 2) if luck.random() < 0.06 else 0)),
        "door_tests_due": tests,
        "door_tests_done": max(0, tests - int(luck.random() < 0.05)),
    }
    fate = luck.random()
    if fate < 0.012:
        row["central_isolation"] = None
    elif fate < 0.02:
        row["suspected"] = None
    elif fate < 0.028:
        row["health_monitored"] = None
    elif fate < 0.031:
        row["health_monitored"] = unit.staff + 5  # contradicts itself
    elif fate < 0.036:
        row["door_tests_done"] = None
    return row


def measure_records(teller: Teller, unit: Unit, day: date) -> Iterator[Arrival]:
    """One record a slot, most before it is due; some short, missing, surplus, without a count, or corrected."""
    careless = teller.chance("diligence", unit.id).choice((0.5, 1, 1, 1, 2.5))
    for measure_id, slot, window, due, _, required, weekdays in OWED:
        if measure_id in FROM_REPORTS or (weekdays and str(day.isoweekday()) not in weekdays):
            continue
        luck = teller.chance("done", unit.id, day, measure_id, slot)
        if measure_id == "disinfection" and unit.division == MINES:
            required = 4
        hour, minute = map(int, due.split(":"))
        overnight = 24 if window is not None and due <= window else 0
        fate = luck.random() / careless
        if fate < 0.005:
            continue
        late = fate < 0.012
        arrived = teller.at(day, hour + overnight + minute / 60, luck.randint(5, 90) if late else -luck.randint(4, 150))
        done: int | None = required + int(luck.random() < 0.04)
        if fate < 0.03 and required > 1:
            done = required - 1
        elif fate < 0.033:
            done = None
        row = {"org_unit_id": unit.id, "measure_id": measure_id, "record_date": day, "slot": slot, "submitted_by": "值班员"}
        yield Arrival(arrived, measure_record, row | {"revision": 1, "done": done, "recorded_at": arrived})
        if fate < 0.033 and luck.random() < 0.3:
            again = arrived + timedelta(minutes=luck.randint(40, 200))
            yield Arrival(again, measure_record, row | {"revision": 2, "done": required, "recorded_at": again})


def production(teller: Teller, unit: Unit, day: date) -> Iterator[Arrival]:
    """What the mines, concentrators and haulage teams were to bring and brought, told in the evening."""
    if unit.product is None:
        return
    luck = teller.chance("production", unit.id, day)
    planned = round(unit.staff * (0.8 if unit.product != "矿石运量" else 9.0), 1)
    reached = 1 + luck.uniform(-0.04, 0.05) - 0.12 * teller.tension(day) * luck.random() - (0.2 if luck.random() < 0.02 else 0)
    arrived = teller.at(day, 20, luck.randint(-40, 90))
    row = {
        "org_unit_id": unit.id,
        "production_date": day,
        "product": unit.product,
        "revision": 1,
        "unit_of_measure": "吨",
        "planned_output": planned,
        "actual_output": None if luck.random() < 0.015 else round(planned * reached, 1),
        "safety_incidents": int(luck.random() < 0.004),
        "injuries": int(luck.random() < 0.0008),
        "recorded_at": arrived,
    }
    yield Arrival(arrived, production_day, row)
