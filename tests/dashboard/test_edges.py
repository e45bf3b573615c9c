"""What is easily counted wrong: the last moment of a day, shifts that are moved, rows that contradict themselves beside ones that do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dashboard import clock
from dashboard.data import Door
from dashboard.indicators import testing
from dashboard.settings import Settings
from dashboard.situation import Situation, situation
from data_access.contract import (
    checkpoint,
    daily_report,
    duty_shift,
    measure_record,
    org_unit,
    requirement,
    stock_day,
    supply_item,
    testing_progress,
    testing_round,
)
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Databases, written
from tests.world import DAY, at

NEXT = DAY + timedelta(days=1)
MORNING_AFTER = at(6, day=NEXT)


def post(name: str, unit: str, **more: Any) -> dict[str, Any]:
    plain = {"name_zh": name, "kind": "gate", "staffed_24h": True, "required_staff": 2}
    return {"checkpoint_id": name, "org_unit_id": unit} | plain | more


def shift(name: str, unit: str, starts_at: datetime, ends_at: datetime, revision: int = 1, **more: Any) -> dict[str, Any]:
    plain = {"checkpoint_id": unit, "team": "security", "planned_staff": 2, "present_staff": 2, "recorded_at": at(8)}
    return {"shift_id": name, "revision": revision, "org_unit_id": unit, "starts_at": starts_at, "ends_at": ends_at} | plain | more


def stock(unit: str, day: date, on_hand: float, received: float | None, issued: float | None) -> dict[str, Any]:
    key = {"org_unit_id": unit, "item_id": "rice", "stock_date": day, "revision": 1}
    return key | {"on_hand": on_hand, "received": received, "issued": issued, "recorded_at": at(8)}


def progress(unit: str, population: str, recorded_at: datetime, *counts: int | None, revision: int = 1) -> dict[str, Any]:
    key = {"round_id": "R", "org_unit_id": unit, "population": population, "revision": revision}
    return key | dict(zip(("target", "sampled", "resulted", "positive"), counts, strict=True)) | {"recorded_at": recorded_at}


UNITS = (
    "held",
    "after",
    "opens",
    "moved",
    "stale",
    "minus",
    "from0",
    "gap",
    "books",
    "pace",
    "pair",
    "family",
    "mixed",
    "vague",
    "nearly",
    "half",
)
ROWS: dict[Any, list[dict[str, Any]]] = {
    org_unit: [
        {
            "org_unit_id": name,
            "kind": "site",
            "name_zh": name,
            "reports": True,
            "sort_order": place,
            "staff_count": 20,
            "dependant_count": 5 if name == "half" else 0,
        }
        for place, name in enumerate(UNITS)
    ],
    checkpoint: [
        post("held", "held"),
        post("after", "after", staffed_24h=False),
        post("opens", "opens", opened_at=at(0, day=NEXT)),
        post("moved", "moved"),
        post("stale", "stale"),
        post("vague", "vague"),
    ],
    duty_shift: [
        shift("a", "held", at(16), at(0, day=NEXT), signed_in_at=at(16), last_confirmed_at=at(23), signed_out_at=at(0, day=NEXT)),
        shift("b", "after", at(0, day=NEXT), at(8, day=NEXT), signed_in_at=at(0, day=NEXT)),
        shift("c", "moved", at(8), at(16), signed_in_at=at(8), last_confirmed_at=at(11)),
        shift("c", "moved", at(16), at(0, day=NEXT), 2, recorded_at=at(9)),
        shift("d", "stale", at(4), at(14), signed_in_at=at(4), present_staff=1),
        shift("e", "stale", at(10), at(18), signed_in_at=at(10), present_staff=1),
        shift("f", "vague", at(10), at(18), signed_in_at=at(10), present_staff=1),
        shift("g", "vague", at(10), at(18), signed_in_at=at(10), present_staff=None),
    ],
    testing_round: [
        {"round_id": "Q", "round_no": 9, "name_zh": "前日", "starts_at": at(0, day=DAY - timedelta(days=2)), "ends_at": at(20)},
        {"round_id": "R", "round_no": 1, "name_zh": "今日", "starts_at": at(0), "ends_at": at(20)},
        {"round_id": "S", "round_no": 2, "name_zh": "次日", "starts_at": at(0, day=NEXT), "ends_at": at(20, day=NEXT)},
    ],
    testing_progress: [
        progress("held", "staff", at(19), 10, 10, 10, 0),
        progress("pace", "staff", at(2), 100, -5, 0, 0),
        progress("pace", "staff", at(11), 100, 40, 0, 0, revision=2),
        progress("nearly", "staff", at(9), 100, 45, 0, 0),
        progress("half", "staff", at(9), 10, 10, 10, 0),
        progress("family", "staff", at(11), 20, None, None, None),
        progress("family", "dependant", at(11), None, 5, 0, 0),
    ],
    supply_item: [
        {"item_id": "rice", "name_zh": "米", "category": "living", "unit_zh": "斤", "unit_en": "kg", "sort_order": 0}
        | {"min_days": 3, "target_days": 7}
    ],
    stock_day: [
        stock("minus", DAY - timedelta(days=6), -2, 0, 8),
        *(stock("minus", DAY - timedelta(days=back), 100, 1, 1) for back in range(4)),
        stock("from0", DAY - timedelta(days=1), 0, 0, None),
        stock("from0", DAY, 10, 0, None),
        *(stock("gap", DAY - timedelta(days=back), 20 + 5 * back, 0, None) for back in (6, 4, 2, 0)),
    ],
    requirement: [
        {"org_unit_id": unit, "measure_id": measure_id, "slot": slot, "effective_from": DAY, "revision": 1, "due_time": due}
        | {"grace_minutes": 0, "required": 2}
        for unit, measure_id, slot, due in (
            ("pair", "isolation_care", 1, "10:00"),
            ("mixed", "disinfection", 1, "09:00"),
            ("mixed", "disinfection", 2, "10:00"),
        )
    ],
    daily_report: [
        {"org_unit_id": "books", "report_date": DAY, "revision": 1, "recorded_at": at(8), "home_isolation": 30, "central_isolation": 0},
        {"org_unit_id": "pair", "report_date": DAY, "revision": 1, "recorded_at": at(8), "meals_due": 4, "meals_delivered": 4}
        | {"door_tests_due": 3, "door_tests_done": -1},
    ],
    measure_record: [
        {
            "org_unit_id": "mixed",
            "measure_id": "disinfection",
            "record_date": DAY,
            "slot": 1,
            "revision": 1,
            "done": -1,
            "recorded_at": at(8),
        }
    ],
}


@pytest.fixture(scope="module")
def edges(databases: Databases, kind: str) -> Iterator[Door]:
    database = written(databases.initialised(kind), ROWS)
    clock.stand_at(MORNING_AFTER)
    with Door(database.reader(), Settings(database_url=database.reader_url)) as opened:
        yield opened


def now(door: Door, unit: str, known_at: datetime = MORNING_AFTER) -> Situation:
    clock.stand_at(MORNING_AFTER)
    return situation(door, Scope(WHOLE_ORGANISATION, frozenset({unit})), Moment(DAY, known_at, "Asia/Shanghai"))


def told(situation: Situation, figure_id: str) -> tuple[float | None, float | None, int, int]:
    figure = situation.figure(figure_id)
    return figure.numerator, figure.denominator, figure.unknown, figure.checks


def test_a_past_day_shows_its_last_moment_in_which_what_begins_at_midnight_has_not_begun(edges: Door) -> None:
    assert told(now(edges, "held"), "checkpoint.manned") == (1, 1, 0, 0), "a shift until 24:00 is on in the last moment"
    assert told(now(edges, "after"), "checkpoint.manned") == (0, 0, 0, 0), "a shift from 24:00 on is the next day's"
    assert list(now(edges, "opens").posts.state) == ["closed"]
    assert told(now(edges, "held"), "testing.coverage") == (10, 10, 0, 0), "the round that begins at 24:00 is the next day's"


def test_a_shift_that_was_moved_does_not_hold_the_post_where_it_was(edges: Door) -> None:
    assert told(now(edges, "moved", at(8, 30)), "checkpoint.manned") == (1, 1, 0, 0)
    assert told(now(edges, "moved", at(12)), "checkpoint.manned") == (0, 1, 0, 0)


def test_staff_of_a_shift_that_gave_no_sign_is_not_counted_as_present(edges: Door) -> None:
    assert list(now(edges, "stale", at(12)).posts.state) == ["understaffed"]


def test_a_post_whose_shifts_do_not_all_say_how_many_they_are_is_not_called_understaffed(edges: Door) -> None:
    assert list(now(edges, "vague", at(12)).posts.state) == ["manned"]


def test_a_unit_is_on_pace_until_its_share_is_a_tenth_behind_the_clock(edges: Door) -> None:
    status = lambda known_at: next(cell.status for cell in now(edges, "nearly", known_at).cells if cell.measure_id == "testing")  # noqa: E731
    assert status(at(10)) == "met", "45 of 100 at half time"
    assert status(at(11, 30)) == "attention"


def test_a_unit_whose_family_is_not_told_is_not_met(edges: Door) -> None:
    assert [cell.status for cell in now(edges, "half", at(12)).cells if cell.measure_id == "testing"] == ["no_data"]


def test_units_short_is_never_met_beside_a_contradiction(edges: Door) -> None:
    here = now(edges, "minus")
    short = here.figure("supply.units_short")
    assert [pair.burn for pair in here.pairs] == [1.0], "what was issued on the day that contradicts itself is not counted"
    assert (short.numerator, short.denominator, short.checks, short.status) == (0, 1, 1, "no_data")


def test_a_negative_use_is_listed_even_where_nothing_was_there_before(edges: Door) -> None:
    assert [pair.left_out_days for pair in now(edges, "from0").pairs] == [1]


def test_the_use_of_a_day_is_known_only_from_the_day_right_before_it(edges: Door) -> None:
    assert [(pair.burn, pair.status) for pair in now(edges, "gap").pairs] == [(None, "no_data")]


def test_more_people_than_are_on_the_books_is_a_contradiction(edges: Door) -> None:
    assert told(now(edges, "books"), "people.isolated") == (0, None, 0, 1)


def test_the_pace_is_not_taken_from_a_snapshot_that_contradicts_itself(edges: Door) -> None:
    (pace,) = testing.paces(now(edges, "pace", at(12)).testing, Moment(DAY, at(12), "Asia/Shanghai"))
    assert (pace.sampled, pace.target, pace.rate, pace.eta) == (40, 100, None, None)


def test_a_report_that_contradicts_itself_leaves_isolation_care_whole(edges: Door) -> None:
    here = now(edges, "pair", at(12))
    assert told(here, "measure.isolation_care") == (0, 0, 1, 1)
    assert [cell.status for cell in here.cells if cell.measure_id == "isolation_care"] == ["check"]


def test_a_count_without_a_roster_judges_no_roster(edges: Door) -> None:
    for hour in (12, 21):
        assert [cell.status for cell in now(edges, "family", at(hour)).cells if cell.measure_id == "testing"] == ["no_data"]


def test_a_missing_slot_beside_a_contradictory_one_is_no_data_and_dates_nothing(edges: Door) -> None:
    here = now(edges, "mixed", at(12))
    figure = here.figure("measure.disinfection")
    assert (told(here, "measure.disinfection"), figure.data_time) == ((0, 2, 1, 1), None)
    assert [cell.status for cell in here.cells if cell.measure_id == "disinfection"] == ["no_data"]
