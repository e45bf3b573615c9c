"""What a Prometheus is told, and that nobody else is."""

from __future__ import annotations

import asyncio
import http.client
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard import clock, data, metrics
from dashboard.data import Door
from dashboard.navigation import PAGES
from dashboard.settings import Settings
from data_access.engine import DatabaseAway
from data_access.measures import catalogue
from tests import world
from tests.databases import Database
from tests.serving import serving

TOKEN = "a token, with äöü in it"
LOCAL = ("127.0.0.1", 50000)


def told(text: str) -> dict[str, float]:
    """Each sample's value, by its name and labels as they stand in the text."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Someone:
    """Somebody at an address, as the server sees it, who asks for what goes by the name `host`."""

    door: Door | None
    address: tuple[str, int] | None = LOCAL
    host: str = "127.0.0.1:8501"

    def get(self, path: str, **headers: str) -> Answer:
        middleware = [Middleware(metrics.StreamlitMetricsClosed, lambda: self.door)]
        sessions, page = (
            Route(path, lambda _, text=text: PlainTextResponse(text)) for path, text in (("/_stcore/metrics", "all"), ("/", "page"))
        )
        app = Starlette(routes=[metrics.route(lambda: self.door), sessions, page], middleware=middleware)
        asked, _, query = path.partition("?")
        sent = {"Host": self.host} | {name.replace("_", "-"): text for name, text in headers.items()}
        scope = {
            "type": "http",
            "method": "GET",
            "path": asked,
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), text.encode()) for name, text in sent.items()],
            "client": self.address,
        }
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        asyncio.run(app(scope, receive, send))
        told = {name.decode(): text.decode() for name, text in messages[0]["headers"]}
        return Answer(messages[0]["status"], told, b"".join(one.get("body", b"") for one in messages[1:]).decode())


@pytest.fixture
def world_door(world_on_sqlite: Database) -> Iterator[Door]:
    clock.stand_at(world.NOW)
    with Door(world_on_sqlite.reader(), Settings(database_url=world_on_sqlite.reader_url, metrics_token=TOKEN)) as opened:
        yield opened


def test_the_token_is_no_part_of_a_printed_setting() -> None:
    assert "hunter2" not in repr(Settings(metrics_token="hunter2"))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
def test_this_machine_itself_may_read(address: str, host: str) -> None:
    answer = Someone(None, (address, 1), host).get("/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics", "/_stcore/metrics\\n", "/_stcore/metrics?families=active_sessions"])
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (("10.0.0.7", 1), {}),
        (("2001:db8::1", 1), {}),
        (("testclient", 1), {}),
        (None, {}),
        (LOCAL, {"X-Forwarded-For": "10.0.0.7"}),
        (LOCAL, {"X-Forwarded-For": "127.0.0.1"}),
        (LOCAL, {"X-Forwarded-Proto": "https"}),
        (LOCAL, {"Forwarded": "for=127.0.0.1"}),
        (LOCAL, {"X-Real-IP": "127.0.0.1"}),
        (LOCAL, {"Via": "1.1 proxy"}),
        (LOCAL, {"Host": "board.intranet"}),
        (LOCAL, {"Host": "[::1"}),
        (("10.0.0.7", 1), {"Authorization": "Bearer "}),
        (("10.0.0.7", 1), {"Authorization": "Bearer another"}),
        (("10.0.0.7", 1), {"Authorization": f"Basic {TOKEN}"}),
        (("10.0.0.7", 1), {"Authorization": TOKEN}),
    ],
)
def test_all_others_are_refused_in_one_line(path: str, address: tuple[str, int] | None, headers: dict, world_door: Door) -> None:
    answer = Someone(world_door, address).get(path, **headers)
    assert (answer.status, answer.text) == (403, metrics.REFUSED)
    assert metrics.REFUSED.count("\n") == 1


def test_without_a_token_in_the_settings_no_token_opens() -> None:
    stranger = ("10.0.0.7", 1)
    for given in ("Bearer", "Bearer ", "Bearer None", "Bearer x"):
        assert Someone(None, stranger).get("/metrics", Authorization=given).status == 403


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_the_token_opens_from_anywhere_and_through_a_proxy(path: str, world_door: Door) -> None:
    for scheme in ("Bearer", "bearer"):
        headers = {"Authorization": f"{scheme} {TOKEN}", "X-Forwarded-For": "10.0.0.9"}
        assert Someone(world_door, ("10.0.0.7", 1), "board.intranet").get(path, **headers).status == 200


def test_all_else_is_open_as_before(world_door: Door) -> None:
    assert Someone(world_door, ("10.0.0.7", 1)).get("/").text == "page"


def test_a_query_is_timed_and_the_memory_counted(world_door: Door) -> None:
    someone = Someone(world_door)
    before = told(someone.get("/metrics").text)
    for _ in range(3):
        world_door.catalogue(catalogue)
    after = told(someone.get("/metrics").text)

    def more(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert more('situation_board_query_seconds_count{query="catalogues"}') == 1
    assert more('situation_board_query_seconds_count{query="look"}') == 1
    assert (more("situation_board_memory_hits_total"), more("situation_board_memory_misses_total")) == (2, 1)
    assert after["process_resident_memory_bytes"] > 0


def test_the_datas_age_and_the_looks_are_those_of_the_last_look(world_door: Door) -> None:
    someone = Someone(world_door)
    names = {"situation_board_data_age_seconds", "situation_board_look_age_seconds", "situation_board_database_up"}
    assert not names & set(told(someone.get("/metrics").text)), "nothing is known before the first look"
    look = world_door.look()
    newest = look.newest_at
    assert newest is not None
    clock.stand_at(look.at + timedelta(seconds=100))
    found = told(someone.get("/metrics").text)
    assert found["situation_board_look_age_seconds"] == pytest.approx(100, abs=5)
    assert found["situation_board_data_age_seconds"] == pytest.approx((look.at - newest).total_seconds() + 100, abs=5)
    assert found["situation_board_database_up"] == 1


def test_a_database_that_is_away_is_told_and_asking_for_metrics_asks_it_nothing(world_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    someone = Someone(world_door)
    world_door.look()

    def away(_: object) -> None:
        raise DatabaseAway("no answer")

    monkeypatch.setattr(world_door._reader, "run", away)
    clock.stand_at(world.NOW + timedelta(hours=1))
    with pytest.raises(DatabaseAway):
        world_door.look()
    found = told(someone.get("/metrics").text)
    assert found["situation_board_database_up"] == 0
    assert found["situation_board_look_age_seconds"] == pytest.approx(3600, abs=5), "the age goes on"


def test_a_statement_is_never_sent_for_a_scrape(world_on_sqlite: Database) -> None:
    engine = world_on_sqlite.reader()
    statements = []
    sa.event.listen(engine, "before_cursor_execute", lambda *event: statements.append(event[2]))
    with Door(engine, Settings()) as opened:
        Someone(opened).get("/metrics")
        assert statements == []
        opened.look()
        seen = len(statements)
        Someone(opened).get("/metrics")
        assert len(statements) == seen > 0


def test_metrics_are_told_before_the_door_is_open_and_open_it_not() -> None:
    data.close()
    someone = Someone(data.opened())
    assert "process_resident_memory_bytes" in someone.get("/metrics").text
    assert data.opened() is None


def test_a_prometheus_that_prefers_openmetrics_gets_it() -> None:
    answer = Someone(None).get("/metrics", Accept="application/openmetrics-text; version=1.0.0")
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


class Viewer:
    """A browser's connection to a page, kept open until it leaves."""

    def __init__(self, url: str, page: str, query: str) -> None:
        self._open = ExitStack()
        address = url.replace("http", "ws") + "/_stcore/stream"
        self._socket = self._open.enter_context(connect(address, origin=url, subprotocols=["streamlit", "none"], max_size=None))
        self.leave = self._open.close
        asking = BackMsg()
        asking.rerun_script.query_string, asking.rerun_script.page_name = query, page
        self._send(asking)

    def _send(self, asking: BackMsg) -> None:
        self._socket.send(asking.SerializeToString())
        while (message := ForwardMsg.FromString(self._socket.recv(60))).WhichOneof("type") != "script_finished":
            if message.delta.fragment_id:
                self.fragment = message.delta.fragment_id

    def run_the_fragment(self) -> None:
        asking = BackMsg()
        asking.rerun_script.fragment_id = self.fragment
        self._send(asking)


