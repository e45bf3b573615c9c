"""People sign in at a real provider, in a browser, and see what is theirs; who may no longer is out, on an open page too."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.settings import LANGUAGES
from tests.access import halves
from tests.access.halves import ADMIN, CODES, EXECUTIVE, MARKS, NOBODY, NORTH, SOUTH, traces
from tests.access.signing import cookie, provider, secrets_file
from tests.chromium import Reader
from tests.databases import Database, Databases
from tests.gallery.access import violations
from tests.serving import free_port, served
from tests.world import NOW

RUNS = 20
SIGN_IN, OUT = re.compile("登录|Sign in"), re.compile("退出登录|Sign out")
HIDDEN = {NORTH: "SGX", SOUTH: "NGX"}


@dataclass(frozen=True)
class Home:
    url: str
    database: Database
    folder: Path


@pytest.fixture(scope="module")
def home(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder, port, database = tmp_path_factory.mktemp("home"), free_port(), halves.database(databases)
    with provider([EXECUTIVE, NORTH, SOUTH, NOBODY, ADMIN]) as at:
        secrets = secrets_file(folder, port, database.reader_url, at)
        with served(None, clock=NOW, secrets=secrets, refresh_seconds=2, port=port) as server:
            yield Home(server.url, database, folder)


class Watched:
    """A reader, with every byte of his websockets and every address that his browser asked for."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page, self.got = reader, reader.page, []
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._keep))

    def _keep(self, frame: str | bytes) -> None:
        self.got.append(frame.encode() if isinstance(frame, str) else frame)

    def found(self, of: str) -> set[bytes]:
        whole = b"\n".join([*self.got, *map(str.encode, self.reader.requests), self.page.content().encode()])
        return {trace for half in of for trace in traces(half) if trace in whole}


@pytest.fixture
def person(reader: Callable[..., Reader]) -> Callable[..., Watched]:
    return lambda **options: Watched(reader(**options))


def sign_in(home: Home, somebody: Watched, name: str, link: str = "/") -> Page:
    """As a person does: open a link, press the button, say at the provider who one is, come back."""
    page = somebody.page
    page.goto(f"{home.url}{link}")
    page.get_by_role("button", name=SIGN_IN).click()
    page.wait_for_url("**/oauth2/authorize**")
    page.locator("input[name=sub]").fill(name)
    page.locator("button[type=submit], input[type=submit], button").first.click()
    page.locator(".legend, .empty, .failure").first.wait_for(timeout=30_000)
    return page


