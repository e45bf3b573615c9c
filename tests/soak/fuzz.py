"""Imports mutated workbooks, and looks after each whether it was taken whole or not at all: `python -m tests.soak.fuzz --count N --seed S`.

Prints one JSON line: how many were taken and rejected, the most memory of the process, and what went wrong with the number that makes it again. Ends with 1
where anything did.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from dashboard.texts import Words
from dashboard.workbooks.marking import marked
from dashboard.workbooks.telling import told_of
from data_access.contract import import_batch, metadata
from data_access.intake import apart
from data_access.intake.importing import HOW, import_files
from tests import world
from tests.databases import Databases, written
from tests.memory import peak_megabytes
from tests.soak.mutations import mutated
from tests.workbooks import filled_in, template

MARKED_EVERY = 10  # of the rejected ones, so many get their report


def run(count: int, seed: int, first: int = 0) -> dict[str, Any]:
    wrong: list[str] = []
    tally: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        board = written(databases.initialised("sqlite"), world.ROWS)
        engine = board.writer()
        good = [filled_in(template(board, unit), number)[0] for number, unit in enumerate(("N1", "N2", "S1"))]
        good += [template(board, unit) for unit in ("N1", None)]
        words = [Words(language, "Asia/Shanghai") for language in ("zh", "en")]
        path = Path(folder) / "fuzzed.xlsx"
        before = _counts(engine)
        began = time.monotonic()
        for number in range(first, first + count):
            luck = Random(f"{seed}/{number}")
            path.write_bytes(mutated(luck.choice(good), luck))
            try:
                (outcome,) = import_files(engine, [path], HOW, imported_by=None)
                lines = [line for one in words for some in told_of(outcome, one) for line in some]
                if outcome.rejected and number % MARKED_EVERY == 0:
                    marked(outcome, Path(folder) / "report.xlsx", words[0], HOW.limits)
                    tally["marked"] += 1
                after = _counts(engine)
                grown = after - before
                stored = outcome.tally.rows_inserted + outcome.tally.rows_revised
                if grown != (0 if outcome.rejected else stored) or (outcome.rejected and stored):
                    wrong.append(f"{number}: {grown} rows more in the database, {stored} told")
                if not lines or not all(line.isprintable() for line in lines):
                    wrong.append(f"{number}: told {lines[:2]}")
                tally["rejected" if outcome.rejected else "taken"] += 1
                answers.update({fault.what.key for fault in outcome.rejected.faults} if outcome.rejected else ())
                before = after
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                wrong.append(f"{number}: {''.join(traceback.format_exception(error))[-1500:]}")
                before = _counts(engine)
            if len(wrong) > 20:
                break
        engine.dispose()
        databases.close()
        apart.reader.end()  # only then is its memory told
        most = {
            "megabytes": round(peak_megabytes()),
            "megabytes_apart": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000,
        }
    return {
        "count": count,
        "seed": seed,
        **tally,
        "answers": len(answers),
        "often": dict(answers.most_common(8)),
        **most,
        "seconds": round(time.monotonic() - began),
        "wrong": wrong,
    }


def _counts(engine: sa.Engine) -> int:
    """Rows in all tables but the record of imports."""
    tables = [table for table in metadata.tables.values() if table is not import_batch]
    with engine.connect() as connection:
        counts = sa.select(*(sa.select(sa.func.count()).select_from(table).scalar_subquery().label(table.name) for table in tables))
        return sum(connection.execute(counts).one())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0, help="the number of the first, to make one again")
    given = asked.parse_args()
    told = run(given.count, given.seed, given.first)
    with suppress(BrokenPipeError):
        print(json.dumps(told, ensure_ascii=False))
    sys.exit(bool(told["wrong"]))


if __name__ == "__main__":
    main()