def ask(url: str, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


@pytest.mark.slow
def test_a_served_dashboard_tells_viewers_runs_by_page_and_nothing_of_what_they_look_at(world_on_sqlite: Database, tmp_path: Path) -> None:
    secrets = tmp_path / "board.toml"
    secrets.write_text(
        f'[situation_board]\ndatabase_url = "{world_on_sqlite.reader_url}"\nmetrics_token = "hunter2"\norganisation = "秦岭集团"\n', "utf-8"
    )
    with serving(None, clock=world.NOW, secrets=secrets, refresh_seconds=3600) as url:
        assert told(ask(url, "/metrics")[1])["situation_board_viewers"] == 0
        viewers = [
            Viewer(url, "", "lang=zh"),
            Viewer(url, "", "lang=en"),
            Viewer(url, "map", "lang=zh&unit=n1"),
            Viewer(url, "hunter3", "x=hunter4"),
        ]
        viewers[0].run_the_fragment()
        text = ask(url, "/metrics")[1]
        found = told(text)
        assert found["situation_board_viewers"] == 4
        assert found['situation_board_run_seconds_count{kind="full",page="/"}'] >= 2
        assert found['situation_board_run_seconds_count{kind="full",page="/map"}'] >= 1
        assert found['situation_board_run_seconds_count{kind="fragment",page="/"}'] == 1
        assert found['situation_board_run_seconds_sum{kind="full",page="/"}'] > 0
        assert found["situation_board_database_up"] == 1
        assert found["situation_board_memory_hits_total"] > 0

        pages = {f"/{entry.path}" for entry in PAGES}
        assert set(re.findall(r'page="([^"]*)"', text)) <= pages
        assert set(re.findall(r'kind="([^"]*)"', text)) == {"full", "fragment"}
        assert all(re.fullmatch(r"[a-z_.]+", query) for query in re.findall(r'query="([^"]*)"', text))
        assert set(re.findall(r'[{,](\w+)="', text)) <= {"page", "kind", "query", "le"}
        assert not re.search(r"hunter|n1|秦岭|sqlite|lang", text)

        for path in ("/metrics", "/_stcore/metrics"):
            assert ask(url, path)[0] == 200
            assert ask(url, path, X_Forwarded_For="127.0.0.1") == (403, metrics.REFUSED)
            assert ask(url, path, X_Forwarded_For="10.1.1.1", Authorization="Bearer hunter2")[0] == 200

        viewers.pop().leave()
        until = time.monotonic() + 20
        while told(ask(url, "/metrics")[1])["situation_board_viewers"] != 3 and time.monotonic() < until:
            time.sleep(0.1)
        assert told(ask(url, "/metrics")[1])["situation_board_viewers"] == 3
        for viewer in viewers:
            viewer.leave()
