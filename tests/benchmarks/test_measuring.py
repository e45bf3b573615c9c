"""The benchmarks measure what they say: viewers answer as browsers do, the floor sends what the page sends, statements are counted."""

from __future__ import annotations

import re
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data_access.contract import org_unit
from tests import world
from tests.benchmarks import counted
from tests.benchmarks.figures import figure
from tests.benchmarks.floor import served_floor
from tests.benchmarks.viewers import KEEPS_FRESH, Load, look, recorded
from tests.databases import Database, Databases, written
from tests.serving import served

pytestmark = pytest.mark.slow


@pytest.fixture
def database(databases: Databases) -> Database:
    return written(databases.initialised("sqlite"), world.ROWS)


def test_a_headless_viewer_draws_itself_anew_when_the_data_changes_as_a_browser_does(database: Database, tmp_path: Path) -> None:
    def rename() -> None:
        engine = database.writer()
        with engine.begin() as connection:
            connection.execute(sa.update(org_unit).values(name_zh="seen-1-", short_name_zh=None))
        engine.dispose()

    command = (sys.executable, "-m", counted.__name__, str(tmp_path / "statements"))
    with served(database.reader_url, clock=world.NOW, refresh_seconds=1, command=command) as server:
        renaming = threading.Timer(5, rename)
        renaming.start()
        began = time.monotonic()
        told = look(Load(2, seconds=12, settled=4, look_for=re.compile(rb"seen-\d-")), server.url, server.pid)
        renaming.join()
        assert counted.statements(tmp_path / "statements") > 10
    assert not told.failures
    assert told.lost() == 0
    assert all(5 < found[b"seen-1-"] - began < 12 for found in told.found)
    assert "change" in {run.asked_by for run in told.runs if run.whole}
    assert told.server is not None
    assert 0 < told.server.cores < 3


def test_the_floor_sends_what_the_page_sends(database: Database, tmp_path: Path) -> None:
    with served(database.reader_url, clock=world.NOW) as server, served_floor(server, tmp_path, database.url, world.NOW) as floor:
        page, copy = _shown(recorded(server.url)), _shown(recorded(floor.url))
        assert copy[:-1] == page, "and then the floor's own pulse"
        assert len(page) > 30
        told = look(Load(1, seconds=4, settled=1, rerun_seconds=1), floor.url, floor.pid)
    assert not told.failures
    assert told.whole()


def test_a_figure_says_whether_its_aim_is_reached() -> None:
    assert figure(1.2, at_most=1.3) == {"ratio": 1.2, "aim": {"at_most": 1.3}, "reached": True}
    assert figure(9.9, at_least=10)["reached"] is False


def _shown(messages: list[ForwardMsg]) -> list[tuple[tuple[int, ...], bytes]]:
    """Each element with its place, but for the one that keeps the page fresh: the floor has a pulse of its own."""
    found = []
    for message in messages:
        if message.WhichOneof("type") == "delta" and message.delta.new_element.bidi_component.component_name != KEEPS_FRESH:
            message.delta.ClearField("fragment_id")
            content = re.sub(rb"download/[\w-]+/", b"download/of-this-viewer/", message.delta.SerializeToString())
            found.append((tuple(message.metadata.delta_path), content))
    return found
