"""What comes from outside: named or refused. Each answer says to the browser what it may do with the page."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any
from urllib.parse import quote

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import gate
from dashboard.gate import Gate, Rules

RULES = Rules(
    pages=("", "map"), hosts=frozenset({"board.intranet"}), proxies=(ip_network("10.0.0.0/24"),), trusted_header="x-email", sign_in=True
)


@dataclass
class Behind:
    """What stands behind the gate, and what it was given."""

    scope: Mapping[str, Any] = field(default_factory=dict)
    heard: list[Message] = field(default_factory=list)
    answer: PlainTextResponse = field(default_factory=lambda: PlainTextResponse("in"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        if scope["type"] == "websocket":
            while (message := await receive())["type"] == "websocket.receive":
                self.heard.append(message)
        else:
            await self.answer(scope, receive, send)

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.scope["headers"]}


def asked(
    path: str = "/", *, rules: Rules = RULES, behind: Behind | None = None, frames: tuple[Any, ...] = (), **scope: Any
) -> tuple[list[Message], Behind]:
    """What the gate answers, and what went through."""
    behind, sent = behind or Behind(), []
    headers = {"host": "127.0.0.1:8501"} | scope.pop("headers", {})
    waiting = [{"type": "websocket.receive", "bytes": frame} for frame in frames] + [{"type": "websocket.disconnect", "code": 1000}]

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [
        (name.encode(), text.encode("latin-1"))
        for name, texts in headers.items()
        for text in ([texts] if isinstance(texts, str) else texts)
    ]
    whole = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": raw,
        "client": ("127.0.0.1", 5),
    } | scope
    asyncio.run(Gate(behind, rules)({"raw_path": whole["path"].encode()} | whole, receive, send))
    return sent, behind


def status(answer: list[Message]) -> int:
    return answer[0].get("status", 0)


def said(answer: list[Message]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for name, value in answer[0]["headers"]:
        told.setdefault(name.decode().lower(), []).append(value.decode())
    return told


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/map",
        "/index.html",
        "/healthz",
        "/standing",
        "/download/ab-c_1/excel",
        "/assets/0a1b/deck.js",
        "/static/js/index.DormvYxC.js",
        "/app/static/icon.svg",
        "/_stcore/health",
        "/_stcore/host-config",
        "/auth/login",
        "/oauth2callback",
        "/metrics",
    ],
)
def test_what_the_dashboard_is_asked_for_goes_in(path: str) -> None:
    assert status(asked(path)[0]) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/admin",
        "/map/",
        "//map",
        "/map//x",
        "/../etc/passwd",
        "/static/../../x",
        "/static/%2e%2e/x",
        "/map\n",
        "/map\x00",
        "/MAP",
        "/static/",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check",
        "/component/x/index.html",
        "/_stcore/stream",
        "/download/a/b/c",
        "/download/",
        "/app/static/../app.py",
        "/map/_stcore/health",
        "/统计",
        "/.streamlit/secrets.toml",
        "/wp-login.php",
    ],
)
def test_all_else_is_not_there(path: str) -> None:
    answer, behind = asked(path)
    assert status(answer) == 404
    assert behind.scope == {}


@pytest.mark.parametrize(
    ("path", "raw"), [("/map", b"/%6dap"), ("/map", b"/map%00"), ("/static/js/x.js", b"/static%2Fjs/x.js"), ("/map", b"/x/../map")]
)
def test_a_path_written_in_another_way_is_not_there(path: str, raw: bytes) -> None:
    assert status(asked(path, raw_path=raw)[0]) == 404


def test_without_sign_in_its_ways_are_not_there() -> None:
    for path in gate.OF_SIGN_IN:
        assert status(asked(path, rules=Rules(pages=("",)))[0]) == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_here_one_can_only_look(method: str) -> None:
    assert status(asked("/", method=method)[0]) == 405
    assert status(asked("/_stcore/upload_file/x/y", method=method)[0]) == 405


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501", "10.1.2.3", "board.intranet", "Board.Intranet:443", "board.intranet."],
)
def test_the_dashboards_own_names_are_served_and_every_address(host: str) -> None:
    assert status(asked(headers={"host": host})[0]) == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "board.intranet.evil.example",
        "evil.example:8501",
        "127.0.0.1.evil.example",
        "board.intranet@evil.example",
        "board.intranet/x",
        "board.intranet:x",
        "[::1",
        "board.intranet evil",
        ["board.intranet", "evil.example"],
        "localhost.",
        "*",
    ],
)
def test_a_foreign_name_is_not(host: Any) -> None:
    expected = 200 if host == "localhost." else 400
    assert status(asked(headers={"host": host})[0]) == expected


def stream(**headers: Any) -> tuple[list[Message], Behind]:
    return asked(gate.SOCKET, type="websocket", scheme="ws", headers=headers)


def test_a_page_of_ours_may_connect() -> None:
    assert stream(host="board.intranet", origin="https://board.intranet")[1].scope["type"] == "websocket"
    assert stream(origin="http://127.0.0.1:8501")[1].scope["type"] == "websocket"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": ""},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://127.0.0.1:8502"},
        {"origin": ["http://127.0.0.1:8501", "https://evil.example"]},
        {"origin": "file://127.0.0.1:8501"},
        {"origin": "http://127.0.0.1:8501@evil"},
        {"host": "evil.example", "origin": "http://evil.example"},
    ],
)
def test_a_page_of_others_or_of_nobody_may_not(headers: dict[str, Any]) -> None:
    answer, behind = stream(**headers)
    assert answer == [{"type": "websocket.close", "code": 1008}]
    assert behind.scope == {}


def test_a_websocket_elsewhere_is_refused() -> None:
    answer, behind = asked("/map", type="websocket", scheme="ws", headers={"origin": "http://127.0.0.1:8501"})
    assert (answer[0]["type"], behind.scope) == ("websocket.close", {})


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_who_somebody_is_only_a_proxy_on_the_list_may_say(kind: str) -> None:
    def got(client: str, value: Any) -> str | None:
        headers = {"x-email": value, "origin": "http://127.0.0.1:8501"}
        path = "/" if kind == "http" else gate.SOCKET
        return asked(path, type=kind, headers=headers, client=(client, 1), scheme="http" if kind == "http" else "ws")[1].headers.get(
            "x-email"
        )

    assert got("10.0.0.7", "li@x") == "li@x"
    assert got("127.0.0.1", "li@x") is None
    assert got("10.0.1.7", "li@x") is None
    assert got("10.0.0.7", ["li@x", "boss@x"]) is None, "one of them came from outside"


def test_whence_somebody_comes_and_how_a_proxy_on_the_list_says() -> None:
    def got(client: str, **headers: str) -> tuple[str, str]:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        scope = asked(headers=named, client=(client, 1))[1].scope
        return scope["client"][0], scope["scheme"]

    forwarded = {"x_forwarded_for": "203.0.113.9, 192.168.7.7, 10.0.0.8", "x_forwarded_proto": "https"}
    assert got("10.0.0.7", **forwarded) == ("192.168.7.7", "https"), (
        "the last that is no proxy: what stands before it anybody may have written"
    )
    assert got("192.168.7.7", **forwarded) == ("192.168.7.7", "http")
    assert got("10.0.0.7", x_forwarded_proto="gopher") == ("10.0.0.7", "http")


def test_every_answer_says_what_a_browser_may_do_with_it() -> None:
    for path in ("/", "/nowhere", "/standing"):
        told = said(asked(path)[0])
        policy = dict(part.split(" ", 1) for part in told["content-security-policy"][0].split("; "))
        assert policy["frame-ancestors"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-src"] == "'none'"
        assert "unsafe-eval" not in policy["script-src"].replace("wasm-unsafe-eval", "")
        assert "unsafe-inline" not in policy["script-src"]
        assert told["x-content-type-options"] == ["nosniff"]
        assert told["referrer-policy"] == ["same-origin"]
        assert "strict-transport-security" not in told


def test_behind_tls_the_browser_is_told_to_stay_there_and_cookies_with_it() -> None:
    answer = PlainTextResponse("in", headers={"set-cookie": "a=b; Path=/"})
    told = said(asked(behind=Behind(answer=answer), scheme="https")[0])
    assert told["strict-transport-security"] == ["max-age=31536000"]
    assert told["set-cookie"] == ["a=b; Path=/; Secure"]
    assert said(asked(behind=Behind(answer=answer))[0])["set-cookie"] == ["a=b; Path=/"]


def test_where_people_sign_in_over_tls_every_answer_is_of_tls_whatever_a_proxy_forgot() -> None:
    rules = Rules(pages=("",), sign_in=True, over_tls=True)
    answer = PlainTextResponse("in", headers={"set-cookie": "insecure=b; Path=/"})
    told = said(asked(rules=rules, behind=Behind(answer=answer))[0])
    assert told["set-cookie"] == ["insecure=b; Path=/; Secure"]
    assert "strict-transport-security" in told


def test_a_map_s_background_may_come_from_where_the_settings_say_and_nothing_else_may() -> None:
    policy = said(asked(rules=Rules(pages=("",), elsewhere="https://tiles.intranet"))[0])["content-security-policy"][0]
    assert [part.split()[0] for part in policy.split("; ") if "tiles.intranet" in part] == ["img-src", "connect-src"]


def back(message: str) -> bytes:
    asking = BackMsg()
    kind = BackMsg.DESCRIPTOR.fields_by_name[message]
    if kind.message_type is not None:
        getattr(asking, message).SetInParent()
    else:
        setattr(asking, message, True)
    return asking.SerializeToString()


def heard(*frames: Any) -> tuple[list[str | None], list[Message]]:
    answer, behind = asked(gate.SOCKET, type="websocket", scheme="ws", headers={"origin": "http://127.0.0.1:8501"}, frames=frames)
    return [BackMsg.FromString(message["bytes"]).WhichOneof("type") for message in behind.heard], answer


def test_of_a_browsers_messages_those_go_in_that_a_page_needs() -> None:
    kinds = [one.name for one in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
    assert heard(*map(back, kinds)) == ([kind for kind in kinds if kind in gate.WANTED], [])
    assert "clear_cache" in kinds, "which would empty everybody's"


def test_a_frame_that_is_no_browsers_ends_the_connection() -> None:
    assert heard(b"x" * (gate.LARGEST_FRAME + 1), back("rerun_script")) == ([], [{"type": "websocket.close", "code": 1009}])
    assert heard(None, back("rerun_script")) == ([], [{"type": "websocket.close", "code": 1009}])
    assert heard(b"\xff\xff\xff", back("rerun_script")) == ([], [{"type": "websocket.close", "code": 1002}])


def test_who_sends_without_end_is_heard_at_the_pace_of_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    waited = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(gate.asyncio, "sleep", wait)
    monkeypatch.setattr(gate.time, "monotonic", lambda: 100.0)
    assert len(heard(*[back("rerun_script")] * (gate.BURST + 20))[0]) == gate.BURST + 20
    assert len(waited) == 20
    assert waited[-1] == pytest.approx(20 / gate.A_SECOND)


def test_who_goes_to_sign_in_comes_back_to_where_he_was() -> None:
    away = Behind(answer=PlainTextResponse("", 302, {"location": "https://id.intranet/authorize"}))
    referred = {"host": "board.intranet", "referer": "https://board.intranet/map?lang=zh&unit=N1"}
    (cookie,) = said(asked("/auth/login", behind=away, headers=referred)[0])["set-cookie"]
    assert "HttpOnly" in cookie
    kept = cookie.split(";")[0]
    home = Behind(answer=PlainTextResponse("", 302, {"location": "/"}))
    told = said(asked("/oauth2callback", behind=home, headers={"host": "board.intranet", "cookie": kept})[0])
    assert told["location"] == ["/map?lang=zh&unit=N1"]
    assert "Max-Age=0" in told["set-cookie"][-1]


def test_whom_the_provider_does_not_let_in_comes_home_and_its_words_go_no_further() -> None:
    answer, behind = asked("/oauth2callback", query_string=b"error=access_denied&error_description=%1b[31m")
    assert (status(answer), said(answer)["location"], behind.scope) == (302, ["/"], {})


def test_a_cookie_that_cannot_be_read_keeps_nobody_out() -> None:
    home = Behind(answer=PlainTextResponse("", 302, {"location": "/"}))
    cookie = f"a/b=1; x; {gate.RETURN_TO}={quote('/map?lang=zh', safe='')}"
    assert said(asked("/oauth2callback", behind=home, headers={"cookie": cookie})[0])["location"] == ["/map?lang=zh"]


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.example/map",
        "//evil.example/map",
        "http://[",
        "/nowhere",
        "/auth/logout",
        "/oauth2callback",
        "\\\\evil",
        "/map\r\nx: y",
    ],
)
def test_nobody_is_led_elsewhere(there: str) -> None:
    home = Behind(answer=PlainTextResponse("", 302, {"location": "/"}))
    cookie = f"{gate.RETURN_TO}={quote(there, safe='')}"
    assert said(asked("/oauth2callback", behind=home, headers={"cookie": cookie})[0])["location"] == ["/"]
    away = Behind(answer=PlainTextResponse("", 302, {"location": "https://id.intranet/authorize"}))
    assert "set-cookie" not in said(asked("/auth/login", behind=away, headers={"referer": there})[0])
