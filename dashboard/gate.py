"""The gate: what comes from outside passes here first. It lets through what the dashboard is asked for, and what a browser sends of itself; nothing else.

Streamlit serves more than a dashboard needs: uploads, an interface for agents, messages that clear everybody's caches. What is not named here is closed.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import time
from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import audit
from dashboard.settings import Network
from dashboard.sign_in import CALLBACK
from dashboard.texts import LOCALES, Words

log = logging.getLogger("situation_board")

SOCKET = "/_stcore/stream"
OPEN = re.compile(  # beside the pages
    r"/(healthz|readyz|metrics|standing|pulse|favicon\.png|download/[\w-]{1,64}/\w{1,16}|assets/\w{1,64}/[\w.]{1,64}|app/static/[\w.-]{1,64}"
    r"|static/[\w./-]{1,200}|media/[\w.-]{1,128}|_stcore/(health|host-config|metrics)|_stcore/bidi-components/[\w./-]{1,200})"
)
OF_SIGN_IN = ("/auth/login", "/auth/logout", CALLBACK)
WANTED = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat"}
)  # messages of a browser that shows the dashboard; all others do something for nobody
LARGEST_FRAME = 2**20  # bytes: what a reader chose and typed is a few kilobytes
BURST, A_SECOND = 40, 10.0  # messages of one reader: he may type fast, and a page may ask several times at once
RETURN_TO = "situation_board_return"  # the cookie that remembers where somebody was when he went to sign in
SECONDS_TO_RETURN = 900
PROBE = "a probe"
PROBED = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/favicon.ico",
)  # a page opened by its own link looks beside it first; every browser for a sign
LOCAL_NAMES = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the gate goes by: paths of the pages, names under which the dashboard is reached, proxies that may say who somebody is and whence he comes, the
    header by which they do, whether people sign in, whether browsers come over TLS, and where else a page may fetch from (the map's background)."""

    pages: Collection[str]
    hosts: frozenset[str] = frozenset()
    proxies: tuple[Network, ...] = ()
    trusted_header: str = ""
    sign_in: bool = False
    over_tls: bool = False  # whatever the connection that arrives here is
    elsewhere: str = ""
    scripts: tuple[str, ...] = ()  # hashes of those that stand in the page itself


@dataclass(slots=True)
class _Pace:
    """So many messages at once, then so many a second; who sends more is read more slowly, and so sends more slowly."""

    left: float = BURST
    at: float = field(default_factory=lambda: time.monotonic())

    async def keep(self) -> None:
        now = time.monotonic()
        self.left, self.at = min(BURST, self.left + (now - self.at) * A_SECOND) - 1, now
        if self.left < 0:
            await asyncio.sleep(-self.left / A_SECOND)


