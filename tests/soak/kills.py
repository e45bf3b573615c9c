"""Kills imports of a large file at random moments (SIGKILL), and looks after each: all of it is there or nothing, and no lock is left.

`python -m tests.soak.kills --count N [--kind sqlite|postgresql|mariadb]` prints one JSON line; ends with 1 where a kill left anything.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from data_access.contract import import_batch, measure, measure_record, org_unit
from tests.databases import Database, Databases, written

UNITS = [f"U{number:02}" for number in range(40)]
ROWS = 100_000
SECONDS_TO_LET_GO = 20  # until a server has noticed that nobody is there any longer


def large_file(folder: Path, rows: int = ROWS) -> Path:
    """Reports of measures of many days."""
    path, first = folder / "measure_record.csv", date(2019, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("org_unit_id,measure_id,record_date,slot,done,submitted_by\n")
        for number in range(rows):
            day, rest = divmod(number, len(UNITS) * 10)
            unit, slot = divmod(rest, 10)
            file.write(f"{UNITS[unit]},patrol,{first + timedelta(days=day)},{slot + 1},{number % 7},值班员\n")
    return path


def prepared(databases: Databases, kind: str) -> Database:
    units = [{"org_unit_id": name, "kind": "site", "name_zh": name, "reports": True, "sort_order": 0} for name in UNITS]
    return written(databases.initialised(kind), {org_unit: units})


def begun(database: Database, path: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        "from dashboard.cli import run; run()",
        "import",
        str(path),
        "--database",
        database.url,
        "--lang",
        "en",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])


def run(database: Database, folder: Path, count: int, seed: int, rows: int = ROWS) -> dict[str, Any]:
    path = large_file(folder, rows)
    engine = database.writer()
    luck, wrong, whole, nothing, moments = Random(seed), [], 0, 0, []
    began = time.monotonic()
    process = begun(database, path)
    _, told = process.communicate(timeout=300)
    takes = time.monotonic() - began
    if process.returncode != 0 or held(engine) != (rows, 1):
        return {"wrong": [f"without a kill: {process.returncode} {told.decode()[-300:]} {held(engine)}"]}
    emptied(engine)
    for number in range(count):
        process = begun(database, path)
        moment = luck.uniform(0.15, 1.05) * takes
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        process.kill()
        process.communicate()
        moments.append(round(moment, 2))
        freed = let_go(engine)
        there = held(engine)
        if there not in ((0, 0), (rows, 1)):
            wrong.append(f"{number}: {there} rows and batches after {moment:.3f} s")
        if not freed:
            wrong.append(f"{number}: a lock is left after {moment:.3f} s")
        whole, nothing = whole + (there == (rows, 1)), nothing + (there == (0, 0))
        if there != (0, 0):
            emptied(engine)
    process = begun(database, path)  # and the next import goes as ever
    _, told = process.communicate(timeout=300)
    if process.returncode != 0 or held(engine) != (rows, 1):
        wrong.append(f"the next import: {told.decode()[-300:]}")
    engine.dispose()
    return {
        "kind": database.kind,
        "count": count,
        "seed": seed,
        "rows": rows,
        "whole": whole,
        "nothing": nothing,
        "seconds": moments,
        "wrong": wrong,
    }


def held(engine: sa.Engine) -> tuple[int, int]:
    """Rows of the file, and records of imports."""
    with engine.connect() as connection:
        counts = sa.select(*(sa.select(sa.func.count()).select_from(table).scalar_subquery() for table in (measure_record, import_batch)))
        return tuple(connection.execute(counts).one())  # type: ignore[return-value]


def emptied(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.delete(measure_record))
        connection.execute(sa.delete(import_batch))


def let_go(engine: sa.Engine) -> bool:
    """Whether somebody else may write, at once or as soon as the server has noticed."""
    until = time.monotonic() + SECONDS_TO_LET_GO
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:  # BEGIN IMMEDIATE
            return bool(connection.scalar(sa.text("PRAGMA quick_check")) == "ok")
    of_others = {
        "postgresql": "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'",
        "mariadb": "SELECT count(*) FROM information_schema.innodb_trx",
    }[engine.dialect.name]
    while time.monotonic() < until:
        with engine.connect() as connection:
            if connection.exec_driver_sql(of_others).scalar_one() == 0:
                with engine.begin() as writing:
                    writing.execute(sa.update(measure).values(active=True))
                return True
        time.sleep(0.3)  # MariaDB looks anew only where nobody has asked for 0.1 s
    return False


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=30)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kind", default="sqlite")
    given = asked.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        databases = Databases(folder)
        stack.callback(databases.close)
        told = run(prepared(databases, given.kind), folder, given.count, given.seed)
    print(json.dumps(told))
    sys.exit(bool(told["wrong"]))


if __name__ == "__main__":
    main()
