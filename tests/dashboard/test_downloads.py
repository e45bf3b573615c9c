"""What a page shows, taken away: numbers as numbers, what is not known empty, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import gc
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.brief.compile import compile_brief
from dashboard.choice import Choice
from dashboard.data import Door
from dashboard.export import csv_files, offers, workbook
from dashboard.export.about import Export
from dashboard.export.plain_text import CUT, LONGEST, clean, disarmed, like_a_formula
from dashboard.export.workbook import sheet_names
from dashboard.indicators.figure import Cell as BoardCell
from dashboard.navigation import PAGES
from dashboard.settings import Settings
from dashboard.situation import Situation, situation
from dashboard.tables import cells
from dashboard.tables.showing import count_cell, instant_cell, of_cell, overdue_cell, status_cell
from dashboard.texts import DASH, Told, Words
from dashboard.units import Units, scope_of, units_allowed
from dashboard.view import View
from data_access.moment import Moment
from tests import foreign, world
from tests.databases import Database, Databases
from tests.world import DAY, NOW, SHANGHAI

APP = Path(data.__file__).with_name("app.py")
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
ARMED = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=cmd|'/C calc'!A0",
    "   =1+1",
    '\u200b\ufeff=HYPERLINK("http://192.0.2.1")',
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\u202e=1+1",
    '="a;b",=2',
)
HARMLESS = ("金矿 - 一号", "a=b", "'quoted'", "1-2", "12/3", "007", "http://192.0.2.1/x", "true", "🚧 卡点", "{ $x } {0}", "</script>", "")


def on_the_wall(hour: int, minute: int) -> datetime:
    """As a spreadsheet has an instant of the day: without a zone."""
    return world.at(hour, minute).astimezone(SHANGHAI).replace(tzinfo=None)


MIDNIGHT = on_the_wall(0, 0)


def view_of(door: Door, language: str = "zh", **chosen: Any) -> View:
    choice = Choice(language, **chosen)
    words, scope = Words(language, "Asia/Shanghai"), scope_of(door, choice, None)
    moment = door.moment(scope, choice.day, choice.as_of)
    return View(door, scope, moment, words, choice, units_allowed(door, scope, moment, choice, words), {}, False)


def briefing(database: Database) -> dict[str, Any]:
    settings = Settings(database_url=database.reader_url)
    return json.loads(compile_brief(settings, day=None, as_of=NOW.isoformat(), units=(), area=None, language="zh"))


def export_of(view: View, title: str = "页面") -> Export:
    return Export(view, title, NOW)


def opened(export: Export) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook.workbook(export)))


def files(export: Export) -> dict[str, list[list[str]]]:
    with ZipFile(BytesIO(csv_files.archive(export))) as archive:
        assert archive.testzip() is None
        told = {name: archive.read(name) for name in archive.namelist()}
    assert all(text.startswith(b"\xef\xbb\xbf") for text in told.values()), "spreadsheets know UTF-8 by its mark alone"
    return {name: list(csv.reader(StringIO(text.decode("utf-8-sig"), newline=""))) for name, text in told.items()}


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    heading, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, line, strict=True)) for line in lines]


@pytest.fixture
def reader(world_on_sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", world_on_sqlite.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", NOW.isoformat())
    return AppTest.from_file(str(APP), default_timeout=60)


def exports(reader: AppTest, language: str) -> Iterator[tuple[str, Export]]:
    """Each page's, by its path."""
    reader.query_params["lang"], reader.query_params["asof"] = language, NOW.isoformat()
    reader.run()
    for entry in PAGES:
        reader.switch_page(f"../pages/{entry.file}").run()
        assert not reader.exception
        yield entry.path, reader.session_state["_offer"].export


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_can_be_taken_away_and_every_column_says_what_it_means(reader: AppTest, language: str) -> None:
    about = {"zh": "说明", "en": "About"}[language]
    for path, export in exports(reader, language):
        book = opened(export)
        assert book.sheetnames[0] == about, path
        assert len(book.sheetnames) > 1, path
        told = files(export)
        assert {"about.csv", "definitions.csv"} < set(told)
        undefined = [row for row in told["definitions.csv"][1:] if not row[2]]
        assert not undefined, f"{path}: {undefined}"
        for sheet in book.worksheets:
            for line in sheet.iter_rows():
                for cell in line:
                    assert cell.data_type != "f", f"{path}: {cell.value!r} is a formula"
                    assert cell.hyperlink is None
                    assert cell.value != DASH, f"{path}, {sheet.title}: a dash is no value"


