"""What the dashboard tells a Prometheus: viewers, run times, query times, memory, the data's age and the database's state, to this machine or by a token."""

from __future__ import annotations

import hmac
import ipaddress
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import clock

if TYPE_CHECKING:
    from dashboard.data import Door

Made = TypeVar("Made")

REFUSED = "metrics are for this machine itself, or by the bearer token that SITUATION_BOARD_METRICS_TOKEN names\n"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)

REGISTRY = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)
_RUNS = Histogram(
    "situation_board_run_seconds",
    "Time of a run of a page: full, or of a fragment of it",
    ("page", "kind"),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_QUERIES = Histogram(
    "situation_board_query_seconds",
    "Time of a query, waiting for a connection included, answered or not",
    ("query",),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_HITS = Counter("situation_board_memory_hits", "What was asked for and remembered", registry=REGISTRY)
_MISSES = Counter("situation_board_memory_misses", "What was asked for and had to be made", registry=REGISTRY)

_page: ContextVar[str] = ContextVar("page", default="")  # of the run that this thread is in


def run_took(page: str, kind: str, seconds: float) -> None:
    """A run of the page with this path (as the navigation names it, never as a reader wrote it); `kind` is `full` or `fragment`."""
    _RUNS.labels(f"/{page}", kind).observe(seconds)


def query_took(name: str, seconds: float) -> None:
    """A query by the name of its function."""
    _QUERIES.labels(name.removeprefix("data_access.")).observe(seconds)


def remembered(hit: bool) -> None:
    """Something was asked of the door's memory."""
    (_HITS if hit else _MISSES).inc()


@contextmanager
def timing_run(page: str, began: float) -> Iterator[None]:
    """A full run of the page, from `began` on (of time.perf_counter)."""
    _page.set(page)
    try:
        yield
    finally:
        run_took(page, "full", time.perf_counter() - began)


def timing_fragment(deed: Callable[..., Made]) -> Callable[..., Made]:
    """Decorates what a fragment does: its own runs count, not that within a full run. It belongs to the page that was run when it was made."""
    page = _page.get()

    @contextmanager
    def timing() -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            context = get_script_run_ctx()
            if context is not None and context.fragment_ids_this_run:
                run_took(page, "fragment", time.perf_counter() - began)

    return timing()(deed)


def timed_query(name: str, deed: Callable[[], Made]) -> Made:
    began = time.perf_counter()
    try:
        return deed()
    finally:
        query_took(name, time.perf_counter() - began)


class Present:
    """What is so at this moment, told without asking the database anything; what is not known yet is left out."""

    def __init__(self, opened: Callable[[], Door | None]) -> None:
        self._opened = opened

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        with suppress(RuntimeError):  # there is no runtime yet, or no longer
            (active,) = runtime.get_instance().stats_mgr.get_stats(family_names=["active_sessions"])["active_sessions"]
            yield GaugeMetricFamily("situation_board_viewers", "Sessions now connected", value=active.value)
        door = self._opened()
        if door is None:
            return
        look = door.last_look
        if look is not None or door.away_since is not None:
            up = door.away_since is None
            yield GaugeMetricFamily("situation_board_database_up", "1 while the database answers, 0 while it is away", value=int(up))
        if look is None:
            return
        now = clock.now()
        yield GaugeMetricFamily(
            "situation_board_look_age_seconds", "Since the last look at the database", value=(now - look.at).total_seconds()
        )
        if look.newest_at is not None:
            age = (now - look.newest_at).total_seconds()
            yield GaugeMetricFamily("situation_board_data_age_seconds", "Since the newest row that the last look saw", value=age)


def may_read(asking: HTTPConnection, token: str) -> bool:
    """Whether the figures are for who asks: by the token, where there is one, or from this machine itself. Behind a proxy on this machine everybody
    comes from here, so nothing that a proxy passed on counts as such, nor what goes by another name than this machine's."""
    scheme, _, given = asking.headers.get("Authorization", "").partition(" ")
    if token and scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode("latin-1"), token.encode()):
        return True
    passed_on = any(re.match(r"(x-)?forwarded|x-real-ip$|via$|x-client-ip$", name) for name in asking.headers)
    try:
        named = urlsplit(f"//{asking.headers.get('Host', '')}").hostname or ""
    except ValueError:
        named = ""
    return (
        not passed_on
        and asking.client is not None
        and _is_this_machine(asking.client.host)
        and (named == "localhost" or _is_this_machine(named))
    )


def _is_this_machine(address: str) -> bool:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = known.ipv4_mapped if isinstance(known, ipaddress.IPv6Address) else None
    return (mapped or known).is_loopback


def _may_read(asking: HTTPConnection, opened: Callable[[], Door | None]) -> bool:
    door = opened()
    return may_read(asking, door.settings.metrics_token if door is not None else "")


def route(opened: Callable[[], Door | None]) -> Route:
    """`/metrics`, in the form that the asking Prometheus prefers."""
    registry = CollectorRegistry()
    registry.register(REGISTRY)
    registry.register(Present(opened))

    def tell(request: Request) -> Response:
        if not _may_read(request, opened):
            return PlainTextResponse(REFUSED, 403)
        encode, media_type = choose_encoder(request.headers.get("Accept", ""))
        return Response(encode(registry), headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    return Route("/metrics", tell)


class StreamlitMetricsClosed:
    """ASGI middleware: what Streamlit tells of its sessions and caches, to everybody, is told as `/metrics` is."""

    def __init__(self, app: ASGIApp, opened: Callable[[], Door | None]) -> None:
        self._app, self._opened = app, opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # wherever it stands in the path: a route's pattern also fits a path that ends in a line feed
        if scope["type"] == "http" and "_stcore/metrics" in scope["path"] and not _may_read(HTTPConnection(scope), self._opened):
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
