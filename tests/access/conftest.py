"""A dashboard at which people sign in, over a world of two halves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.access import halves
from tests.access.signing import secrets_file
from tests.databases import Database, Databases
from tests.serving import free_port, served
from tests.world import NOW

CLEARED = (sys.executable, "-m", "tests.access.cleared")


@dataclass(frozen=True)
class Home:
    url: str
    pid: int
    database: Database
    folder: Path

    @property
    def audit(self) -> str:
        return (self.folder / "audit.jsonl").read_text("utf-8")


@pytest.fixture(scope="module")
def home(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Signed in by cookies that the tests make; its memory can be emptied by SIGUSR1."""
    folder, port, database = tmp_path_factory.mktemp("home"), free_port(), halves.database(databases)
    secrets = secrets_file(folder, port, database.reader_url)
    with served(None, clock=NOW, secrets=secrets, command=CLEARED, refresh_seconds=3, port=port) as server:
        yield Home(server.url, server.pid, database, folder)
