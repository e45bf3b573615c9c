"""The business day on the wall of the organisation's zone: a day of 23 hours and one of 25, wherever the server and the database stand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import Situation, situation
from data_access.contract import daily_report, duty_shift, exemption, measure_record, org_unit, requirement
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database, Databases, elsewhere, written

BERLIN = ZoneInfo("Europe/Berlin")  # clocks go forward on 28 March 2021 at 02:00, back on 31 October 2021 at 03:00
SPRING, AUTUMN = date(2021, 3, 28), date(2021, 10, 31)
FAR_WEST, FAR_EAST = "America/Los_Angeles", "Pacific/Auckland"


def on(day: date, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    """The instant of that time on Berlin's wall; of an hour that comes twice the second with `fold` 1."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


def _owes(measure_id: str, slot: int, due_time: str, **more: object) -> dict[str, object]:
    plain = {"effective_from": date(2021, 1, 1), "revision": 1, "grace_minutes": 0, "required": 1}
    return {"org_unit_id": "A", "measure_id": measure_id, "slot": slot, "due_time": due_time} | plain | more


def _report(day: date, recorded_at: datetime) -> dict[str, object]:
    return {"org_unit_id": "A", "report_date": day, "revision": 1, "recorded_at": recorded_at, "fever": 0, "suspected": 0, "confirmed": 0}


def _desk(shift_id: str, starts_at: datetime, ends_at: datetime) -> dict[str, object]:
    plain = {"revision": 1, "org_unit_id": "A", "team": "duty_desk", "planned_staff": 1, "recorded_at": starts_at}
    return {"shift_id": shift_id, "starts_at": starts_at, "ends_at": ends_at, "signed_in_at": starts_at} | plain


ROWS = {
    org_unit: [{"org_unit_id": "A", "kind": "site", "name_zh": "甲", "reports": True, "sort_order": 1}],
    requirement: [
        _owes("daily_report", 1, "01:30", window_start_time="20:00"),  # of the next day
        _owes("patrol", 1, "02:30"),  # no such time on the day in March: an hour that is left out is passed as it ends
        _owes("patrol", 2, "24:00"),
    ],
    exemption: [  # lifts the second patrol of the day in October, whose 24:00 is an hour later than it would be in March
        {
            "exemption_id": "E",
            "revision": 1,
            "org_unit_id": "A",
            "measure_id": "patrol",
            "reason": "x",
            "from_at": on(AUTUMN, 23, 59),
            "until_at": on(AUTUMN + timedelta(days=1), 0, 1),
        }
    ],
    daily_report: [
        _report(SPRING, on(SPRING + timedelta(days=1), 1, 30)),
        _report(AUTUMN, on(AUTUMN + timedelta(days=1), 1, 31)),
        _report(AUTUMN - timedelta(days=1), on(AUTUMN, 1, 29)),  # before the hour that comes twice
    ],
    measure_record: [
        {
            "org_unit_id": "A",
            "measure_id": "patrol",
            "record_date": SPRING,
            "slot": 1,
            "revision": 1,
            "done": 1,
            "recorded_at": on(SPRING, 4),
        },
    ],
    duty_shift: [
        _desk("night", on(SPRING - timedelta(days=1), 20), on(SPRING, 8)),
        _desk("day", on(SPRING, 8), on(SPRING + timedelta(days=1), 0)),
        _desk("first of two", on(AUTUMN, 0), on(AUTUMN, 2, 30, fold=0)),
        _desk("from the second", on(AUTUMN, 2, 30, fold=1), on(AUTUMN + timedelta(days=1), 0)),  # the hour between has nobody
    ],
}


@pytest.fixture(scope="module")
def berlin(databases: Databases, kind: str) -> Database:
    return written(databases.initialised(kind), ROWS)


@pytest.fixture(params=[FAR_WEST, FAR_EAST])
def server_elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.delenv("TZ")
    time.tzset()


