"""Days and due times in the organisation's zone, around midnight and the changes of daylight saving time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data_access.moment import DueTime, Moment

BERLIN = ZoneInfo("Europe/Berlin")  # clocks go forward on 28 March 2021 at 02:00, back on 31 October 2021 at 03:00
SPRING, AUTUMN = date(2021, 3, 28), date(2021, 10, 31)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2021, 6, 1), 24)])
def test_a_day_runs_from_midnight_to_midnight_on_the_wall(day: date, hours: int) -> None:
    moment = Moment(day, utc("2022-01-01T00:00"), "Europe/Berlin")
    assert moment.ends_at - moment.starts_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("due", "day", "instant"),
    [
        (DueTime("17:00", False, 0), SPRING, "2021-03-28T15:00"),
        (DueTime("01:30", False, 60), SPRING, "2021-03-28T01:30"),  # grace is minutes that pass, not minutes on the wall
        (DueTime("24:00", False, 0), SPRING, "2021-03-28T22:00"),
        (DueTime("08:00", True, 0), AUTUMN, "2021-11-01T07:00"),
        (DueTime("24:00", True, 0), date(2021, 6, 1), "2021-06-02T22:00"),
        (DueTime("00:00", False, 0), date(2021, 6, 1), "2021-05-31T22:00"),
    ],
)
def test_due_times_are_those_of_the_wall(due: DueTime, day: date, instant: str) -> None:
    assert due.on(day, BERLIN) == utc(instant)


@pytest.mark.parametrize("text", ["", "noon", "25:00", "24:01", "12:60", "-1:00", "12", "1:2:3"])
def test_a_due_time_that_is_none_is_never_due(text: str) -> None:
    assert DueTime(text, False, 0).on(AUTUMN, BERLIN) is None


def test_the_two_instants_of_an_hour_that_comes_twice_are_two_moments() -> None:
    first, second = (Moment(AUTUMN, datetime(2021, 10, 31, 2, 30, tzinfo=BERLIN, fold=fold), "Europe/Berlin") for fold in (0, 1))
    assert first != second
    assert second.known_at - first.known_at == timedelta(hours=1)


def test_the_state_shown_is_the_present_while_the_day_runs_and_its_end_afterwards() -> None:
    noon, later = utc("2021-12-28T04:00"), utc("2021-12-30T00:00")
    assert Moment(date(2021, 12, 28), noon, "Asia/Shanghai").state_at == noon
    past = Moment(date(2021, 12, 28), later, "Asia/Shanghai")
    assert past.state_at == past.ends_at == utc("2021-12-28T16:00")
    assert past.is_over
    assert not past.is_today


def test_today_is_the_organisations_wherever_the_server_stands() -> None:
    evening_in_utc = utc("2021-12-28T17:00")
    assert Moment(date(2021, 12, 29), evening_in_utc, "Asia/Shanghai").is_today
    assert Moment(date(2021, 12, 28), evening_in_utc, "Europe/Berlin").is_today


def test_the_last_moment_of_a_day_that_is_over_lies_before_midnight_and_minutes_run_to_it() -> None:
    over = Moment(date(2021, 12, 28), datetime(2021, 12, 29, 6, tzinfo=ZoneInfo("Asia/Shanghai")), "Asia/Shanghai")
    assert over.last_moment < over.state_at == over.ends_at
    assert over.ends_at - over.last_moment == timedelta(microseconds=1)
    under_way = Moment(date(2021, 12, 28), datetime(2021, 12, 28, 6, tzinfo=ZoneInfo("Asia/Shanghai")), "Asia/Shanghai")
    assert under_way.last_moment == under_way.state_at == under_way.known_at
