"""What somebody tries who is not let in, or who wants more than is his: each refused or harmless, on a running dashboard."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.access.conftest import Home
from tests.access.halves import BRIEFLY, CODES, EXECUTIVE, MARKS, NOBODY, NORTH, SOUTH, database, grant, revoke
from tests.access.signing import Raw, cookie
from tests.databases import Databases
from tests.serving import served
from tests.world import NOW

pytestmark = pytest.mark.slow  # a dashboard of their own, and what takes its time
ASKS_TO_SIGN_IN, NOTHING_OPEN, NOBODY_SAID = "请先登录", "还没有给您开通任何单位", "没有收到您的身份"


def asked(url: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Exactly this path, as no browser would write it."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, text in headers.items():
        connection.putheader(name.replace("_", "-"), text)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    found = response.status, {name.lower(): text for name, text in response.getheaders()}, response.read()
    connection.close()
    return found


def refused(home: Home, **headers: str) -> int:
    """The status with which a websocket is refused; 101 where it is not."""
    headers = {name.replace("_", "-"): text for name, text in headers.items()}
    try:
        with connect(
            home.url.replace("http", "ws") + "/_stcore/stream", additional_headers=headers, subprotocols=["streamlit"], proxy=None
        ):
            return 101
    except InvalidStatus as refusal:
        return refusal.response.status_code


def ended_by(somebody: Raw, frame: bytes) -> bytes:
    """What the server says between the frame and the connection's end, which has to come."""
    said, until = b"", time.monotonic() + 60
    with suppress(ConnectionClosed):
        somebody.socket.send(frame)
        while True:
            said += somebody.socket.recv(max(0, until - time.monotonic()))
    return said


def reasons(home: Home) -> list[str]:
    return [line["reason"] for line in map(json.loads, home.audit.splitlines()) if line["event"] == "refused"]


@pytest.mark.parametrize("path", ["", "map", "quality", "access", "wall"])
def test_who_has_not_signed_in_is_asked_to_and_sent_nothing_else(home: Home, path: str) -> None:
    with Raw(home.url) as stranger:
        content = stranger.ask(path)
    assert ASKS_TO_SIGN_IN.encode() in content
    assert not any(mark.encode() in content for mark in (*MARKS.values(), *CODES.values()))


def test_a_cookie_that_is_forged_of_elsewhere_or_past_its_time_is_none(home: Home) -> None:
    for changed in ({"secret": "x" * 40}, {"origin": "http://127.0.0.1:1"}, {"seconds": -5}, {"is_logged_in": False}, {"exp": None}):
        with Raw(home.url, cookies_too=dict([cookie(home.url, NORTH, **changed)])) as somebody:
            content = somebody.ask()
        assert ASKS_TO_SIGN_IN.encode() in content, changed
        assert MARKS["N"].encode() not in content, changed


def test_who_was_granted_nothing_is_told_whom_to_ask(home: Home) -> None:
    with Raw(home.url, NOBODY) as nobody:
        content = nobody.ask()
    assert NOTHING_OPEN.encode() in content
    assert "信息中心".encode() in content
    assert not any(mark.encode() in content for mark in MARKS.values())


def test_a_foreign_origin_and_none_are_refused(home: Home) -> None:
    assert refused(home, Origin="https://evil.example") == 403
    assert refused(home) == 403
    assert refused(home, Origin=home.url) == 101


def test_a_foreign_host_is_refused(home: Home) -> None:
    assert asked(home.url, "/", Host="evil.example")[0] == 400
    assert refused(home, Origin="http://evil.example", Host="evil.example") in (400, 403)
    assert asked(home.url, "/")[0] == 200


def test_the_session_of_another_is_not_joined(home: Home) -> None:
    with Raw(home.url, NORTH) as north:
        north.ask()
        with Raw(home.url, SOUTH, session=north.id) as south:
            content = south.ask()
            assert south.id != north.id
            assert MARKS["N"].encode() not in content
            assert MARKS["S"].encode() in content
        with Raw(home.url, session=north.id) as stranger:
            assert ASKS_TO_SIGN_IN.encode() in stranger.ask()
        assert MARKS["N"].encode() in north.ask(), "and whose it is goes on"


