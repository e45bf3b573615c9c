"""Files that would blow up are refused within a second of work and fifty megabytes, before anything is parsed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_access.intake.layout import DAILY
from tests.data_access.intake.bad_workbooks import AS_MADE, BAD, BOMBS
from tests.databases import Databases
from tests.workbooks import edited, place, template

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
MEASURED = """
import json, resource, sys, time
from pathlib import Path
from data_access.intake.apart import reader
from data_access.intake.faults import Rejected
from data_access.intake.reading import How, read
path = Path(sys.argv[1])
content = path.read_bytes()
import python_calamine, xml.parsers.expat, zipfile
from tests.memory import peak_megabytes
before, began = peak_megabytes(), time.process_time()
try:
    told = "faults" if read(path, content, How()).faults.kept else None
except Rejected as rejected:
    told = rejected.faults[0].what.key
reader.end()
own, apart = peak_megabytes() - before, resource.getrusage(resource.RUSAGE_CHILDREN)
work = time.process_time() - began + apart.ru_utime + apart.ru_stime
print(json.dumps({"told": told, "seconds": work, "own": own, "apart": apart.ru_maxrss / 1000}))
"""


def measured(path: Path) -> dict:
    done = subprocess.run([sys.executable, "-c", MEASURED, path], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def good(databases: Databases) -> bytes:
    return template(databases.of_the_known_world("sqlite"), "N1")


@pytest.fixture(scope="module")
def plain(good: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What an ordinary workbook takes: the process that reads it is there in any case."""
    path = tmp_path_factory.mktemp("plain") / "good.xlsx"
    path.write_bytes(good)
    return measured(path)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_a_second_of_work_and_fifty_megabytes(good: bytes, plain: dict, tmp_path: Path, name: str) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(BAD[name][0](good if name in AS_MADE else edited(good, lambda book: setattr(place(book, DAILY, "fever"), "value", 1))))
    told = measured(path)
    assert told["told"] is not None
    assert told["seconds"] - plain["seconds"] < 1, told  # of the processor, not of a clock that others slow down
    assert told["own"] < 50, told
    assert told["apart"] - plain["apart"] < 50, told


@pytest.mark.parametrize(
    "name", ["a merge of everything", "merges without number", "formats without number", "hidden columns without number"]
)
def test_nor_does_the_marked_copy_of_one_blow_up(good: bytes, tmp_path: Path, name: str, databases: Databases) -> None:
    """Its faults are listed; a copy there is only where it is no larger than the file."""
    (tmp_path / "bomb.xlsx").write_bytes(BAD[name][0](edited(good, lambda book: setattr(place(book, DAILY, "fever"), "value", 1))))
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (600_000_000, 600_000_000)); from dashboard.cli import run; run()"
    )
    command = [sys.executable, "-c", script, "import", tmp_path / "bomb.xlsx", "--report", tmp_path / "r.xlsx", "--lang", "en"]
    url = databases.of_the_known_world("sqlite").url
    done = subprocess.run([*command, "--dry-run", "--database", url], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert load_workbook(tmp_path / "r.xlsx").worksheets[0].title == "Import report"
