"""Sheets of others through a mapping: every heading and every row is accounted for, and a mapping that is wrong says where."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from data_access.contract import daily_report, import_batch, measure_record
from data_access.intake.mapping import MappingWrong, read_mapping
from data_access.intake.reading import How
from tests.databases import Database
from tests.importing import UNITS, Board, lines

MAPPING = """
[[sheet]]
name = "疫情日报"
header_row = 2
table = "daily_report"
totals = ["合计"]
ignore = ["序号"]
[sheet.columns]
"单位" = "org_unit_id"
"日期" = "report_date"
"现有 发热" = "fever"
"确诊" = "confirmed"
"是否在岗" = "on_site"
[sheet.constants]
submitted_by = "转录"
[sheet.values.org_unit_id]
"甲矿" = "A"
"乙矿" = "B"
[sheet.values.on_site]
"3" = "30"
"无" = "0"
"""
HEADING = ("序号", "单位", "日期", "现有\n发热", "确诊", "是否在岗")
ROWS = (
    (1, "甲矿", date(2021, 12, 28), 1, "０", 3),
    (2, "乙矿", "2021年12月28日", None, 2, "无"),
    (None, "合计", None, 1, 2, None),
)


@pytest.fixture
def board(database: Database, tmp_path: Path):
    made = Board(database, tmp_path)
    made.take("org_unit.csv", UNITS)
    yield made
    made.engine.dispose()


def how(tmp_path: Path, text: str = MAPPING) -> How:
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    return How(mapping=read_mapping(path))


def book(*rows: tuple[Any, ...], heading: tuple[str, ...] = HEADING, sheet: str = "疫情日报") -> bytes:
    made, out = Workbook(), io.BytesIO()
    made.active.title = sheet
    for row in (("某某集团疫情日报",), heading, *rows):
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def test_a_foreign_sheet_is_read_as_the_mapping_says(board: Board, tmp_path: Path) -> None:
    outcome = board.take("theirs.xlsx", book(*ROWS), how(tmp_path))
    assert outcome.rejected is None, lines(outcome)
    assert [(note.key, note.values) for note in outcome.notes] == [("note-totals", {"count": 1})]
    told = [(row["org_unit_id"], row["fever"], row["confirmed"], row["on_site"], row["submitted_by"]) for row in board.rows(daily_report)]
    assert told == [("A", 1, 0, 30, "转录"), ("B", None, 2, 0, "转录")]
    assert board.tally("theirs.xlsx", book(*ROWS), how(tmp_path)) == (0, 0, 2)
    assert len(board.rows(import_batch)) == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_foreign_csv_goes_by_the_same_mapping(board: Board, tmp_path: Path, encoding: str) -> None:
    text = "标题\n序号,单位,日期,现有 发热,确诊,是否在岗\n1,甲矿,2021/12/28,1,0,3\n,合计,,1,0,\n"
    outcome = board.take("theirs.csv", text.encode(encoding), how(tmp_path))
    assert outcome.rejected is None, lines(outcome)
    assert [row["on_site"] for row in board.rows(daily_report)] == [30]


def test_one_sheet_may_feed_several_tables_and_slots(board: Board, tmp_path: Path) -> None:
    part = '[[sheet]]\ntable = "measure_record"\n[sheet.columns]\n"单位" = "org_unit_id"\n"{}" = "done"\n[sheet.constants]\n'
    part += 'measure_id = "disinfection"\nrecord_date = "2021-12-28"\nslot = {}\n'
    made, out = Workbook(), io.BytesIO()
    for row in (("单位", "上午消毒", "下午消毒"), ("A", 2, 3), ("B", 1, None)):
        made.active.append(row)
    made.save(out)
    assert board.tally("theirs.xlsx", out.getvalue(), how(tmp_path, part.format("上午消毒", 1) + part.format("下午消毒", 2))) == (4, 0, 0)
    told = [(row["org_unit_id"], row["slot"], row["done"]) for row in board.rows(measure_record)]
    assert told == [("A", 1, 2), ("A", 2, 3), ("B", 1, 1), ("B", 2, None)]


def test_days_of_a_stated_form_are_read_by_it(board: Board, tmp_path: Path) -> None:
    text = '[[sheet]]\ntable = "daily_report"\n[sheet.columns]\nunit = "org_unit_id"\nday = "report_date"\n[sheet.day_formats]\nreport_date = "%d/%m/%Y"\n'
    assert board.tally("theirs.csv", "unit,day\nA,11/12/2021\n", how(tmp_path, text)) == (1, 0, 0)
    assert board.rows(daily_report)[0]["report_date"] == date(2021, 12, 11)
    (told,) = board.faults("theirs.csv", "unit,day\nA,2021-12-11\n", how(tmp_path, text))
    assert told == "line 2, report_date: '2021-12-11' is not a day written %d/%m/%Y"


NINE_O_CLOCK = datetime(2021, 12, 28, 9)  # noqa: DTZ001 (a spreadsheet's)
NO_TOTALS = MAPPING.replace('totals = ["合计"]\n', "")


@pytest.mark.parametrize(
    ("mapping", "rows", "heading", "sheet", "expected"),
    [
        (NO_TOTALS, ROWS, HEADING, "疫情日报", "疫情日报!B5: '合计' looks like a row of totals; delete it, or name the word under totals"),
        (MAPPING, ROWS, (*HEADING, "备注"), "疫情日报", "疫情日报!G2: the mapping does not name the column '备注'"),
        (MAPPING, ROWS, HEADING[:-1], "疫情日报", "the column 是否在岗 is missing"),
        (MAPPING, ROWS, (*HEADING[:-1], "确诊"), "疫情日报", "疫情日报!F2: the column 确诊 stands twice; delete one"),
        (MAPPING, ROWS, HEADING, "日报", "the sheet 疫情日报 is missing"),
        (MAPPING, ROWS, HEADING, "日报", "日报: the mapping does not name this sheet"),
        (MAPPING, ((1, "丙矿", date(2021, 12, 28), 1, 0, 3),), HEADING, "疫情日报", "疫情日报!B3 org_unit_id: '丙矿' is not in org_unit"),
        (MAPPING, ((1, "甲矿", "11/12", 1, 0, 3),), HEADING, "疫情日报", "疫情日报!C3 report_date: '11/12' is not a day that can be read in one way"),
        (MAPPING, ((1, "甲矿", 44558, 1, 0, 3),), HEADING, "疫情日报", "疫情日报!C3 report_date: '44558' is not a day"),
        (MAPPING, ((1, "甲矿", date(2021, 12, 28), "约3", 0, 3),), HEADING, "疫情日报", "疫情日报!D3 fever: '约3' is not a whole number"),
        (MAPPING, ((1, "甲矿", None, 1, 0, 3),), HEADING, "疫情日报", "疫情日报!C3 report_date: empty, and it cannot be"),
        (MAPPING, ((1, None, None, None, None, None),), HEADING, "疫情日报", "疫情日报!A3: the row has something only in columns that are not read"),
        (MAPPING, ((1, "甲矿", date(2021, 12, 28), 1, 0, 3, "另注"),), HEADING, "疫情日报", "疫情日报!G3: '另注' stands in a column without a heading"),
        (MAPPING, (ROWS[0], ROWS[0]), HEADING, "疫情日报", "'A', '2021-12-28' stands already in row 3"),
        (MAPPING, ((1, "甲矿", NINE_O_CLOCK, 1, 0, 3),), HEADING, "疫情日报", "C3 report_date: '2021-12-28 09:00:00' is not a day alone"),
        (MAPPING, (), HEADING, "疫情日报", "nothing is filled in"),
    ],
)  # fmt: skip
def test_what_the_mapping_does_not_account_for_is_refused_with_its_place(
    board: Board, tmp_path: Path, mapping: str, rows: tuple, heading: tuple, sheet: str, expected: str
) -> None:
    told = board.faults("theirs.xlsx", book(*rows, heading=heading, sheet=sheet), how(tmp_path, mapping))
    assert any(expected in line for line in told), told


def test_merged_and_hidden_cells_of_a_foreign_sheet_are_refused_with_their_place(board: Board, tmp_path: Path) -> None:
    made, out = Workbook(), io.BytesIO()
    made.active.title = "疫情日报"
    for row in (("某某集团疫情日报",), HEADING, *ROWS):
        made.active.append(row)
    made.active.merge_cells("A1:F1")
    made.active.merge_cells("C3:C4")
    made.active.row_dimensions[4].hidden = True
    made.save(out)
    told = board.faults("theirs.xlsx", out.getvalue(), how(tmp_path))
    assert "疫情日报!C3: merged cells C3:C4, so that nobody can say which row the value is of; unmerge them" in told
    assert any(line.startswith("疫情日报!B4: in a hidden row or column") for line in told)
    assert not any("A1" in line for line in told), "a merged title above the headings harms nobody"


def test_what_a_column_holds_that_is_not_read_is_nobodys_concern(board: Board, tmp_path: Path) -> None:
    made, out = Workbook(), io.BytesIO()
    made.active.title = "疫情日报"
    for row in (("某某集团疫情日报",), HEADING, ROWS[0]):
        made.active.append(row)
    made.active["A3"] = "=1/0"
    made.active["A3"].number_format = "0%"
    made.active.column_dimensions["A"].hidden = True
    made.save(out)
    assert board.tally("theirs.xlsx", out.getvalue(), how(tmp_path)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "expected [[sheet]]"),
        ("sheet = 3", "expected [[sheet]]"),
        ("[[sheet]\n", "not a TOML file"),
        ("[other]\n", "'other' is not known"),
        ('[[sheet]]\ntable = "reports"\n', "[[sheet]] 1, table: expected one of access_grant"),
        ('[[sheet]]\ntable = "import_batch"\n', "table: expected one of"),
        ('[[sheet]]\ntable = "daily_report"\ncolour = 1\n', "'colour' is not known; there are name, header_row"),
        ('[[sheet]]\ntable = "daily_report"\nheader_row = 0\n', "header_row: expected the number of a row"),
        ('[[sheet]]\ntable = "daily_report"\nheader_row = "2"\n', "header_row: expected the number of a row"),
        ('[[sheet]]\ntable = "daily_report"\n[sheet.columns]\na = "no_such"\n', "'no_such' is no column of daily_report"),
        ('[[sheet]]\ntable = "daily_report"\n[sheet.columns]\na = "fever"\nb = "fever"\n', "fever is given twice"),
        ('[[sheet]]\ntable = "daily_report"\n[sheet.columns]\na = "org_unit_id"\n', "cannot do without report_date"),
        ('[[sheet]]\ntable = "daily_report"\n[sheet.columns]\na = ["x"]\n', "columns, a: expected a text or a number"),
        (
            '[[sheet]]\ntable = "daily_report"\n[sheet.columns]\na = "org_unit_id"\nb = "report_date"\n[sheet.day_formats]\norg_unit_id = "%d"\n',
            "org_unit_id is no day",
        ),
    ],
)
def test_a_mapping_that_is_wrong_says_where_and_what_is_expected(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(MappingWrong) as wrong:
        how(tmp_path, text)
    assert expected in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_mapping_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(MappingWrong, match="cannot be read"):
        read_mapping(tmp_path / "none.toml")


def test_two_parts_that_say_the_same_row_are_refused_with_both_places(board: Board, tmp_path: Path) -> None:
    part = '[[sheet]]\nname = "{}"\ntable = "daily_report"\n[sheet.columns]\n"单位" = "org_unit_id"\n"在岗" = "on_site"\n'
    part += '[sheet.constants]\nreport_date = "2021-12-28"\n'
    made, out = Workbook(), io.BytesIO()
    made.active.title = "上午"
    for sheet in (made.active, made.create_sheet("下午")):
        sheet.append(("单位", "在岗"))
        sheet.append(("A", 2))
    made.save(out)
    (told,) = board.faults("theirs.xlsx", out.getvalue(), how(tmp_path, part.format("上午") + part.format("下午")))
    assert told == "下午!A2: 'A', '2021-12-28' stands already in row 上午!2; each stands in one row"


def test_a_column_without_a_heading_between_two_others_is_refused_where_it_holds_anything(board: Board, tmp_path: Path) -> None:
    rows = ((1, "甲矿", date(2021, 12, 28), 77, 1, 0, 3),)
    told = board.faults("theirs.xlsx", book(*rows, heading=(*HEADING[:3], "", *HEADING[3:])), how(tmp_path))
    assert told == ["疫情日报!D3: '77' stands in a column without a heading; give it one, or delete it"]
    told = board.faults("theirs.csv", "标题\n序号,单位,,日期,现有 发热,确诊,是否在岗\n1,甲矿,77,2021/12/28,1,0,3\n", how(tmp_path))
    assert told == ["line 3: '77' stands in a column without a heading; give it one, or delete it"]


def test_the_row_of_headings_is_counted_as_the_file_shows_it_and_tells_what_parts_the_fields(board: Board, tmp_path: Path) -> None:
    text = "标题，2021年12月\n\n序号;单位;日期;现有 发热;确诊;是否在岗\n1;甲矿;2021/12/28;1;0;3\n"
    assert board.tally("theirs.csv", text, how(tmp_path, MAPPING.replace("header_row = 2", "header_row = 3"))) == (1, 0, 0)


def test_in_a_file_parted_by_semicolons_a_comma_is_read_as_nothing(board: Board) -> None:
    (told,) = board.faults("daily_report.csv", "org_unit_id;report_date;on_site\nA;2021-12-28;1,234\n")
    assert told == "line 2, on_site: '1,234' is not a number without a comma: where semicolons part the fields it may be the decimal sign"


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [("%Y%m%d", 20211228.0, date(2021, 12, 28)), ("%Y%m%d", "2021111", None), ("%d/%m/%Y", "1/2/2021", date(2021, 2, 1))],
)
def test_days_are_read_by_the_stated_form_and_only_where_it_leaves_no_choice(
    board: Board, tmp_path: Path, form: str, value: Any, expected: date | None
) -> None:
    text = f'[[sheet]]\ntable = "daily_report"\n[sheet.columns]\nunit = "org_unit_id"\nday = "report_date"\n[sheet.day_formats]\nreport_date = "{form}"\n'
    made, out = Workbook(), io.BytesIO()
    made.active.append(("unit", "day"))
    made.active.append(("A", value))
    made.save(out)
    outcome = board.take("theirs.xlsx", out.getvalue(), how(tmp_path, text))
    if expected is None:
        assert "is not a day written %Y%m%d" in lines(outcome)[0]
    else:
        assert [row["report_date"] for row in board.rows(daily_report)] == [expected]


def test_what_stands_for_what_goes_by_the_whole_number(board: Board, tmp_path: Path) -> None:
    text = '[[sheet]]\ntable = "daily_report"\n[sheet.columns]\n"1" = "org_unit_id"\nday = "report_date"\n'
    text += '[sheet.values.org_unit_id]\n1100101 = "A"\n711 = "B"\n'
    made, out = Workbook(), io.BytesIO()
    for row in ((1, "day"), (1100101, "2021-12-28"), (711.0004, "2021-12-28")):
        made.active.append(row)
    made.save(out)
    (told,) = board.faults("theirs.xlsx", out.getvalue(), how(tmp_path, text))
    assert told == "Sheet!A3 org_unit_id: '711.0004' is not in org_unit; import it first, or mend the code"


def test_a_constant_that_is_wrong_is_told_once(board: Board, tmp_path: Path) -> None:
    text = '[[sheet]]\ntable = "measure_record"\n[sheet.columns]\nunit = "org_unit_id"\n[sheet.constants]\n'
    text += 'measure_id = "dance"\nrecord_date = "2021-12-28"\nslot = 1\n'
    (told,) = board.faults("theirs.csv", "unit\nA\nB\n", how(tmp_path, text))
    assert told == "measure_id: 'dance' is not in measure; import it first, or mend the code"


@pytest.mark.parametrize("form", ["%d/%m", "%Y-%m", "%Q", "%y%m%d x"])
def test_a_form_of_days_without_a_whole_day_is_a_wrong_mapping(tmp_path: Path, form: str) -> None:
    text = f'[[sheet]]\ntable = "daily_report"\n[sheet.columns]\na = "org_unit_id"\nb = "report_date"\n[sheet.day_formats]\nreport_date = "{form}"\n'
    if form == "%y%m%d x":
        how(tmp_path, text)
        return
    with pytest.raises(MappingWrong, match="expected a format with year"):
        how(tmp_path, text)


def test_a_mapping_nested_beyond_measure_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(MappingWrong, match="beyond measure"):
        how(tmp_path, "a = " + "[" * 50_000 + "]" * 50_000)


def test_of_several_tables_in_one_file_those_that_are_referred_to_come_first(board: Board, tmp_path: Path) -> None:
    text = '[[sheet]]\ntable = "daily_report"\n[sheet.columns]\nunit = "org_unit_id"\nday = "report_date"\n'
    text += '[[sheet]]\ntable = "org_unit"\n[sheet.columns]\nunit = "org_unit_id"\nname = "name_zh"\n'
    text += '[sheet.constants]\nkind = "site"\nreports = true\nsort_order = 9\nparent_id = "G"\n'
    assert board.tally("theirs.csv", "unit,name,day\nNEW,新矿,2021-12-28\n", how(tmp_path, text)) == (2, 0, 0)


def test_the_example_of_the_readme_is_a_mapping(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    (example,) = re.findall(r"^```toml\n(\[\[sheet\]\].*?)^```", readme, re.M | re.S)
    (mapped,) = how(tmp_path, example).mapping
    assert (mapped.table, mapped.header_row, mapped.totals) == (daily_report, 2, ("合计",))
    assert mapped.values == {"org_unit_id": {"甲矿": "NWG-711"}}
