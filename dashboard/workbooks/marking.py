"""The copy of a faulty file: its faulty cells red with the reason in a comment, and first a sheet that lists every fault."""

from __future__ import annotations

import csv
import io
import os
import warnings
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from dashboard.export.plain_text import clean
from dashboard.texts import Words
from dashboard.workbooks.telling import sentence, where
from data_access.intake.apart import BrokeOff, apart
from data_access.intake.archive import looked_over
from data_access.intake.faults import Place, Rejected, letters
from data_access.intake.importing import Outcome
from data_access.intake.layout import REPORTS
from data_access.intake.limits import Limits
from data_access.intake.text_files import separator_of, text_of

NOT_COPIED = {"fault-too-much", "fault-unpacks-too-large", "fault-document-type", "fault-beyond-measure", "fault-file-too-large"}
MOST_CELLS = 100_000  # of a workbook that is copied whole; of a larger one the faults are listed
MOST_LINES = 20_000  # of a CSV file that is laid out
RED = "FFF8C9C4"
LAST_ROW = 1_048_576  # of a sheet


class CannotWrite(Exception):
    """The report could not be written; the message says where and why."""


Mark = tuple[Place, str, str]  # a fault's place, how it is told, and what is said of it


def marked(outcome: Outcome, to: Path, words: Words, limits: Limits) -> None:
    """Write the copy. Raises CannotWrite."""
    assert outcome.rejected is not None
    marks = [(fault.place, where(fault.place, words), sentence(fault.what, words)) for fault in outcome.rejected.faults]
    texts = {name: words(f"report-{name}") for name in ("title", "where", "what")}
    texts["head"] = words("import-rejected", file=outcome.path.name)
    texts["more"] = words("import-more", file=outcome.path.name, count=outcome.rejected.more) if outcome.rejected.more else ""
    readable = not {fault.what.key for fault in outcome.rejected.faults} & NOT_COPIED
    content = _content(outcome.path, limits) if readable else b""
    beside = to.with_name(f".{to.name[:100]}.{os.getpid()}")
    try:
        try:
            beside.write_bytes(apart(copy_marked, content, outcome.path.suffix.lower(), marks, texts, limits))
        except (BrokeOff, Rejected):  # a file at which the library breaks off: its faults are listed all the same
            beside.write_bytes(copy_marked(b"", "", marks, texts, limits))
        beside.replace(to)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise CannotWrite(f"cannot write {to} ({error.strerror})") from None


def _content(path: Path, limits: Limits) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= limits.file_bytes else b""
    except OSError:
        return b""


def copy_marked(content: bytes, kind: str, marks: Sequence[Mark], texts: Mapping[str, str], limits: Limits) -> bytes:
    """The copy as a file. Raises Rejected; and whatever a library says of a faulty file."""
    book = _copy_of(content, kind, limits)
    titles = {sheet.title for sheet in book.worksheets} if book is not None else set()
    if book is not None:
        for place, _, what in marks:
            _mark(book, place, what)
    else:
        book = Workbook()
    _list(book, marks, texts, titles)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _copy_of(content: bytes, kind: str, limits: Limits) -> Workbook | None:
    """The file as a workbook; None where there is none, or a copy would be too large."""
    if content.startswith(b"PK\x03\x04"):
        looks, _ = looked_over(content, limits)  # openpyxl is given nothing that was not looked over
        merged = sum((last - first + 1) * (to - at + 1) for look in looks.values() for first, at, last, to in look.merged)
        if merged + sum(look.rows * look.columns for look in looks.values()) <= MOST_CELLS:
            with warnings.catch_warnings(action="ignore"):  # of what is odd in a faulty file
                return load_workbook(io.BytesIO(content), rich_text=True)
    elif content and kind == ".csv":
        return _laid_out(text_of(content)[0])
    return None


def _laid_out(text: str) -> Workbook:
    """A CSV file's fields, each as text where it stood, by its line."""
    book = Workbook()
    sheet = book.active
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
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


def _mark(book: Workbook, place: Place, what: str) -> None:
    """The cell of the fault red, with the reason in a comment beside what stood there."""
    if place.row is None or place.row > LAST_ROW or (place.sheet is not None and place.sheet not in book.sheetnames):
        return
    sheet = book[place.sheet] if place.sheet is not None else book.worksheets[0]
    cell = sheet.cell(place.row, place.at or 1)
    if isinstance(cell, MergedCell):
        return
    cell.fill = PatternFill("solid", start_color=RED, end_color=RED)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = f"{before}{what}"[:2000]
    cell.comment = Comment(text, "situation-board", height=60 + 20 * (len(text) // 24), width=320)


def _list(book: Workbook, marks: Sequence[Mark], texts: Mapping[str, str], titles: Set[str]) -> None:
    """A sheet in front: file, and a line for each fault, with a link to its cell where the copy has it."""
    for before in [name for name in REPORTS if name in titles]:  # of a copy that was sent again
        del book[before]
    sheet = book.create_sheet(texts["title"], 0) if titles else book.active
    sheet.title = texts["title"]
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    _write(sheet.cell(1, 1), texts["head"])
    sheet.cell(1, 1).font = Font(bold=True, size=13)
    for column, word in enumerate(("where", "what"), 1):
        _write(sheet.cell(3, column), texts[word])
        sheet.cell(3, column).font = Font(bold=True)
    for row, (place, told, what) in enumerate(marks, 4):
        name = place.sheet if place.sheet is not None else next((title for title in book.sheetnames if title in titles), None)
        _write(sheet.cell(row, 1), told)
        if place.row is not None and name in titles and place.row <= LAST_ROW:
            to = "'{}'!{}{}".format(str(name).replace("'", "''"), letters(place.at or 1), place.row)
            sheet.cell(row, 1).hyperlink = Hyperlink(ref=sheet.cell(row, 1).coordinate, location=to)
            sheet.cell(row, 1).style = "Hyperlink"
        _write(sheet.cell(row, 2), what)
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    if texts["more"]:
        _write(sheet.cell(4 + len(marks), 2), texts["more"])
    sheet.column_dimensions["A"].width = 36
    sheet.column_dimensions["B"].width = 90
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
