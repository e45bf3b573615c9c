"""The workbook: first what it is and what its words mean, then a sheet for each table; made in memory, no file is left anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from dashboard.export.about import Export, definitions, figures, lines
from dashboard.export.plain_text import clean, like_a_formula
from dashboard.export.tables import Cell, Table

LONGEST_NAME, MOST_ROWS = 31, 1_048_576
BIG = 500_000  # cells: from here on each row is written away as it comes, so that memory does not grow with the table
FIRST_YEAR = 1900  # of the spreadsheet's calendar
LARGEST = 2**53  # whole numbers beyond it would lose digits
_LOOKED_AT = 200  # rows that decide how wide a column is
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS: dict[str, dict[str, Any]] = {
    "int": {"num_format": "#,##0"},
    "float": {"num_format": "#,##0.##"},
    "ratio": {"num_format": "0.00%"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "armed": {"quote_prefix": True},  # stays text even when somebody edits the cell
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "label": {"bold": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14},
}


def workbook(export: Export) -> bytes:
    """The whole file. Text is always a string, never a formula or a link; what is not known is an empty cell."""
    tables = export.tables()
    cells = sum(len(table.rows) * len(table.columns) for table in tables)
    file = BytesIO()
    options = _OPTIONS | ({"constant_memory": True} if cells > BIG else {"in_memory": True})
    with xlsxwriter.Workbook(file, options) as book:
        about = export.words("file-about")
        book.set_properties(
            {"title": clean(export.title), "company": clean(export.organisation), "created": export.made_at.replace(tzinfo=None)}
        )
        sheet = _Sheet(book, about, {name: book.add_format(look) for name, look in _FORMATS.items()})
        _about(sheet, export, tables)
        for table, name in zip(tables, sheet_names([about, *(table.title for table in tables)])[1:], strict=True):
            _table(_Sheet(book, name, sheet.formats), table, export)
    return file.getvalue()


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names that a workbook takes: no sign it forbids, at most 31 long, no two alike however they are written."""
    taken: set[str] = {"history"}  # which the spreadsheet keeps for itself
    names = []
    for title in titles:
        wanted = re.sub(r"[\[\]:*?/\\]", " ", clean(title)).strip(" '") or "-"
        name, number = _fitting(wanted, ""), 1
        while name.casefold() in taken:
            number += 1
            name = _fitting(wanted, f" ({number})")
        taken.add(name.casefold())
        names.append(name)
    return names


def _fitting(text: str, end: str) -> str:
    cut = text.encode("utf-16-le")[: 2 * (LONGEST_NAME - len(end))].decode("utf-16-le", errors="ignore")
    return cut.strip(" '") + end


class _Sheet:
    """One sheet, written from the top."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, formats: dict[str, Any]) -> None:
        self.page = book.add_worksheet(name)
        self.formats = formats
        self.row = 0

    def write(self, column: int, cell: Cell, look: str = "") -> None:
        value = cell.value
        if value is None:
            return
        page, formats, row = self.page, self.formats, self.row
        if isinstance(value, (date, datetime)) and value.year >= FIRST_YEAR:
            instant = isinstance(value, datetime)
            page.write_datetime(row, column, value.replace(tzinfo=None) if instant else value, formats["instant" if instant else "day"])
        elif isinstance(value, (int, float)) and abs(value) <= LARGEST:
            page.write_number(row, column, value, formats[cell.kind if cell.kind == "ratio" else type(value).__name__])
        else:
            text = str(value)
            page.write_string(row, column, text, formats[look or "armed"] if look or like_a_formula(text) else None)

    def write_row(self, cells: Sequence[Cell], look: str = "") -> None:
        for column, cell in enumerate(cells):
            self.write(column, cell, look)
        self.row += 1


def _about(sheet: _Sheet, export: Export, tables: Sequence[Table]) -> None:
    sheet.page.set_column(0, 0, 26)
    sheet.page.set_column(1, 1, 30)
    sheet.page.set_column(2, 20, 16)
    for label, cell in lines(export):
        sheet.write(0, Cell(label), "label")
        sheet.write(1, cell)
        sheet.row += 1
    shown = figures(export)
    told = [shown] if shown else []
    for table in (*told, definitions(export, [*told, *tables])):
        sheet.row += 1
        sheet.write_row([Cell(table.title)], "title")
        sheet.write_row(_headings(table, export), "heading")
        for row in table.rows:
            sheet.write_row(row)


def _table(sheet: _Sheet, table: Table, export: Export) -> None:
    """Headings in the first row, then the rows; of a table that no sheet can hold the last row says so."""
    headings = _headings(table, export)
    for place, heading in enumerate(headings):
        sheet.page.set_column(place, place, _width(heading, [row[place] for row in table.rows[:_LOOKED_AT]]))
    sheet.page.freeze_panes(1, 1)
    sheet.write_row(headings, "heading")
    kept = table.rows if len(table.rows) < MOST_ROWS else table.rows[: MOST_ROWS - 2]
    for row in kept:
        sheet.write_row(row)
    if len(kept) < len(table.rows):
        sheet.write_row([Cell(export.words("file-more-rows", count=len(table.rows) - len(kept)))])
    elif kept:
        sheet.page.autofilter(0, 0, len(kept), len(table.columns) - 1)


def _headings(table: Table, export: Export) -> list[Cell]:
    """The spreadsheet's instants have no zone of their own: the heading names it."""
    words = export.words
    return [
        Cell(words("part-zone", of=column.heading, zone=words.timezone) if column.instants else column.heading) for column in table.columns
    ]


def _width(heading: Cell, cells: Sequence[Cell]) -> float:
    """In signs of the spreadsheet's own font; a Chinese one takes two."""
    longest = max((_signs(cell) for cell in cells), default=0)
    return float(min(48, max(8, longest + 2, _signs(heading) + 3)))


def _signs(cell: Cell) -> int:
    value = cell.value
    if isinstance(value, datetime):
        return 19
    if isinstance(value, (int, float, date)):
        return 10
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in value or "")
