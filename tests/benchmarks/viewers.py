"""Headless viewers of a Streamlit page: many sessions that speak its websocket's protocol as browsers do, and what they got and what it cost.

A viewer asks for the page, says which messages it holds already, follows fragments that run by themselves, asks how its screen stands as the page tells it
to and has it drawn anew when that changed, and asks anew every so many seconds if it is told to. It fetches no files and draws nothing.
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from urllib.parse import SplitResult, urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

MEGABYTE = 2**20
LARGEST_MESSAGE = 512 * MEGABYTE
SECONDS_TO_LET_GO = 3
LAG_SECONDS = 0.05
ALERT_ERROR = 1
GOLDEN = 0.618  # its multiples spread evenly over the time between two reruns
PLAIN_VALUES = {"checkbox": "bool_value", "text_input": "string_value"}
KEEPS_FRESH = "refreshing"  # the component whose script asks how the screen stands


@dataclass(frozen=True)
class Load:
    """Who looks, and for how long. Viewers come one after the other within `ramp` seconds, stay until `seconds` are over, and what happens from
    `settled` seconds on is counted. Each asks for the whole page anew every `rerun_seconds`, or once it
    stands there where that takes longer; the first time somewhere within them."""

    viewers: int
    seconds: float
    ramp: float = 0
    settled: float = 0
    address: str = "?lang=zh"
    rerun_seconds: float | None = None
    patience: float = 30  # seconds, for a run
    to_the_end: bool = False  # after `seconds` nobody asks any more, and all wait until what was asked for stands there
    look_for: re.Pattern[bytes] | None = None
    collects: bool = False  # the server lets go of its garbage when it is told to (`held.py`): what it truly holds is measured


@dataclass(frozen=True)
class Run:
    """A run of the page's script, from being asked for until it was finished."""

    asked_by: str  # "opening", "rerun", "pulse" (a fragment by itself), "change" (of what the screen shows)
    asked_at: float
    seconds: float
    whole: bool  # of the page, not of a fragment
    elements: int
    bytes: int


@dataclass(frozen=True)
class ServerUse:
    """What the server's process took: share of one core over the counted seconds, and memory before the first viewer came and at the end."""

    cpu_seconds: float
    counted_seconds: float
    bytes_before: int
    bytes_at_end: int
    bytes_at_most: int
    threads_at_most: int

    @property
    def cores(self) -> float:
        return self.cpu_seconds / self.counted_seconds


@dataclass
class Outcome:
    """What the viewers got. `runs` are those asked for in the counted seconds, `first` those that opened the page."""

    load: Load
    runs: list[Run] = field(default_factory=list)
    first: list[Run] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    failed: int = 0  # viewers: lost, shown an error, or left without an answer
    open_at_end: int = 0
    found: list[dict[bytes, float]] = field(default_factory=list)  # of each viewer: what it looked for, and when it first came
    bytes: int = 0
    lag_p99: float = 0.0  # of the viewers' own clock: they are starved where it is long
    server: ServerUse | None = None

    def whole(self) -> list[float]:
        """Seconds of each whole run counted."""
        return [run.seconds for run in self.runs if run.whole]

    def lost(self) -> int:
        """Viewers that were lost, shown an error, left without an answer, or are not there at the end."""
        return max(self.failed, self.load.viewers - self.open_at_end)

    def notes(self) -> dict[str, Any]:
        """The absolute figures, for a report."""
        told: dict[str, Any] = {
            "viewers": self.load.viewers,
            "open_at_end": self.open_at_end,
            "failed": self.failed,
            "whole_runs": spread(self.whole()),
            "fragment_runs": spread([run.seconds for run in self.runs if not run.whole]),
            "first_runs": spread([run.seconds for run in self.first]),
            "kilobytes_a_whole_run": rounded(_mean([run.bytes / 1024 for run in self.runs if run.whole])),
            "viewers_lag_p99_seconds": rounded(self.lag_p99),
        }
        if self.failures:
            told["failures"] = dict(self.failures.most_common(5))
        if self.server:
            told |= {
                "server_cores": rounded(self.server.cores),
                "server_megabytes_before": rounded(self.server.bytes_before / MEGABYTE),
                "server_megabytes_at_end": rounded(self.server.bytes_at_end / MEGABYTE),
                "server_megabytes_at_most": rounded(self.server.bytes_at_most / MEGABYTE),
                "server_threads_at_most": self.server.threads_at_most,
            }
        return told


