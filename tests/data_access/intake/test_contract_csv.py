"""`import` of CSV in the shape of the contract: what is taken, what is refused, and that a refused file leaves nothing behind."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data_access.contract import access_grant, daily_report, import_batch, metadata, org_unit, requirement
from data_access.intake.contract_csv import in_order_of_references
from data_access.intake.importing import import_files
from tests.databases import Database
from tests.importing import UNITS, Board, lines


@pytest.fixture
def board(database: Database, tmp_path: Path):
    made = Board(database, tmp_path)
    made.take("org_unit.csv", UNITS)
    yield made
    made.engine.dispose()


def test_a_missing_column_or_an_empty_field_is_null_and_never_zero(board: Board) -> None:
    assert board.tally("daily_report.csv", "org_unit_id,report_date,fever,confirmed\nA,2021-12-28,,0\n") == (1, 0, 0)
    (row,) = board.rows(daily_report)
    assert (row["fever"], row["confirmed"], row["suspected"], row["revision"]) == (None, 0, None, 1)


def test_without_recorded_at_the_databases_clock_stands_where_the_contract_needs_one(board: Board) -> None:
    before = datetime.now(UTC)
    board.tally("daily_report.csv", "org_unit_id,report_date\nA,2021-12-28\n")
    recorded_at = board.rows(daily_report)[0]["recorded_at"]
    assert before - timedelta(seconds=1) <= recorded_at <= datetime.now(UTC) + timedelta(seconds=1)
    board.tally(
        "requirement.csv", "org_unit_id,measure_id,slot,effective_from,due_time,grace_minutes,required\nG,patrol,1,2021-12-01,24:00,0,2\n"
    )
    assert board.rows(requirement)[0]["recorded_at"] is None


def test_recorded_at_is_kept_where_given_and_refused_in_the_future(board: Board) -> None:
    board.tally("daily_report.csv", "org_unit_id,report_date,recorded_at\nA,2021-12-28,2021-12-28T17:42:00+08:00\n")
    assert board.rows(daily_report)[0]["recorded_at"] == datetime(2021, 12, 28, 9, 42, tzinfo=UTC)
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    (fault,) = board.faults("daily_report.csv", f"org_unit_id,report_date,recorded_at\nB,2021-12-28,{later}\n")
    assert fault.startswith("line 2, recorded_at")
    assert "in the future" in fault


def test_identical_content_again_changes_nothing(board: Board) -> None:
    report = "org_unit_id,report_date,confirmed\nA,2021-12-28,1\nB,2021-12-28,0\n"
    assert board.tally("daily_report.csv", report) == (2, 0, 0)
    stored = board.rows(daily_report)
    assert board.tally("daily_report.csv", report) == (0, 0, 2)
    assert board.rows(daily_report) == stored
    assert board.tally("org_unit.csv", UNITS) == (0, 0, 3)


def test_other_content_without_a_revision_is_the_next_revision(board: Board) -> None:
    board.tally("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,1\n")
    assert board.tally("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,2\nB,2021-12-28,0\n") == (1, 1, 0)
    assert [(row["org_unit_id"], row["revision"], row["confirmed"]) for row in board.rows(daily_report)] == [
        ("A", 1, 1),
        ("A", 2, 2),
        ("B", 1, 0),
    ]


def test_a_key_that_stands_twice_in_one_file_is_two_revisions_in_the_files_order(board: Board) -> None:
    assert board.tally("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,1\nA,2021-12-28,2\nA,2021-12-28,2\n") == (
        1,
        1,
        1,
    )
    assert [row["confirmed"] for row in board.rows(daily_report)] == [1, 2]


def test_the_same_revision_with_other_content_is_refused(board: Board) -> None:
    head = "org_unit_id,report_date,revision,recorded_at,confirmed\n"
    row = "A,2021-12-28,1,2021-12-28T17:00:00+08:00,"
    board.tally("daily_report.csv", head + row + "1\n")
    assert board.tally("daily_report.csv", head + row + "1\n") == (0, 0, 1)
    (fault,) = board.faults("daily_report.csv", head + "B,2021-12-28,1,2021-12-28T17:00:00+08:00,0\n" + row + "3\n")
    assert "line 3" in fault
    assert "there / here: confirmed: '1' / '3'" in fault
    (fault,) = board.faults("daily_report.csv", head + "A,2021-12-28,1,2021-12-28T16:00:00+08:00,1\n")
    assert "recorded_at" in fault


def test_other_tables_are_kept_by_key(board: Board) -> None:
    assert board.tally("org_unit.csv", UNITS.replace("甲", "甲一")) == (0, 1, 2)
    assert [row["name_zh"] for row in board.rows(org_unit)] == ["甲一", "乙", "集团"]
    (fault,) = board.faults("org_unit.csv", UNITS + "A,G,site,丙,1,3\n")
    assert fault == "line 5: 'A' stands already in row 3; each stands in one row"


def test_several_files_are_taken_in_the_order_their_references_need(database: Database, tmp_path: Path) -> None:
    (tmp_path / "daily_report.csv").write_text("org_unit_id,report_date\nA,2021-12-28\n")
    (tmp_path / "org_unit.csv").write_text(UNITS)
    engine = database.writer()
    outcomes = list(import_files(engine, [tmp_path / "daily_report.csv", tmp_path / "org_unit.csv"], imported_by=None))
    assert [(outcome.path.name, outcome.rejected) for outcome in outcomes] == [("org_unit.csv", None), ("daily_report.csv", None)]
    engine.dispose()


def test_every_table_comes_after_those_it_refers_to() -> None:
    order = [path.stem for path in in_order_of_references({Path(f"{name}.csv"): name for name in metadata.tables})]
    for name, table in metadata.tables.items():
        for column in table.c:
            target = column.info.get("references")
            assert target in (None, name) or order.index(target) < order.index(name)


def test_a_dry_run_says_the_same_and_keeps_nothing(board: Board) -> None:
    batches = board.rows(import_batch)
    outcome = board.take("daily_report.csv", "org_unit_id,report_date\nA,2021-12-28\n", dry_run=True)
    assert outcome.tally.rows_inserted == 1
    assert board.rows(daily_report) == []
    assert board.rows(import_batch) == batches


def test_each_import_is_recorded_by_the_real_clock(board: Board) -> None:
    board.take("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,x\n")
    rejected = next(row for row in board.rows(import_batch) if row["source_name"] == "daily_report.csv")
    assert (rejected["rows_rejected"], rejected["rows_inserted"], rejected["imported_by"]) == (1, 0, "tester")
    assert abs(rejected["imported_at"] - datetime.now(UTC)) < timedelta(minutes=1)
    assert len(rejected["sha256"]) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read_in_each_encoding_and_with_each_separator_that_units_send(board: Board, encoding: str, separator: str) -> None:
    content = "org_unit_id,report_date,fever,remark\nA,2021-12-28,１２,消毒 𠮷\n".replace(",", separator)
    outcome = board.take("daily_report.csv", content.encode(encoding))
    assert outcome.tally.rows_inserted == 1, lines(outcome)
    (row,) = board.rows(daily_report)
    assert (row["fever"], row["remark"]) == (12, "消毒 𠮷")
    assert [note.key for note in outcome.notes] == ([] if encoding.startswith("utf-8") else ["note-encoding"])


def test_what_spreadsheets_make_of_numbers_days_and_times_is_read(board: Board) -> None:
    head = "org_unit_id,report_date,on_site\n"
    rows = 'A,2021/12/28,"1,234"\nA,2021年12月29日,２５\nA,2021.1.5," 7 "\nA,2021/1/6,"１，２３４，５６７"\n'
    assert board.tally("daily_report.csv", head + rows) == (4, 0, 0)
    assert [(row["report_date"].isoformat(), row["on_site"]) for row in board.rows(daily_report)] == [
        ("2021-01-05", 7),
        ("2021-01-06", 1234567),
        ("2021-12-28", 1234),
        ("2021-12-29", 25),
    ]
    head = "org_unit_id,measure_id,slot,effective_from,due_time,grace_minutes,required\n"
    assert board.tally("requirement.csv", head + "G,patrol,1,2021-12-01,8:30,0,2\nG,patrol,2,2021-12-01,17:00:00,0,2\n") == (2, 0, 0)
    assert [row["due_time"] for row in board.rows(requirement)] == ["08:30", "17:00"]


def test_names_of_any_script_quotes_and_lines_come_through(board: Board) -> None:
    board.tally("org_unit.csv", '\ufefforg_unit_id,parent_id,kind,name_zh,reports,sort_order\nC,G,site,"a ""b"",\n🀄 <b>&",1,3\n')
    assert board.rows(org_unit)[2]["name_zh"] == 'a "b",\n🀄 <b>&'


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("daily_reports.csv", "a\n1\n", "'daily_reports' is no table"),
        ("import_batch.csv", "batch_id\n1\n", "no table of the contract that can be imported"),
        ("daily_report.txt", "a\n1\n", "a file that ends in .txt is not read; use .xlsx or .csv"),
        ("daily_report.csv", "", "the file is empty"),
        ("daily_report.csv", "org_unit_id,report_date,confirmd\nA,2021-12-28,1\n", "'confirmd' is no column of daily_report"),
        ("daily_report.csv", "org_unit_id,report_date,fever,fever\nA,2021-12-28,1,2\n", "the column fever stands twice"),
        ("daily_report.csv", "org_unit_id,confirmed\nA,1\n", "the column report_date is missing"),
        ("daily_report.csv", "org_unit_id,report_date\n,2021-12-28\n", "line 2, org_unit_id: empty, and it cannot be"),
        ("daily_report.csv", "org_unit_id,report_date\nA,2021-12-28,7\n", "line 2: 3 fields where the heading has 2"),
        ("daily_report.csv", "org_unit_id,report_date\nA\n", "line 2: 1 fields where the heading has 2"),
        (
            "daily_report.csv",
            "org_unit_id,report_date\nA,28.12.2021\n",
            "line 2, report_date: '28.12.2021' is not a day that can be read in one way only; write it in full, year first",
        ),
        ("daily_report.csv", "org_unit_id,report_date\nA,2021-02-30\n", "'2021-02-30' is not a day"),
        ("daily_report.csv", "org_unit_id,report_date\nA,20211228\n", "'20211228' is not a day"),
        ("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,-1\n", "'-1' is not a whole number, 0 or more"),
        ("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,1.5\n", "'1.5' is not a whole number, 0 or more"),
        ("daily_report.csv", "org_unit_id,report_date\nA,11/12\n", "'11/12' is not a day that can be read in one way only"),
        ("daily_report.csv", "org_unit_id,report_date\nA,28/12/2021\n", "'28/12/2021' is not a day that can be read in one way only"),
        ("daily_report.csv", 'org_unit_id,report_date,confirmed\nA,2021-12-28,"1,23"\n', "'1,23' is not a whole number"),
        ("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,一\n", "'一' is not a whole number"),
        ("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,99999999999\n", "is not a whole number"),
        ("daily_report.csv", "org_unit_id,report_date,revision\nA,2021-12-28,0\n", "'0' is not a whole number, 1 or more"),
        ("daily_report.csv", "org_unit_id,report_date,recorded_at\nA,2021-12-28,2021-12-28T17:00\n", "is not an instant with its offset"),
        ("daily_report.csv", "org_unit_id,report_date,recorded_at\nA,2021-12-28,2021-12-28\n", "is not an instant with its offset"),
        ("daily_report.csv", "org_unit_id,report_date\nZ,2021-12-28\n", "line 2, org_unit_id: 'Z' is not in org_unit"),
        ("daily_report.csv", 'org_unit_id,report_date\n"A,2021-12-28\n', "not CSV"),
        ("daily_report.csv", "org_unit_id,report_date,remark\nA,2021-12-28,a\0b\n", "NUL"),
        ("daily_report.csv", b"org_unit_id,report_date,remark\nA,2021-12-28,\xff\xff\n", "line 2: not text in UTF-8, GB18030 or UTF-16"),
        ("daily_report.csv", "org_unit_id,report_date,remark\nA,2021-12-28,宸插畬成\n".encode()[:-3] + b"\n", "line 2: not text in UTF-8"),
        ("daily_report.csv", "org_unit_id,report_date,remark\nA,2021-12-28,Müller\n".encode("latin-1"), "line 2: not text in UTF-8"),
        ("daily_report.csv", "org_unit_id,report_date\nA,2021-12-28\n".encode("utf-32"), "UTF-32 is not read"),
        ("daily_report.csv", "org_unit_id,report_date\nA,2021-12-28\n".encode("utf-16")[:-1], "line 2: not text in UTF-8"),
        ("org_unit.csv", "org_unit_id,kind,name_zh,reports,sort_order\nC,mine,丙,1,1\n", "'mine' is not one of group, division"),
        ("org_unit.csv", "org_unit_id,kind,name_zh,reports,sort_order\nC,site,丙,yes,1\n", "'yes' is not 0, 1, true or false"),
        ("org_unit.csv", "org_unit_id,kind,name_zh,reports,sort_order\n" + "C" * 65 + ",site,丙,1,1\n", "at most 64 characters"),
        ("org_unit.csv", "org_unit_id,parent_id,kind,name_zh,reports,sort_order\nC,nowhere,site,丙,1,1\n", "'nowhere' is not in org_unit"),
        ("org_unit.csv", "org_unit_id,kind,name_zh,reports,sort_order,longitude\nC,site,丙,1,1,nan\n", "'nan' is not a number"),
        (
            "requirement.csv",
            "org_unit_id,measure_id,slot,effective_from,due_time,grace_minutes,required\nG,patrol,1,2021-12-01,25:00,0,2\n",
            "'25:00' is not a time of day",
        ),
        (
            "requirement.csv",
            "org_unit_id,measure_id,slot,effective_from,due_time,grace_minutes,required\nG,dance,1,2021-12-01,17:00,0,2\n",
            "'dance' is not in measure",
        ),
        (
            "requirement.csv",
            "org_unit_id,measure_id,slot,effective_from,due_time,grace_minutes,required,weekdays\nG,patrol,1,2021-12-01,17:00,0,2,Mo\n",
            "'Mo' is not digits from 1",
        ),
        (
            "requirement.csv",
            "org_unit_id,measure_id,slot,effective_from,due_time,grace_minutes,required\nG,patrol,0,2021-12-01,17:00,0,2\n",
            "line 2, slot: '0' is not a whole number, 1 or more",
        ),
        ("org_unit.csv", "org_unit_id,kind,name_zh,reports,sort_order,adcode\nC,site,丙,1,1,6101\n", "'6101' is not six digits"),
        (
            "org_unit.csv",
            "org_unit_id,parent_id,kind,name_zh,reports,sort_order\nC,D,site,丙,1,1\nD,C,site,丁,1,2\n",
            "'C' would stand above itself",
        ),
        ("org_unit.csv", "org_unit_id,parent_id,kind,name_zh,reports,sort_order\nG,A,group,集团,0,0\n", "'G' would stand above itself"),
        (
            "exemption.csv",
            "exemption_id,org_unit_id,from_at,reason\nE,G,0001-01-01T00:00:00+08:00,x\n",
            "is not an instant with its offset",
        ),
        ("access_grant.csv", "principal,org_unit_id,role\nBoss@example.com,G,admin\n", "in lower case"),
    ],
)
def test_a_bad_file_is_refused_in_one_clear_line_and_nothing_is_kept(board: Board, name: str, content: str | bytes, expected: str) -> None:
    assert any(expected in line for line in board.faults(name, content))


def test_all_faults_of_a_file_are_told_at_once(board: Board) -> None:
    rows = "".join(f"A,2021-12-{day:02d},x\n" for day in range(1, 31))
    faults = board.faults("daily_report.csv", "org_unit_id,report_date,confirmed\n" + rows)
    assert faults[0].startswith("line 2, confirmed: 'x' is not a whole number, 0 or more")
    assert len(faults) == 30


def test_of_a_file_of_faults_alone_the_first_thousand_are_told_and_the_others_counted(board: Board) -> None:
    rows = "".join(f"A,2021-12-28,x{number}\n" for number in range(3000))
    outcome = board.take("daily_report.csv", "org_unit_id,report_date,confirmed\n" + rows)
    assert (len(lines(outcome)), outcome.rejected.more, outcome.tally.rows_rejected) == (1000, 2000, 3000)


def test_what_the_database_knows_to_be_wrong_is_told_with_what_the_file_alone_shows(board: Board) -> None:
    faults = board.faults("daily_report.csv", "org_unit_id,report_date,confirmed\nA,2021-12-28,x\nZ,2021-12-28,1\nA,2021-12-29\n")
    assert len(faults) == 3
    assert [any(told in one for one in faults) for told in ("line 2, confirmed", "line 3, org_unit_id", "line 4: 2 fields")] == [True] * 3


def test_a_bad_file_leaves_the_good_ones_be(board: Board, tmp_path: Path) -> None:
    (tmp_path / "daily_report.csv").write_text("org_unit_id,report_date\nA,2021-12-28\n")
    (tmp_path / "access_grant.csv").write_text("principal,org_unit_id,role\na@b,nowhere,admin\n")
    paths = [tmp_path / "access_grant.csv", tmp_path / "daily_report.csv", tmp_path / "no_such_file.csv"]
    outcomes = {outcome.path.name: outcome for outcome in import_files(board.engine, paths, imported_by=None)}
    assert outcomes["access_grant.csv"].rejected
    assert outcomes["no_such_file.csv"].rejected
    assert outcomes["daily_report.csv"].tally.rows_inserted == 1
    assert board.rows(access_grant) == []


def test_every_row_of_a_refused_file_is_counted_as_rejected(board: Board) -> None:
    assert board.take("daily_report.csv", "org_unit_id,report_date\nA,2021-12-28\nA\nB,2021-12-28\n").tally.rows_rejected == 3


def test_a_fault_is_one_line_of_bounded_length_whatever_stands_in_the_file(board: Board) -> None:
    head = "org_unit_id,report_date,revision,remark\n"
    board.tally("daily_report.csv", head + 'A,2021-12-28,1,"a\nb\x1b[2J"\n')
    (fault,) = board.faults("daily_report.csv", head + 'A,2021-12-28,1,"X\nY ' + "z" * 100_000 + '"\n')
    assert fault.isprintable()
    assert len(fault) < 400


def test_what_is_not_a_regular_file_is_refused_and_holds_nobody_up(board: Board, tmp_path: Path) -> None:
    (tmp_path / "daily_report.csv").mkdir()
    os.mkfifo(tmp_path / "measure.csv")
    outcomes = list(import_files(board.engine, [tmp_path / "daily_report.csv", tmp_path / "measure.csv"], imported_by=None))
    assert [lines(outcome) for outcome in outcomes] == [["not a regular file"]] * 2


def test_a_name_that_is_not_unicode_is_recorded_as_it_can_be(board: Board, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xc8\xd5.csv"
    Path(os.fsdecode(path)).write_text("a\n")
    (outcome,) = import_files(board.engine, [Path(os.fsdecode(path))], imported_by=None)
    assert outcome.rejected
    assert "\\udcc8\\udcd5.csv" in {row["source_name"] for row in board.rows(import_batch)}


def test_blank_lines_before_the_heading_and_between_rows_are_passed_over(board: Board) -> None:
    assert board.tally("daily_report.csv", "\n\norg_unit_id,report_date\n\nA,2021-12-28\n\n") == (1, 0, 0)


def test_a_long_remark_is_text_like_any_other(board: Board) -> None:
    assert board.tally("daily_report.csv", "org_unit_id,report_date,remark\nA,2021-12-28," + "长" * 200_000 + "\n") == (1, 0, 0)


def test_a_long_file_is_taken_whole(board: Board) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(1500)]
    content = "org_unit_id,report_date\n" + "".join(f"{unit},{day}\n" for day in days for unit in ("A", "B"))
    assert board.tally("daily_report.csv", content) == (3000, 0, 0)
    assert board.tally("daily_report.csv", content) == (0, 0, 3000)
