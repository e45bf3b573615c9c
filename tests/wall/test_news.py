"""What is new on a wall: breaches lately noticed, the same for all walls of a process, and known to one that begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.wall import news
from data_access.contract import duty_shift
from data_access.engine import DatabaseAway
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import world
from tests.databases import Database, written
from tests.world import NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)
CASE = ("N1", "cases")
START = NOW + timedelta(minutes=15)  # at eight a shift of the known world ends


@pytest.fixture
def own(database: Database) -> Iterator[Door]:
    news._watches.clear()
    clock.stand_at(START)
    writer = written(database, world.ROWS).writer()
    with Door(database.reader(), Settings(database_url=database.reader_url)) as opened:
        opened.writer = writer  # type: ignore[attr-defined]
        yield opened
    writer.dispose()


def noticed(door: Door, minutes: float = 0) -> dict[news.Place, object]:
    """After so many minutes."""
    clock.stand_at(clock.now() + timedelta(minutes=minutes))
    return news.noticed(door, EVERYTHING, situation(door, EVERYTHING, door.moment(EVERYTHING, None, None)))


def confirmed(door: Door, count: int, revision: int) -> None:
    with door.writer.begin() as connection:  # type: ignore[attr-defined]
        row = {"org_unit_id": "N1", "report_date": world.DAY, "revision": revision, "recorded_at": clock.now()}
        zero = {"fever": 0, "suspected": 0, "home_isolation": 0, "central_isolation": 0}
        connection.execute(sa.insert(world.daily_report).values(row | zero | {"confirmed": count}))


def test_what_was_a_breach_before_is_not_new(own: Door) -> None:
    assert noticed(own) == {}
    assert noticed(own, 1) == {}


def test_a_breach_is_new_from_when_it_is_noticed_for_ten_minutes(own: Door) -> None:
    noticed(own)
    confirmed(own, 1, 5)
    since = clock.now() + timedelta(minutes=1)
    assert noticed(own, 1) == {CASE: since}
    assert noticed(own, 9) == {CASE: since}
    assert noticed(own, 1) == {}


def test_one_that_ends_is_new_no_longer_and_is_again_when_it_comes_back(own: Door) -> None:
    noticed(own)
    confirmed(own, 1, 5)
    assert CASE in noticed(own, 1)
    confirmed(own, 0, 6)
    assert noticed(own, 1) == {}
    confirmed(own, 1, 7)
    assert noticed(own, 1) == {CASE: clock.now()}


def test_a_process_that_begins_anew_knows_what_turned_just_before(own: Door) -> None:
    clock.stand_at(START - timedelta(minutes=3))
    confirmed(own, 1, 5)
    clock.stand_at(START)
    assert noticed(own)[CASE] <= clock.now()


def test_what_turned_long_before_it_began_is_not_new(own: Door) -> None:
    confirmed(own, 1, 5)
    clock.stand_at(START + timedelta(minutes=11))
    assert CASE not in noticed(own)


def test_what_turned_while_nobody_looked_is_new_to_who_looks_again_but_not_after_hours(own: Door) -> None:
    noticed(own)
    confirmed(own, 1, 5)
    assert noticed(own, 30)[CASE] == clock.now()
    confirmed(own, 0, 6)
    assert CASE not in noticed(own, 1)
    confirmed(own, 1, 7)
    assert CASE not in noticed(own, 121)


def test_what_an_earlier_look_saw_neither_ends_nor_repeats_what_came_since(own: Door) -> None:
    noticed(own)
    earlier = situation(own, EVERYTHING, own.moment(EVERYTHING, None, None))
    confirmed(own, 1, 5)
    assert CASE in noticed(own, 1)
    since = clock.now()
    assert CASE not in news.noticed(own, EVERYTHING, earlier), "it did not know of it"
    assert noticed(own, 1)[CASE] == since


def test_while_the_database_is_away_nothing_is_new_and_nothing_fails(own: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    now = situation(own, EVERYTHING, own.moment(EVERYTHING, None, None))

    def away(*_: object) -> None:
        raise DatabaseAway("it does not answer")

    monkeypatch.setattr(news, "situation", away)
    assert news.noticed(own, EVERYTHING, now) == {}
    assert EVERYTHING not in news._watches, "who looks first when it is back begins"


def test_the_clock_alone_makes_news(own: Door) -> None:
    """A post whose shift ends is unmanned though nobody wrote a row."""
    shift = {"shift_id": "new", "revision": 1, "org_unit_id": "N1", "checkpoint_id": "C1", "starts_at": at(12), "ends_at": at(20, 20)}
    with own.writer.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(sa.delete(duty_shift).where(duty_shift.c.checkpoint_id == "C1"))
        told = {
            "recorded_at": at(12),
            "team": "security",
            "planned_staff": 2,
            "present_staff": 2,
            "signed_in_at": at(12),
            "last_confirmed_at": at(19),
        }
        connection.execute(sa.insert(duty_shift).values(shift | told))
    assert ("N1", "checkpoint") not in noticed(own)
    assert ("N1", "checkpoint") in noticed(own, 6)


def test_a_part_of_the_organisation_has_news_of_its_own(own: Door) -> None:
    of_s = Scope(WHOLE_ORGANISATION, frozenset({"S"}))

    def of(scope: Scope) -> dict[news.Place, object]:
        return news.noticed(own, scope, situation(own, scope, own.moment(scope, None, None)))

    of(EVERYTHING), of(of_s)
    confirmed(own, 1, 5)
    clock.stand_at(clock.now() + timedelta(minutes=1))
    assert CASE in of(EVERYTHING)
    assert of(of_s) == {}
