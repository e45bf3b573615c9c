"""Workbooks that cannot be taken, each with what is said of it: what people do to them, what programs do, and what an attacker would."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook

from data_access.intake.layout import COVER, DAILY, FIRST_ROW, LISTS, MEASURES, NAMES_ROW, SHIFTS, STOCK, TESTING, VALUE, Part
from tests.workbooks import cover, edited, packed, parts, place, rewritten, sheet_part

Spoil = Callable[[bytes], bytes]
BAD: dict[str, tuple[Spoil, str]] = {}
DAILY_SHEET, MEASURES_SHEET = DAILY.sheet, MEASURES.sheet


AS_MADE: set[str] = set()  # those that begin with the workbook as `template` makes it, whose texts stand in a part of their own


def bad(name: str, expected: str, *, as_made: bool = False) -> Callable[[Spoil], Spoil]:
    def keep(spoil: Spoil) -> Spoil:
        assert name not in BAD
        BAD[name] = (spoil, expected)
        AS_MADE.update({name} if as_made else ())
        return spoil

    return keep


def cell(name: str, expected: str, part: Part, column: str, value: Any, row: int = FIRST_ROW) -> None:
    BAD[name] = (lambda content: edited(content, lambda book: setattr(place(book, part, column, row), "value", value)), expected)


def on_cover(name: str, expected: str, item: str, value: Any) -> None:
    BAD[name] = (lambda content: edited(content, lambda book: setattr(cover(book, item), "value", value)), expected)


def by_hand(name: str, expected: str, edit: Callable[[Workbook], object]) -> None:
    BAD[name] = (lambda content: edited(content, edit), expected)


def in_part(name: str, expected: str, sheet: str | None, old: str, new: str, part: str = "") -> None:
    """The XML of a sheet's part, or of another, with `old` once replaced."""

    def spoil(content: bytes) -> bytes:
        where = sheet_part(content, sheet) if sheet else part
        return rewritten(content, where, lambda text: text.replace(old, new, 1))

    BAD[name] = (spoil, expected)


FILLED = (
    (DAILY, "fever"),
    (MEASURES, "done"),
    (TESTING, "sampled"),
    (STOCK, "on_hand"),
    (SHIFTS, "present_staff"),
)  # what the good one holds
COUNT = "is not a whole number, 0 or more"

