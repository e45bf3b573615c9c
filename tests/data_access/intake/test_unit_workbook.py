"""The workbook of a unit goes out, is filled in, and comes back: every value is in the database, and what was left empty is not."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dashboard.workbooks.duties import reporting_units
from dashboard.workbooks.telling import told_of
from data_access.contract import daily_report, duty_shift, import_batch, measure_record, stock_day, testing_progress
from data_access.intake.importing import import_files
from data_access.intake.layout import DAILY, FIRST_ROW, MEASURES, SHIFTS, STOCK, TESTING
from data_access.moment import Moment
from tests import world
from tests.databases import Database, Databases, written
from tests.importing import ENGLISH, Board, lines
from tests.workbooks import Rows, cover, differences, edited, filled_in, in_utc, place, template

DAY = world.DAY


@pytest.fixture
def board(databases: Databases, kind: str, tmp_path: Path):
    made = Board(written(databases.initialised(kind), world.ROWS), tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def of_n1(known_world: Database) -> bytes:
    return template(known_world, "N1")


def test_every_cell_that_a_unit_fills_in_comes_to_stand_in_the_database(board: Board, of_n1: bytes) -> None:
    content, expected = filled_in(of_n1, seed=1)
    assert {name: len(rows) for name, rows in expected.items()} == {
        "daily_report": 1,
        "measure_record": 3,
        "testing_progress": 6,
        "stock_day": 3,
        "duty_shift": 3,
    }
    outcome = board.take("n1.xlsx", content)
    assert outcome.rejected is None, lines(outcome)
    assert differences(board.engine, expected) == []
    before = board.all_rows()
    assert board.tally("again.xlsx", content) == (0, 0, 16), "the same content again changes nothing"
    assert board.all_rows() == before
    (batch,) = [row for row in board.rows(import_batch) if row["source_name"] == "n1.xlsx"]
    assert batch["rows_inserted"] + batch["rows_revised"] == 16


def test_what_is_left_empty_is_not_reported_and_is_told(board: Board, of_n1: bytes) -> None:
    outcome = board.take("n1.xlsx", edited(of_n1, lambda book: setattr(place(book, DAILY, "confirmed"), "value", 0)))
    assert outcome.rejected is None, lines(outcome)
    (row,) = [row for row in board.rows(daily_report) if row["org_unit_id"] == "N1" and row["report_date"] == DAY and row["revision"] == 2]
    assert (row["confirmed"], row["fever"], row["on_site"]) == (0, None, None), "empty is not known, and never 0"
    assert sorted((note.key, note.values.get("count")) for note in outcome.notes) == [
        ("note-no-longer", None),
        ("note-rows-empty", 3),
        ("note-rows-empty", 3),
        ("note-rows-empty", 3),
        ("note-rows-empty", 6),
    ]


def test_a_shift_that_is_known_keeps_what_is_not_told_anew(board: Board, of_n1: bytes) -> None:
    def sign_out(book) -> None:
        place(book, SHIFTS, "signed_out_at").value = datetime(2021, 12, 28, 15, 58)  # noqa: DTZ001 (a spreadsheet's)

    key = None

    def remember(book) -> None:
        nonlocal key
        key = place(book, SHIFTS, "shift_id").value
        sign_out(book)

    content = edited(of_n1, remember)
    before = [row for row in board.rows(duty_shift) if row["shift_id"] == key][-1]
    assert board.tally("n1.xlsx", content) == (0, 1, 0)
    after = [row for row in board.rows(duty_shift) if row["shift_id"] == key][-1]
    assert after == before | {
        "revision": before["revision"] + 1,
        "recorded_at": after["recorded_at"],
        "signed_out_at": in_utc(datetime(2021, 12, 28, 15, 58)),  # noqa: DTZ001
    }


def test_a_new_shift_is_the_same_one_when_it_comes_again(board: Board, of_n1: bytes) -> None:
    def add(book) -> None:
        row = FIRST_ROW + 10
        for name, value in {
            "checkpoint_id": "C1 | 卡点1",
            "starts_at": "2021/12/28 20:00",
            "ends_at": datetime(2021, 12, 29, 4),  # noqa: DTZ001
            "team": "security | 保卫",
            "planned_staff": "２",
        }.items():
            place(book, SHIFTS, name, row).value = value

    content = edited(of_n1, add)
    assert board.tally("n1.xlsx", content) == (1, 0, 0)
    assert board.tally("n1.xlsx", content) == (0, 0, 1)
    (row,) = [row for row in board.rows(duty_shift) if len(row["shift_id"]) == 32]
    assert (row["checkpoint_id"], row["team"], row["planned_staff"]) == ("C1", "security", 2)
    assert (row["starts_at"], row["ends_at"]) == (world.at(20), world.at(4, day=DAY + timedelta(days=1)))


def test_the_workbook_for_any_unit_is_for_the_one_chosen_on_its_cover(board: Board, known_world: Database) -> None:
    def choose(book) -> None:
        cover(book, "org_unit_id").value = "N2 | 单位N2"
        place(book, DAILY, "fever").value = 3
        place(book, STOCK, "on_hand").value = 12.5

    assert board.tally("any.xlsx", edited(template(known_world, None), choose)) == (1, 1, 0)
    assert [row["fever"] for row in board.rows(daily_report) if row["org_unit_id"] == "N2"][-1] == 3
    assert [row["on_hand"] for row in board.rows(stock_day) if row["org_unit_id"] == "N2" and row["stock_date"] == DAY][-1] == 12.5


def test_the_same_file_may_serve_the_next_day(board: Board, of_n1: bytes) -> None:
    def move(book) -> None:
        cover(book, "day").value = date(2021, 12, 29)
        place(book, DAILY, "fever").value = 0

    assert board.tally("n1.xlsx", edited(of_n1, move)) == (1, 0, 0)


def test_what_is_prefilled_is_what_the_unit_owes(known_world: Database) -> None:
    def columns(unit: str | None, part, *names: str, day: date = DAY) -> list[tuple]:
        book = load_workbook(io.BytesIO(template(known_world, unit, day)))
        rows = range(FIRST_ROW, book[part.sheet].max_row + 1)
        told = [tuple(place(book, part, name, row).value for name in names) for row in rows]
        return [row for row in told if any(value is not None for value in row)]

    assert columns("N1", MEASURES, "measure_id", "slot", "(required)") == [("disinfection", 1, 4), ("disinfection", 2, 4), ("patrol", 1, 1)]
    assert columns("S1", MEASURES, "measure_id", "slot") == [], "exempt from disinfection"
    together = "combined | 职工与家属合计"
    assert columns("N2", TESTING, "round_id", "population") == [("R5", together), ("R2", together)]
    assert columns("S1", TESTING, "round_id", "population", "(last)", "(roster)", "target") == [
        ("R5", "staff | 职工", None, None, None),
        ("R3", "staff | 职工", 30, 30, None),
    ]
    assert columns("N1", STOCK, "item_id", "(before)") == [("mask", 40), ("rice", 0), ("gown", None)], "those first that it keeps"
    assert {row[0] for row in columns("N1", SHIFTS, "team")} == {"security | 保卫", "duty_desk | 值班室"}


def libreoffice() -> str:
    """The program; where there is none, what needs it is skipped by name, but never in CI."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is to be installed in CI (on Debian: apt-get install libreoffice-calc-nogui)")
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.mark.slow
def test_all_units_of_the_demonstration_through_libreoffice_and_back(demonstration: Database, tmp_path: Path) -> None:
    """Filled in by a script, opened, recalculated and saved by LibreOffice, imported: every value of every unit."""
    program = libreoffice()
    engine = demonstration.reader()
    now = world.at(20)
    with engine.connect() as connection:
        units = reporting_units(connection, Moment(DAY, now, "Asia/Shanghai"), None)
    engine.dispose()
    assert len(units) == 44
    (tmp_path / "sent").mkdir()
    expected: Rows = {}
    for seed, unit in enumerate(units):
        content, of_unit = filled_in(template(demonstration, unit, DAY, now), seed)
        (tmp_path / "sent" / f"{unit}.xlsx").write_bytes(content)
        for name, rows in of_unit.items():
            expected.setdefault(name, {}).update(rows)
    command = [program, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xlsx", "--outdir"]
    sent = sorted((tmp_path / "sent").iterdir())
    subprocess.run([*command, str(tmp_path / "saved"), *map(str, sent)], check=True, capture_output=True, timeout=300)
    saved = sorted((tmp_path / "saved").iterdir())
    assert [path.name for path in saved] == [path.name for path in sent]
    assert all(one.read_bytes() != other.read_bytes() for one, other in zip(sent, saved, strict=True))
    counts = {name: len(rows) for name, rows in expected.items()}
    assert (counts["daily_report"], counts["measure_record"] > 350, counts["duty_shift"] > 400) == (44, True, True)
    for folder in (saved, sent):  # as LibreOffice saved them, then as they were sent: nothing is new in those
        into = _copied(demonstration, tmp_path / f"{folder[0].parent.name}.sqlite")
        outcomes = list(import_files(into, folder, imported_by=None))
        assert [line for outcome in outcomes if outcome.rejected for line in lines(outcome)] == []
        assert differences(into, expected) == []
        others = list(import_files(into, sent if folder is saved else saved, imported_by=None))
        assert all(outcome.tally.changes_nothing for outcome in others), "the two say the same to the last digit"
        into.dispose()


def _copied(database: Database, to: Path) -> sa.Engine:
    from data_access.engine import parse_url, writing_engine

    shutil.copy(str(parse_url(database.url).database), to)
    return writing_engine(f"sqlite:///{to}")


def test_the_columns_of_the_workbook_are_columns_of_the_contract() -> None:
    for part in (DAILY, MEASURES, TESTING, STOCK, SHIFTS):
        assert {*part.keys, *part.given} <= set(part.table.c.keys())
    assert {measure_record, testing_progress, stock_day} <= {part.table for part in (MEASURES, TESTING, STOCK)}


def test_a_snapshot_of_testing_goes_on_from_the_one_before(board: Board, of_n1: bytes) -> None:
    def told() -> tuple:
        (newest,) = [
            row for row in board.rows(testing_progress) if (row["round_id"], row["org_unit_id"], row["population"]) == ("R2", "N1", "staff")
        ][-1:]
        return newest["target"], newest["sampled"], newest["resulted"], newest["positive"]

    before = told()
    row = next(row for row in range(FIRST_ROW, FIRST_ROW + 9) if _names(of_n1, row) == ("R2", "staff | 职工"))
    assert board.tally("n1.xlsx", edited(of_n1, lambda book: setattr(place(book, TESTING, "sampled", row), "value", 77))) == (0, 1, 0)
    assert told() == (before[0], 77, *before[2:])
    assert board.tally("n1.xlsx", edited(of_n1, lambda book: setattr(place(book, TESTING, "target", row), "value", 111))) == (0, 1, 0)
    assert told() == (111, 77, *before[2:])


def _names(content: bytes, row: int) -> tuple:
    book = load_workbook(io.BytesIO(content))
    return place(book, TESTING, "round_id", row).value, place(book, TESTING, "population", row).value


def test_a_plan_that_was_changed_meanwhile_stays_and_it_is_told(board: Board, of_n1: bytes) -> None:
    with board.engine.begin() as connection:
        of_d1 = sa.select(duty_shift).where(duty_shift.c.shift_id == "D1").order_by(duty_shift.c.revision)
        *_, known = (dict(row) for row in connection.execute(of_d1).mappings())
        changed = known | {"revision": known["revision"] + 1, "leader": "新带班", "planned_staff": 9, "ends_at": world.at(23)}
        connection.execute(sa.insert(duty_shift).values(changed))
    row = FIRST_ROW + 1
    outcome = board.take("n1.xlsx", edited(of_n1, lambda book: setattr(place(book, SHIFTS, "present_staff", row), "value", 3)))
    assert outcome.tally.rows_revised == 1, lines(outcome)
    newest = [row for row in board.rows(duty_shift) if row["shift_id"] == "D1"][-1]
    assert (newest["leader"], newest["planned_staff"], newest["present_staff"]) == ("新带班", 9, 3)
    assert sorted(note.values["where"].column for note in outcome.notes if note.key == "note-as-known") == [
        "ends_at",
        "leader",
        "planned_staff",
    ]
    (line,) = [line for line in told_of(outcome, ENGLISH)[0] if "ends_at" in line]
    assert "the plan stays as it is known, 28 Dec 2021 23:00; 29 Dec 2021 00:00 of the sheet was not taken" in line


def test_what_was_reported_and_is_not_any_longer_is_told(board: Board, of_n1: bytes) -> None:
    outcome = board.take("n1.xlsx", edited(of_n1, lambda book: setattr(place(book, DAILY, "on_site"), "value", 5)))
    (note,) = [note for note in outcome.notes if note.key == "note-no-longer"]
    assert set(note.values["columns"].split(", ")) >= {"fever", "suspected", "confirmed"}


def test_of_two_workbooks_that_say_otherwise_the_newer_file_has_the_last_word(board: Board, of_n1: bytes) -> None:
    paths = [board.folder / "n1.xlsx", board.folder / "n1(1).xlsx"]
    for number, path in enumerate(paths):
        path.write_bytes(edited(of_n1, lambda book, number=number: setattr(place(book, DAILY, "on_site"), "value", 100 + number)))
        os.utime(path, (1_640_000_000 + number, 1_640_000_000 + number))
    outcomes = list(import_files(board.engine, paths, imported_by=None))
    assert [outcome.path.name for outcome in outcomes] == ["n1.xlsx", "n1(1).xlsx"]
    assert [row["on_site"] for row in board.rows(daily_report) if row["org_unit_id"] == "N1"][-1] == 101
