"""Tells a small hostile world: rows by table, each table and unit told by a chance of its own, so that leaving one out changes no other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Some = TypeVar("Some")

STAFF = ("on_site", "stay_behind", "working_from_home", "flexible", "home_isolation", "central_isolation")
MEASURES = ("daily_report", "health_monitoring", "isolation_care", "disinfection", "gate_control", "patrol")
OF_SEVERAL_SLOTS = ("disinfection", "gate_control", "patrol")
CATEGORIES = ("protective", "protective", "living", "medical", "disinfection")
IDS = ("U0", "b", "B", "甲", "_", "é", "a-1", "Z9", "乙", "z")  # compared byte for byte, whatever a language makes of them
ITEMS = ("mask", "Mask", "米", "gown", "é")
DUE_TIMES = ("06:00", "08:00", "02:30", "12:00", "17:00", "18:30", "20:00", "24:00", "00:00")
TABLES = (
    "requirement",
    "exemption",
    "daily_report",
    "measure_record",
    "testing_round",
    "stock_day",
    "supply_order",
    "checkpoint",
    "duty_desk",
    "directive",
    "production_day",
    "control_status",
)


class Chance(random.Random):
    """Chance in the words of this module."""

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def one_of(self, *choices: Some) -> Some:
        return self.choice(choices)

    def number(self, most: int, *, null: float = 0.1, negative: float = 0.03) -> int | None:
        """A count; now and then not reported, or less than nothing."""
        if self.happens(null):
            return None
        return -self.randint(1, 3) if self.happens(negative) else self.randint(0, most)


@dataclass(frozen=True)
class Teller:
    """`plenty`: for each of TABLES how much of it there is, from 0 (nothing) to 3."""

    seed: int
    day: date
    zone: str
    units: int
    plenty: dict[str, int]

    def chance(self, *of: object) -> Chance:
        return Chance(f"{self.seed} {of}")

    def midnight(self, days_on: int = 0) -> datetime:
        return datetime.combine(self.day + timedelta(days=days_on), time(), ZoneInfo(self.zone)).astimezone(UTC)

    def instant(self, chance: Chance, first_hour: float = -24, last_hour: float = 30) -> datetime:
        """Mostly on the half hour, counted from the day's start; sometimes exactly at the day's end, or a microsecond before."""
        if chance.happens(0.04) and last_hour >= 24:
            return self.midnight(1) - timedelta(microseconds=chance.one_of(0, 1))
        odd = timedelta(seconds=chance.randint(1, 1799), microseconds=chance.randint(0, 999_999)) if chance.happens(0.1) else timedelta()
        return self.midnight() + timedelta(minutes=30 * chance.randint(round(first_hour * 2), round(last_hour * 2))) + odd

    def moment_of(self, chance: Chance, day: date, first_hour: float = 4, last_hour: float = 30) -> datetime:
        """An instant of some day."""
        midnight = datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)
        return midnight + timedelta(minutes=30 * chance.randint(round(first_hour * 2), round(last_hour * 2)))

    def revisions(self, chance: Chance, recorded_at: datetime | None, most: int = 3) -> Iterator[Row]:
        """Revision and recorded_at of one row and its corrections; rarely a correction was received before what it corrects."""
        for revision in range(1, chance.one_of(1, 1, 1, 2, most) + 1):
            yield {"revision": revision, "recorded_at": recorded_at}
            later = timedelta(minutes=30 * chance.randint(0, 40))
            recorded_at = (recorded_at or self.instant(chance, -24, 0)) + (-later if chance.happens(0.05) else later)

    @property
    def ids(self) -> list[str]:
        return list(IDS[: self.units])

    # Who and where

    def org_unit(self) -> Iterator[Row]:
        tangled = self.chance("tangled").happens(0.08)
        for number, unit in enumerate(self.ids):
            chance = self.chance("org_unit", unit)
            division = number in (1, 2)
            parent = None if number == 0 else IDS[0] if division else IDS[chance.randrange(min(number, 4))]
            if chance.happens(0.06):
                parent = chance.one_of(None, "nowhere")
            if tangled and number in (3, 4):  # two that stand under each other
                parent = IDS[7 - number]
            place = (round(chance.uniform(108, 110), 4), round(chance.uniform(33, 35), 4)) if chance.happens(0.8) else (108.5, 34.5)
            yield {
                "org_unit_id": unit,
                "parent_id": parent,
                "kind": "group" if number == 0 else "division" if division else chance.one_of("site", "department", "compound"),
                "name_zh": chance.one_of("一厂", "二厂", f"单位{number}"),
                "area": chance.one_of("city", "county", None, None),
                "adcode": chance.one_of(None, "610102", "610122"),
                "longitude": None if chance.happens(0.2) else place[0],
                "latitude": None if chance.happens(0.1) else place[1],
                "crs": chance.one_of(None, "wgs84"),
                "staff_count": chance.one_of(None, 0, 30, 60, 100),
                "dependant_count": chance.one_of(None, 0, 5, 50),
                "opened_on": self._near(chance) if chance.happens(0.12) else None,
                "closed_on": self._near(chance) if chance.happens(0.12) else None,
                "reports": chance.happens(0.4 if number == 0 or division else 0.85),
                "sort_order": chance.randint(0, 2) if chance.happens(0.4) else number,
            }

    def _near(self, chance: Chance) -> date:
        return self.day + timedelta(days=chance.one_of(-10, -2, -1, 0, 0, 1))

    # What is owed

    def measure(self) -> Iterator[Row]:
        for place, name in enumerate(MEASURES):
            chance = self.chance("measure", name)
            yield {
                "measure_id": name,
                "name_zh": name,
                "unit_zh": "次",
                "unit_en": "times",
                "amber_below": chance.one_of(0.95, 0.9, 0.5, 1.0),
                "red_below": chance.one_of(0.8, 0.5, 0.25),
                "sort_order": place,
                "active": chance.happens(0.92),
            }

    def requirement(self) -> Iterator[Row]:
        for unit in self.ids:
            for measure in MEASURES:
                chance = self.chance("requirement", unit, measure)
                if not chance.happens(0.95 if unit == IDS[0] else 0.07 * self.plenty["requirement"]):
                    continue
                days = {chance.one_of(-20, -20, -3, -1, 0, 1) for _ in range(chance.randint(1, 3))}
                slots = chance.randint(1, 3) if measure in OF_SEVERAL_SLOTS else 1
                for days_on, slot in ((days_on, slot) for days_on in sorted(days) for slot in range(1, slots + 1)):
                    for revised in self.revisions(chance, self.instant(chance, -72, 0) if chance.happens(0.6) else None):
                        yield revised | {
                            "org_unit_id": unit,
                            "measure_id": measure,
                            "slot": slot,
                            "effective_from": self.day + timedelta(days=days_on),
                            "effective_to": None if chance.happens(0.85) else self.day + timedelta(days=chance.one_of(-1, 0, 2)),
                            "window_start_time": None if chance.happens(0.8) else chance.one_of("08:00", "20:00", "22:00"),
                            "due_time": chance.one_of(*DUE_TIMES),
                            "grace_minutes": chance.one_of(0, 0, 30, 90, 300),
                            "required": 0 if chance.happens(0.06) else chance.randint(1, 5),
                            "weekdays": None if chance.happens(0.88) else chance.one_of("1234567", "12", "67", "2", "7"),
                        }

    def exemption(self) -> Iterator[Row]:
        for number in range(self.plenty["exemption"]):
            chance = self.chance("exemption", number)
            unit = chance.one_of(*self.ids, "gone")
            for revised in self.revisions(chance, chance.one_of(None, self.instant(chance, -24, 20)), 2):
                begins = self.instant(chance, -10, 24)
                yield revised | {
                    "exemption_id": f"E{number}",
                    "org_unit_id": unit,
                    "measure_id": chance.one_of(None, *MEASURES),
                    "from_at": begins,
                    "until_at": chance.one_of(None, begins + timedelta(hours=chance.randint(0, 14)), self.midnight() + timedelta(hours=18)),
                    "reason": "封控",
                }

    # What was reported

    def daily_report(self) -> Iterator[Row]:
        for unit in [*self.ids, "ghost"]:
            for days_on in (-70, -61, -60, -3, -2, -1, 0, 1):
                chance = self.chance("daily_report", unit, days_on)
                if not chance.happens((0.78 if days_on > -3 else 0.15) * (unit != "ghost")):
                    continue
                day = self.day + timedelta(days=days_on)
                first = self.moment_of(chance, day)
                if chance.happens(0.3):  # as it falls due
                    first = self.moment_of(chance, day, 12, 12) + timedelta(hours=chance.one_of(0, 5, 6.5, 8))
                for revised in self.revisions(chance, first):
                    report = {"org_unit_id": unit, "report_date": day} | self._report(chance)
                    if days_on < -50:  # about as far back as one looks for the last case
                        report["confirmed"] = chance.one_of(0, 2)
                    yield revised | report

    def _report(self, chance: Chance) -> Row:
        def done(due: int | None) -> int | None:
            if due is None or due < 0:
                return chance.number(8)
            return None if chance.happens(0.1) else due - chance.one_of(0, 0, 0, 1, 3, 5, -1)

        clean = chance.happens(0.3)  # so that some units are whole
        many = 30 if chance.happens(0.4) else 6
        whole = {"null": 0, "negative": 0} if clean else {"null": 0.08}
        owed = {column: chance.number(9, **whole) for column in ("health_due", "meals_due", "door_tests_due")}
        family = ("dependants_home_isolation", "dependants_central_isolation")
        counts = owed | {column: chance.number(many if column == "on_site" else 4, **whole) for column in (*STAFF, *family)}
        return counts | {
            "health_monitored": done(counts["health_due"]),
            "meals_delivered": done(counts["meals_due"]),
            "door_tests_done": done(counts["door_tests_due"]),
            "fever": chance.one_of(0, 0, 0, 0, 0, 0, 1, None, -1),
            "suspected": chance.one_of(0, 0, 0, 0, 0, 0, 0, 1, None, -1),
            "confirmed": chance.one_of(*[0] * 14, 1, 2, None, -1),
        }

    def measure_record(self) -> Iterator[Row]:
        for unit in self.ids:
            for measure in OF_SEVERAL_SLOTS:
                for slot in (1, 2, 3):
                    chance = self.chance("measure_record", unit, measure, slot)
                    if not chance.happens(0.3 * self.plenty["measure_record"]):
                        continue
                    day = self.day - timedelta(days=chance.happens(0.1))
                    for revised in self.revisions(chance, self.instant(chance, 2, 30)):
                        key = {"org_unit_id": unit, "measure_id": measure, "record_date": day, "slot": slot}
                        yield revised | key | {"done": chance.number(6)}

    def testing_round(self) -> Iterator[Row]:
        for number in range(self.plenty["testing_round"] + 1 if self.plenty["testing_round"] else 0):
            chance = self.chance("testing_round", number)
            starts = chance.one_of(self.instant(chance, -30, 24), self.midnight() + timedelta(hours=8), self.midnight(), self.midnight(1))
            whole_day = max(starts + timedelta(hours=1), chance.one_of(self.midnight(1), self.midnight() + timedelta(hours=18)))
            yield {
                "round_id": f"{chance.one_of(*'aBcX')}{number}",
                "round_no": chance.randint(1, 2),
                "name_zh": "轮",
                "starts_at": starts,
                "ends_at": chance.one_of(starts + timedelta(hours=chance.randint(1, 30)), whole_day),
                "org_unit_id": chance.one_of(None, None, IDS[0], *self.ids),
            }

    def testing_progress(self) -> Iterator[Row]:
        for one in self.testing_round():
            for unit in self.ids:
                chance = self.chance("testing_progress", one["round_id"], unit)
                populations = chance.one_of(("staff",), ("staff", "dependant"), ("staff", "dependant"), ("dependant",), ("combined",), ())
                for population in populations:
                    yield from self._snapshots(chance, one, unit, population)

    def _snapshots(self, chance: Chance, one: Row, unit: str, population: str) -> Iterator[Row]:
        target = chance.one_of(None, 0, *[chance.randint(1, 60)] * 10)
        sampled, recorded_at = chance.randint(0, target or 20) // 2, one["starts_at"] + timedelta(minutes=30 * chance.randint(0, 12))
        for revised in self.revisions(chance, recorded_at):
            sampled = sampled + chance.randint(0, 15) if target is None else min(target, sampled + chance.randint(0, 40))
            resulted = chance.randint(0, sampled)
            counts: Row = {"target": target, "sampled": sampled, "resulted": resulted, "positive": 0}
            if chance.happens(0.07):
                counts["positive"] = min(1, resulted)
            if chance.happens(0.15):
                counts[chance.one_of("sampled", "resulted", "positive")] = None
            if chance.happens(0.05):
                counts[chance.one_of(*counts)] = chance.one_of(-1, sampled + 1, (target or 0) + 1)
            yield revised | {"round_id": one["round_id"], "org_unit_id": unit, "population": population} | counts

    def supply_item(self) -> Iterator[Row]:
        for number, category in enumerate(CATEGORIES[: 2 + self.plenty["stock_day"]]):
            chance = self.chance("supply_item", number)
            least = chance.one_of(2, 3, 1.5)
            yield {
                "item_id": ITEMS[number],
                "name_zh": "物",
                "category": category,
                "unit_zh": "件",
                "unit_en": "pieces",
                "min_days": least,
                "target_days": least + chance.one_of(0, 2, 4),
                "sort_order": chance.randint(0, number),
            }

    def stock_day(self) -> Iterator[Row]:
        if not self.plenty["stock_day"]:
            return
        for item in self.supply_item():
            for unit in self.ids:
                chance = self.chance("stock_day", unit, item["item_id"])
                if chance.happens(0.6):
                    yield from self._stock(chance, unit, item["item_id"])

    def _stock(self, chance: Chance, unit: str, item_id: str) -> Iterator[Row]:
        stock = chance.one_of(0, 5, 20, 60, 12.5)
        says, heavy, gap = chance.one_of("issued", "both counts", "either"), chance.one_of(0, 2, 6, 15), chance.one_of(0, 0, 0.1, 0.5)
        first, last = chance.one_of(2, 5, 9, 9, 9, 33), chance.one_of(-1, 0, 0, 0, 1, 3)
        steady = chance.happens(0.25)  # then it lasts a round number of days
        if steady:
            first, last, stock, gap = 9, 0, chance.one_of(115, 120, 130, 150, 170), 0
        elif chance.happens(0.1):
            first = last = chance.one_of(30, 31)
        for back in range(first, last - 1, -1):
            if 10 < back < 30 and back % 10:  # the far days matter only for whether a pair is kept
                continue
            received, used = (0, 10) if steady else (chance.one_of(0, 0, 0, 10), chance.randint(0, heavy))
            stock = max(0, stock + received - used)
            if chance.happens(gap):
                continue
            day = self.day - timedelta(days=back)
            for revised in self.revisions(chance, self.moment_of(chance, day, 8, 30), 2):
                silent = says == "both counts" or (says == "either" and chance.happens(0.5))
                yield revised | {
                    "org_unit_id": unit,
                    "item_id": item_id,
                    "stock_date": day,
                    "on_hand": chance.one_of(None, -2, chance.randint(0, 30)) if chance.happens(0.08) else stock,
                    "received": None if chance.happens(0.07) else received,
                    "issued": None if silent else -1 if chance.happens(0.02) else used,
                }

    def supply_order(self) -> Iterator[Row]:
        items = list(self.supply_item())
        for number in range(self.plenty["supply_order"] if self.plenty["stock_day"] else 0):
            chance = self.chance("supply_order", number)
            yield {
                "order_id": f"O{number}",
                "org_unit_id": chance.one_of(*self.ids),
                "item_id": chance.choice(items)["item_id"],
                "quantity": chance.one_of(0.0, 10.0, 500.0),
                "ordered_at": self.instant(chance, -48, 24),
                "expected_on": chance.one_of(None, self.day, self.day + timedelta(days=2)),
                "received_at": chance.one_of(None, None, self.instant(chance)),
            }

    def checkpoint(self) -> Iterator[Row]:
        for number in range(2 * self.plenty["checkpoint"]):
            chance = self.chance("checkpoint", number)
            yield {
                "checkpoint_id": f"C{number}",
                "org_unit_id": chance.one_of(*self.ids),
                "name_zh": "卡点",
                "kind": "gate",
                "staffed_24h": chance.happens(0.6),
                "required_staff": chance.randint(0, 3),
                "opened_at": chance.one_of(None, None, None, self.instant(chance, -20, 26), self.midnight(1)),
                "closed_at": chance.one_of(None, None, None, None, self.instant(chance, 0, 30), self.midnight(1)),
            }

    def duty_shift(self) -> Iterator[Row]:
        for post in self.checkpoint():
            yield from self._shifts(post["checkpoint_id"], post["org_unit_id"], 0.7)
        if self.plenty["duty_desk"]:
            for unit in self.ids:
                yield from self._shifts(None, unit, 0.17 * self.plenty["duty_desk"])

    def _shifts(self, post: str | None, unit: str, likely: float) -> Iterator[Row]:
        for day in (-1, 0):
            for hour in (0, 8, 16):
                for twin in (0, 1):
                    chance = self.chance("duty_shift", post, unit, day, hour, twin)
                    if chance.happens(likely if twin == 0 else 0.15 * likely):
                        yield from self._shift(
                            chance, f"{post or unit}{day}.{hour}.{twin}", post, unit, self.midnight(day) + timedelta(hours=hour)
                        )

    def _shift(self, chance: Chance, shift_id: str, post: str | None, unit: str, starts: datetime) -> Iterator[Row]:
        """Planned, then signed in, confirmed and signed out; sometimes moved to other hours. Some desks are held all day, or nearly so."""
        ends = starts + timedelta(hours=chance.one_of(8, 8, 8, 10, 4))
        if post is None and self.chance("a good desk", unit).happens(0.4):
            sign_in = starts + timedelta(minutes=chance.one_of(-10, 0, 0, 0, 30))
            yield self._shift_row(chance, shift_id, None, unit, starts, starts + timedelta(hours=8)) | {
                "signed_in_at": sign_in,
                "revision": 1,
            }
            return
        recorded_at = chance.one_of(None, starts - timedelta(hours=1))
        signs: dict[str, datetime | None] = {"signed_in_at": None, "last_confirmed_at": None, "signed_out_at": None}
        for revision in range(1, chance.randint(1, 4) + 1):
            if revision > 1:
                if signs["signed_in_at"] is None:
                    signs["signed_in_at"] = starts + timedelta(minutes=30 * chance.randint(-1, 3))
                elif chance.happens(0.6):
                    signs["last_confirmed_at"] = signs["signed_in_at"] + timedelta(minutes=30 * chance.randint(0, 14))
                else:
                    signs["signed_out_at"] = signs["signed_in_at"] + timedelta(minutes=30 * chance.randint(-1, 18))
            row = self._shift_row(chance, shift_id, post, unit, starts, ends)
            yield row | signs | {"revision": revision, "recorded_at": recorded_at}
            recorded_at = (recorded_at or starts) + timedelta(minutes=30 * chance.randint(0, 8))
            if chance.happens(0.05):
                starts += timedelta(hours=chance.one_of(-8, -2, 2, 8))
                ends = min(max(ends, starts + timedelta(hours=1)), starts + timedelta(hours=24))

    def _shift_row(self, chance: Chance, shift_id: str, post: str | None, unit: str, starts: datetime, ends: datetime) -> Row:
        return {
            "shift_id": shift_id,
            "recorded_at": None,
            "org_unit_id": unit,
            "checkpoint_id": post,
            "starts_at": starts,
            "ends_at": ends,
            "team": "security" if post else "duty_desk",
            "planned_staff": 2,
            "present_staff": None if chance.happens(0.15) else chance.randint(0, 4),
            "signed_in_at": None,
            "last_confirmed_at": None,
            "signed_out_at": None,
        }

    # Directives, production, control

    def directive(self) -> Iterator[Row]:
        for number in range(self.plenty["directive"] * 2):
            chance = self.chance("directive", number)
            issued = self.instant(chance, *chance.one_of((-20, 20), (-20, 20), (-600, 0), (-740, -700), (20, 30)))
            yield {
                "directive_id": f"Z{number}",
                "issued_by": "市指挥部",
                "title_zh": "通知",
                "issued_at": issued,
                "due_at": chance.one_of(
                    None, issued + timedelta(hours=chance.randint(1, 12)), self.midnight(1), self.instant(chance, 0, 30)
                ),
            }

    def directive_receipt(self) -> Iterator[Row]:
        for one in self.directive():
            for unit in self.ids:
                chance = self.chance("directive_receipt", one["directive_id"], unit)
                if not chance.happens(0.6):
                    continue
                conveyed = None
                for revised in self.revisions(chance, chance.one_of(None, one["issued_at"])):
                    if chance.happens(0.6):
                        conveyed = one["issued_at"] + timedelta(minutes=30 * chance.randint(0, 30))
                    yield revised | {
                        "directive_id": one["directive_id"],
                        "org_unit_id": unit,
                        "received_at": one["issued_at"],
                        "conveyed_at": conveyed,
                    }

    def production_day(self) -> Iterator[Row]:
        if not self.plenty["production_day"]:
            return
        for unit in self.ids:
            for product in ("steel", "coal", "buses")[: self.plenty["production_day"]]:
                for days_on in (-30, -2, -1, 0, 1):
                    chance = self.chance("production_day", unit, product, days_on)
                    if not chance.happens(0.5 if days_on else 0.6):
                        continue
                    day = self.day + timedelta(days=days_on)
                    for revised in self.revisions(chance, self.moment_of(chance, day, 8, 36)):
                        planned = chance.one_of(0, None, -5, *[100.0] * 9)
                        yield revised | {
                            "org_unit_id": unit,
                            "production_date": day,
                            "product": product,
                            "unit_of_measure": chance.one_of("t", "t", "piece"),
                            "planned_output": planned,
                            "actual_output": chance.one_of(None, -1.0, 0.0, 84.9, 85.0, 94.0, 95.0, 99.0, *[100.0] * 5, 120.0),
                            "safety_incidents": chance.one_of(0, 0, 0, 0, 0, 1, 2, None, -1),
                            "injuries": chance.one_of(*[0] * 16, 1, None, -1),
                        }

    def control_status(self) -> Iterator[Row]:
        for number in range(3 * self.plenty["control_status"]):
            chance = self.chance("control_status", number)
            unit = chance.one_of(*self.ids, "gone")
            for revised in self.revisions(chance, chance.one_of(None, self.instant(chance, -24, 24))):
                since = self.instant(chance, -40, 28)
                yield revised | {
                    "control_id": f"K{number}",
                    "org_unit_id": unit,
                    "place_name": "小区",
                    "level": chance.one_of("normal", "strengthened", "controlled", "sealed"),
                    "since_at": since,
                    "until_at": chance.one_of(None, None, since + timedelta(hours=chance.randint(0, 40)), self.midnight(1)),
                }

    def told(self) -> dict[str, list[Row]]:
        """Every table's rows; a table with plenty 0 has none, and no units no rows but the catalogues'."""
        tables: dict[str, list[Row]] = {"org_unit": list(self.org_unit()), "measure": list(self.measure())}
        tables["supply_item"] = list(self.supply_item())
        for name, needs in (
            *((name, name) for name in TABLES if name != "duty_desk"),
            ("testing_progress", "testing_round"),
            ("directive_receipt", "directive"),
        ):
            tables[name] = list(getattr(self, name)()) if self.units and self.plenty[needs] else []
        tables["duty_shift"] = list(self.duty_shift()) if self.units else []
        return tables
