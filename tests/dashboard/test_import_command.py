"""`import` and `template` as commands: what is told, in which language, the marked copy, the folder that is watched, the bar."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dashboard import clock
from dashboard.texts import Words
from dashboard.workbooks.importing import LONG, Bar
from dashboard.workbooks.watching import SECONDS_QUIET, SECONDS_UNFINISHED, Watch
from data_access.contract import daily_report, import_batch
from data_access.engine import parse_url, writing_engine
from data_access.intake import apart
from data_access.intake.importing import HOW
from data_access.intake.layout import DAILY, MEASURES, STOCK
from tests import world
from tests.dashboard.test_cli import run
from tests.databases import Database, Databases, written
from tests.workbooks import cover, edited, filled_in, place, template

ROOT = Path(__file__).parents[2]
ENGLISH = Words("en", "Asia/Shanghai")


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SITUATION_BOARD_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def board(databases: Databases) -> Database:
    return written(databases.initialised("sqlite"), world.ROWS)


@pytest.fixture(scope="module")
def of_n1(world_on_sqlite: Database) -> bytes:
    return template(world_on_sqlite, "N1")


def spoilt(content: bytes) -> bytes:
    def spoil(book) -> None:
        place(book, DAILY, "fever").value = "无"
        place(book, DAILY, "on_site").value = "=1+1"
        place(book, MEASURES, "done").value = -2
        place(book, STOCK, "on_hand").value = 5

    return edited(content, spoil)


def test_template_writes_a_workbook_that_import_takes(capsys, board: Database, tmp_path: Path) -> None:
    code, out, err = run(capsys, "template", "n1.xlsx", "--unit", "N1", "--day", "2021-12-28", "--database", board.url)
    assert (code, out, err) == (0, "n1.xlsx\n", "")
    content, _ = filled_in((tmp_path / "n1.xlsx").read_bytes(), seed=3)
    (tmp_path / "n1.xlsx").write_bytes(content)
    code, out, err = run(capsys, "import", "n1.xlsx", "--database", board.url, "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("n1.xlsx: ")
    code, out, err = run(capsys, "import", "n1.xlsx", "--database", board.url, "--lang", "en")
    assert (code, out, err) == (0, "n1.xlsx: nothing new, 16 rows unchanged\n", "")


def test_template_into_a_folder_writes_one_for_each_unit_that_reports(capsys, board: Database, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    code, out, _ = run(capsys, "template", "out", "--day", "2021-12-28", "--database", board.url)
    assert code == 0
    assert len(out.splitlines()) == len(list((tmp_path / "out").iterdir())) == 10
    assert run(capsys, "template", "out", "--unit", "N", "--day", "2021-12-28", "--database", board.url)[1].count(".xlsx") == 4


def test_without_a_day_the_workbook_is_of_today_and_without_a_unit_for_any(capsys, board: Database, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", "2021-12-29T00:30:00+08:00")
    assert run(capsys, "template", "any.xlsx", "--database", board.url)[0] == 0
    book = load_workbook(tmp_path / "any.xlsx")
    assert (cover(book, "day").value.date().isoformat(), cover(book, "org_unit_id").value) == ("2021-12-29", None)
    assert {"N1 | 单位N1", "S1 | 单位S1"} <= {cell.value for cell in book["名单 Lists"]["A"]}


def test_the_workbook_guards_what_is_written_into_it(of_n1: bytes) -> None:
    book = load_workbook(io.BytesIO(of_n1))
    assert all(sheet.protection.sheet for sheet in book.worksheets), "every sheet is protected"
    daily = book[DAILY.sheet]
    given = place(book, DAILY, "fever")
    assert not given.protection.locked
    assert daily.cell(given.row, 1).protection.locked, "the names are not"
    rules = {str(rule.sqref): rule for rule in daily.data_validations.dataValidation}
    rule = rules[given.coordinate]
    assert (rule.type, rule.formula1, rule.formula2) == ("whole", "0", "1000000")
    assert "0 或以上的整数" in rule.error
    assert "Expected: a whole number" in rule.error
    assert "没有才填 0" in given.comment.text
    assert "0 only where there is none" in given.comment.text
    shifts = book["班次 Shifts"].data_validations.dataValidation
    assert any(rule.type == "list" and "security | " in rule.formula1 for rule in shifts), "teams are chosen"
    assert any(rule.type == "list" and "名单 Lists" in rule.formula1 for rule in shifts), "posts are chosen"


def test_no_unit_and_no_folder_are_one_line_each(capsys, board: Database) -> None:
    code, out, err = run(capsys, "template", "x.xlsx", "--unit", "nobody", "--database", board.url)
    assert (code, out, err) == (2, "", "situation-board: --unit 'nobody': there is no such unit\n")
    code, _, err = run(capsys, "template", "no/such/folder/x.xlsx", "--unit", "N1", "--day", "2021-12-28", "--database", board.url)
    assert (code, err) == (2, "situation-board: cannot write no/such/folder/x.xlsx (No such file or directory)\n")
    code, _, err = run(capsys, "template", "x.xlsx", "--unit", "S4", "--day", "2021-12-28", "--database", board.url)
    assert (code, err.count("\n")) == (2, 1), "a unit that is closed on that day"


def test_faults_are_told_with_file_sheet_and_cell_in_the_readers_language(capsys, board: Database, of_n1: bytes, tmp_path: Path) -> None:
    (tmp_path / "n1.xlsx").write_bytes(spoilt(of_n1))
    code, out, err = run(capsys, "import", "n1.xlsx", "--database", board.url)
    assert code == 1
    assert err.splitlines() == [
        "n1.xlsx：日报 Daily report!D4：公式没有算出的值；请在表格软件中打开、重算并保存，或改填数值",
        "n1.xlsx：日报 Daily report!D17 fever：'无' 不对：应是 0 或以上的整数；不知道就空着，没有才填 0",
        "n1.xlsx：措施 Measures!F5 done：'-2' 不对：应是 0 或以上的整数；不知道就空着，没有才填 0",
        "n1.xlsx：未采用，其中没有任何内容入库",
    ]
    assert "班次 Shifts：3 行未填，未入库" in out
    code, _, err = run(capsys, "import", "n1.xlsx", "--database", board.url, "--lang", "en")
    assert err.splitlines()[1].startswith("n1.xlsx: 日报 Daily report!D17 fever: '无' is not a whole number, 0 or more")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_is_a_copy_with_the_faulty_cells_marked_and_the_reason_in_a_comment(
    capsys, board: Database, of_n1: bytes, tmp_path: Path, language: str
) -> None:
    (tmp_path / "n1.xlsx").write_bytes(spoilt(of_n1))
    code, out, _ = run(capsys, "import", "n1.xlsx", "--database", board.url, "--report", "marked.xlsx", "--lang", language)
    assert code == 1
    assert "marked.xlsx" in out
    book = load_workbook(tmp_path / "marked.xlsx")
    assert book.sheetnames == [Words(language, "UTC")("report-title"), *load_workbook(tmp_path / "n1.xlsx").sheetnames]
    for part, name in ((DAILY, "fever"), (DAILY, "on_site"), (MEASURES, "done")):
        cell = place(book, part, name)
        assert cell.fill.start_color.rgb == "FFF8C9C4"
        assert cell.comment.text.splitlines()[-1], "the reason"
    assert ("应是 0 或以上的整数" if language == "zh" else "is not a whole number") in place(book, DAILY, "fever").comment.text
    assert place(book, DAILY, "fever").value == "无", "what stood there stands there"
    assert place(book, DAILY, "confirmed").fill.start_color.rgb != "FFF8C9C4"
    listed = [row[0].value for row in book.worksheets[0].iter_rows(min_row=4)]
    assert listed == ["日报 Daily report!D4", "日报 Daily report!D17 fever", "措施 Measures!F5 done"]
    assert book.worksheets[0]["A4"].hyperlink.location == "'日报 Daily report'!D4"
    place(book, DAILY, "fever").value = 0
    place(book, DAILY, "on_site").value = 2
    place(book, MEASURES, "done").value = 2
    book.save(tmp_path / "mended.xlsx")
    assert run(capsys, "import", "mended.xlsx", "--database", board.url)[0] == 0, "mended in the copy, it is taken"


def test_of_several_files_the_reports_go_into_a_folder_and_of_one_that_cannot_be_read_the_list_alone(
    capsys, board: Database, of_n1: bytes, tmp_path: Path
) -> None:
    (tmp_path / "n1.xlsx").write_bytes(spoilt(of_n1))
    (tmp_path / "broken.xlsx").write_bytes(of_n1[:1000])
    (tmp_path / "daily_report.csv").write_text('org_unit_id,report_date,remark\nN1,11/12,"=1+1"\n')
    (tmp_path / "reports").mkdir()
    names = ("n1", "broken", "daily_report")
    files = [str(path) for name in names for path in tmp_path.glob(f"{name}.*")]
    assert run(capsys, "import", *files, "--database", board.url, "--report", "reports", "--lang", "en")[0] == 1
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == sorted(f"{name}.report.xlsx" for name in names)
    (only,) = load_workbook(tmp_path / "reports" / "broken.report.xlsx").worksheets
    assert only["B4"].value.startswith("not an .xlsx workbook that can be read")
    _, copy = load_workbook(tmp_path / "reports" / "daily_report.report.xlsx").worksheets
    assert copy["B2"].comment.text.startswith("'11/12' is not a day that can be read in one way only")
    assert (copy["C2"].value, copy["C2"].data_type) == ("=1+1", "s"), "text stays text"


def test_a_report_that_cannot_be_written_is_one_line_and_of_a_good_file_there_is_none(
    capsys, board: Database, of_n1: bytes, tmp_path: Path
) -> None:
    (tmp_path / "n1.xlsx").write_bytes(spoilt(of_n1))
    code, _, err = run(capsys, "import", "n1.xlsx", "--database", board.url, "--report", "no/such/x.xlsx", "--lang", "en")
    assert (code, err.splitlines()[-1]) == (1, "situation-board: cannot write no/such/x.xlsx (No such file or directory)")
    (tmp_path / "n1.xlsx").write_bytes(filled_in(of_n1, 1)[0])
    code, out, _ = run(capsys, "import", "n1.xlsx", "--database", board.url, "--report", "x.xlsx", "--lang", "en")
    assert (code, out.splitlines()[-1]) == (0, "no faults, so no marked copy was written")
    assert not (tmp_path / "x.xlsx").exists()


def test_a_report_never_takes_the_place_of_another_file(capsys, board: Database, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "daily_report.csv").write_text("org_unit_id,report_date\nN1,11/12\n")
    both = ("a/daily_report.csv", "b/daily_report.csv")
    assert run(capsys, "import", *both, "--database", board.url, "--report", "reports")[0] == 1
    assert len(list((tmp_path / "reports").iterdir())) == 2, "of two files of one name two reports, in a folder that is made"
    code, _, err = run(capsys, "import", both[0], "--database", board.url, "--report", both[0])
    assert (code, "expected another file than the one that is imported" in err) == (2, True)
    assert (tmp_path / both[0]).read_text().startswith("org_unit_id")


def test_a_csv_of_semicolons_is_marked_where_its_fault_is(capsys, board: Database, tmp_path: Path) -> None:
    (tmp_path / "daily_report.csv").write_text("org_unit_id;report_date;fever\nN1;2021-12-28;x\n")
    run(capsys, "import", "daily_report.csv", "--database", board.url, "--report", "r.xlsx")
    copy = load_workbook(tmp_path / "r.xlsx").worksheets[1]
    assert (copy["C2"].value, copy["C2"].fill.start_color.rgb, copy["A2"].value) == ("x", "FFF8C9C4", "N1")


def test_what_reads_workbooks_is_not_stopped_by_a_signal_to_all(capsys, board: Database, of_n1: bytes, tmp_path: Path) -> None:
    (tmp_path / "n1.xlsx").write_bytes(filled_in(of_n1, 1)[0])
    run(capsys, "import", "n1.xlsx", "--database", board.url, "--dry-run")
    process = apart.reader._process
    assert process is not None
    assert os.getsid(process.pid) != os.getsid(0)
    apart.reader.end()
    assert run(capsys, "import", "n1.xlsx", "--database", board.url, "--dry-run")[0] == 0, "and one that ended is begun anew"


def test_a_dry_run_of_a_workbook_says_the_same_and_keeps_nothing(capsys, board: Database, of_n1: bytes, tmp_path: Path) -> None:
    (tmp_path / "n1.xlsx").write_bytes(filled_in(of_n1, 1)[0])
    code, dry, _ = run(capsys, "import", "n1.xlsx", "--database", board.url, "--dry-run", "--lang", "en")
    assert (code, dry.splitlines()[-1]) == (0, "dry run: nothing was kept")
    assert run(capsys, "import", "n1.xlsx", "--database", board.url, "--lang", "en")[1].splitlines() == dry.splitlines()[:-1]


def test_the_limits_are_settings(capsys, board: Database, of_n1: bytes, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "n1.xlsx").write_bytes(filled_in(of_n1, 1)[0])
    (tmp_path / "daily_report.csv").write_text("org_unit_id,report_date\n" + "N1,2021-12-28\n" * 20)
    for name, value, file, told in (
        ("CELLS", "1000", "n1.xlsx", None),
        ("COLUMNS", "10", "n1.xlsx", "more columns than the limit of 10"),
        ("PARTS", "10", "n1.xlsx", "more parts inside than the limit of 10"),
        ("ROWS", "10", "daily_report.csv", "more rows than the limit of 10"),
        ("CELLS", "1", "n1.xlsx", "SITUATION_BOARD_IMPORT_MAX_CELLS: expected a whole number of cells from 1000 to 10000000"),
    ):
        with monkeypatch.context() as setting:
            setting.setenv(f"SITUATION_BOARD_IMPORT_MAX_{name}", value)
            code, out, err = run(capsys, "import", file, "--database", board.url, "--dry-run", "--lang", "en")
        assert (told in err) if told else (code == 0), (name, out, err)


def test_a_mapping_is_an_option_and_a_wrong_one_wrong_usage(capsys, board: Database, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        '[[sheet]]\ntable = "daily_report"\n[sheet.columns]\n"单位" = "org_unit_id"\n"日" = "report_date"\n', "utf-8"
    )
    (tmp_path / "theirs.csv").write_text("单位,日\nN1,2021/12/28\n", "utf-8")
    assert run(capsys, "import", "theirs.csv", "--mapping", "m.toml", "--database", board.url)[0] == 0
    code, out, err = run(capsys, "import", "theirs.csv", "--mapping", "none.toml", "--database", board.url)
    assert (code, out, err.count("\n")) == (2, "", 1)
    code, _, err = run(capsys, "import", "theirs.csv", "--watch", "x", "--database", board.url)
    assert (code, "exclude each other" in err) == (2, True)


def test_how_far_a_long_file_is_stands_on_a_terminal_and_nowhere_else(capsys) -> None:
    for shown in (True, False):
        with Bar(ENGLISH, shown=shown) as bar:
            for what in ("read", "store"):
                bar.progress(what, 10, LONG - 1)
                for done in (LONG // 2, LONG):
                    bar.progress(what, done, LONG)
        err = capsys.readouterr().err
        assert ("reading" in err, "storing" in err) == (shown, shown)


class Folder:
    """A watched folder, looked at whenever a test says so."""

    def __init__(self, board: Database, path: Path) -> None:
        self.path, self.engine = path, writing_engine(board.url)
        self.watch = Watch(path, self.engine, HOW, ENGLISH, "tester")
        self.watch.until(lambda _: True)
        self.now = 0.0

    def drop(self, name: str, content: bytes | str) -> Path:
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def after(self, seconds: float) -> None:
        self.now += seconds
        self.watch.look(self.now)

    def names(self, folder: str = "") -> list[str]:
        """What lies there, without the time before each name."""
        found = [path.name for path in (self.path / folder).iterdir() if path.is_file()]
        return sorted(name[16:] if folder else name for name in found)

    def reports(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(daily_report)))


@pytest.fixture
def folder(board: Database, tmp_path: Path) -> Iterator[Folder]:
    made = Folder(board, tmp_path)
    yield made
    made.engine.dispose()


CSV = "org_unit_id,report_date\nN1,2021-11-01\n"


def test_what_is_dropped_in_is_taken_when_it_is_complete_and_put_away_with_its_report(folder: Folder, of_n1: bytes) -> None:
    before = folder.reports()
    folder.drop("daily_report.csv", CSV)
    folder.drop("n1.xlsx", spoilt(of_n1))
    folder.after(0)
    folder.after(SECONDS_QUIET - 1)
    assert (folder.names(), folder.reports()) == (["daily_report.csv", "n1.xlsx"], before), "it may still be on its way"
    folder.after(1)
    assert (folder.names(), folder.reports()) == ([], before + 1)
    assert folder.names("done") == ["daily_report.csv", "daily_report.csv.txt"]
    assert folder.names("rejected") == ["n1.xlsx", "n1.xlsx.report.xlsx", "n1.xlsx.txt"]
    (report,) = (folder.path / "rejected").glob("*.txt")
    assert "日报 Daily report!D17 fever: '无' is not a whole number" in report.read_text("utf-8")


def test_a_file_that_grows_or_lacks_its_end_is_waited_for(folder: Folder, of_n1: bytes) -> None:
    content, _ = filled_in(of_n1, 1)
    path = folder.drop("n1.xlsx", content[: len(content) // 2])
    folder.drop("daily_report.csv", CSV[:-1])
    folder.drop("~$n1.xlsx", b"a spreadsheet program's own")
    folder.drop("half.part", b"a download's")
    folder.after(0)
    for _ in range(5):
        folder.after(SECONDS_QUIET)
    assert folder.names() == ["daily_report.csv", "half.part", "n1.xlsx", "~$n1.xlsx"]
    path.write_bytes(content)
    folder.after(1)
    folder.after(SECONDS_QUIET)
    assert folder.names("done") == ["n1.xlsx", "n1.xlsx.txt"]
    folder.after(SECONDS_UNFINISHED)
    assert folder.names("done") == ["daily_report.csv", "daily_report.csv.txt", "n1.xlsx", "n1.xlsx.txt"], (
        "a minute later it is taken as it is"
    )
    assert folder.names() == ["half.part", "~$n1.xlsx"]


def test_two_files_of_one_name_both_keep_their_place(folder: Folder) -> None:
    clock.stand_at(world.NOW)
    for number in range(2):
        folder.drop("daily_report.csv", CSV.replace("2021-11-01", f"2021-11-0{number + 1}"))
        folder.after(0)
        folder.after(SECONDS_QUIET)
    assert len(list((folder.path / "done").glob("20211228-200000-*.csv"))) == 2


def test_a_name_as_long_as_names_may_be_is_put_away_shortened(folder: Folder) -> None:
    folder.drop("日" * 82 + ".csv", CSV)
    folder.after(0)
    folder.after(SECONDS_QUIET)
    assert folder.names() == []
    assert len(list((folder.path / "rejected").iterdir())) == 3


def test_a_file_that_cannot_be_moved_is_taken_once_and_said_so(folder: Folder, monkeypatch, capsys) -> None:
    before = folder.reports()
    folder.drop("daily_report.csv", CSV)
    folder.after(0)

    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", refuse)
        for _ in range(5):
            folder.after(SECONDS_QUIET)
    assert folder.reports() == before + 1
    assert capsys.readouterr().err.count("done with, but it cannot be moved (Invalid cross-device link)") == 1


def test_while_the_database_is_away_the_files_stay_and_are_taken_when_it_is_back(
    folder: Folder, board: Database, tmp_path: Path, capsys
) -> None:
    file = Path(str(parse_url(board.url).database))
    folder.drop("daily_report.csv", CSV)
    folder.after(0)
    folder.engine.dispose()
    away = file.rename(tmp_path.parent / f"{tmp_path.name}.away")
    for _ in range(3):
        folder.after(SECONDS_QUIET)
    assert folder.names() == ["daily_report.csv"]
    assert capsys.readouterr().err.count("the database is away, the files stay where they are") == 1
    away.rename(file)
    folder.after(SECONDS_QUIET)
    assert folder.names("done") == ["daily_report.csv", "daily_report.csv.txt"]


@pytest.mark.slow
def test_the_watch_is_a_command_that_ends_when_it_is_asked_to(board: Database, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    command = [
        sys.executable,
        "-c",
        "from dashboard.cli import run; run()",
        "import",
        "--watch",
        "in",
        "--database",
        board.url,
        "--lang",
        "en",
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    guard = threading.Timer(60, process.kill)
    guard.start()
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "watching in, Ctrl+C ends it\n"
        (tmp_path / "in" / "daily_report.csv").write_text(CSV)
        told = [process.stdout.readline(), process.stdout.readline()]
        assert told[0] == "daily_report.csv: 1 inserted, 0 revised, 0 unchanged\n"
        assert told[1].startswith("daily_report.csv: moved to done/")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (0, "")
    finally:
        guard.cancel()
        process.kill()
        process.wait()


def test_a_folder_that_cannot_be_watched_is_one_line(capsys, board: Database) -> None:
    code, out, err = run(capsys, "import", "--watch", "no/such", "--database", board.url)
    assert (code, out) == (2, "")
    assert err.startswith("situation-board: --watch no/such: No such file or directory; expected a folder that this user may write in")


def test_each_import_of_a_workbook_is_one_batch(capsys, board: Database, of_n1: bytes, tmp_path: Path) -> None:
    (tmp_path / "n1.xlsx").write_bytes(filled_in(of_n1, 1)[0])
    run(capsys, "import", "n1.xlsx", "--database", board.url)
    engine = board.reader()
    with engine.connect() as connection:
        (batch,) = connection.execute(sa.select(import_batch)).mappings()
    engine.dispose()
    assert (batch["source_name"], batch["rows_inserted"] + batch["rows_revised"], batch["rows_rejected"]) == ("n1.xlsx", 16, 0)
