"""The copy of a faulty file: its faulty cells red with the reason in a comment, and first a sheet that lists every fault."""

from __future__ import annotations

import csv
import io
import os
import warnings
from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import Any

from dashboard.export.plain_text import clean
from dashboard.texts import Words
from dashboard.workbooks.telling import sentence, where
from data_access.intake.archive import looked_over
from data_access.intake.faults import Fault, Rejected, letters
from data_access.intake.importing import Outcome
from data_access.intake.layout import REPORTS
from data_access.intake.limits import Limits
from data_access.intake.text_files import text_of

MOST_CELLS = 100_000  # of a workbook that is copied whole; of a larger one the faults are listed
MOST_LINES = 20_000  # of a CSV file that is laid out
RED = "FFF8C9C4"
LAST_ROW = 1_048_576  # of a sheet


class CannotWrite(Exception):
    """The report could not be written; the message says where and why."""


def marked(outcome: Outcome, to: Path, words: Words, limits: Limits) -> None:
    """Write the copy. Raises CannotWrite."""
    assert outcome.rejected is not None
    book, is_copy = _copy_of(outcome, limits)
    titles = {sheet.title for sheet in book.worksheets}
    if is_copy:
        for fault in outcome.rejected.faults:
            _mark(book, fault, words)
    _list(book, outcome, words, titles if is_copy else set())
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        book.save(beside)
        beside.replace(to)
    except (OSError, ValueError) as error:
        beside.unlink(missing_ok=True)
        raise CannotWrite(f"cannot write {to} ({getattr(error, 'strerror', None) or error})") from None


def _copy_of(outcome: Outcome, limits: Limits) -> tuple[Any, bool]:
    """The file as a workbook, and whether it holds what the file holds: one that cannot be read is told of in an empty one."""
    from openpyxl import Workbook, load_workbook

    try:
        if outcome.path.stat().st_size <= limits.file_bytes:
            content = outcome.path.read_bytes()
            if content.startswith(b"PK\x03\x04"):
                looks, _ = looked_over(content, limits)  # openpyxl is given nothing that was not looked over
                if sum(look.rows * look.columns for look in looks.values()) <= MOST_CELLS:
                    with warnings.catch_warnings(action="ignore"):  # of what is odd in a faulty file
                        return load_workbook(io.BytesIO(content), rich_text=True), True
            elif outcome.path.suffix.lower() == ".csv":
                return _laid_out(text_of(content)[0]), True
    except Rejected:
        pass
    except Exception:  # whatever a library says of a faulty file: its faults are listed all the same
        pass
    return Workbook(), False


def _laid_out(text: str) -> Any:
    """A CSV file's fields, each as text where it stood, by its line."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    reader = csv.reader(io.StringIO(text, newline=""))
    for fields in reader:
        if reader.line_num > MOST_LINES:
            break
        for column, field in enumerate(fields[:500], 1):
            _write(sheet.cell(reader.line_num, column), field)
    return book


def _write(cell: Any, text: object) -> None:
    """Text, and never a formula."""
    cell.value = clean(text)
    cell.data_type = "s"
    cell.quotePrefix = True


def _mark(book: Any, fault: Fault, words: Words) -> None:
    """The cell of the fault red, with the reason in a comment beside what stood there."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    place = fault.place
    if place.row is None or place.row > LAST_ROW or (place.sheet is not None and place.sheet not in book.sheetnames):
        return
    sheet = book[place.sheet] if place.sheet is not None else book.worksheets[0]
    cell = sheet.cell(place.row, place.at or 1)
    if isinstance(cell, MergedCell):
        return
    style = copy(cell.alignment)
    cell.fill = PatternFill("solid", start_color=RED, end_color=RED)
    cell.alignment = style
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = f"{before}{sentence(fault.what, words)}"[:2000]
    cell.comment = Comment(text, "situation-board", height=60 + 20 * (len(text) // 24), width=320)


def _list(book: Any, outcome: Outcome, words: Words, titles: Iterable[str]) -> None:
    """A sheet in front: file, and a line for each fault, with a link to its cell where the copy has it."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties

    assert outcome.rejected is not None
    title = words("report-title")
    for before in [name for name in REPORTS if name in titles]:  # of a copy that was sent again
        del book[before]
    sheet = book.create_sheet(title, 0) if titles else book.active
    sheet.title = title
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    _write(sheet.cell(1, 1), words("import-rejected", file=outcome.path.name))
    sheet.cell(1, 1).font = Font(bold=True, size=13)
    for column, word in enumerate(("report-where", "report-what"), 1):
        _write(sheet.cell(3, column), words(word))
        sheet.cell(3, column).font = Font(bold=True)
    row = 4
    for fault in outcome.rejected.faults:
        place = fault.place
        _write(sheet.cell(row, 1), where(place, words))
        if place.row is not None and titles:
            name = place.sheet if place.sheet is not None else next(iter(titles))
            if name in titles and place.row <= LAST_ROW:
                quoted = name.replace("'", "''")
                to = f"'{quoted}'!{letters(place.at or 1)}{place.row}"
                sheet.cell(row, 1).hyperlink = Hyperlink(ref=sheet.cell(row, 1).coordinate, location=to)
                sheet.cell(row, 1).style = "Hyperlink"
        _write(sheet.cell(row, 2), sentence(fault.what, words))
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        row += 1
    if outcome.rejected.more:
        _write(sheet.cell(row, 2), words("import-more", file=outcome.path.name, count=outcome.rejected.more))
    sheet.column_dimensions["A"].width = 36
    sheet.column_dimensions["B"].width = 90
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