def test_an_upload_is_refused(home: Home) -> None:
    with Raw(home.url, NORTH) as north:
        north.ask()
        for method in ("PUT", "POST", "DELETE"):
            status, _, _ = asked(home.url, f"/_stcore/upload_file/{north.id}/x", method, b"x" * 1000, Cookie=north.cookie_line)
            assert status == 405
        asking = BackMsg()
        asking.file_urls_request.request_id = "1"
        asking.file_urls_request.file_names.append("x")
        north.socket.send(asking.SerializeToString())
        assert b"upload_file" not in north.ask()


@pytest.mark.parametrize(
    "path",
    [
        "//",
        "//map",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../../etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/app/static/%2e%2e/app.py",
        "/app/static/..%5capp.py",
        "/map%00",
        "/%6dap",
        "/map%0a",
        "/map;x",
        "/_stcore/metrics%0a",
        "/.streamlit/secrets.toml",
        "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check",
        "http://evil.example/",
    ],
)
def test_a_path_trick_leads_nowhere(home: Home, path: str) -> None:
    status, headers, body = asked(home.url, path)
    assert status in (400, 404)
    assert b"<html" not in body
    assert b"root:" not in body
    assert headers.get("x-content-type-options", "nosniff") == "nosniff"


def test_a_frame_of_32_megabytes_ends_its_own_connection_alone(home: Home) -> None:
    with Raw(home.url, NORTH) as north, Raw(home.url, SOUTH) as attacker:
        attacker.ask()
        ended_by(attacker, b"\x5a" * (32 * 2**20))
        with Raw(home.url, SOUTH) as again:
            ended_by(again, b"\x5a" * (2 * 2**20))
        assert MARKS["N"].encode() in north.ask()


def test_a_message_that_is_none_ends_the_connection_without_a_word_of_the_server(home: Home) -> None:
    with Raw(home.url, NORTH) as north:
        assert ended_by(north, b"\xff\xff\xff\xff") == b""


def test_a_flood_of_reruns_keeps_nobody_from_his_page(home: Home) -> None:
    asking = BackMsg()
    asking.rerun_script.query_string = "lang=zh"
    frame, until = asking.SerializeToString(), time.monotonic() + 6

    def flood() -> int:
        sent = 0
        with Raw(home.url, SOUTH) as attacker:
            while time.monotonic() < until and sent < 20_000:
                attacker.socket.send(frame)
                sent += 1
                while True:  # what came meanwhile
                    try:
                        attacker.socket.recv(0)
                    except TimeoutError:
                        break
        return sent

    with ThreadPoolExecutor(1) as beside, Raw(home.url, NORTH) as north:
        flooding, runs = beside.submit(flood), 0
        while time.monotonic() < until:
            assert MARKS["N"].encode() in north.ask()
            runs += 1
        assert flooding.result(60) > 50
    assert runs >= 3, "the page was drawn again and again meanwhile"
    assert asked(home.url, "/readyz")[0] == 200


def test_a_flood_of_messages_that_would_empty_everybodys_memory_empties_nothing(home: Home) -> None:
    def misses() -> float:
        return float(re.search(rb"\nsituation_board_memory_misses_total (\S+)", asked(home.url, "/metrics")[2])[1])  # type: ignore[index]

    asking = BackMsg()
    asking.clear_cache = True
    with Raw(home.url, NORTH) as north, Raw(home.url, SOUTH) as attacker:
        north.ask("testing")
        north.ask("testing")
        before = misses()
        for _ in range(60):
            attacker.socket.send(asking.SerializeToString())
        attacker.ask("testing")
        after_own = misses()
        north.ask("testing")
        assert misses() - after_own <= max(4, after_own - before), "what is remembered is there still"
    assert "message clear_cache" in reasons(home)


def test_a_file_is_for_whom_its_page_was_drawn_and_for_nobody_else(home: Home) -> None:
    with Raw(home.url, NORTH) as north, Raw(home.url, SOUTH) as south, Raw(home.url) as stranger:
        address = re.search(rb"download/[\w-]+/csv", north.ask())[0].decode()  # type: ignore[index]
        assert south.fetch(address)[0] == 404
        assert stranger.fetch(address)[0] == 404
        assert north.fetch(address)[0] == 200
    assert '"event": "exported", "person": "north@example.org"' in home.audit
    assert "a file of what the person may not see" in reasons(home)