def look(load: Load, url: str, pid: int | None = None) -> Outcome:
    """Let the viewers look at the page. `pid` is the server's process, where its work is to be known."""
    return asyncio.run(_look(load, url, pid))


def recorded(url: str, address: str = "?lang=zh") -> list[ForwardMsg]:
    """Everything that one viewer is sent from the beginning of its first run until that is finished."""
    outcome, kept = Outcome(Load(1, 30, address=address)), []

    async def record() -> None:
        viewer = _Viewer(url, outcome, keep=kept)
        life = asyncio.create_task(viewer.life(0))
        await asyncio.wait_for(viewer.opened.wait(), 30)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)

    asyncio.run(record())
    if outcome.failures:
        raise AssertionError(f"the page could not be recorded: {outcome.failures}")
    return kept


def spread(values: Sequence[float]) -> dict[str, float | int]:
    """Number, median, 95th percentile and most."""
    if not values:
        return {"n": 0}
    return {
        "n": len(values),
        "median": rounded(percentile(values, 50)),
        "p95": rounded(percentile(values, 95)),
        "most": rounded(max(values)),
    }


def percentile(values: Sequence[float], of: int) -> float:
    return quantiles(values, n=100, method="inclusive")[of - 1] if len(values) > 1 else values[0]


def rounded(value: float) -> float:
    return float(f"{value:.4g}")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


async def _look(load: Load, url: str, pid: int | None) -> Outcome:
    outcome, lags, most, threads = Outcome(load), [], 0, 0
    server = psutil.Process(pid) if pid else None
    before = await _held(server, load)
    began = time.monotonic()
    viewers = [_Viewer(url, outcome, place * GOLDEN % 1, began + load.seconds) for place in range(load.viewers)]
    lives = [asyncio.create_task(viewer.life(began + load.ramp * place / max(1, load.viewers - 1))) for place, viewer in enumerate(viewers)]
    counted_from, cpu_from = began, _cpu(server)
    while (now := time.monotonic()) - began < load.seconds or (load.to_the_end and any(viewer.waits for viewer in viewers)):
        await asyncio.sleep(LAG_SECONDS)
        lags.append(time.monotonic() - now - LAG_SECONDS)
        if counted_from == began and load.settled and now - began >= load.settled:
            counted_from, cpu_from = time.monotonic(), _cpu(server)
        if server and len(lags) % 10 == 0:
            most, threads = max(most, server.memory_info().rss), max(threads, server.num_threads())
    ended = time.monotonic()
    if server:
        cpu = _cpu(server) - cpu_from
        outcome.server = ServerUse(cpu, ended - counted_from, before, await _held(server, load), most, threads)
    outcome.open_at_end = sum(viewer.is_open and viewer.opened.is_set() for viewer in viewers)
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)
    outcome.runs = [run for run in outcome.runs if run.asked_at >= counted_from]
    outcome.failed = sum(bool(viewer.failure) or not viewer.opened.is_set() for viewer in viewers)
    outcome.found = [viewer.found for viewer in viewers]
    outcome.lag_p99 = percentile(lags, 99)
    return outcome


async def _held(server: psutil.Process | None, load: Load) -> int:
    """Bytes of memory; of a server that can be told so, after it let go of its garbage."""
    if server is None:
        return 0
    if load.collects:
        server.send_signal(signal.SIGUSR1)
        await asyncio.sleep(SECONDS_TO_LET_GO)
    return server.memory_info().rss


def _cpu(server: psutil.Process | None) -> float:
    if server is None:
        return 0.0
    times = server.cpu_times()
    return times.user + times.system


@dataclass
class _Asked:
    """A run that was asked for and is not finished; `under_way` once the server has begun one since."""

    by: str
    at: float
    under_way: bool = False
    elements: int = 0
    bytes: int = 0


