"""Eight imports in parallel, each a process of its own: no row is lost, none doubled, and all end as if one had come after another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.contract import import_batch, measure_record
from data_access.engine import DatabaseAway, in_plain_words, writing_engine
from data_access.intake import importing
from tests.databases import Databases
from tests.soak.kills import UNITS, large_file, prepared

IMPORTS, SHARED, OWN = 8, 30, 300
ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_eight_imports_at_once_lose_no_row_double_none_and_end_in_some_order(databases: Databases, kind: str, tmp_path: Path) -> None:
    """Every file corrects the same thirty rows and adds three hundred of its own. In whichever order they came, it is the same for every row."""
    database = prepared(databases, kind)
    paths = []
    for number in range(IMPORTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        shared = [f"{UNITS[row]},patrol,2021-12-01,1,{100 + number}" for row in range(SHARED)]
        own = [f"{UNITS[row % 40]},patrol,2021-12-{2 + row // 40:02},{10 + number},{number}" for row in range(OWN)]
        rows = shared + own if number % 2 else own + shared[::-1]
        (folder / "measure_record.csv").write_text("org_unit_id,measure_id,record_date,slot,done\n" + "\n".join(rows) + "\n")
        paths.append(folder / "measure_record.csv")
    begin = [sys.executable, "-c", "from dashboard.cli import run; run()", "import", "--database", database.url, "--lang", "en"]
    running = [subprocess.Popen([*begin, str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for path in paths]
    ended = [(*process.communicate(timeout=180), process.returncode) for process in running]
    assert [(err, code) for _, err, code in ended] == [("", 0)] * IMPORTS
    engine = database.reader()
    with engine.connect() as connection:
        rows = connection.execute(sa.select(measure_record).order_by(measure_record.c.revision)).mappings().all()
        batches = connection.execute(sa.select(import_batch)).mappings().all()
    engine.dispose()
    orders = {}
    for row in rows:
        if row["slot"] == 1:
            orders.setdefault(row["org_unit_id"], []).append((row["revision"], row["done"]))
    assert len(orders) == SHARED
    (order,) = {tuple(done for _, done in some) for some in orders.values()}
    assert sorted(order) == list(range(100, 100 + IMPORTS)), "each correction once"
    assert all([revision for revision, _ in some] == list(range(1, IMPORTS + 1)) for some in orders.values())
    own = [row for row in rows if row["slot"] != 1]
    assert len(own) == len({(row["org_unit_id"], row["record_date"], row["slot"]) for row in own}) == IMPORTS * OWN
    assert sum(batch["rows_inserted"] + batch["rows_revised"] for batch in batches) == len(rows) == IMPORTS * (OWN + SHARED)


def test_an_import_that_waits_in_vain_says_so_and_is_one_when_the_others_have_gone(
    databases: Databases, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = prepared(databases, kind)
    path = large_file(tmp_path, 100)
    monkeypatch.setattr(importing, "SECONDS_FOR_OTHERS", 1)
    engine, others = writing_engine(database.url, seconds_for_others=1), database.writer()
    with importing._alone(others):
        with pytest.raises((DatabaseAway, sa.exc.OperationalError)) as waited:
            list(importing.import_files(engine, [path], imported_by=None))
        told = waited.value if isinstance(waited.value, DatabaseAway) else in_plain_words(waited.value, engine)
        assert isinstance(told, DatabaseAway)
        assert "too busy: others have been" in str(told)
    (outcome,) = importing.import_files(engine, [path], imported_by=None)
    assert outcome.tally.rows_inserted == 100
    engine.dispose()
    others.dispose()
