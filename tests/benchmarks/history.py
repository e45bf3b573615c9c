"""The same organisation with two million rows of history beside one with 0.2 million, in PostgreSQL: ratios within this one run, as JSON.

Run by `python -m tests.benchmarks.history [--rows 20000000]`. Server time is what a page costs with nothing in memory: its queries, the frames made of
them and, on the overview, the situation and the trends that are worked out from them. The connection and the statements' texts are warm, as in a server
that has run for a while.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.trends import trends
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.asked import Asked, asked_by_page, fetch, forget
from tests.benchmarks.figures import Report, figure, report
from tests.databases import Database, Databases
from tests.long_history import NOW, rows_of_facts, with_history
from tests.world import DAY

FEW, MANY, TURNS = 200_000, 2_000_000, 7
OVERVIEW = Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai")


def in_turn(deeds: Mapping[Any, Callable[[], object]], turns: int, warming: int = 1) -> dict[Any, list[float]]:
    """Milliseconds of each deed, turn by turn, one after the other; the first turns warm and are not counted."""
    taken: dict[Any, list[float]] = {name: [] for name in deeds}
    for turn in range(-warming, turns):
        for name, deed in deeds.items():
            began = time.perf_counter()
            deed()
            if turn >= 0:
                taken[name].append((time.perf_counter() - began) * 1000)
    return taken


def overview(door: Door) -> None:
    """What the overview is made of, with nothing in memory but the look."""
    forget(door)
    situation(door, *OVERVIEW)
    trends(door, *OVERVIEW)


def page(door: Door, asked: Sequence[Asked]) -> None:
    """All that a page asks for, with nothing in memory but the look."""
    forget(door)
    fetch(door, asked)


def looked(door: Door) -> None:
    forget(door, look=True)
    door.look()


def opened(stack: ExitStack, database: Database) -> Door:
    return stack.enter_context(Door(database.reader(), Settings(database_url=database.reader_url, refresh_seconds=3600), 60))


def overview_ratio(few: Database, many: Database, turns: int = TURNS) -> float:
    """How much longer the overview takes the server over the longer history."""
    with ExitStack() as stack:
        clock.stand_at(NOW)
        doors = [opened(stack, database) for database in (few, many)]
        short, long = in_turn({place: lambda door=door: overview(door) for place, door in enumerate(doors)}, turns).values()
        return median(long) / median(short)


def compared(few: Sequence[float], many: Sequence[float]) -> dict[str, float]:
    return {"few_ms": round(median(few), 1), "many_ms": round(median(many), 1), "ratio": round(median(many) / median(few), 2)}


def measure(rows: int = MANY, turns: int = TURNS) -> Report:
    told = told_of(rows, turns)
    figures = {"the overview's server time, nothing remembered": figure(told["overview"]["ratio"], at_most=1.3)}
    return report(figures, told)


def told_of(rows: int, turns: int) -> dict[str, Any]:
    """The overview, a look and every page's queries over the longer history beside the shorter."""
    told: dict[str, Any] = {}
    with ExitStack() as stack:
        databases = Databases(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        stack.callback(databases.close)
        made, doors = {}, {}
        for name, many in (("few", FEW), ("many", rows)):
            began = time.perf_counter()
            made[name] = with_history(databases, many)
            told[name] = _facts(made[name]) | {"seconds_to_make": round(time.perf_counter() - began, 1)}
        asked = asked_by_page(made["few"], NOW)
        clock.stand_at(NOW)
        for name, database in made.items():
            doors[name] = opened(stack, database)
        told["overview"] = compared(*in_turn({name: lambda door=door: overview(door) for name, door in doors.items()}, turns).values())
        told["look"] = compared(*in_turn({name: lambda door=door: looked(door) for name, door in doors.items()}, turns).values())
        told["pages"] = {
            title: compared(
                *in_turn({name: lambda door=door, queries=queries: page(door, queries) for name, door in doors.items()}, turns).values()
            )
            | {"queries": len(queries)}
            for title, queries in asked.items()
        }
    return told


def main() -> None:
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("--rows", type=int, default=MANY, help="rows of facts in the longer history")
    asked_for.add_argument("--turns", type=int, default=TURNS)
    chosen = asked_for.parse_args()
    print(json.dumps(measure(chosen.rows, chosen.turns), indent=1))


def _facts(database: Database) -> dict[str, Any]:
    engine = database.writer()
    with engine.connect() as connection:
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
        first = connection.scalar(sa.text("SELECT min(report_date) FROM daily_report"))
        rows = rows_of_facts(connection)
    engine.dispose()
    return {"rows": rows, "days": (DAY - first).days + 1, "megabytes": round(size / 1e6)}


if __name__ == "__main__":
    main()
