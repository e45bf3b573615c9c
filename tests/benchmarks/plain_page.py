"""A plain Streamlit page that sends the overview's very statements anew at every run, beside the overview: the server's work for a refresh.

The plain page stands on Streamlit's own settings and shows eight numbers, four charts and a table of what it read. The database is PostgreSQL, so that
its own work is neither's. Fifty viewers each ask for the whole page every 10 s; of the plain page, which does not keep up, each run that was asked
for is waited for.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from dashboard.cli import main as command
from tests.benchmarks.demonstration import NOW
from tests.benchmarks.figures import Report, figure, report
from tests.benchmarks.viewers import Load, Outcome, Run, look, rounded
from tests.databases import Database, Databases
from tests.serving import Started, free_port, served, started

ENTRY = Path(__file__).parent / "plain_entry.py"
LOAD = Load(50, seconds=45, ramp=5, settled=15, rerun_seconds=10)
ALL_ONCE = replace(
    LOAD, seconds=15, settled=0, patience=180, to_the_end=True
)  # a run takes as long as the database lets it: each is waited for
OPENED_AND_PULSED = Load(1, seconds=10)
LEAST_STATEMENTS = 10
Statement = tuple[str, Any]  # as the driver takes it, with its values


def measure() -> Report:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        databases = Databases(folder)
        try:
            database = databases.initialised("postgresql")
            command.main(["demo", "--database", database.url, "--day", f"{NOW:%Y-%m-%d}"], standalone_mode=False)
            statements = statements_of_the_overview(database, folder)
            plain = _plain(database, folder, statements)
            ours = _ours(database)
        finally:
            databases.close()
    work = {"plain": _work(plain, plain.runs + plain.first), "ours": _work(ours, ours.runs)}
    return report(
        {
            "the server's work for a refresh: the plain page's beside the overview's": figure(work["plain"] / work["ours"], at_least=10),
            "viewers of the overview lost or shown an error": figure(ours.lost() / LOAD.viewers, at_most=0),
        },
        {
            "statements": len(statements),
            "the plain page": plain.notes() | {"server_milliseconds_a_refresh": rounded(1000 * work["plain"])},
            "the overview": ours.notes() | {"server_milliseconds_a_refresh": rounded(1000 * work["ours"])},
        },
    )


def statements_of_the_overview(database: Database, folder: Path) -> list[Statement]:
    """What the overview asks the database when nothing is remembered; without what its pulse asks over and over, to know whether anything changed."""
    kept = folder / "statements"
    recording = (sys.executable, "-m", __spec__.name, str(kept))
    with served(database.reader_url, clock=NOW, refresh_seconds=1, command=recording) as server:
        told = look(OPENED_AND_PULSED, server.url)
    drawn_at = told.first[0].asked_at + told.first[0].seconds
    asked = _read(kept)
    pulse = {text for at, text, _ in asked if at > drawn_at}
    drawn = {(text, repr(values)): (text, values) for at, text, values in asked if at <= drawn_at and text not in pulse}
    statements = list(drawn.values())  # each once
    assert pulse, "the pulse asked nothing"
    assert len(statements) >= LEAST_STATEMENTS, f"the overview asked for {len(statements)} tables alone"
    return statements


def _plain(database: Database, folder: Path, statements: list[Statement]) -> Outcome:
    asked = folder / "asked"
    asked.write_bytes(pickle.dumps(statements))
    port = free_port()
    own = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    address = database.reader().url.render_as_string(hide_password=False)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    environment |= {"PLAIN_STATEMENTS": str(asked), "PLAIN_DATABASE": address}
    with started([sys.executable, "-m", "streamlit", "run", str(ENTRY), *own], port, "/_stcore/health", environment) as server:
        return _loaded(ALL_ONCE, server)


def _ours(database: Database) -> Outcome:
    with served(database.reader_url, clock=NOW) as server:
        return _loaded(LOAD, server)


def _loaded(load: Load, server: Started) -> Outcome:
    look(Load(1, seconds=4), server.url)
    return look(load, server.url, server.pid)


def _work(told: Outcome, runs: list[Run]) -> float:
    """Seconds of the server's processor for a whole run."""
    finished = sum(run.whole for run in runs)
    assert told.server is not None
    assert finished >= LOAD.viewers, f"{finished} runs were finished: {told.notes()}"
    return told.server.cpu_seconds / finished


def _read(kept: Path) -> list[tuple[float, str, Any]]:
    found = []
    with kept.open("rb") as file:
        while file.peek(1):
            found.append(pickle.load(file))
    return found


def _record(kept: Path) -> None:
    """Keep each statement of this process, with its values and when it was sent."""
    file = kept.open("wb", buffering=0)

    def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        file.write(pickle.dumps((time.monotonic(), statement, values)))

    event.listen(sa.Engine, "before_cursor_execute", note)


if __name__ == "__main__":
    _record(Path(sys.argv.pop(1)))
    command()