def test_who_is_taken_his_grant_is_out_at_the_next_look_and_so_are_his_files(home: Home) -> None:
    with Raw(home.url, BRIEFLY) as briefly:
        content = briefly.ask()
        assert MARKS["N"].encode() in content
        address = re.search(rb"download/[\w-]+/csv", content)[0].decode()  # type: ignore[index]
        ask = re.search(rb"\./standing\?of=(\w+)&drawn=(\w+)", content)
        assert ask
        revoke(home.database, BRIEFLY)
        until = time.monotonic() + 30
        while not briefly.fetch(ask[0].decode())[1].startswith(b"otherwise") and time.monotonic() < until:
            time.sleep(0.2)
        assert briefly.fetch(ask[0].decode()) == (200, b"otherwise 0"), "the open page is told to be drawn anew"
        assert briefly.fetch(address)[0] == 404
        content = briefly.ask()
        assert NOTHING_OPEN.encode() in content
        assert MARKS["N"].encode() not in content


def test_a_file_and_the_search_are_shut_though_nobody_asks_how_a_page_stands(home: Home) -> None:
    grant(home.database, NOBODY, CODES["N"])
    time.sleep(4)  # a look or more
    with Raw(home.url, NOBODY) as alone:
        content = alone.ask()
        address = re.search(rb"download/[\w-]+/csv", content)[0].decode()  # type: ignore[index]
        assert NOTHING_OPEN.encode() not in alone.ask(fragment=alone.fragment)
        revoke(home.database, NOBODY)
        time.sleep(4)
        content = alone.ask(fragment=alone.fragment)
        assert NOTHING_OPEN.encode() in content
        assert MARKS["N"].encode() not in content
        assert alone.fetch(address)[0] == 404


def test_who_signs_out_elsewhere_is_out_here_too(home: Home) -> None:
    with Raw(home.url, NORTH) as north:
        ask = re.search(rb"\./standing\?of=(\w+)&drawn=(\w+)", north.ask())
        assert ask
        assert not north.fetch(ask[0].decode())[1].startswith(b"otherwise")
        del north.cookies["_streamlit_user"]
        assert north.fetch(ask[0].decode())[1] == b"otherwise 0"
        assert ASKS_TO_SIGN_IN.encode() in north.ask()


@pytest.fixture(scope="module", params=["127.0.0.1", "10.0.0.1"])
def by_proxy(request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, bool]]:
    """A dashboard that takes a header's word, from this machine or from one that is not there; whether this machine's counts."""
    folder = tmp_path_factory.mktemp("proxy")
    secrets: Path = folder / "secrets.toml"
    secrets.write_text(
        f'[situation_board]\ndatabase_url = "{database(databases).reader_url}"\ntrusted_header = "X-Forwarded-Email"\n'
        f'trusted_proxies = "{request.param}"\naudit_log = "{folder / "audit.jsonl"}"\n'
    )
    with served(None, clock=NOW, secrets=secrets) as server:
        yield server.url, request.param == "127.0.0.1"


@pytest.mark.parametrize("value", ["north@example.org", "North@Example.org"])
def test_a_forged_header_counts_from_a_trusted_proxy_alone(by_proxy: tuple[str, bool], value: str) -> None:
    url, is_trusted = by_proxy
    with Raw(url, headers={"X-Forwarded-Email": value}) as somebody:
        content = somebody.ask()
        found = re.search(rb"download/[\w-]+/csv", content)
        assert (MARKS["N"].encode() in content) == is_trusted
        assert (NOBODY_SAID.encode() in content) != is_trusted
        assert MARKS["S"].encode() not in content
        if found:
            assert somebody.fetch(found[0].decode())[0] == 200
            with Raw(url, headers={"X-Forwarded-Email": SOUTH}, session=somebody.id) as other:
                assert MARKS["N"].encode() not in other.ask()
                assert other.fetch(found[0].decode())[0] == 404


def test_two_headers_of_which_one_came_from_outside_count_for_nothing(by_proxy: tuple[str, bool]) -> None:
    url, _ = by_proxy
    with Raw(url) as somebody:
        token = somebody.cookies["_streamlit_xsrf"]
    headers = [("X-Forwarded-Email", EXECUTIVE), ("X-Forwarded-Email", NORTH)]
    with connect(
        url.replace("http", "ws") + "/_stcore/stream",
        origin=url,
        additional_headers=headers,
        subprotocols=["streamlit", token],
        proxy=None,
        max_size=None,
    ) as socket:
        somebody.socket = socket
        assert NOBODY_SAID.encode() in somebody.ask()
