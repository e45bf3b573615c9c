"""Grants: what they come to, and how they are given and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data_access.access import (
    NOTHING,
    Access,
    Grant,
    GrantWrong,
    access_of,
    give,
    grants,
    principal_in,
    take_back,
)
from data_access.contract import access_grant
from tests.databases import Database, written
from tests.world import NOW, ROWS

LI = "li@example.org"


@pytest.fixture
def board(database: Database) -> Database:
    return written(database, ROWS)


@contextmanager
def engines(board: Database) -> Iterator[sa.Engine]:
    engine = board.writer()
    yield engine
    engine.dispose()


def granted(board: Database) -> tuple[Grant, ...]:
    with engines(board) as engine, engine.connect() as connection:
        return grants(connection)


def test_a_grant_is_given_once_and_given_again_takes_its_place(board: Database) -> None:
    first = Grant(LI, "N", "coordinator", NOW + timedelta(days=1))
    with engines(board) as engine:
        assert give(engine, first) is None
        assert give(engine, Grant(LI, "N", "admin")) == first
        assert give(engine, Grant(LI, "S1", "executive")) is None
    assert granted(board) == (Grant(LI, "N", "admin"), Grant(LI, "S1", "executive"))


def test_what_is_taken_back_is_gone_one_by_one_or_all_at_once(board: Database) -> None:
    with engines(board) as engine:
        for unit in ("N", "S", "S1"):
            give(engine, Grant(LI, unit, "coordinator"))
        give(engine, Grant("wang@example.org", "N", "coordinator"))
        assert take_back(engine, LI, "S") == 1
        assert take_back(engine, LI, "S") == 0
        assert take_back(engine, LI) == 2
    assert granted(board) == (Grant("wang@example.org", "N", "coordinator"),)


def test_names_compare_byte_for_byte(board: Database) -> None:
    with engines(board) as engine:
        give(engine, Grant("jose@example.org", "N", "coordinator"))
        assert take_back(engine, "josé@example.org") == 0
        with pytest.raises(GrantWrong, match="'n': there is no such unit"):
            give(engine, Grant(LI, "n", "coordinator"))


def test_nothing_is_written_for_a_unit_that_is_not_there(board: Database) -> None:
    with engines(board) as engine, pytest.raises(GrantWrong, match="'nowhere': there is no such unit"):
        give(engine, Grant(LI, "nowhere", "coordinator"))
    assert granted(board) == ()


def test_the_end_of_a_grant_is_an_instant_whatever_the_database_makes_of_it(board: Database) -> None:
    ends = datetime(2022, 1, 20, 10, 30, tzinfo=UTC)
    with engines(board) as engine:
        give(engine, Grant(LI, "N", "coordinator", ends))
        with engine.connect() as connection:
            assert connection.scalar(sa.select(access_grant.c.expires_at)) == ends
    assert granted(board)[0].expires_at == ends


GRANTS = (
    Grant(LI, "N", "coordinator"),
    Grant(LI, "S", "executive", NOW),
    Grant("boss@example.org", "G", "executive"),
    Grant("root@example.org", "S", "admin", NOW + timedelta(seconds=1)),
    Grant("root@example.org", "N", "executive"),
)


@pytest.mark.parametrize(
    ("names", "instant", "expected"),
    [
        ((LI,), NOW - timedelta(seconds=1), Access(frozenset({"N", "S"}))),
        ((LI,), NOW, Access(frozenset({"N"}))),  # it ends at its instant
        (("boss@example.org",), NOW, Access(frozenset({"G"}))),
        (("root@example.org",), NOW, Access(frozenset({"N", "S"}), is_admin=True)),
        (("root@example.org",), NOW + timedelta(seconds=1), Access(frozenset({"N"}))),
        (("a-subject", LI), NOW, Access(frozenset({"N"}))),
        (("nobody@example.org",), NOW, NOTHING),
        ((), NOW, NOTHING),
    ],
)
def test_what_a_person_may_see_is_what_holds_now(names: tuple[str, ...], instant: datetime, expected: Access) -> None:
    assert access_of(names, GRANTS, instant) == expected


def test_a_role_that_nobody_knows_opens_nothing() -> None:
    assert access_of((LI,), [Grant(LI, "N", "superuser")], NOW) == NOTHING


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Li@Example.ORG", LI), ("  li@example.org\n", LI), ("JOSE\u0301@x.org", "jos\u00e9@x.org"), ("auth0|5f7c8", "auth0|5f7c8")],
)
def test_a_principal_is_in_lower_case_and_of_one_form(text: str, expected: str) -> None:
    assert principal_in(text) == expected
    assert principal_in(expected) == expected


@pytest.mark.parametrize("text", ["", "  ", "li wang", "li\x00@x", "li\u200b@x", "x" * 255, "mi\u212ae@x", "a\u037eb", "\u00a0li@x"])
def test_what_can_be_nobodys_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="without blanks"):
        principal_in(text)
