"""What a person may see follows the grants with each look, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import clock
from dashboard.data import AWAY, OTHERWISE, Door, Screen
from dashboard.identity import Person
from dashboard.settings import Settings
from data_access.access import EVERYTHING, NOTHING, Access, Grant, give, take_back
from data_access.contract import access_grant
from data_access.engine import DatabaseAway
from data_access.scope import Scope
from tests.databases import Database, written
from tests.world import DAY, NOW, ROWS

LI = Person(("li@example.org", "u1"))
OF_N = Access(frozenset({"N"}))
STEP = timedelta(seconds=5)


@pytest.fixture
def own(database: Database) -> Iterator[sa.Engine]:
    engine = written(database, ROWS).writer()
    yield engine
    engine.dispose()


@pytest.fixture
def door(own: sa.Engine, database: Database) -> Iterator[Door]:  # noqa: ARG001 (the rows are there before it looks)
    clock.stand_at(NOW)
    with Door(database.reader(), Settings(database_url=database.reader_url, trusted_header="x-email", refresh_seconds=10)) as opened:
        yield opened


def later(door: Door, of: timedelta = STEP) -> Door:
    clock.stand_at(clock.now() + of)
    door.look()
    return door


def shown(door: Door, access: Access) -> str:
    return door.shows("a viewer", Screen(Scope(access.allowed), {DAY: door.standing(DAY)}, False, LI, access))


def test_a_grant_is_seen_at_the_next_look_and_its_end_too(door: Door, own: sa.Engine) -> None:
    assert door.access(LI) == NOTHING
    give(own, Grant("u1", "N", "coordinator"))
    assert later(door).access(LI) == OF_N
    give(own, Grant("u1", "S1", "admin"))
    assert later(door).access(LI) == Access(frozenset({"N", "S1"}), is_admin=True)
    take_back(own, "u1")
    assert later(door).access(LI) == NOTHING


def test_an_open_page_is_told_at_once_that_its_viewer_sees_otherwise(door: Door, own: sa.Engine) -> None:
    give(own, Grant("u1", "N", "coordinator"))
    word = shown(later(door), OF_N)
    assert door.stands("a viewer") == door.stands_at_once("a viewer") == word
    take_back(own, "u1")
    assert later(door).stands("a viewer") == OTHERWISE
    assert door.stands_at_once("a viewer") == OTHERWISE
    assert shown(door, NOTHING) == door.stands("a viewer")


def test_a_grant_ends_by_the_clock_while_nothing_changes_and_the_database_is_away(
    door: Door, own: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(own, Grant("u1", "N", "coordinator", NOW + timedelta(minutes=1)))
    shown(later(door), OF_N)

    def stalled(*_: Any) -> None:
        raise DatabaseAway("it does not answer")

    monkeypatch.setattr(door._reader, "run", stalled)
    clock.stand_at(NOW + timedelta(seconds=50))
    assert door.stands("a viewer") == AWAY
    assert door.access(LI) == OF_N, "nobody is shut out because the database is away"
    clock.stand_at(NOW + timedelta(seconds=60))
    assert door.stands("a viewer") == OTHERWISE
    assert door.access(LI) == NOTHING


def test_whom_the_provider_no_longer_vouches_for_sees_nothing_whatever_was_granted(door: Door, own: sa.Engine) -> None:
    give(own, Grant("u1", "N", "coordinator"))
    later(door)
    assert door.access(Person(("u1",), datetime.now(UTC) + timedelta(minutes=5))) == OF_N
    assert door.access(Person(("u1",), datetime.now(UTC))) == NOTHING
    assert door.access(None) == NOTHING


def test_who_has_left_is_told_so_and_nobody_else_is(door: Door, own: sa.Engine) -> None:
    give(own, Grant("u1", "N", "coordinator"))
    word = shown(later(door), OF_N)
    door.shows("another", Screen(Scope(frozenset({"N"})), {DAY: door.standing(DAY)}, False, LI, OF_N))
    door.left("a viewer")
    assert door.has_left("a viewer")
    assert door.stands("a viewer") == OTHERWISE
    assert door.stands("another") == word


def test_where_nobody_is_asked_everybody_sees_everything_and_no_grant_is_read(database: Database, own: sa.Engine) -> None:
    clock.stand_at(NOW)
    give(own, Grant("u1", "N", "coordinator"))
    with Door(database.reader(), Settings(database_url=database.reader_url)) as opened:
        assert opened.access(None) == EVERYTHING
        assert opened.all_grants == ()
        assert opened.read_grants() == (Grant("u1", "N", "coordinator"),)


def test_where_the_database_has_no_grants_nobody_sees_anything_until_it_has(door: Door, own: sa.Engine) -> None:
    give(own, Grant("u1", "N", "coordinator"))
    with own.begin() as connection:
        access_grant.drop(connection)
    assert later(door).access(LI) == NOTHING
    assert "access_grant" in door.look().absent