# what people write
cell("a word for a number", f"{DAILY_SHEET}!D17 fever: '无' {COUNT}", DAILY, "fever", "无")
cell("a dash for a number", f"fever: '-' {COUNT}", DAILY, "fever", "-")
cell("a number with its unit", f"on_site: '12人' {COUNT}", DAILY, "on_site", "12人")
cell("a Chinese numeral", f"on_site: '十二' {COUNT}", DAILY, "on_site", "十二")
cell("half a person", f"on_site: '1.5' {COUNT}", DAILY, "on_site", 1.5)
cell("less than nobody", f"fever: '-1' {COUNT}", DAILY, "fever", -1)
cell("more than there can be", f"on_site: '3000000000' {COUNT}", DAILY, "on_site", 3_000_000_000)
cell("thousands set apart wrongly", f"on_site: '1,23' {COUNT}", DAILY, "on_site", "1,23")
cell("thousands with a point", f"on_site: '1.234' {COUNT}", DAILY, "on_site", "1.234")
cell("a yes for a number", f"fever: 'TRUE' {COUNT}", DAILY, "fever", True)
cell("a day for a number", f"fever: '2021-12-28' {COUNT}", DAILY, "fever", date(2021, 12, 28))
cell("a share for a number", f"on_site: '98%' {COUNT}", DAILY, "on_site", "98%")
cell("a sum written out", f"on_site: '3+4' {COUNT}", DAILY, "on_site", "3+4")
cell("a measure done by halves", f"{MEASURES_SHEET}!F5 done: '0.5' {COUNT}", MEASURES, "done", 0.5)
cell("a stock that is a word", f"{STOCK.sheet}!G5 on_hand: '充足' is not a number", STOCK, "on_hand", "充足")
cell("a stock beyond numbers", f"{STOCK.sheet}!G5 on_hand: '1e999' is not a number", STOCK, "on_hand", "1e999")
cell("a stock that is a day", f"{STOCK.sheet}!G5 on_hand: '2021-12-28' is not a number", STOCK, "on_hand", date(2021, 12, 28))
cell("tests that are a time", f"{TESTING.sheet}!H5 sampled: '08:30:00' {COUNT}", TESTING, "sampled", time(8, 30))
cell("a time without its day", f"{SHIFTS.sheet}!K5 signed_in_at: '08:30' is not a day and a time", SHIFTS, "signed_in_at", "08:30")
cell("a time of a cell without its day", "signed_in_at: '08:30:00' is not a day and a time", SHIFTS, "signed_in_at", time(8, 30))
cell("an instant day first", "signed_in_at: '28/12/2021 08:30' is not a day and a time", SHIFTS, "signed_in_at", "28/12/2021 08:30")
cell("an instant that is a number", "signed_in_at: '44558.5' is not a day and a time", SHIFTS, "signed_in_at", "44558.5")
cell("a team that there is not", f"{SHIFTS.sheet}!G5 team: '炊事班' is not one of party_vanguard", SHIFTS, "team", "炊事班")
on_cover("no unit", f"{COVER}!D4 org_unit_id: empty, and it cannot be", "org_unit_id", None)
on_cover("a unit that there is not", "org_unit_id: 'N9' is not in org_unit; import it first", "org_unit_id", "N9")
on_cover("no day", "record_date: empty, and it cannot be", "day", None)
on_cover("a day of two meanings", "'11/12' is not a day that can be read in one way only", "day", "11/12")
on_cover("a day of two meanings in full", "'11/12/2021' is not a day that can be read in one way only", "day", "11/12/2021")
on_cover("a day that there is not", "'2021-02-30' is not a day, year first", "day", "2021-02-30")
on_cover("a day that is a number", "'44558' is not a day, year first", "day", "44558")
on_cover("a day with a time", "is not a day alone: it has a time", "day", datetime(2021, 12, 28, 8, 30))  # noqa: DTZ001 (a spreadsheet's)
on_cover("a day to come", f"{COVER}!D6: 2999-01-01 is still to come", "day", date(2999, 1, 1))
on_cover("another version", "the workbook is of version '2', not 1; get a new one", "workbook", "2")
by_hand(
    "nothing filled in", "nothing is filled in", lambda book: [setattr(place(book, part, name), "value", None) for part, name in FILLED]
)
cell("a measure that there is not", f"{MEASURES_SHEET}!A5 measure_id: 'dance' is not in measure", MEASURES, "measure_id", "dance")
cell("a measure of the daily report", "'health_monitoring' is read from the daily report", MEASURES, "measure_id", "health_monitoring")
cell("a slot that is none", "slot: '0' is not a whole number, 1 or more", MEASURES, "slot", 0)
cell("no slot", f"{MEASURES_SHEET}!B5 slot: empty, and it cannot be", MEASURES, "slot", None)
cell("an item that there is not", "item_id: 'gold' is not in supply_item", STOCK, "item_id", "gold")
cell("a round that there is not", "round_id: 'R99' is not in testing_round", TESTING, "round_id", "R99")
cell("a population that there is not", "population: 'guests' is not one of staff, dependant, combined", TESTING, "population", "guests")
cell("a shift of another unit", "'K3' belongs to another unit, 'N2'", SHIFTS, "shift_id", "K3")
cell("a post that there is not", "checkpoint_id: 'C99' is not in checkpoint", SHIFTS, "checkpoint_id", "C99 | 无")
cell("a shift that ends first", "a shift ends after it begins, and within 24 hours", SHIFTS, "ends_at", "2021-12-28 07:00")
cell("a shift of two days", "a shift ends after it begins, and within 24 hours", SHIFTS, "ends_at", "2021-12-30 08:00")
cell("a shift without an end", f"{SHIFTS.sheet}!F5 ends_at: empty, and it cannot be", SHIFTS, "ends_at", None)


def _again(book: Workbook) -> None:
    for name in ("measure_id", "slot", "done"):
        place(book, MEASURES, name, FIRST_ROW + 1).value = place(book, MEASURES, name).value


def _sum_up(book: Workbook) -> None:
    for name, value in (("measure_id", "合计"), ("slot", 1), ("done", 9)):
        place(book, MEASURES, name, FIRST_ROW + 4).value = value


def _hide(book: Workbook) -> None:
    book[MEASURES_SHEET].column_dimensions["A"].hidden = True


