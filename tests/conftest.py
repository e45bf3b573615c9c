"""What all tests share: databases of each kind, the known world in each, the real data, and a clock put right afterwards."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from dashboard import clock, data
from dashboard.settings import Settings
from data_access.demonstration.telling import Parameters
from data_access.demonstration.writing import Demonstration
from tests import mariadb, world
from tests.databases import KINDS, Database, Databases

pytest_plugins = ["tests.chromium", "tests.second.counted"]
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))

# a viewer waits five seconds; beside other tests on a busy machine a query of 0.2 s has taken longer. Who tests deadlines sets their own
data.DEADLINE_SECONDS = 60

_TOGETHER = {"test_axe": "gallery", "test_gallery": "gallery"}  # they look at the same pictures
_ON_SQLITE = "/(dashboard|access)/|/intake/test_(foreign|unit_workbook|contract_csv)"
_LONG = ("gallery", "second", "mutants")  # begun first, so that nobody waits for them at the end


def _group(nodeid: str) -> str:
    """What goes to one worker: a module's tests of one kind of database, and of the mutants each alone."""
    path, name = nodeid.split("::", 1)
    module = Path(path)
    if module.parent.name == "mutants":
        return nodeid
    if module.parent.name == "browser":
        return _TOGETHER.get(module.stem, path)
    return path + next((kind for kind in KINDS if re.search(rf"[\[-]{kind}\b", name)), "")


class _ByGroup(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _ByGroup:
    """Tests side by side go by group, in the order of collection; xdist's own mark for groups does nothing under pytest 9.2."""
    config.option.loadscopereorder = False
    return _ByGroup(config, log)


def pytest_itemcollected(item: pytest.Item) -> None:
    if re.search(r"[\[-]mariadb\b", item.name):
        item.add_marker("mariadb")
    if "demonstration" in getattr(item, "fixturenames", ()):
        item.add_marker("slow")  # telling the whole of it takes every worker eight seconds
    if re.search(r"[\[-]postgresql\b", item.name) and re.search(_ON_SQLITE, item.nodeid):
        item.add_marker("slow")  # the quick tier tries on it the queries, and imports side by side; what is made of them on SQLite


@pytest.hookimpl(trylast=True)  # after pytest's own order, by the kind of database
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    many = Counter(_group(item.nodeid) for item in items)
    items.sort(key=lambda item: (not any(name in _group(item.nodeid) for name in _LONG), -many[_group(item.nodeid)]))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    if request.param == "mariadb":
        mariadb.required()
    return request.param


@pytest.fixture
def empty_database(databases: Databases, kind: str) -> Database:
    return databases.empty(kind)


@pytest.fixture
def database(databases: Databases, kind: str) -> Database:
    """The contract's tables, and nothing in them but the catalogue of measures."""
    return databases.initialised(kind)


@pytest.fixture(scope="session")
def known_world(databases: Databases, kind: str) -> Database:
    """The small known world; tests only read it."""
    return databases.of_the_known_world(kind)


@pytest.fixture(scope="session")
def world_on_sqlite(databases: Databases) -> Database:
    """The small known world in one kind of database, for what does not depend on the kind; tests only read it."""
    return databases.of_the_known_world("sqlite")


@pytest.fixture(scope="session")
def demonstration(databases: Databases) -> Database:
    """The whole demonstration, its 28 December on its own date; tests only read it."""
    database = databases.initialised("sqlite")
    engine = database.writer()
    told = Demonstration(engine, lambda _: Parameters(world.DAY), world.SHANGHAI)
    told.write_until(told.ends_at)
    engine.dispose()
    return database


@pytest.fixture
def door(known_world: Database) -> Iterator[data.Door]:
    """The dashboard's door to the known world, with the clock at the world's present."""
    clock.stand_at(world.NOW)
    with data.Door(known_world.reader(), Settings(database_url=known_world.reader_url)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _real_time() -> Iterator[None]:
    yield
    clock.set_to_real_time()
    data.close()


@pytest.fixture(scope="session")
def north_dakota() -> Path:
    """The real data of care facilities; where it is not, the tests that need it are skipped by name, but never in CI."""
    folder = SHARED / "data" / "north_dakota"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the real data is to be at {folder} in CI")
        pytest.skip("needs the North Dakota data, which is not part of the project")
    return folder
