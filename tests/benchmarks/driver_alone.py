"""Each page's queries through the dashboard's door beside the same statements run by the driver alone, in PostgreSQL: ratios within this one run, as JSON.

Run by `python -m tests.benchmarks.driver_alone`. Through the door: with nothing in memory, from the query to the frame that a page is given, and what a
page begins beside is begun beside. By the driver alone: the same SQL with the same parameters on one connection of the same settings, all rows fetched.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from tests.asked import asked_by_page
from tests.benchmarks.figures import Report, figure, report
from tests.benchmarks.history import FEW, in_turn, page
from tests.databases import Databases
from tests.long_history import NOW, with_history

TURNS = 9
Statement = tuple[str, Any]


@contextmanager
def heard(engine: sa.Engine) -> Iterator[list[Statement]]:
    """What is sent to the driver meanwhile."""
    statements: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(engine, "before_cursor_execute", note)


def by_the_driver(connection: Any, statements: Sequence[Statement]) -> None:
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters).fetchall()


def measure(turns: int = TURNS) -> Report:
    told = told_of(turns)
    figures = {f"{title}: its queries beside the driver alone": figure(one["ratio"], at_most=1.5) for title, one in told.items()}
    whole = sum(one["door_ms"] for one in told.values()) / sum(one["driver_ms"] for one in told.values())
    return report({"all pages: their queries beside the driver alone": figure(whole, at_most=1.5), **figures}, told)


def told_of(turns: int) -> dict[str, Any]:
    told: dict[str, Any] = {}
    with ExitStack() as stack:
        databases = Databases(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        stack.callback(databases.close)
        database = with_history(databases, FEW)
        asked = asked_by_page(database, NOW)
        clock.stand_at(NOW)
        engine, alone = database.reader(), database.reader()
        door = stack.enter_context(Door(engine, Settings(database_url=database.reader_url, refresh_seconds=3600), 60))
        door.look()
        with alone.connect() as pooled:
            driver = pooled.connection.driver_connection
            for title, queries in asked.items():
                with heard(engine) as statements:
                    page(door, queries)
                taken = in_turn(
                    {
                        "door": lambda queries=queries: page(door, queries),
                        "driver": lambda statements=statements: by_the_driver(driver, statements),
                    },
                    turns,
                    warming=6,  # the driver prepares a statement that it sees for the sixth time
                )
                through, bare = median(taken["door"]), median(taken["driver"])
                told[title] = {
                    "door_ms": round(through, 1),
                    "driver_ms": round(bare, 1),
                    "ratio": round(through / bare, 2),
                    "statements": len(statements),
                }
        alone.dispose()
    return told


def main() -> None:
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("--turns", type=int, default=TURNS)
    print(json.dumps(measure(asked_for.parse_args().turns), indent=1))


if __name__ == "__main__":
    main()
