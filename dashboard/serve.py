"""Starts the dashboard as an ASGI application, with every option passed by itself, so that it behaves the same from any folder."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.starlette import starlette_server

from dashboard import assets, audit, data, gate, identity, memory_guard, metrics, settings, standing
from dashboard.choice import Choice
from dashboard.components import markup
from dashboard.export import offers
from dashboard.failures import sentence_for
from dashboard.navigation import EVERY
from dashboard.palette import FONT
from dashboard.situation import situation
from dashboard.streamlit_files import FOLDER, StreamlitFiles
from dashboard.texts import Words
from dashboard.trends import trends
from dashboard.units import scope_of
from dashboard.wall import pulse
from data_access.scope import WHOLE_ORGANISATION

ENTRY = Path(__file__).parent / "app.py"
OPTIONS: dict[str, Any] = {
    "server.headless": True,
    "server.enableStaticServing": True,  # dashboard/static, at /app/static/
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,  # megabytes; the gate lets no upload through
    "server.maxMessageSize": 16,  # megabytes, both ways: a page of 600 units is a fraction of one
    "browser.gatherUsageStats": False,  # nothing calls out
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.showSidebarNavigation": False,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "global.minCachedMessageSize": 1000.0,  # bytes; what is as it was is not sent again: a tenth of what a redrawn page took
    "global.maxCachedMessageAge": 8,  # runs: what a page says it holds is still there when runs follow one another at once
    "logger.hideWelcomeMessage": True,
    "theme.font": FONT,
    "theme.light.primaryColor": "#1f5f99",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f4f7fa",
    "theme.light.textColor": "#1c2733",
    "theme.dark.primaryColor": "#5aa9e6",
    "theme.dark.backgroundColor": "#0f1720",
    "theme.dark.secondaryBackgroundColor": "#18222d",
    "theme.dark.textColor": "#e8edf2",
}


PINNED: dict[str, Any] = {  # whatever a file or a variable says: who somebody is, and what is open to whom, hangs on them
    "server.allowedHosts": [],  # the gate's
    "server.baseUrlPath": "",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.unsafeMetricsUserAttributes": [],
}


class PortTaken(Exception):
    """The dashboard cannot listen where it was told to."""


class NobodyAsked(Exception):
    """Others could reach the dashboard, and nobody would be asked who he is."""


async def healthz(_: Request) -> PlainTextResponse:
    """200 while the process serves."""
    return PlainTextResponse("ok\n")


async def readyz(_: Request) -> PlainTextResponse:
    """200 only while the database answers."""
    try:
        ready = await run_in_threadpool(lambda: data.door().answers())
    except Exception:
        ready = False
    return PlainTextResponse("ready\n" if ready else "the database does not answer\n", 200 if ready else 503)


def on_script_error(error: Exception) -> bool:
    """For what breaks outside the entry's own boundary, in a widget's callback: the same sentence, never a traceback."""
    markup.failure(Words("zh", "UTC")(sentence_for(error)))
    return True


@asynccontextmanager
async def _while_serving(_: st.App) -> AsyncIterator[None]:
    threading.Thread(target=_count_ahead, name="count ahead", daemon=True).start()
    with memory_guard.guarding():
        yield


def _count_ahead() -> None:
    """What the first page shows, counted before its first reader comes."""
    with suppress(Exception):  # whoever comes first is told what is wrong
        opened = data.door()
        with opened.holding(opened.look()):
            scope = scope_of(opened, Choice(opened.settings.language), WHOLE_ORGANISATION)
            moment = opened.moment(scope, None, None)
            situation(opened, scope, moment)
            trends(opened, scope, moment)


def application(secrets: dict[str, Any] | None = None, hosts: frozenset[str] = frozenset()) -> st.App:
    routes = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        offers.ROUTE,
        assets.ROUTE,
        standing.ROUTE,
        pulse.ROUTE,
        metrics.route(data.opened),
    ]
    pages = tuple(page.path for page in EVERY)
    middleware = [
        Middleware(gate.Gate, rules=_rules(pages, hosts)),
        Middleware(metrics.StreamlitMetricsClosed, data.opened),
        Middleware(StreamlitFiles, pages=pages),
    ]
    return st.App(ENTRY, secrets=secrets, routes=routes, middleware=middleware, lifespan=_while_serving, on_script_error=on_script_error)


def _rules(pages: tuple[str, ...], hosts: frozenset[str]) -> gate.Rules:
    chosen = data.door().settings
    own = {chosen.sign_in.host} if chosen.sign_in else set()
    style = urlsplit(chosen.map_style_url)
    return gate.Rules(
        pages,
        frozenset(chosen.allowed_hosts | own | hosts),
        chosen.trusted_proxies,
        chosen.trusted_header,
        chosen.sign_in is not None,
        chosen.sign_in is not None and chosen.sign_in.origin.startswith("https://"),
        f"{style.scheme}://{style.netloc}" if style.netloc else "",
        inline_scripts(),
    )


def inline_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that stand in Streamlit's page itself: a browser runs no others that do."""
    page = (FOLDER / "index.html").read_text("utf-8")
    return tuple(
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in re.findall(r"<script>(.*?)</script>", page, re.S)
    )


