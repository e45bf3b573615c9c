"""Imports beside the least that there is to do: a long CSV file beside PostgreSQL's own COPY of the same rows, and a day's workbooks of 44 units.

Run by `python -m tests.benchmarks.intake`. COPY gets its rows as text that is ready for it; the import reads, checks and compares them with what is there.
"""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from dashboard.workbooks.duties import reporting_units
from data_access.contract import measure_record, org_unit
from data_access.demonstration.telling import Parameters
from data_access.demonstration.writing import Demonstration
from data_access.intake.importing import import_files
from data_access.moment import Moment
from tests import world
from tests.benchmarks.figures import Report, figure, report
from tests.databases import Database, Databases, written
from tests.workbooks import filled_in, template

ROWS, TURNS = 200_000, 5
UNITS = [f"U{number:03}" for number in range(200)]
MEASURES = ("disinfection", "patrol", "gate_control", "headcount_check", "publicity")
COLUMNS = ("org_unit_id", "measure_id", "record_date", "slot", "done", "submitted_by")
SECONDS_FOR_44 = 10


def rows() -> list[tuple[Any, ...]]:
    first, made = date(2021, 1, 1), []
    for number in range(ROWS):
        rest, slot = divmod(number, 2)
        rest, kind = divmod(rest, len(MEASURES))
        day, unit = divmod(rest, len(UNITS))
        made.append((UNITS[unit], MEASURES[kind], first + timedelta(days=day), slot + 1, number % 5, "值班员"))
    return made


def with_units(databases: Databases) -> Database:
    units = [{"org_unit_id": name, "kind": "site", "name_zh": name, "reports": True, "sort_order": 0} for name in UNITS]
    return written(databases.initialised("postgresql"), {org_unit: units})


def seconds_of_copy(engine: sa.Engine, text: str) -> float:
    columns = (*COLUMNS, "revision", "recorded_at")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        began = time.perf_counter()
        with driver.cursor() as cursor, cursor.copy(f"COPY measure_record ({', '.join(columns)}) FROM STDIN") as copy:
            copy.write(text)
        driver.commit()
        return time.perf_counter() - began


def seconds_of_import(engine: sa.Engine, paths: list[Path]) -> float:
    began = time.perf_counter()
    outcomes = list(import_files(engine, paths, imported_by=None))
    taken = time.perf_counter() - began
    assert not any(outcome.rejected for outcome in outcomes)
    return taken


def measure() -> Report:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        databases = Databases(folder)
        stack.callback(databases.close)
        some = rows()
        path = folder / "measure_record.csv"
        path.write_text("\n".join([",".join(COLUMNS), *(",".join(map(str, row)) for row in some)]) + "\n", "utf-8")
        ready = "".join("\t".join(map(str, (*row, 1, "2021-12-28 10:00:00+00"))) + "\n" for row in some)
        copies, imports, again = [], [], []
        for _ in range(TURNS):
            by_copy, by_import = with_units(databases).writer(), with_units(databases).writer()
            copies.append(seconds_of_copy(by_copy, ready))
            imports.append(seconds_of_import(by_import, [path]))
            again.append(seconds_of_import(by_import, [path]))
            assert stored(by_copy) == stored(by_import) == ROWS
            by_copy.dispose()
            by_import.dispose()
        day = seconds_of_44(databases, folder)
    rate = median(copies) / median(imports)
    figures = {
        f"a CSV file of {ROWS:,} rows: its rate beside PostgreSQL's own COPY of them": figure(rate, at_least=1 / 3),
        f"the workbooks of 44 units: their seconds beside {SECONDS_FOR_44}": figure(day / SECONDS_FOR_44, at_most=1),
    }
    notes = {"copy_s": copies, "import_s": imports, "again_s": again, "workbooks_s": day}
    return report(
        figures, {name: [round(one, 2) for one in some] if isinstance(some, list) else round(some, 2) for name, some in notes.items()}
    )


def stored(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(measure_record)))


def seconds_of_44(databases: Databases, folder: Path) -> float:
    """Filled in wholly, into PostgreSQL, over the demonstration that they were made from."""
    database = databases.initialised("postgresql")
    engine = database.writer()
    told = Demonstration(engine, lambda _: Parameters(world.DAY), world.SHANGHAI)
    told.write_until(world.at(20))
    with engine.connect() as connection:
        units = reporting_units(connection, Moment(world.DAY, world.at(20), "Asia/Shanghai"), None)
    paths = []
    for number, unit in enumerate(units):
        paths.append(folder / f"{unit}.xlsx")
        paths[-1].write_bytes(filled_in(template(database, unit, world.DAY, world.at(20)), number)[0])
    assert len(paths) == 44
    taken = seconds_of_import(engine, paths)
    engine.dispose()
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