# what people do to a sheet
by_hand("a row twice", f"{MEASURES_SHEET}!A6: 'N1', 'disinfection', '2021-12-28', '1' stands already in row 5", _again)
by_hand("a row of totals", "measure_id: '合计' is not in measure", _sum_up)
by_hand(
    "a sheet of one's own",
    "补充: the workbook as it was given out has no sheet of this name",
    lambda book: book.create_sheet("补充").append(["x"]),
)
by_hand("a sheet with another name", f"the sheet {STOCK.sheet} is missing", lambda book: setattr(book[STOCK.sheet], "title", "物资"))
by_hand("a sheet taken out", f"the sheet {TESTING.sheet} is missing", lambda book: book.remove(book[TESTING.sheet]))
by_hand("a hidden sheet", f"{STOCK.sheet}: the sheet is hidden", lambda book: setattr(book[STOCK.sheet], "sheet_state", "hidden"))
by_hand("a very hidden sheet", f"{STOCK.sheet}: the sheet is hidden", lambda book: setattr(book[STOCK.sheet], "sheet_state", "veryHidden"))
by_hand(
    "a hidden row",
    f"{DAILY_SHEET}!A17: in a hidden row or column",
    lambda book: setattr(book[DAILY_SHEET].row_dimensions[17], "hidden", True),
)
by_hand("a hidden column", f"{MEASURES_SHEET}!A5: in a hidden row or column", _hide)
by_hand("merged cells", f"{MEASURES_SHEET}!F5: merged cells F5:F6", lambda book: book[MEASURES_SHEET].merge_cells("F5:F6"))
by_hand(
    "a value beside the form",
    f"{DAILY_SHEET}!D40: '7' stands in no cell that is to be filled in",
    lambda book: book[DAILY_SHEET].cell(40, VALUE, 7),
)
by_hand("a column of one's own", f"{MEASURES_SHEET}!H5: '补做' stands in no column", lambda book: book[MEASURES_SHEET].cell(5, 8, "补做"))
by_hand("a column taken out", "the column done is missing", lambda book: book[MEASURES_SHEET].delete_cols(6))
by_hand(
    "a column twice", f"{MEASURES_SHEET}!G4: the column done stands twice", lambda book: book[MEASURES_SHEET].cell(NAMES_ROW, 7, "done")
)
by_hand("a row above the names", "the column measure_id is missing", lambda book: book[MEASURES_SHEET].insert_rows(2))
by_hand(
    "a line of the form taken out",
    "the line fever is missing; get a new workbook",
    lambda book: book[DAILY_SHEET].delete_rows(17),
)
by_hand("a line of the form twice", "the line fever stands there twice", lambda book: book[DAILY_SHEET].cell(40, 1, "fever"))
by_hand(
    "a name in small letters changed", "the line fever is missing", lambda book: setattr(book[DAILY_SHEET].cell(17, 1), "value", "Fever")
)
cell("a formula that nobody worked out", f"{DAILY_SHEET}!D17: a formula that nobody has worked out", DAILY, "fever", "=1+1")
in_part(
    "a formula in error",
    f"{DAILY_SHEET}!D17: a formula in error, #DIV/0!",
    DAILY_SHEET,
    '<c r="D17"',
    '<c r="D17" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="Z17"',
)
by_hand("a sheet far too wide", "more columns than the limit of 256", lambda book: book[MEASURES_SHEET].cell(5, 400, 1))
by_hand("a cell far below", "more cells than the limit of 500,000", lambda book: book[MEASURES_SHEET].cell(1_000_000, 6, 1))


# other files
@bad("an empty file", "not an .xlsx workbook that can be read")
def _empty(_: bytes) -> bytes:
    return b""


@bad("a text", "not an .xlsx workbook that can be read")
def _text(_: bytes) -> bytes:
    return "单位,日期\n".encode() * 100


@bad("half a file", "not an .xlsx workbook that can be read")
def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


@bad("an older workbook, or one with a password", "an older workbook, or one with a password")
def _older(_: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


@bad("an archive that is no workbook", "not an .xlsx workbook that can be read")
def _archive(_: bytes) -> bytes:
    return packed({"readme.txt": b"hello"})


@bad("a workbook without sheets", "the workbook has no sheet")
def _no_sheets(content: bytes) -> bytes:
    return rewritten(content, "xl/workbook.xml", lambda text: text[: text.index("<sheets>")] + "<sheets/></workbook>")


@bad("a foreign workbook", "not a workbook that `template` made; to read another sheet give a mapping")
def _foreign(_: bytes) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["单位", "确诊"])
    book.save(out)
    return out.getvalue()


