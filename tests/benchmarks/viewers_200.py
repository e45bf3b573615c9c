"""Two hundred viewers of the overview on one process, beside one viewer and beside the floor under the same loads.

*Quiet*: nobody commits anything; every screen asks how it stands. *Full*: every viewer asks for the whole page anew every 10 s, as if something changed all
the while. *Live*: somebody commits a row every 10 s, and every screen draws itself anew as a browser lets it. Each load meets a server of its own, to
which one viewer has come before.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from data_access.contract import daily_report, org_unit
from data_access.engine import writing_engine
from tests.benchmarks import counted
from tests.benchmarks.demonstration import NOW, address, folder_with_demonstration
from tests.benchmarks.figures import Report, figure, report
from tests.benchmarks.floor import served_floor
from tests.benchmarks.viewers import Load, Outcome, ServerUse, look, percentile, rounded, spread
from tests.serving import Started, served

VIEWERS, REFRESH_SECONDS = 200, 10
QUIET = Load(VIEWERS, seconds=80, ramp=10, settled=15, collects=True)  # a minute and more: a page draws itself anew as the minutes pass
FULL = replace(QUIET, rerun_seconds=REFRESH_SECONDS)  # as long: a turn of the clock, of which pages are made anew, falls into both
WARM = Load(1, seconds=30, rerun_seconds=2)  # what the process keeps for all is there before viewers are counted
LIVE = replace(QUIET, seconds=56, look_for=re.compile(rb"seen-(\d+)-"))
COMMITS_AT = (15, 25, 35)  # seconds of it
ONE = Load(1, seconds=25, settled=3, rerun_seconds=1)
UNIT = "D1-016"
MOST_AT_THE_EDGES = 1.2  # of the counted seconds: a look more or less


@dataclass
class Measured:
    """What the viewers got, and the statements that the database was sent in a minute of the counted seconds."""

    outcome: Outcome
    statements_a_minute: float = 0

    def notes(self) -> dict[str, Any]:
        own = {"kilobytes_a_viewer": rounded(self.kilobytes_a_viewer), "statements_a_minute": rounded(self.statements_a_minute)}
        return self.outcome.notes() | own

    @property
    def cores(self) -> float:
        return self._server.cores

    @property
    def kilobytes(self) -> float:
        return (self._server.bytes_at_end - self._server.bytes_before) / 1024

    @property
    def kilobytes_a_viewer(self) -> float:
        return self.kilobytes / self.outcome.load.viewers

    @property
    def _server(self) -> ServerUse:
        assert self.outcome.server is not None
        return self.outcome.server


@contextmanager
def board(folder: Path, database: str) -> Iterator[tuple[Started, Path]]:
    """The dashboard, to which one viewer has come, and the file that holds the number of its statements."""
    count = folder / "statements"
    with served(database, clock=NOW, command=(sys.executable, "-m", counted.__name__, str(count))) as server:
        opened_by_one(server)
        yield server, count


def opened_by_one(server: Started) -> None:
    look(Load(1, seconds=3), server.url)


def under(load: Load, server: Started, count: Path | None = None) -> Measured:
    """The load on the server; statements are read at the beginning and the end of the counted seconds."""
    read: list[tuple[float, int]] = []

    def note() -> None:
        if count:
            read.append((time.monotonic(), counted.statements(count)))

    timers = [threading.Timer(at, note) for at in (load.settled, load.seconds - 0.5)]
    for timer in timers:
        timer.start()
    outcome = look(load, server.url, server.pid)
    for timer in timers:
        timer.join()
    minute = 60 * (read[1][1] - read[0][1]) / (read[1][0] - read[0][0]) if read else 0
    return Measured(outcome, minute)


def warmed(load: Load, server: Started, count: Path | None = None) -> Measured:
    """The load on the server, after what its process keeps for all is there."""
    look(WARM, server.url)
    return under(load, server, count)


def alone(folder: Path, database: str) -> dict[str, Measured]:
    """One viewer under each of the loads, for as long as the longest: all at once, on three servers."""
    with ExitStack() as stack, ThreadPoolExecutor() as threads:
        begun = {}
        for title, load in (("quiet", QUIET), ("full", FULL)):
            server, count = stack.enter_context(board(_own(folder, title), database))
            begun[title] = threads.submit(warmed, _of_one(load), server, count)
        copy, _ = stack.enter_context(folder_with_demonstration())
        begun["live"] = threads.submit(live, _own(folder, "live"), address(copy / "demonstration.sqlite"), _of_one(LIVE))
        told = {title: one.result() for title, one in begun.items()}
        return told | {"live": told["live"][0]}


def _of_one(load: Load) -> Load:
    return replace(load, viewers=1, ramp=0, seconds=QUIET.seconds)


def _own(folder: Path, title: str) -> Path:
    (folder / title).mkdir()
    return folder / title


def live(folder: Path, database: str, load: Load = LIVE) -> tuple[Measured, list[float]]:
    """The live load, and seconds from each commit until it stood on each screen; where it never did, until the end."""
    began = time.monotonic()  # the dashboard's clock starts after it
    with board(folder, database) as (server, count), ThreadPoolExecutor() as threads:
        loaded = time.monotonic()
        committing = threads.submit(_commit, database, began, loaded)
        told = under(load, server, count)
        committed = committing.result()
    waits = []
    for found in told.outcome.found:
        for number, at in enumerate(committed):
            seen = [when for name, when in found.items() if int(name) >= number]
            waits.append(min(seen, default=loaded + load.seconds) - at)
    return told, waits


def _commit(database: str, clock_began: float, loaded: float) -> list[float]:
    """Each time one more revision of a unit's report, and the unit called otherwise: that can be seen. When each was committed."""
    engine, committed = writing_engine(database), []
    newest = (
        sa.select(daily_report).where(daily_report.c.org_unit_id == UNIT).order_by(sa.desc("report_date"), sa.desc("revision")).limit(1)
    )
    for number, at in enumerate(COMMITS_AT):
        time.sleep(max(0.0, loaded + at - time.monotonic()))
        arrived = NOW + timedelta(seconds=time.monotonic() - clock_began - 20)  # late: others' rows may have arrived since
        with engine.begin() as connection:
            row = connection.execute(newest.where(daily_report.c.report_date <= NOW.date())).one()._mapping
            connection.execute(sa.insert(daily_report), {**row, "revision": row["revision"] + 1, "recorded_at": arrived})
            name = f"seen-{number}-"
            connection.execute(sa.update(org_unit).where(org_unit.c.org_unit_id == UNIT).values(name_zh=name, short_name_zh=name))
        committed.append(time.monotonic())
    engine.dispose()
    return committed