class Gate:
    """ASGI middleware; the outermost."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules, self._has_told = app, rules, False
        self._paths = {f"/{path}" for path in rules.pages} | {"/index.html", *(OF_SIGN_IN if rules.sign_in else ())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        scope = self._as_it_came(scope)
        refusal = self._refusal(scope)
        if refusal is not None:
            reason, status, told = refusal
            if reason != PROBE:
                audit.refused(reason, path=_path_told(scope), address=_address(scope))
            if scope["type"] == "websocket":
                await receive()  # the handshake, which is answered by a plain refusal
                await send({"type": "websocket.close", "code": 1008})
            else:
                await self._with_headers(scope, PlainTextResponse(_told(told), status), receive, send)
        elif scope["type"] == "websocket":
            conversation = _Conversation(receive, send, _address(scope))
            await self._app(scope, conversation.receive, conversation.send)
        elif scope["path"] == CALLBACK and b"error=" in scope["query_string"]:
            audit.refused("the provider let nobody in", address=_address(scope))  # why, it has told the person
            await self._with_headers(scope, RedirectResponse("/", 302), receive, send)
        else:
            await self._with_headers(scope, self._app, receive, send)

    def _as_it_came(self, scope: Scope) -> Scope:
        """The connection, as a proxy on the list says that it came to it: whence, and over which scheme. Who somebody is nobody else may say: then the header
        is taken off."""
        peer, headers = _address(scope), Headers(scope=scope)
        changed: dict[str, Any] = {}
        if self._is_proxy(peer):
            hops = [hop.strip() for hop in ",".join(headers.getlist("x-forwarded-for")).split(",") if hop.strip()]
            whence = next((hop for hop in reversed(hops) if not self._is_proxy(hop)), None)
            if whence is not None:
                changed["client"] = (whence[:64], 0)
            if headers.get("x-forwarded-proto") in ("http", "https"):
                secure = headers["x-forwarded-proto"] == "https"
                changed["scheme"] = {"http": ("http", "https"), "websocket": ("ws", "wss")}[scope["type"]][secure]
        elif "x-forwarded-for" in headers or "x-forwarded-proto" in headers:
            self._tell_of_a_stranger(peer)
        name = self._rules.trusted_header
        if name and (not self._is_proxy(peer) or len(headers.getlist(name)) > 1):  # a second one was added to one that came from outside
            if name in headers:
                audit.refused("a header that says who somebody is, from nobody who may say so", address=peer)
            changed["headers"] = [(key, value) for key, value in scope["headers"] if key.lower() != name.encode()]
        return {**scope, **changed}

    def _tell_of_a_stranger(self, peer: str | None) -> None:
        """Once: an administrator who forgot to name his proxy would else miss HSTS, secure cookies and true addresses without a word."""
        if not self._has_told:
            self._has_told = True
            log.warning("%s passes requests on and is not among SITUATION_BOARD_TRUSTED_PROXIES: what it says of them does not count", peer)

    def _is_proxy(self, address: str | None) -> bool:
        try:
            known = ipaddress.ip_address(address or "")
        except ValueError:
            return False
        return any(known in network for network in self._rules.proxies)

    def _refusal(self, scope: Scope) -> tuple[str, int, str] | None:
        """Why this is refused, the status, and the word for what is told; None where it is not."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._is_ours(host):
            return "a foreign Host", 400, "gate-host"
        if scope["type"] == "websocket":
            if scope["path"] != SOCKET or _raw(scope) != SOCKET.encode():
                return "a foreign path", 404, "gate-path"
            if not _same_origin(headers.getlist("origin"), host):
                return "a foreign Origin", 403, "gate-path"
            return None
        if scope["method"] not in ("GET", "HEAD"):
            return "a method that would change something", 405, "gate-method"
        path = scope["path"]
        if _raw(scope) != path.encode("utf-8", "replace") or ".." in path or "//" in path:
            return "a path that is written in another way", 404, "gate-path"
        if path not in self._paths and not OPEN.fullmatch(path):
            is_probe = path.endswith(PROBED)
            return (PROBE if is_probe else "a foreign path"), 404, "gate-path"
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether it names this dashboard. An address names nothing but itself, so that no name of others' can be turned to it."""
        try:
            name, _ = urlsplit(f"//{host}").hostname or "", urlsplit(f"//{host}").port
        except ValueError:
            return False
        if not re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?", host):
            return False
        try:
            return bool(ipaddress.ip_address(name))
        except ValueError:
            return name.rstrip(".") in LOCAL_NAMES | self._rules.hosts

    async def _with_headers(self, scope: Scope, app: ASGIApp | Response, receive: Receive, send: Send) -> None:
        """The answer, with what every answer of ours says to the browser."""
        secure, host = self._rules.over_tls or scope.get("scheme") == "https", Headers(scope=scope).get("host", "")

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in self._said(host, secure, b"token" in scope["query_string"]).items():
                    headers[name] = value
                self._return(scope, message, headers)
                if secure:
                    _only_over_tls(message)
            await send(message)

        await app(scope, receive, say)

    def _said(self, host: str, secure: bool, is_secret: bool) -> Mapping[str, str]:
        socket = f"{'wss' if secure else 'ws'}://{host}" if self._is_ours(host) else ""
        policy = {
            "default-src": "'self'",
            "script-src": " ".join(("'self'", "blob:", "'wasm-unsafe-eval'", *(f"'sha256-{one}'" for one in self._rules.scripts))),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": f"'self' data: blob: {self._rules.elsewhere}",
            "font-src": "'self' data:",
            "connect-src": f"'self' {socket} data: blob: {self._rules.elsewhere}",
            "worker-src": "'self' blob:",
            "frame-src": "'none'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'self'",
        }
        said = {
            "Content-Security-Policy": "; ".join(f"{name} {value.strip()}" for name, value in policy.items()),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "no-referrer" if is_secret else "same-origin",  # a wall's token may stand in its address
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        return said | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})

    def _return(self, scope: Scope, message: MutableMapping[str, Any], headers: MutableHeaders) -> None:
        """Who goes to sign in comes back to where he was: Streamlit's own way leads to the first page."""
        if not self._rules.sign_in or scope["path"] not in ("/auth/login", CALLBACK) or message["status"] not in (302, 303, 307):
            return
        asked = Headers(scope=scope)
        if scope["path"] == "/auth/login":
            came_from = _split(asked.get("referer", ""))
            if came_from.netloc == asked.get("host") and came_from.path in self._paths - set(OF_SIGN_IN):
                there = quote(f"{came_from.path}?{came_from.query}", safe="")
                cookie = f"{RETURN_TO}={there}; Path={CALLBACK}; HttpOnly; SameSite=Lax; Max-Age={SECONDS_TO_RETURN}"
                headers.append("set-cookie", cookie)
        elif _split(headers.get("location", "")).path in ("", "/"):
            kept = cookie_parser(asked.get("cookie", "")).get(RETURN_TO)
            there = _split(unquote(kept)) if kept else None
            if there and not there.netloc and not there.scheme and there.path in self._paths - set(OF_SIGN_IN):
                headers["location"] = f"{there.path}?{quote(there.query, safe='=&%+:.-_~')}" if there.query else there.path
            headers.append("set-cookie", f"{RETURN_TO}=; Path={CALLBACK}; HttpOnly; SameSite=Lax; Max-Age=0")