@bad("a damaged part", "is damaged; open the workbook")
def _damaged(content: bytes) -> bytes:
    some = parts(content)
    name = sheet_part(content, DAILY_SHEET)
    some[name] = some[name][: len(some[name]) // 2]
    return packed(some)


@bad("a part that is missing", f"the sheet {DAILY_SHEET} is missing")
def _part_missing(content: bytes) -> bytes:
    some = parts(content)
    del some[sheet_part(content, DAILY_SHEET)]
    return packed(some)


@bad("a bad checksum", "is damaged; open the workbook")
def _checksum(content: bytes) -> bytes:
    stored = packed(parts(content), zipfile.ZIP_STORED)
    at = stored.index(b"<sheetData>")
    return stored[:at] + b"<sheetDatb>" + stored[at + 11 :]


@bad("a part that says it is encrypted", "an older workbook, or one with a password")
def _encrypted(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[: at + 8] + b"\x01\x00" + content[at + 10 :]


@bad("a part packed in another way", "not an .xlsx workbook that can be read")
def _lzma(content: bytes) -> bytes:
    return packed(parts(content), zipfile.ZIP_LZMA)


@bad("a part twice", "not an .xlsx workbook that can be read")
def _part_twice(content: bytes) -> bytes:
    out = io.BytesIO(content)
    some = parts(content)
    name = sheet_part(content, DAILY_SHEET)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name.upper(), some[name])
    return out.getvalue()


@bad("a document type", "has a document type, which no spreadsheet program writes")
def _doctype(content: bytes) -> bytes:
    return rewritten(
        content, "xl/workbook.xml", lambda text: text.replace("<workbook ", '<!DOCTYPE w SYSTEM "file:///etc/passwd"><workbook ', 1)
    )


@bad("a document type in another encoding", "has a document type")
def _doctype_in_utf16(content: bytes) -> bytes:
    some = parts(content)
    text = some["xl/styles.xml"].decode().split("?>")[-1]
    some["xl/styles.xml"] = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE s [<!ENTITY a "b">]>{text}'.encode("utf-16")
    return packed(some)


@bad("a billion laughs", "has a document type", as_made=True)
def _laughs(content: bytes) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{entities}]>'
    return rewritten(
        content, "xl/sharedStrings.xml", lambda text: text.replace("<sst ", f"{declared}<sst ", 1).replace("<t>", "<t>&l9;", 1)
    )


@bad("a zip bomb", "unpacked it would be larger than the limit of 64 MB")
def _bomb(content: bytes) -> bytes:
    return packed(parts(content) | {"xl/media/image1.png": bytes(200_000_000)})


@bad("a zip bomb of many parts", "unpacked it would be larger than the limit of 64 MB")
def _bomb_of_many(content: bytes) -> bytes:
    return packed(parts(content) | {f"xl/media/image{n}.png": bytes(1_000_000) for n in range(100)})


@bad("a zip bomb that lies of its size", "is damaged; open the workbook")
def _lying_bomb(content: bytes) -> bytes:
    bomb = bytearray(packed({**parts(content), "xl/media/image1.png": bytes(200_000_000)}))
    size = (200_000_000).to_bytes(4, "little")
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(bomb)


@bad("thousands of parts", "more parts inside than the limit of 500")
def _many_parts(content: bytes) -> bytes:
    return packed(parts(content) | {f"x/{n}.xml": b"<a/>" for n in range(2000)})


@bad("elements in elements", "is beyond what a sheet can be")
def _nested(content: bytes) -> bytes:
    return packed(parts(content) | {"xl/theme/theme1.xml": b"<a>" * 100_000 + b"</a>" * 100_000})


@bad("millions of elements", "is beyond what a sheet can be")
def _marked_up(content: bytes) -> bytes:
    return packed(parts(content) | {"xl/theme/theme1.xml": b"<a>" + b"<b/>" * 5_000_000 + b"</a>"})


@bad("a text without an end", "the text of a cell is longer than the limit of 32,767 characters", as_made=True)
def _endless_text(content: bytes) -> bytes:
    return rewritten(content, "xl/sharedStrings.xml", lambda text: text.replace("<t>", "<t>" + "A" * 30_000_000, 1))