def test_the_figures_of_the_first_sheet_are_those_of_the_briefing(reader: AppTest, world_on_sqlite: Database) -> None:
    brief = briefing(world_on_sqlite)
    figures = {one["id"]: one for one in brief["figures"]}
    seen = set()
    for _, export in exports(reader, "zh"):
        lines = list(opened(export).worksheets[0].iter_rows())
        start = next((place for place, line in enumerate(lines) if line[0].value == "指标（编码）"), None)
        if start is None:
            continue
        heading = [cell.value for cell in lines[start]]
        for line in lines[start + 1 :]:
            if line[0].value is None:
                break
            told, expected = dict(zip(heading, line, strict=True)), figures[line[0].value]
            seen.add(expected["id"])
            for name, key in {"数值": "value", "已计": "numerator", "应计": "denominator", "未知": "unknown", "矛盾": "checks"}.items():
                if expected[key] is None:
                    assert told[name].value is None, f"{expected['id']}: unknown is an empty cell"
                else:
                    assert told[name].value == pytest.approx(expected[key], abs=1e-12), f"{expected['id']} {key}"
            if expected["unit"] == "ratio" and expected["value"] is not None:
                assert told["数值"].number_format == "0.00%"
            if expected["data_time"]:
                in_zone = datetime.fromisoformat(expected["data_time"]).astimezone(SHANGHAI).replace(tzinfo=None)
                assert told["数据时间（Asia/Shanghai）"].value == in_zone
            assert told["含义"].value
    assert {"reporting.completeness", "testing.coverage", "duty.coverage", "supply.units_short"} <= seen


def test_the_board_is_a_row_a_cell_as_the_briefing_has_it(reader: AppTest, world_on_sqlite: Database) -> None:
    brief = briefing(world_on_sqlite)
    words = Words("zh", "Asia/Shanghai")
    export = next(one for path, one in exports(reader, "zh") if path == "")
    told = {(row["单位（编码）"], row["措施（编码）"]): row for row in rows(opened(export)["一盘棋"])}
    assert set(told) == {(cell["org_unit_id"], cell["measure_id"]) for cell in brief["cells"]}
    statuses = set()
    for cell in brief["cells"]:
        row = told[cell["org_unit_id"], cell["measure_id"]]
        statuses.add(cell["status"])
        assert row["状态"] == words(f"status-{cell['status'].replace('_', '-')}")
        shown = cell["status"] not in ("no_data", "check")
        for name, key in {"数值": "value", "已计": "numerator"}.items():
            expected = cell[key] if shown else None
            assert row[name] == (None if expected is None else pytest.approx(expected, abs=1e-12)), f"{cell}: {name}"
            assert shown or name in row["未知项"].split("、")
        assert row["应计"] == (None if cell["denominator"] is None else pytest.approx(cell["denominator"]))
        if cell["since"]:
            since = datetime.fromisoformat(cell["since"]).astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)
            assert row["起（Asia/Shanghai）"] == since
    assert {"no_data", "check", "breach", "met", "not_due", "exempt"} <= statuses, "the world has all of them"
    with_csv = files(export)["board-board.csv"]
    assert len(with_csv) == len(told) + 1
    assert {len(line) for line in with_csv} == {len(with_csv[0])}


def test_the_attention_list_is_taken_away_whole_and_in_its_order(reader: AppTest, world_on_sqlite: Database) -> None:
    brief = briefing(world_on_sqlite)
    export = next(one for path, one in exports(reader, "en") if path == "")
    told = rows(opened(export)["Needs attention"])
    assert [row["Rank"] for row in told] == list(range(1, len(brief["attention"]) + 1))
    assert [row["Unit (code)"] for row in told] == [line["org_unit_id"] for line in brief["attention"]]
    assert [row["Overdue (minutes)"] for row in told] == [line["overdue_minutes"] for line in brief["attention"]]


