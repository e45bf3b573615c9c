"""Every bad workbook gets its answer: where, what was found, what is expected; and nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.contract import import_batch
from data_access.intake.layout import DAILY, MEASURES
from tests import world
from tests.data_access.intake.bad_workbooks import AS_MADE, BAD, BOMBS, FILLED
from tests.databases import Databases, written
from tests.importing import Board, lines
from tests.workbooks import edited, place, template


@pytest.fixture(scope="module")
def board(databases: Databases, tmp_path_factory: pytest.TempPathFactory):
    made = Board(written(databases.initialised("sqlite"), world.ROWS), tmp_path_factory.mktemp("bad"))
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def good(databases: Databases) -> bytes:
    return edited(template(databases.of_the_known_world("sqlite"), "N1"), _begin)


@pytest.fixture(scope="module")
def as_made(databases: Databases) -> bytes:
    return template(databases.of_the_known_world("sqlite"), "N1")


def _begin(book) -> None:
    for part, name in FILLED:
        place(book, part, name).value = 1


def test_what_is_spoilt_in_them_was_good_before(board: Board, good: bytes) -> None:
    assert board.take("good.xlsx", good, dry_run=True).rejected is None


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 60


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name in BOMBS else ()) for name in BAD])
def test_a_bad_workbook_is_answered_with_place_and_way_out_and_nothing_is_kept(
    board: Board, good: bytes, as_made: bytes, name: str
) -> None:
    spoil, expected = BAD[name]
    told = board.faults("bad.xlsx", spoil(as_made if name in AS_MADE else good))
    assert any(expected in line for line in told), told
    assert all(line.isprintable() and len(line) < 500 for line in told)
    newest = max(board.rows(import_batch), key=lambda row: row["imported_at"])
    assert (newest["source_name"], newest["rows_inserted"], newest["rows_revised"]) == ("bad.xlsx", 0, 0)


def test_all_faults_of_all_sheets_are_told_at_once(board: Board, good: bytes) -> None:
    def spoil(book) -> None:
        _begin(book)
        place(book, DAILY, "fever").value = "无"
        place(book, DAILY, "on_site").value = -1
        place(book, MEASURES, "done").value = "x"
        book.create_sheet("补充").append(["x"])

    told = board.faults("bad.xlsx", edited(good, spoil))
    assert len(told) == 4
    assert sum("Daily report!D" in line for line in told) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("n1.xls", "rename it to .xlsx"),
        ("n1.csv", "rename it to .xlsx"),
        ("n1", "rename it to .xlsx"),
        ("n1.xlsm", None),
    ],
)
def test_a_workbook_goes_by_its_name(board: Board, good: bytes, name: str, expected: str | None) -> None:
    outcome = board.take(name, good, dry_run=True)
    if expected is None:
        assert outcome.rejected is None
    else:
        assert expected in lines(outcome)[0]


@pytest.mark.parametrize("kind", [".xls", ".ods", ".et", ".xlsb"])
def test_other_kinds_of_workbook_are_named_with_what_to_do(board: Board, kind: str) -> None:
    (told,) = board.faults(f"n1{kind}", b"\xd0\xcf\x11\xe0" + bytes(100))
    assert told == f"{kind} is not read; save the workbook as .xlsx"


def test_nothing_is_opened_on_disk_or_asked_of_the_network_from_within_a_workbook(good: bytes, tmp_path: Path) -> None:
    """Links to other files, pictures from elsewhere, connections: none is followed."""
    import subprocess
    import sys

    from tests.workbooks import packed, parts

    some = parts(good)
    some["xl/externalLinks/externalLink1.xml"] = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" Type="http://x/externalLinkPath" Target="%s"/></Relationships>'  # noqa: E501
    some["xl/externalLinks/_rels/externalLink1.xml.rels"] = link % b"file:///etc/passwd"
    some["xl/_rels/workbook.xml.rels"] = some["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" TargetMode="External" Type="http://x/externalLink" Target="http://127.0.0.1:9/x"/></Relationships>',
    )
    path = tmp_path / "linked.xlsx"
    path.write_bytes(packed(some))
    script = tmp_path / "read.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from datetime import date\n"
        "from data_access.intake.grids import grids\n"
        "from data_access.intake.reading import How\n"
        "from data_access.intake.unit_workbook import read_unit_workbook\n"
        "import python_calamine, zipfile, encodings.idna, encodings.cp437, encodings.utf_16\n"
        "content = Path(sys.argv[1]).read_bytes()\n"
        "how = How()\n"
        "def heard(event, given):\n"
        "    if event in ('open', 'os.listdir') or event.startswith(('socket.', 'subprocess.', 'os.exec', 'urllib.')):\n"
        "        raise SystemExit(f'{event} {given}')\n"
        "sys.addaudithook(heard)\n"
        "sheets, faults, _ = read_unit_workbook(grids(content, how.limits), how.zone, date(2022, 1, 1))\n"
        "assert not faults.kept, faults.kept\n"
        "print(sum(len(sheet.rows) for sheet in sheets))\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, script, path], cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "5"), done.stderr
