"""Testing: the headquarters' first round, later rounds of everyone, and how each unit comes on in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from data_access.contract import testing_progress, testing_round
from data_access.demonstration.organisation import HEADQUARTERS, Unit
from data_access.demonstration.telling import Arrival, Teller

ROUNDS = (  # days since 28 December, hour it starts, hours it lasts, whom it is addressed to
    (-12, 8, 12, HEADQUARTERS),
    (-10, 8, 24, None),
    (-7, 10, 24, None),
    (-5, 8, 24, None),
    (-3, 12, 24, None),
    (0, 7, 15, None),
    (2, 8, 24, None),
    (5, 8, 24, None),
    (9, 8, 24, None),
    (14, 8, 24, None),
    (20, 8, 24, None),
)
TOGETHER, WITHOUT_ROSTER = (7, 16), (40,)  # numbers of the units that count staff and family together; that have no roster
SLOW_TODAY = (21, 34)
POSITIVE = {(2, 6): 1, (4, 5): 2}  # (round, unit): positives, found where the cases were
HOURS_BETWEEN, HOURS_TO_RESULT = 1.5, 7


def announced(teller: Teller, day: date) -> Iterator[Arrival]:
    """The rounds that are announced on the day: the evening before they start."""
    for number, (offset, hour, hours, addressed) in enumerate(ROUNDS, start=1):
        starts_on = teller.parameters.day + timedelta(days=offset)
        if starts_on - timedelta(days=1) == day or (starts_on == day == teller.parameters.all_days[0]):
            starts_at = teller.at(starts_on, hour)
            name_zh, name_en = ("总部首轮核酸", "headquarters") if addressed else (f"第{number}轮全员核酸", "everyone")
            row = {
                "round_id": f"R-{number:02d}",
                "round_no": number,
                "name_zh": name_zh,
                "name_en": f"Round {number}, {name_en}",
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=hours),
                "org_unit_id": addressed,
            }
            yield Arrival(min(teller.at(day, 18), starts_at), testing_round, row)


def progress(teller: Teller, unit: Unit, day: date) -> Iterator[Arrival]:
    """The snapshots of the rounds that start on the day, until all results are there."""
    for number, (offset, hour, hours, addressed) in enumerate(ROUNDS, start=1):
        if teller.offset(day) != offset or addressed not in (None, unit.division):
            continue
        starts_at = teller.at(day, hour)
        if unit.number in TOGETHER:
            people = {"combined": unit.staff + unit.family}
        else:
            people = {"staff": unit.staff} | ({"dependant": unit.family} if unit.family else {})
        for population, count in people.items():
            yield from _snapshots(teller, unit, number, population, count, starts_at, hours, offset)


def _snapshots(
    teller: Teller, unit: Unit, number: int, population: str, people: int, starts_at: datetime, hours: int, offset: int
) -> Iterator[Arrival]:
    luck = teller.chance("round", number, unit.id, population)
    if luck.random() < 0.02:
        return  # nothing is heard of them
    pace = luck.uniform(1.08, 1.5)
    reached = 1.0 if luck.random() < 0.93 else luck.uniform(0.95, 0.99)
    if offset == 0 and unit.number in SLOW_TODAY:
        pace, reached = 0.72, 0.9
    positive = POSITIVE.get((number, unit.number), 0) if population != "dependant" else 0

    def sampled(elapsed: float) -> int:
        share = min(reached, max(0.0, elapsed) / hours * pace)
        return round(people * share)

    elapsed, revision, last = luck.uniform(0.6, 1.6), 0, None
    while elapsed < hours + HOURS_TO_RESULT + 3:
        taken, back = sampled(elapsed), sampled(elapsed - HOURS_TO_RESULT)
        found = positive if back > people // 2 else 0
        told = (taken, back, found)
        if told != last:
            revision += 1
            arrived = starts_at + timedelta(seconds=round(3600 * elapsed))
            row = {
                "round_id": f"R-{number:02d}",
                "org_unit_id": unit.id,
                "population": population,
                "revision": revision,
                "recorded_at": arrived,
                "target": None if unit.number in WITHOUT_ROSTER else people,
                "sampled": taken,
                "resulted": back,
                "positive": found,
                "tubes": -(-taken // 10),
            }
            yield Arrival(arrived, testing_progress, row)
            last = told
        elapsed += HOURS_BETWEEN * luck.uniform(0.8, 1.2)