def test_the_file_says_whose_of_what_day_as_of_when_and_of_which_units(door: Door) -> None:
    as_of = datetime(2021, 12, 28, 10, 30, tzinfo=UTC)
    view = view_of(door, "en", units=("N1", "S"), area="city", day=DAY, as_of=as_of)
    view.shows("unit-table", ("unit", "count"), lambda: [{"unit": view.units.label("N1"), "count": -3}])
    export = export_of(view, "Compliance")
    told = {line[0].value: line[1].value for line in opened(export).worksheets[0].iter_rows(max_row=14)}
    assert told["Organisation"] == "Situation board"
    assert told["Page"] == "Compliance"
    assert told["Day"] == MIDNIGHT
    assert told["As of (as known then)"] == on_the_wall(18, 30), "in the organisation's zone"
    assert told["Time zone"] == "Asia/Shanghai"
    assert "Unit N1 (N1)" in told["Units chosen"]
    assert "(S)" in told["Units chosen"]
    assert told["Area"] == "City"
    assert told["Made at"] == NOW.astimezone(SHANGHAI).replace(tzinfo=None)
    assert told["Oldest data"] == "no data"
    heading, line = files(export)["unit.csv"]
    torn = dict(zip(heading, line, strict=True))
    assert (torn["Unit (code)"], torn["Count"]) == ("N1", "-3"), "a negative number stays a number"
    assert (torn["Of day"], torn["As of"]) == ("2021-12-28", "2021-12-28T18:30:00+08:00")
    assert "(N1)" in torn["Scope"]
    assert offers.file_name(export, "xlsx") == "Situation_board-Compliance-2021-12-28-20211228T183000.xlsx"


def test_cells_are_numbers_instants_days_and_minutes_and_what_is_not_known_is_empty_and_named(door: Door) -> None:
    view = view_of(door)
    silent = BoardCell("N3", "daily_report", 0, 1, 1, 0, "breach", overdue_minutes=61)
    known = {
        "unit": view.units.label("N1"),
        "status": status_cell(view, "attention"),
        "due": instant_cell(view, NOW),
        "day": view.words.day(DAY),
        "count": count_cell(view, 12345),
        "coverage": view.words.percent(0.99996),
        "staff-now": of_cell(view, 3, 12),
        "overdue": overdue_cell(view, silent),
    }
    dashes = dict.fromkeys(("due", "day", "count", "coverage"), DASH)
    unknown = {"unit": "X", "status": status_cell(view, "no_data"), "staff-now": of_cell(view, None, 12), **dashes}
    unknown["overdue"] = overdue_cell(view, BoardCell("X", "daily_report", 0, 1, 0, 0, "met"))
    view.shows("unit-table", known, lambda: [known, unknown])
    sheet = opened(export_of(view))["各单位日报"]
    first, second = rows(sheet)
    assert first == {
        "单位（编码）": "N1",
        "单位": "单位N1",
        "状态": "关注",
        "截止（Asia/Shanghai）": on_the_wall(20, 0),
        "日期": MIDNIGHT,
        "数量": 12345,
        "采样率": 0.99996,
        "在岗/应到": 3,
        "在岗/应到（总数）": 12,
        "逾期（分钟）": 61,
        "未知项": None,
    }
    assert second["状态"] == "无数据"
    empty = {name for name, value in second.items() if value is None}
    assert empty == {"单位（编码）", "截止（Asia/Shanghai）", "日期", "数量", "采样率", "在岗/应到", "逾期（分钟）"}
    assert second["未知项"] == "截止、日期、数量、采样率、在岗/应到、逾期"
    formats = [cell.number_format for cell in list(sheet.iter_rows())[1]]
    assert formats[3:7] == ["yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd", "#,##0", "0.00%"]


