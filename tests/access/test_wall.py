"""A wall opens by its token and without a sign-in: the wall and nothing else, until the token is another."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from tests.access import halves
from tests.access.conftest import Home
from tests.access.halves import ADMIN, CODES, EXECUTIVE, MARKS, NOBODY, NORTH
from tests.access.signing import Raw, secrets_file
from tests.access.test_apart import found
from tests.access.test_probes import ASKS_TO_SIGN_IN, asked
from tests.databases import Databases
from tests.serving import free_port, served
from tests.world import NOW

pytestmark = pytest.mark.slow  # a dashboard of its own
TOKEN, OTHER = "of-the-tests-7f3kq9", "another-of-the-tests-2"
CLOSED = "已失效"
REFRESH = 2  # seconds


@pytest.fixture(scope="module")
def hall(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The dashboard of two halves, with a token for its walls in the secrets file."""
    folder, port, database = tmp_path_factory.mktemp("hall"), free_port(), halves.database(databases)
    secrets = secrets_file(folder, port, database.reader_url, wall_token=TOKEN)
    with served(None, clock=NOW, secrets=secrets, refresh_seconds=REFRESH, port=port) as server:
        yield Home(server.url, server.pid, database, folder)
        assert TOKEN not in server.told()
        assert OTHER not in server.told()


def wall(token: str = TOKEN, more: str = "") -> str:
    return f"lang=zh&token={token}{more}"


def change(hall: Home, token: str, to: str) -> None:
    path = hall.folder / "secrets.toml"
    text = path.read_text("utf-8")
    assert token in text
    path.write_text(text.replace(token, to), "utf-8")


def pulse(somebody: Raw, viewer: str) -> dict[str, object]:
    status, content = somebody.fetch(f"/pulse?of={viewer}&wall=wall-of-the-tests&size=1920x1080")
    assert status == 200
    return json.loads(content)


def viewer_in(content: bytes) -> str:
    return content.split(b"pulse?of=")[1][:32].decode()


def test_the_token_opens_the_wall_of_the_whole_organisation_without_a_sign_in(hall: Home) -> None:
    with Raw(hall.url) as screen:
        content = screen.ask("wall", wall())
    assert ASKS_TO_SIGN_IN.encode() not in content
    assert found(content, "NGX") >= {MARKS["N"].encode()} or MARKS["N"].encode("unicode_escape") in found(content, "N")
    assert b'"leave": null' in content, "and leads nowhere else"


def test_no_person_is_on_it_and_nobody_is_to_be_called(hall: Home) -> None:
    with Raw(hall.url) as screen:
        content = screen.ask("wall", wall())
    assert not any(phone.encode() in content for phone in halves.PHONES.values())


@pytest.mark.parametrize("page", ["", "map", "quality", "access", "compliance", "unit"])
def test_it_opens_nothing_else_not_even_in_the_same_session(hall: Home, page: str) -> None:
    with Raw(hall.url) as screen:
        screen.ask("wall", wall())
        content = screen.ask(page, wall())
    assert ASKS_TO_SIGN_IN.encode() in content
    assert not any(mark.encode() in content for mark in (*MARKS.values(), *CODES.values()))


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper()])
def test_another_token_opens_nothing_and_says_whom_to_ask(hall: Home, token: str) -> None:
    with Raw(hall.url) as screen:
        content = screen.ask("wall", wall(token))
    assert CLOSED.encode() in content
    assert "信息中心".encode() in content
    assert not any(mark.encode() in content for mark in (*MARKS.values(), *CODES.values()))


def test_of_two_tokens_none_widens_the_other(hall: Home) -> None:
    with Raw(hall.url) as screen:
        assert CLOSED.encode() in screen.ask("wall", f"token={TOKEN}&token=x&lang=zh")