def serve(host: str, port: int, allow_anonymous: bool = False) -> None:
    """Serve until stopped. Raises PortTaken; NobodyAsked; SettingsWrong and DatabaseUnfit where nothing could ever be shown."""
    opened = data.door()
    chosen = opened.settings
    assets.chosen_outlines()
    _check_port(host, port)
    opened.is_open_to_all = _is_open_to_all(chosen, host, allow_anonymous)
    try:
        audit.keep_in(chosen.audit_log)
    except OSError as error:
        raise settings.SettingsWrong(f"audit_log {chosen.audit_log}: cannot be written ({error.strerror})") from None
    if chosen.sign_in and chosen.sign_in.file.stat().st_mode & 0o077:
        print(f"situation-board: {chosen.sign_in.file} holds secrets, and others can read it: chmod 600", file=sys.stderr, flush=True)
    try:
        secrets = {"auth": chosen.sign_in.for_streamlit()} if chosen.sign_in else None
    except ValueError as error:
        raise settings.SettingsWrong(f"{chosen.sign_in.file}, [auth]: expected {error}") from None  # type: ignore[union-attr]
    own = {"server.address": host, "server.port": port, "secrets.files": [str(path.resolve()) for path in settings.secrets_files()]}
    own |= PINNED | {"server.trustedUserHeaders": json.dumps({chosen.trusted_header: identity.FROM_PROXY} if chosen.trusted_header else {})}
    os.environ["FORWARDED_ALLOW_IPS"] = ""  # whom to believe, the gate decides: uvicorn would believe everybody on this machine
    print(f"一盘棋 · situation board: http://{host}:{port} (Ctrl+C ends it)", flush=True)
    _send_at_once()
    with suppress(KeyboardInterrupt):
        application(secrets, frozenset({host.lower()})).run(config=OPTIONS | own)


def _is_open_to_all(chosen: settings.Settings, host: str, allow_anonymous: bool) -> bool:
    """Whether others than this machine can come without saying who they are. Raises NobodyAsked where that was not allowed in so many words."""
    if chosen.asks_who:
        return False
    outside = "" if host in ("127.0.0.1", "::1", "localhost") else f"--host {host}"
    outside = outside or ("allowed_hosts" if chosen.allowed_hosts else "trusted_proxies" if chosen.trusted_proxies else "")
    if not outside:
        return False
    if not allow_anonymous:
        raise NobodyAsked(
            f"{outside}: others could come, nobody would be asked who he is, and all would see everything; configure sign-in ([auth] in the secrets file, "
            "or trusted_header), or say --allow-anonymous"
        )
    told = "nobody is asked who he is: whoever can reach this address sees the data of every unit, with the people to call"
    print(f"situation-board: --allow-anonymous: {told}", file=sys.stderr, flush=True)
    return True


def _send_at_once() -> None:
    """Streamlit binds a socket that does not say it is TCP's, so asyncio leaves the system to hold small packets back until the last was acknowledged:
    44 ms for each file after the first of a connection. Connections inherit the option from the listening socket."""
    bind = starlette_server._bind_socket

    def bind_without_delay(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bind_without_delay


def _check_port(host: str, port: int) -> None:
    if not host:
        raise PortTaken("--host is empty; write 127.0.0.1, or the address to listen on")  # an empty one would listen everywhere
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port, or PORT for make run"
            ) from None