def test_each_signs_in_and_sees_what_is_theirs(home: Home, person: Callable[..., Watched]) -> None:
    for name, sees in ((EXECUTIVE, "NS"), (NORTH, "N"), (SOUTH, "S")):
        somebody = person()
        page = sign_in(home, somebody, name)
        expect(page.locator(".signed-in")).to_contain_text(name)
        assert {half for half in "NS" if somebody.found(half)} == set(sees), name
        if name in HIDDEN:
            assert somebody.found(HIDDEN[name]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_granted_nothing_is_told_whom_to_ask_and_let_in_once_he_is_granted(
    home: Home, person: Callable[..., Watched], language: str
) -> None:
    somebody = person(locale={"zh": "zh-CN", "en": "en-GB"}[language])
    page = sign_in(home, somebody, NOBODY)
    expect(page.locator(".empty")).to_contain_text("信息中心")
    expect(page.locator(".empty")).to_contain_text(NOBODY)
    assert somebody.found("NSGX") == set()
    halves.grant(home.database, NOBODY, CODES["S"])
    try:
        expect(page.locator(".tile").first).to_be_visible(timeout=20_000)
    finally:
        halves.revoke(home.database, NOBODY)
    expect(page.locator(".empty")).to_contain_text(NOBODY)
    expect(page.locator(".tile")).to_have_count(0)


def test_a_link_leads_where_it_says_after_signing_in(home: Home, person: Callable[..., Watched]) -> None:
    page = sign_in(home, person(), NORTH, f"/compliance?unit={CODES['N']}1&day=2021-12-27&lang=en")
    expect(page).to_have_url(re.compile(r"/compliance\?.*day=2021-12-27"))
    expect(page.locator(".shown")).to_contain_text(MARKS["N"])


def test_a_grant_that_ends_is_over_on_an_open_page_while_somebody_types(home: Home, person: Callable[..., Watched]) -> None:
    halves.grant(home.database, NOBODY, CODES["N"])
    somebody = person()
    page = sign_in(home, somebody, NOBODY)
    expect(page.locator(".tile").first).to_be_visible()
    page.get_by_role("combobox").first.click()
    halves.revoke(home.database, NOBODY)
    expect(page.locator(".tile")).to_have_count(0, timeout=10_000)
    expect(page.locator(".empty")).to_contain_text(NOBODY)


def test_whom_the_provider_no_longer_vouches_for_is_asked_to_sign_in_again_on_an_open_page(
    home: Home, person: Callable[..., Watched]
) -> None:
    somebody = person()
    name, value = cookie(home.url, NORTH, seconds=12)
    somebody.page.context.add_cookies([{"name": name, "value": value, "url": home.url}])
    somebody.page.goto(home.url)
    expect(somebody.page.locator(".tile").first).to_be_visible()
    ends = datetime.now(UTC) + timedelta(seconds=12)
    expect(somebody.page.locator(".tile")).to_have_count(0, timeout=30_000)
    expect(somebody.page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    assert datetime.now(UTC) < ends + timedelta(seconds=10)


def test_who_signs_out_is_out_in_his_other_tabs_too(home: Home, person: Callable[..., Watched]) -> None:
    somebody = person()
    page = sign_in(home, somebody, SOUTH)
    other = page.context.new_page()
    other.goto(f"{home.url}/people?lang=zh")
    expect(other.locator(".legend")).to_be_visible()
    page.bring_to_front()  # as somebody does who clicks there
    page.get_by_role("button", name=OUT).click()
    page.get_by_role("button", name=SIGN_IN).wait_for(timeout=20_000)
    other.bring_to_front()
    expect(other.get_by_role("button", name=SIGN_IN)).to_be_visible(timeout=20_000)
    expect(other.locator(".legend")).to_have_count(0)
    assert MARKS["S"] not in other.content()


def test_in_20_interleaved_runs_two_coordinators_are_sent_nothing_of_each_others(
    home: Home, person: Callable[..., Watched], tmp_path: Path
) -> None:
    both = {name: person() for name in (NORTH, SOUTH)}
    for name, somebody in both.items():
        sign_in(home, somebody, name)
    paths = ("", "map", "compliance", "people", "supplies", "testing", "quality", "unit")
    for run in range(RUNS):
        name = (NORTH, SOUTH)[run % 2]
        somebody, path = both[name], paths[run // 2 % len(paths)]
        somebody.reader.open(f"{home.url}/{path}?lang={LANGUAGES[run // 4 % 2]}")
        assert somebody.found(HIDDEN[name]) == set(), (name, path)
        assert somebody.found({NORTH: "N", SOUTH: "S"}[name])
        somebody.page.evaluate("() => sessionStorage.clear()")
    for name, somebody in both.items():
        somebody.reader.open(f"{home.url}/?lang=zh")
        for kind in ("Excel", "CSV"):
            with somebody.page.expect_download() as download:
                somebody.page.get_by_role("link", name=kind).click()
            file = tmp_path / f"{name}-{kind}"
            download.value.save_as(file)
            with zipfile.ZipFile(file) as parts:
                whole = b"".join(parts.read(part) for part in parts.namelist())
            assert not [trace for half in HIDDEN[name] for trace in traces(half) if trace in whole]


def test_an_admin_reads_who_may_see_what(home: Home, person: Callable[..., Watched]) -> None:
    admin = person()
    page = sign_in(home, admin, ADMIN, "/access?lang=zh")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    drawn = b"".join(admin.got)  # what stands in the table is painted
    assert NORTH.encode() in drawn
    assert "联络员".encode() in drawn
    other = sign_in(home, person(), EXECUTIVE, "/access?lang=zh")
    expect(other.locator(".failure")).to_be_visible()
    assert NORTH not in other.content()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_access_fit_are_untroubled_and_keep_nobody_out(
    home: Home, person: Callable[..., Watched], width: int, theme: str, language: str
) -> None:
    for name, path in ((None, "/"), (NOBODY, "/"), (ADMIN, "/access"), (NORTH, "/")):
        somebody = person(width=width)
        page = somebody.page
        page.emulate_media(color_scheme=theme)
        if name:
            key, value = cookie(home.url, name)
            page.context.add_cookies([{"name": key, "value": value, "url": home.url}])
        somebody.reader.open(f"{home.url}{path}?lang={language}")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []
        assert somebody.reader.troubles == []