def test_who_has_signed_in_gains_nothing_by_a_wrong_token_and_sees_his_own_without_one(hall: Home) -> None:
    with Raw(hall.url, NORTH) as coordinator:
        assert CLOSED.encode() in coordinator.ask("wall", wall("x"))
        content = coordinator.ask("wall", "lang=zh")
        assert found(content, "SGX") == set()
        assert found(content, "N")
    with Raw(hall.url, NOBODY) as nobody:
        assert found(nobody.ask("wall", "lang=zh"), "NSGX") == set()
    with Raw(hall.url) as stranger:
        assert ASKS_TO_SIGN_IN.encode() in stranger.ask("wall", "lang=zh")


def test_a_wall_of_a_part_is_of_that_part_and_of_what_does_not_exist_nothing(hall: Home) -> None:
    with Raw(hall.url) as screen:
        assert found(screen.ask("wall", wall(more=f"&unit={CODES['N']}")), "S") == set()
        assert found(screen.ask("wall", wall(more="&unit=nowhere")), "NS") == set()


def test_a_changed_token_closes_open_walls_within_a_refresh_and_opens_them_by_the_new_one(hall: Home) -> None:
    with Raw(hall.url) as screen:
        viewer = viewer_in(screen.ask("wall", wall()))
        assert pulse(screen, viewer)["asDrawn"] is True
        change(hall, TOKEN, OTHER)
        try:
            began = time.monotonic()
            status, content = screen.fetch(f"/standing?of={viewer}&drawn=x")
            assert (status, content) == (200, b"otherwise 0"), "which has the page drawn anew at once"
            assert time.monotonic() - began < REFRESH
            assert pulse(screen, viewer)["asDrawn"] is False
            content = screen.ask("wall", wall())
            assert CLOSED.encode() in content
            assert found(content, "NSG") == set()
            assert CLOSED.encode() not in screen.ask("wall", wall(OTHER))
        finally:
            change(hall, OTHER, TOKEN)
        assert CLOSED.encode() not in screen.ask("wall", wall()), "and the first holds again once it stands there again"


def test_the_auditor_reads_who_opened_a_wall_and_who_tried_and_no_token(hall: Home) -> None:
    with Raw(hall.url) as screen:
        for _ in range(3):
            screen.ask("wall", wall())
    with Raw(hall.url) as stranger:
        for _ in range(3):
            stranger.ask("wall", wall("tried-by-the-tests"))
    told = [json.loads(line) for line in hall.audit.splitlines()]
    opened = [one for one in told if one["event"] == "wall-opened"]
    tried = [one for one in told if one.get("reason") == "a wall's token that does not hold"]
    assert opened
    assert tried
    with Raw(hall.url) as screen:
        screen.ask("wall", wall())
    told = [json.loads(line) for line in hall.audit.splitlines()]
    assert sum(one["event"] == "wall-opened" for one in told) == len(opened) + 1, "one line for each page, however often it is drawn"
    for token in (TOKEN, OTHER, "tried-by-the-tests"):
        assert token not in hall.audit


def test_no_browser_tells_the_address_of_a_wall_any_further(hall: Home) -> None:
    assert asked(hall.url, f"/wall?{wall()}")[1]["referrer-policy"] == "no-referrer"
    assert asked(hall.url, "/wall")[1]["referrer-policy"] == "same-origin"


def test_what_asks_how_old_a_wall_is_tells_strangers_nothing_of_it(hall: Home) -> None:
    with Raw(hall.url) as stranger:
        told = pulse(stranger, "0" * 32)
    assert (told["known"], told["asDrawn"]) == (False, False)
    assert set(told) == {"now", "age", "known", "asDrawn", "build"}


def test_the_list_of_walls_is_for_who_sees_everything(hall: Home) -> None:
    with Raw(hall.url) as screen:
        pulse(screen, viewer_in(screen.ask("wall", wall())))
        for name, sees in ((ADMIN, True), (NORTH, False), (EXECUTIVE, False)):
            with Raw(hall.url, name) as somebody:
                content = somebody.ask("quality", "lang=zh")
                assert ("大屏 · 1".encode() in content) is sees, name