@bad("a text in a cell without an end", "the text of a cell is longer than the limit of 32,767 characters")
def _endless_in_cell(content: bytes) -> bytes:
    return rewritten(content, sheet_part(content, COVER), lambda text: text.replace("<t>", "<t>" + "长" * 32_768, 1))


in_part("a row twice in the file", "the same row or cell stands there twice", DAILY_SHEET, '<row r="17"', '<row r="16"')
in_part("a cell twice in the file", "the same row or cell stands there twice", DAILY_SHEET, '<c r="D17"', '<c r="C18"')
in_part("a cell in another row", "the same row or cell stands there twice", DAILY_SHEET, '<c r="D17"', '<c r="D19"')
in_part("a cell that there cannot be", "ZZZ99 is beyond what a sheet can be", DAILY_SHEET, '<c r="D17"', '<c r="ZZZ99"')
in_part("a cell that is no address", "../18 is beyond what a sheet can be", DAILY_SHEET, '<c r="D17"', '<c r="../18"')
in_part("a row beyond the last", "is beyond what a sheet can be", DAILY_SHEET, '<row r="18"', '<row r="9999999"')
in_part("a row that is no number", "is beyond what a sheet can be", DAILY_SHEET, '<row r="18"', '<row r="-1"')
in_part(
    "a text that there is not",
    "not an .xlsx workbook that can be read",
    DAILY_SHEET,
    '<c r="D17"',
    '<c r="D17" t="s"><v>999999</v></c><c r="Z17"',
)
in_part("a sheet name twice", "not an .xlsx workbook that can be read", None, f'name="{LISTS}"', f'name="{COVER}"', "xl/workbook.xml")
in_part("a number that is none", f"fever: 'abc' {COUNT}", DAILY_SHEET, '<c r="D17"', '<c r="D17"><v>abc</v></c><c r="Z17"')
in_part("a number that is infinite", f"fever: 'inf' {COUNT}", DAILY_SHEET, '<c r="D17"', '<c r="D17"><v>1e400</v></c><c r="Z17"')
in_part("a year beyond the calendar", f"{COVER}!D6 record_date: '99999999' is not a day", COVER, "<v>44558</v>", "<v>99999999</v>")


@bad("a count of texts that there are not", "reading it took more memory or time than is given to it", as_made=True)
def _count_of_texts(content: bytes) -> bytes:
    return rewritten(content, "xl/sharedStrings.xml", lambda text: re.sub(r'uniqueCount="\d+"', 'uniqueCount="2147483647"', text))


by_hand("a note beside a number", f"{DAILY_SHEET}!E17: '实际13' stands in no cell", lambda book: book[DAILY_SHEET].cell(17, 5, "实际13"))
by_hand(
    "a note above the table", f"{MEASURES_SHEET}!J1: '见附件' stands in no column", lambda book: book[MEASURES_SHEET].cell(1, 10, "见附件")
)
by_hand(
    "a note below the table",
    f"{MEASURES_SHEET}!A20: the row has something only in columns that are not read",
    lambda book: book[MEASURES_SHEET].cell(20, 3, "以上属实"),
)
by_hand("a note on the cover", f"{COVER}!E6: '改过' stands in no cell", lambda book: book[COVER].cell(6, 5, "改过"))


def _formatted(part: Part, name: str, value: Any, form: str) -> Spoil:
    def form_it(book: Workbook) -> None:
        place(book, part, name).value = value
        place(book, part, name).number_format = form

    return lambda content: edited(content, form_it)


