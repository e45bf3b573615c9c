"""What one half's coordinator may not see reaches him by no way: not on the websocket, in no file, in no address."""

from __future__ import annotations

import io
import os
import re
import signal
import sqlite3
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice, product

import pytest
from sqlalchemy import make_url

from dashboard.navigation import EVERY
from tests.access.conftest import Home
from tests.access.halves import ADMIN, CODES, EXECUTIVE, MARKS, NORTH, SOUTH, traces
from tests.access.signing import Raw

pytestmark = pytest.mark.slow
RUNS = 500  # of the two coordinators; those of others come between
HIDDEN = {NORTH: "SGX", SOUTH: "NGX"}
OWN = {NORTH: "N", SOUTH: "S"}
PATHS = [entry.path for entry in EVERY]
QUERIES = (
    "lang=zh",
    "lang=en",
    "lang=zh&unit={own}1",
    "lang=zh&unit={own}2&unit={own}3",
    "lang=en&unit={other}1",
    "lang=zh&area=city",
    "lang=en&area=county",
    "lang=zh&day=2021-12-27",
    "lang=zh&asof=2021-12-28T10:00:00%2B08:00",
    "lang=zh&unit={own}&measure=disinfection&view=day",
    "lang=zh&unit=GQVHB",
)


@cache
def _pattern(halves: str) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(trace) for half in halves for trace in traces(half)))


def found(content: bytes, halves: str) -> set[bytes]:
    return set(_pattern(halves).findall(content))


def asked(name: str) -> Iterator[tuple[str, str]]:
    own, other = (CODES[half] for half in (("N", "S") if OWN.get(name, "N") == "N" else ("S", "N")))
    while True:
        for query, path in product(QUERIES, PATHS):
            yield path, query.format(own=own, other=other)


def test_in_500_interleaved_runs_nothing_hidden_is_sent_whatever_is_remembered_on_sqlite(home: Home) -> None:
    people = (
        NORTH,
        SOUTH,
        EXECUTIVE,
        NORTH,
        SOUTH,
        ADMIN,
    )  # side by side; the executive and the admin are drawn what the others may not see
    each, leaks, seen, drawn = RUNS // 4, Counter(), Counter(), Counter()

    def live(name: str) -> None:
        with Raw(home.url, name) as somebody:
            for number, (page, query) in enumerate(islice(asked(name), each)):
                content = somebody.ask(page, query)
                drawn[name] += 1
                if name in HIDDEN:
                    leaks.update((name, page, query, trace) for trace in found(content, HIDDEN[name]))
                    seen[name] += bool(found(content, OWN[name]))
                else:
                    seen[name] += bool(found(content, "N")) and bool(found(content, "S"))
                if name == EXECUTIVE and number % 10 == 5:
                    os.kill(home.pid, signal.SIGUSR1)  # all that is remembered is gone

    with ThreadPoolExecutor(len(people)) as side_by_side:
        list(side_by_side.map(live, people))
    assert leaks == Counter()
    assert drawn[NORTH] + drawn[SOUTH] == RUNS
    assert min(seen[NORTH], seen[SOUTH]) > each, "they are drawn what is theirs"
    assert seen[EXECUTIVE] > each / 3, "and others meanwhile what is not"


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_no_file_names_what_is_hidden_and_totals_are_of_what_may_be_seen_on_sqlite(home: Home, name: str) -> None:
    for page in PATHS:
        with Raw(home.url, name) as somebody:
            content = somebody.ask(page, "lang=en")
            for address in set(re.findall(rb"download/[\w-]+/\w+", content)):
                status, file = somebody.fetch(address.decode())
                assert status == 200
                with zipfile.ZipFile(io.BytesIO(file)) as parts:
                    whole = b"".join(parts.read(part) for part in parts.namelist())
                assert found(whole, HIDDEN[name]) == set(), page
                assert MARKS[OWN[name]].encode() in whole
            if page == "":
                assert b"download/" in content


def test_an_admin_sees_the_quality_and_the_grants_of_all_and_elsewhere_his_own_on_sqlite(home: Home) -> None:
    with Raw(home.url, ADMIN) as admin:
        assert found(admin.ask("quality"), "N")
        grants = admin.ask("access")
        assert NORTH.encode() in grants
        assert found(grants, "N")
        assert not found(admin.ask(""), "NG")
        assert found(admin.ask(""), "S")
    with Raw(home.url, EXECUTIVE) as executive:
        assert NORTH.encode() not in executive.ask("access")


def test_a_grant_at_a_unit_that_is_not_there_is_listed_as_one_that_gives_nothing_on_sqlite(home: Home) -> None:
    ghost = ("ghost@example.org", "NOWHERE")
    with Raw(home.url, ADMIN) as admin, sqlite3.connect(make_url(home.database.url).database or "") as writer:  # which minds no foreign key
        said = "没有这个单位".encode()
        assert said not in admin.ask("access")
        try:
            writer.execute("INSERT INTO access_grant (principal, org_unit_id, role) VALUES (?, ?, 'executive')", ghost)
            writer.commit()
            until = time.monotonic() + 20
            while said not in admin.ask("access"):
                assert time.monotonic() < until, "it is listed after a refresh"
                time.sleep(0.5)
            with Raw(home.url, ghost[0]) as nobody:
                assert found(nobody.ask(""), "NSGX") == set()
        finally:
            writer.execute("DELETE FROM access_grant WHERE principal = ?", ghost[:1])
            writer.commit()


def test_a_hidden_unit_and_an_unknown_one_are_answered_alike_on_sqlite(home: Home) -> None:
    def sentence(content: bytes) -> bytes:
        return re.sub(rb"[0-9a-f-]{32,36}", b"", re.search(rb'<p class="failure".*?</p>', content)[0])  # type: ignore[index]

    with Raw(home.url, NORTH) as north:
        assert sentence(north.ask("", f"lang=zh&unit={CODES['S']}1")) == sentence(north.ask("", "lang=zh&unit=nobody"))