def now(database: Database, day: date, known_at: datetime) -> Situation:
    clock.stand_at(known_at)
    with Door(database.reader(), Settings(database_url=database.reader_url, timezone="Europe/Berlin")) as door:
        return situation(door, Scope(WHOLE_ORGANISATION), Moment(day, known_at, "Europe/Berlin"))


@pytest.mark.usefixtures("server_elsewhere")
def test_a_day_of_23_hours_is_covered_when_all_its_minutes_are(berlin: Database) -> None:
    over = now(berlin, SPRING, on(SPRING + timedelta(days=1), 6))
    assert (over.figure("duty.coverage").numerator, over.figure("duty.coverage").denominator) == (23 * 60, 23 * 60)
    under_way = now(berlin, SPRING, on(SPRING, 4))
    assert under_way.figure("duty.coverage").denominator == 3 * 60, "four on the wall, three hours since midnight"


@pytest.mark.usefixtures("server_elsewhere")
def test_a_day_of_25_hours_has_a_gap_of_an_hour_where_its_clock_is_turned_back(berlin: Database) -> None:
    over = now(berlin, AUTUMN, on(AUTUMN + timedelta(days=1), 6))
    assert (over.figure("duty.coverage").numerator, over.figure("duty.coverage").denominator) == (24 * 60, 25 * 60)
    (desk,) = [cell for cell in over.cells if cell.measure_id == "duty"]
    assert (desk.status, desk.since) == ("breach", on(AUTUMN, 2, 30, fold=0))


@pytest.mark.usefixtures("server_elsewhere")
def test_what_is_due_the_next_day_is_due_by_the_wall_after_the_change(berlin: Database) -> None:
    next_day = SPRING + timedelta(days=1)
    cell = lambda day, known_at: next(one for one in now(berlin, day, known_at).cells if one.measure_id == "daily_report")  # noqa: E731
    assert cell(SPRING, on(next_day, 6)).status == "met", "in at 01:30 to the minute"
    late = cell(AUTUMN, on(AUTUMN + timedelta(days=1), 6))
    assert (late.status, late.since) == ("attention", on(AUTUMN + timedelta(days=1), 1, 30))
    assert cell(AUTUMN - timedelta(days=1), on(AUTUMN, 6)).status == "met"


@pytest.mark.usefixtures("server_elsewhere")
def test_a_due_time_that_the_clock_leaps_over_falls_due_all_the_same(berlin: Database) -> None:
    patrol = lambda known_at: told(now(berlin, SPRING, known_at))  # noqa: E731
    assert patrol(on(SPRING, 1, 59)) == (0, 0, 0), "not due yet"
    assert patrol(on(SPRING, 3, 30)) == (0, 1, 1), "02:30 is 03:30 on this day"
    assert patrol(on(SPRING, 4)) == (1, 1, 0)
    assert patrol(on(SPRING + timedelta(days=1), 0)) == (1, 2, 1), "24:00 has come"


@pytest.mark.usefixtures("server_elsewhere")
def test_an_exemption_meets_the_due_instant_and_not_the_hour_on_a_wall_elsewhere(berlin: Database) -> None:
    assert told(now(berlin, AUTUMN, on(AUTUMN + timedelta(days=1), 6))) == (0, 1, 1), "the second slot is lifted"


def told(here: Situation) -> tuple[int, int, int]:
    figure = here.figure("measure.patrol")
    return figure.numerator, figure.denominator, figure.unknown


def test_a_database_whose_own_zone_is_another_gives_the_same(berlin: Database) -> None:
    plain = now(berlin, AUTUMN, on(AUTUMN + timedelta(days=1), 6))
    with elsewhere(berlin):
        assert now(berlin, AUTUMN, on(AUTUMN + timedelta(days=1), 6)).figures == plain.figures
        assert now(berlin, AUTUMN, on(AUTUMN + timedelta(days=1), 6)).cells == plain.cells