class _Conversation:
    """What goes to and fro on a websocket: of what comes, the messages of a browser that shows the dashboard, at the pace of one; too large ones end it. What
    is still to be sent when the reader has gone is dropped: Streamlit takes its failure for a protocol's, and fills the log."""

    def __init__(self, receive: Receive, send: Send, address: str | None) -> None:
        self._receive, self._send, self._address = receive, send, address
        self._pace, self._is_over = _Pace(), False

    async def receive(self) -> Message:
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                self._is_over = message["type"] == "websocket.disconnect"
                return message
            await self._pace.keep()
            frame = message.get("bytes")
            if frame is None or len(frame) > LARGEST_FRAME:
                return await self._end("a frame that is no browser's", 1009)
            try:
                kind = BackMsg.FromString(frame).WhichOneof("type")
            except DecodeError:
                return await self._end("a message that cannot be read", 1002)
            if kind in WANTED:
                return message
            if kind != "load_git_info":  # browsers ask for it by themselves
                audit.refused(f"message {kind}", address=self._address)

    async def send(self, message: Message) -> None:
        if self._is_over:
            return
        try:
            await self._send(message)
        except OSError:  # the reader has gone, as `receive` will say
            self._is_over = True

    async def _end(self, reason: str, code: int) -> Message:
        audit.refused(reason, address=self._address)
        await self.send({"type": "websocket.close", "code": code})
        self._is_over = True
        return {"type": "websocket.disconnect", "code": code}


def _only_over_tls(message: MutableMapping[str, Any]) -> None:
    message["headers"] = [
        (
            key,
            value + b"; Secure" if key.lower() == b"set-cookie" and b"secure" not in map(bytes.strip, value.lower().split(b";")) else value,
        )
        for key, value in message["headers"]
    ]


def _same_origin(origins: list[str], host: str) -> bool:
    if len(origins) != 1:
        return False
    origin = _split(origins[0])
    return origin.scheme in ("http", "https") and origin.netloc.lower() == host.lower()


def _split(address: str) -> SplitResult:
    """The parts of an address; none where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


@cache
def _told(word: str) -> str:
    """In every language: who is refused has chosen none yet."""
    return "".join(f"{Words(language, 'UTC')(word)}\n" for language in LOCALES)


def _raw(scope: Scope) -> bytes:
    return scope.get("raw_path") or scope["path"].encode()


def _path_told(scope: Scope) -> str:
    return repr(scope["path"])[1:-1][:80]


def _address(scope: Scope) -> str | None:
    return scope["client"][0] if scope.get("client") else None
