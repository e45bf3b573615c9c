"""Starts the dashboard as an ASGI application, with every option passed by itself, so that it behaves the same from any folder."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.starlette import starlette_server

from dashboard import assets, data, memory_guard, metrics, settings, standing
from dashboard.choice import Choice
from dashboard.components import markup
from dashboard.export import offers
from dashboard.failures import sentence_for
from dashboard.navigation import PAGES
from dashboard.palette import FONT
from dashboard.situation import situation
from dashboard.streamlit_files import StreamlitFiles
from dashboard.texts import Words
from dashboard.trends import trends
from dashboard.units import scope_of

ENTRY = Path(__file__).parent / "app.py"
OPTIONS: dict[str, Any] = {
    "server.headless": True,
    "server.enableStaticServing": True,  # dashboard/static, at /app/static/
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,  # megabytes; uploads are accepted even on pages without an uploader
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


class PortTaken(Exception):
    """The dashboard cannot listen where it was told to."""


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
            scope = scope_of(opened, Choice(opened.settings.language))
            moment = opened.moment(scope, None, None)
            situation(opened, scope, moment)
            trends(opened, scope, moment)


def application() -> st.App:
    routes = [Route("/healthz", healthz), Route("/readyz", readyz), offers.ROUTE, assets.ROUTE, standing.ROUTE, metrics.route(data.opened)]
    middleware = [
        Middleware(metrics.StreamlitMetricsClosed, data.opened),
        Middleware(StreamlitFiles, pages=tuple(page.path for page in PAGES)),
    ]
    return st.App(ENTRY, routes=routes, middleware=middleware, lifespan=_while_serving, on_script_error=on_script_error)


def serve(host: str, port: int) -> None:
    """Serve until stopped. Raises PortTaken; SettingsWrong and DatabaseUnfit where nothing could ever be shown."""
    data.door()
    assets.chosen_outlines()
    _check_port(host, port)
    own = {"server.address": host, "server.port": port, "secrets.files": [str(path.resolve()) for path in settings.secrets_files()]}
    print(f"一盘棋 · situation board: http://{host}:{port} (Ctrl+C ends it)", flush=True)
    _send_at_once()
    with suppress(KeyboardInterrupt):
        application().run(config=OPTIONS | own)


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
