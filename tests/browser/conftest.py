"""Everything in this folder drives Chromium. One going-round over the demonstration serves the gallery and axe alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import normal
from tests.databases import Database, Databases, written
from tests.gallery.language import own_names
from tests.gallery.visiting import Round, go_round
from tests.serving import serving
from tests.world import NOW

QUARTER_TO_SIX = datetime(2021, 12, 28, 9, 42, tzinfo=UTC)  # 17:42 in Xi'an


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """Much is counted for the first time here, on a machine that others use."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="session")
def names(demonstration: Database) -> dict[str, list[str]]:
    engine = demonstration.reader()
    found = own_names(engine)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def board(world_on_sqlite: Database) -> Iterator[str]:
    """The dashboard over the small known world, on the evening of its 28 December; its clock goes on, so no module takes it over from another."""
    with serving(world_on_sqlite.reader_url, clock=NOW) as url:
        yield url


@pytest.fixture(scope="session")
def home(demonstration: Database) -> Iterator[str]:
    """The dashboard over the demonstration, in the afternoon of its 28 December."""
    with serving(demonstration.reader_url, clock=QUARTER_TO_SIX, refresh_seconds=3600) as url:
        yield url


@pytest.fixture(scope="session")
def seen(home: str, chromium: Browser, names: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Every page in both languages and themes at four widths, looked at once, with its pictures."""
    return go_round(chromium, home, names, tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
def normal_home(databases: Databases) -> Iterator[str]:
    """The dashboard over the world in which everything is as it should be."""
    with serving(written(databases.initialised("sqlite"), normal.ROWS).reader_url, clock=NOW) as url:
        yield url