def measure() -> Report:
    with folder_with_demonstration() as (folder, database):
        with board(folder, database) as (server, _), served_floor(server, folder, database, NOW, widgets=True) as floor:
            one = under(ONE, server)
            opened_by_one(floor)
            bare = warmed(FULL, floor)
        with board(folder, database) as (server, count):
            quiet = under(QUIET, server, count)
        with board(folder, database) as (server, count):
            full = warmed(FULL, server, count)
        by_one = alone(folder, database)
        changing, waits = live(folder, database)
    loads = {"quiet": quiet, "full": full, "live": changing}
    figures: dict[str, Report] = {}
    for title, told in loads.items():
        figures[f"{title}: viewers lost or shown an error, of {VIEWERS}"] = figure(told.outcome.lost() / VIEWERS, at_most=0)
        figures[f"{title}: the server's share of one core"] = figure(told.cores, at_most=0.6)
        if told.outcome.whole() and by_one[title].outcome.whole():
            late, usual = percentile(told.outcome.whole(), 95), median(by_one[title].outcome.whole())
            figures[f"{title}: p95 of a whole run, beside one viewer's median under the same load"] = figure(late / usual, at_most=3)
    figures["full: the floor's viewers lost"] = figure(bare.outcome.lost() / VIEWERS, at_most=0)
    of_viewers = (full.kilobytes - by_one["full"].kilobytes) / (
        VIEWERS - 1
    )  # what the process itself grows by is one viewer's process's, too
    figures["full: memory a viewer more, beside the floor's"] = figure(of_viewers / bare.kilobytes_a_viewer, at_most=1.5)
    for title in ("quiet", "full"):
        told = by_one[title]
        ratio = loads[title].statements_a_minute / max(1, told.statements_a_minute)
        figures[f"{title}: statements a minute, beside one viewer's"] = figure(ratio, at_most=MOST_AT_THE_EDGES)
    figures["live: from a commit to the last screen, beside the refresh interval"] = figure(max(waits) / REFRESH_SECONDS, at_most=1)
    for title, one_figure in figures.items():  # whoever was lost asked for nothing: what the others took says nothing then
        if loads[title.split(":")[0]].outcome.lost() or bare.outcome.lost():
            one_figure["reached"] = False
    notes = {title: told.notes() for title, told in {**loads, "full, the floor": bare, "one viewer who asks each second": one}.items()}
    notes |= {f"{title}, one viewer": told.notes() for title, told in by_one.items()}
    notes["live, from a commit to a screen, seconds"] = spread(waits)
    return report(figures, notes)