def test_no_text_of_the_database_becomes_a_formula_a_link_or_a_number(door: Door) -> None:
    view = view_of(door)
    texts = [*ARMED, *HARMLESS]
    view.shows("unit-table", ("unit", "key"), lambda: [{"unit": text, "key": "k"} for text in texts])
    export = export_of(view)
    lines = list(opened(export)["各单位日报"].iter_rows(min_row=2))
    for text, line in zip(texts, lines, strict=True):
        assert line[0].value == (clean(text) or None), "as the screen has it"
        assert line[0].data_type in ("s", "n" if not text else "s"), text
        assert line[0].hyperlink is None
        assert line[0].quotePrefix == (text in ARMED), f"{text!r} must stay text when somebody edits the cell"
    fields = [line[0] for line in files(export)["unit.csv"][1:]]
    for text, field in zip(texts, fields, strict=True):
        assert field == (f"'{clean(text)}" if text in ARMED else clean(text))
        assert not like_a_formula(field)


def test_a_title_or_a_name_of_the_organisation_can_do_no_more(door: Door) -> None:
    view = view_of(door)
    view.shown.heading, view.shown.sentence = "=HYPERLINK(1)[x]:*?/\\" * 3, "=1+1"
    view.shows("no-such-table", ("unit",), list)
    book = opened(export_of(view, "\x00=cmd/..\\" + "长" * 300))
    assert len(book.sheetnames[1]) <= 31
    assert not set("[]:*?/\\") & set(book.sheetnames[1])
    assert all(cell.data_type != "f" for line in book.worksheets[0].iter_rows() for cell in line)
    name = offers.file_name(export_of(view, "\x00../\\x:" + "长" * 300), "xlsx")
    assert not set('/\\:*?"<>|\x00') & set(name)
    assert len(name.encode()) < 255
    assert ".." not in name


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ud800", "\uffff", "\x85\x9f"])
def test_what_no_file_can_hold_is_left_out_and_the_rest_stays(door: Door, sign: str) -> None:
    view = view_of(door)
    view.shows("unit-table", ("unit",), lambda: [{"unit": f"金{sign}矿_x0041_"}])
    export = export_of(view)
    told = opened(export)["各单位日报"]["A2"].value
    assert told.replace(" ", "") == "金矿_x0041_"
    assert files(export)["unit.csv"][1][0] == told


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    for text in ("长" * 40_000, "🚧" * 40_000):
        cut = clean(text)
        assert cut.endswith(CUT)
        assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert clean("x" * LONGEST) == "x" * LONGEST


def test_numbers_and_days_that_a_spreadsheet_cannot_hold_stay_readable(door: Door) -> None:
    view = view_of(door)
    odd = [2**60, float("inf"), float("nan"), date(1899, 12, 31), -7, 0, True]
    view.shows("unit-table", ("value",), lambda: [{"value": value} for value in odd])
    export = export_of(view)
    assert [row["数值"] for row in rows(opened(export)["各单位日报"])] == [str(2**60), "∞", None, "1899-12-31", -7, 0, 1]
    assert [line[0] for line in files(export)["unit.csv"][1:]] == [str(2**60), "∞", "", "1899-12-31", "-7", "0", "1"]