class _Viewer:
    def __init__(self, url: str, outcome: Outcome, share: float = 0, until: float = 0, keep: list[ForwardMsg] | None = None) -> None:
        self._share = share  # of the time between two reruns: when the first comes
        self._until = until
        self._host, self._outcome, self._load, self._keep = urlsplit(url).netloc, outcome, outcome.load, keep
        self._name, _, self._query = outcome.load.address.partition("?")
        self._page_hash = ""
        self._socket: ClientConnection | None = None
        self._asked: list[_Asked] = []
        self._held: set[str] = set()  # messages that need not be sent again
        self._widgets: dict[str, tuple[str, Any]] = {}
        self._pulses: dict[str, asyncio.Task[None]] = {}
        self._url = urlsplit(url)
        self._watch: asyncio.Task[None] | None = None
        self.opened = asyncio.Event()
        self.is_open = False
        self.failure = ""
        self.found: dict[bytes, float] = {}

    async def life(self, begins_at: float) -> None:
        await asyncio.sleep(max(0.0, begins_at - time.monotonic()))
        try:
            async with connect(
                f"ws://{self._host}/_stcore/stream",
                subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
                origin=f"http://{self._host}",
                max_size=LARGEST_MESSAGE,
                open_timeout=self._load.patience,
                compression=None,
                proxy=None,
                close_timeout=2,
                ping_interval=None,
            ) as self._socket:
                self.is_open = True
                await self._ask("opening")
                others = [asyncio.create_task(self._watch_for_silence())]
                if self._load.rerun_seconds:
                    others.append(asyncio.create_task(self._ask_again(self._load.rerun_seconds)))
                try:
                    async for data in self._socket:
                        await self._hear(data)
                finally:
                    for one in [*others, *self._pulses.values(), *([self._watch] if self._watch else [])]:
                        one.cancel()
            self._fail("the server closed the connection")
        except (ConnectionClosed, OSError, TimeoutError) as error:
            self._fail(f"connection: {type(error).__name__} {error}"[:120])
        finally:
            self.is_open = False

    @property
    def waits(self) -> bool:
        return bool(self._asked)

    async def _ask_again(self, seconds: float) -> None:
        await self.opened.wait()
        await asyncio.sleep(seconds * self._share)
        while not (self._load.to_the_end and time.monotonic() > self._until):
            await self._ask("rerun")
            await asyncio.sleep(seconds)
            while any(one.by == "rerun" for one in self._asked):
                await asyncio.sleep(LAG_SECONDS)

    async def _watch_for_silence(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            late = [one for one in self._asked if time.monotonic() - one.at > self._load.patience]
            for one in late:
                self._asked.remove(one)
                self._fail(f"no answer within {self._load.patience:g} s ({one.by})")

    async def _ask(self, by: str, fragment: str = "", trigger: tuple[str, str] | None = None) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self._query, self._page_hash
        asked.page_name = "" if self._page_hash else self._name
        asked.fragment_id, asked.is_auto_rerun = fragment, by == "pulse"
        asked.cached_message_hashes.extend(self._held)
        context = asked.context_info
        context.timezone, context.timezone_offset, context.locale = "Asia/Shanghai", -480, "zh-CN"
        context.url, context.color_scheme = f"http://{self._host}/{self._name}?{self._query}", "light"
        for name, (kind, value) in self._widgets.items():
            state = asked.widget_states.widgets.add()
            state.id = name
            if kind == "string_array_value":
                state.string_array_value.data.extend(value)
            else:
                setattr(state, kind, value)
        if trigger:
            state = asked.widget_states.widgets.add()
            state.id, state.json_trigger_value = trigger
        self._asked.append(_Asked(by, time.monotonic()))
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())

    def _fail(self, why: str) -> None:
        self._outcome.failures[why] += 1
        self.failure = self.failure or why

    async def _hear(self, data: str | bytes) -> None:
        assert isinstance(data, bytes)
        now = time.monotonic()
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        self._outcome.bytes += len(data)
        if self._keep is not None and not self.opened.is_set():
            self._keep.append(message)
        if self._load.look_for:
            for found in self._load.look_for.findall(data):
                self.found.setdefault(found, now)
        if kind in ("delta", "ref_hash"):
            for one in self._asked:
                one.elements += one.under_way
                one.bytes += len(data) * one.under_way
        if kind == "ref_hash" and message.ref_hash not in self._held:
            self._fail("the server spoke of a message that was never sent")
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            if message.metadata.cacheable:
                self._held.add(message.hash)
            self._see(message)
        elif kind == "new_session":
            self._page_hash = message.new_session.page_script_hash or self._page_hash
            if not message.metadata.run.fragment_ids:
                self._still()
            for one in self._asked:
                one.under_way = True
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "script_finished":
            self._finish(message.script_finished, now)
        elif kind == "auto_rerun":
            fragment = message.auto_rerun.fragment_id
            self._still(fragment)
            self._pulses[fragment] = asyncio.create_task(self._pulse(fragment, message.auto_rerun.interval))
        elif kind == "stop_auto_rerun":
            self._still(*message.stop_auto_rerun.fragment_ids)
        elif kind == "page_not_found":
            self._fail(f"there is no page {self._name!r}")
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string.removeprefix("?")
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            self._fail("the script cannot be compiled")

    def _see(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" and not element.exception.is_warning:
            self._fail(f"exception: {element.exception.type} {element.exception.message}"[:120])
        elif kind == "alert" and element.alert.format == ALERT_ERROR:
            self._fail(f"error: {element.alert.body}"[:120])
        elif b'class="failure"' in element.SerializeToString():
            self._fail("the page showed a failure")
        elif kind == "bidi_component" and element.bidi_component.component_name == KEEPS_FRESH:
            if self._watch:
                self._watch.cancel()
            self._watch = asyncio.create_task(self._keep_fresh(element.bidi_component.id, json.loads(element.bidi_component.json)))
        elif kind:
            self._remember_widget(kind, getattr(element, kind))

    def _remember_widget(self, kind: str, widget: Any) -> None:
        """What a browser says of a widget that nobody touched, or that the page set."""
        if kind in PLAIN_VALUES:
            self._widgets[widget.id] = (PLAIN_VALUES[kind], widget.value if widget.set_value else widget.default)
        elif kind == "multiselect":
            chosen = widget.raw_values if widget.set_value else [widget.options[place] for place in widget.default]
            self._widgets[widget.id] = ("string_array_value", list(chosen))
        elif kind == "date_input":
            self._widgets[widget.id] = ("string_array_value", list(widget.value if widget.set_value else widget.default))

    def _finish(self, status: int, now: float) -> None:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            for one in self._asked:
                one.under_way = False
            return
        whole = status == ForwardMsg.FINISHED_SUCCESSFULLY
        told = [one for one in self._asked if one.under_way]
        self._asked = [one for one in self._asked if not one.under_way]
        for one in sorted(told, key=lambda one: (one.by == "pulse", one.at))[:1]:  # one run, whoever else asked meanwhile
            run = Run(one.by, one.at, now - one.at, whole, one.elements, one.bytes)
            (self._outcome.first if one.by == "opening" else self._outcome.runs).append(run)
        if whole:
            self.opened.set()

    def _still(self, *fragments: str) -> None:
        """End the pulses of these fragments, or of all."""
        for fragment in fragments or tuple(self._pulses):
            pulse = self._pulses.pop(fragment, None)
            if pulse:
                pulse.cancel()

    async def _pulse(self, fragment: str, seconds: float) -> None:
        while not (self._load.to_the_end and time.monotonic() > self._until):
            await asyncio.sleep(seconds)
            await self._ask("pulse", fragment)

    async def _keep_fresh(self, component: str, told: dict[str, Any]) -> None:
        """As the component's script does; who asks for the whole page all the while is told, and does not ask once more."""
        drawn, stands, wait = time.monotonic(), told["stands"], "0"
        while stands == told["stands"] or self._load.rerun_seconds:
            await asyncio.sleep(told["every"] / 1000)
            try:
                stands, _, wait = (await _standing(self._url, told["ask"], self._load.patience)).partition(" ")
            except (OSError, TimeoutError) as error:
                self._fail(f"asking how the screen stands: {type(error).__name__}")
        await asyncio.sleep(max(float(wait or 0) / 1000, drawn + told["least"] / 1000 - time.monotonic()))
        event = [{"event": "ready", "value": stands}]
        await self._ask("change", trigger=(f"$$STREAMLIT_INTERNAL_KEY_{component}__events", json.dumps(event)))


async def _standing(url: SplitResult, address: str, patience: float) -> str:
    """How a screen stands, as the server says on a line that it closes."""
    async with asyncio.timeout(patience):
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        try:
            writer.write(f"GET /{address.removeprefix('./')} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
            head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
        finally:
            writer.close()
    return body if " 200 " in head.partition("\r\n")[0] else "unknown"