SPILT = '<c r="D17" t="e"><f>1/0</f><v>#SPILL!</v></c><c r="Z17"'
EVERYTHING = '</sheetData><mergeCells><mergeCell ref="D17:XFD1048576"/></mergeCells>'
OTHERWISE = "the cell's format shows another number than it holds"
BAD["a share that is shown as one"] = (_formatted(STOCK, "on_hand", 0.5, "0%"), f"{STOCK.sheet}!G5: {OTHERWISE}")
BAD["hundreds that are shown as ones"] = (_formatted(DAILY, "on_site", 3, '0"百"'), f"{DAILY_SHEET}!D4: {OTHERWISE}")
BAD["a sign that is only shown"] = (_formatted(DAILY, "on_site", 5, "-0"), f"{DAILY_SHEET}!D4: {OTHERWISE}")
BAD["thousands that are shown as ones"] = (_formatted(STOCK, "on_hand", 12_000, "0.0,"), f"{STOCK.sheet}!G5: {OTHERWISE}")
BAD["an instant that shows its day alone"] = (
    _formatted(SHIFTS, "signed_in_at", datetime(2021, 12, 28), "yyyy-mm-dd"),  # noqa: DTZ001 (a spreadsheet's)
    f"{SHIFTS.sheet}!K5 signed_in_at: '2021-12-28' is not a day and a time",
)
cell("a number with a power", f"on_site: '5²' {COUNT}", DAILY, "on_site", "5²")
cell("a number in a ring", f"on_site: '②' {COUNT}", DAILY, "on_site", "②")
cell("a comma that may be a point", "on_hand: '0,500' is not a number", STOCK, "on_hand", "0,500")
HIDDEN_ROW, PLAIN_ROW = "in a hidden row or column", '<row r="17"'
in_part("a row without height", HIDDEN_ROW, DAILY_SHEET, PLAIN_ROW, '<row r="17" ht="0" customHeight="1"')
in_part("a column without width", HIDDEN_ROW, DAILY_SHEET, "<cols>", '<cols><col min="4" max="4" width="0" customWidth="1"/>')
in_part("rows hidden unless said otherwise", HIDDEN_ROW, STOCK.sheet, "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')
in_part("markup in a value", "is damaged", STOCK.sheet, "<v>1</v>", "<v>1<![CDATA[5]]></v>")
in_part("two values in a cell", "is damaged", STOCK.sheet, "<v>1</v>", "<v>1</v><v>2</v>")
in_part("a text before the first", "is damaged", DAILY_SHEET, '<c r="D17"', '<c r="D17" t="s"><v>-1</v></c><c r="Z17"')
in_part(
    "an error that is new",
    f"{DAILY_SHEET}!D17: a formula in error, #SPILL!",
    DAILY_SHEET,
    '<c r="D17"',
    SPILT,
)
in_part(
    "a merge of everything",
    "merged cells D17:XFD1048576",
    DAILY_SHEET,
    "</sheetData>",
    EVERYTHING,
)
MANY_MERGED = "".join(f'<mergeCell ref="M{row}:N{row}"/>' for row in range(100, 100_100))
in_part(
    "merges without number",
    "mergeCells is beyond what a sheet can be",
    DAILY_SHEET,
    "</sheetData>",
    f"</sheetData><mergeCells>{MANY_MERGED}</mergeCells>",
)
MANY_HIDDEN = '<col min="20" max="16384" width="9" hidden="1"/>' * 60_000
in_part("hidden columns without number", HIDDEN_ROW, DAILY_SHEET, "<cols>", f'<cols>{MANY_HIDDEN}<col min="4" max="4" hidden="1"/>')
in_part(
    "formats without number",
    "is beyond what a sheet can be",
    None,
    "<cellXfs",
    f"<cellXfs>{'<xf/>' * 200_000}</cellXfs><cellXfs",
    "xl/styles.xml",
)


def _unknown_unit_and_more(book: Workbook) -> None:
    cover(book, "org_unit_id").value = "N9"
    place(book, DAILY, "fever").value = "x"


by_hand("an unknown unit beside a bad number", f"{COVER}!D4 org_unit_id: 'N9' is not in org_unit", _unknown_unit_and_more)
cell(
    "an unknown measure beside a bad number", f"{MEASURES_SHEET}!A5 measure_id: 'dance' is not in measure", MEASURES, "measure_id", "dance"
)
_dance = BAD["an unknown measure beside a bad number"][0]
BAD["an unknown measure beside a bad number"] = (
    lambda content: edited(_dance(content), lambda book: setattr(place(book, MEASURES, "done"), "value", "x")),
    f"{MEASURES_SHEET}!A5 measure_id: 'dance' is not in measure",
)
by_hand("a note beside the lists", f"{LISTS}!D3: '备用' stands in no column", lambda book: book[LISTS].cell(3, 4, "备用"))

BOMBS = (
    "a billion laughs",
    "a zip bomb",
    "a zip bomb of many parts",
    "a zip bomb that lies of its size",
    "thousands of parts",
    "elements in elements",
    "millions of elements",
    "a text without an end",
    "a cell far below",
    "a count of texts that there are not",
    "a merge of everything",
    "merges without number",
    "hidden columns without number",
    "formats without number",
)