def test_sheets_have_names_of_their_own_whatever_they_are_called() -> None:
    names = sheet_names(["一盘棋", "一盘棋", "History", "", "'=x'", "A" * 40, "a" * 40, "🚧" * 40, "[]:*?/\\"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert names[0] == "一盘棋"
    assert "history" not in {name.casefold() for name in names}
    assert not any(name.startswith("'") or name.endswith("'") for name in names)


def test_a_big_table_is_written_row_by_row_to_the_same_end_and_leaves_no_file(
    door: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    view = view_of(door)
    view.shows("unit-table", ("unit", "count"), lambda: [{"unit": f"=单位{place}", "count": place} for place in range(500)])
    small = [list(sheet.iter_rows(values_only=True)) for sheet in opened(export_of(view)).worksheets]
    monkeypatch.setattr(workbook, "BIG", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert [list(sheet.iter_rows(values_only=True)) for sheet in opened(export_of(view)).worksheets] == small
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_no_sheet_holds_says_how_much_is_missing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    view = view_of(door)
    view.shows("unit-table", ("count",), lambda: [{"count": place} for place in range(20)])
    told = [row["数量"] for row in rows(opened(export_of(view))["各单位日报"])]
    assert told == [*range(8), "另有 12 行放不下，未列出。"]


def test_what_is_shown_again_takes_the_place_of_what_was(door: Door) -> None:
    view = view_of(door)
    for count in (1, 2):
        view.shows("unit-table", ("count",), lambda count=count: [{"count": count}])
    assert [row["数量"] for row in rows(opened(export_of(view))["各单位日报"])] == [2]


def test_a_table_without_a_title_of_its_own_bears_the_heading_above_it(door: Door) -> None:
    view = view_of(door)
    view.shown.heading = "新的一节"
    view.shows("a-new-table", ("count",), list)
    assert opened(export_of(view)).sheetnames[1] == "新的一节"


def test_a_name_that_is_a_dash_is_a_name(door: Door) -> None:
    view = view_of(door)
    view.shows("unit-table", ("unit", "count"), lambda: [{"unit": Told(DASH, {"code": "D", "": Told(DASH, "—")}), "count": DASH}])
    row = rows(opened(export_of(view))["各单位日报"])[0]
    assert (row["单位（编码）"], row["未知项"]) == ("D", "数量")


def test_cells_of_the_board_without_a_number_have_none(door: Door) -> None:
    view, now = view_of(door), _situation(door)
    gone = BoardCell("N1", "patrol", 0, 4, 1, 0, "no_data")
    wrong = BoardCell("N2", "patrol", 9, 4, 0, 1, "check")
    cells.board(view, now, "board", [("patrol", "巡查")], [("N1", {"patrol": gone}), ("N2", {"patrol": wrong})], lambda cell: cell.status)
    for row in rows(opened(export_of(view))["一盘棋"]):
        assert (row["已计"], row["数值"], row["应计"]) == (None, None, 4)
        assert row["未知项"] == "已计、数值"


def _situation(door: Door) -> Situation:
    return situation(door, scope_of(door, Choice("zh"), None), MOMENT)


def test_an_offer_ends_with_its_session_and_its_token_cannot_be_guessed() -> None:
    first, second = offers.Offer(), offers.Offer()
    assert first.token != second.token
    assert len(first.token) >= 24
    assert offers.address(first, "csv") == f"download/{first.token}/csv"
    token = first.token
    assert token in offers._offers
    del first
    gc.collect()
    assert token not in offers._offers
    assert second.token in offers._offers


def test_text_is_disarmed_once_however_it_begins() -> None:
    for text in ARMED:
        assert disarmed(clean(text)).startswith("'")
        assert disarmed(disarmed(clean(text))) == disarmed(clean(text))
    for text in HARMLESS:
        assert disarmed(text) == text


def test_a_database_of_units_alone_can_be_taken_away_and_tells_nothing_as_zero(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = foreign.foreign(databases, "sqlite")
    foreign.tell(database, *(f"DROP VIEW {name}" for name in foreign.views() if name != "org_unit"))
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", database.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", NOW.isoformat())
    for path, export in exports(AppTest.from_file(str(APP), default_timeout=60), "zh"):
        lines = list(opened(export).worksheets[0].iter_rows(values_only=True))
        for line in lines:
            if line[0] and "." in str(line[0]) and line[3] in ("比率", "人", "家", "天", "起"):
                assert (line[2], line[7]) in ((None, "未接入"), (0, None), (None, None)), f"{path}: {line}"


def test_units_of_the_same_name_are_told_apart_by_their_code(door: Door) -> None:
    view = view_of(door)
    twins = Units(view.units.table.assign(name_zh="同名"), view.words)
    view.shows("unit-table", ("unit",), lambda: [{"unit": twins.label(unit)} for unit in ("N1", "N2")])
    assert [row["单位（编码）"] for row in rows(opened(export_of(view))["各单位日报"])] == ["N1", "N2"]
