"""Units' workbooks for the tests: made by the product, filled in by a script as a person would fill them in, and spoilt in many ways."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from dashboard.settings import Settings
from dashboard.workbooks.duties import duties
from dashboard.workbooks.template import workbook
from data_access.contract import Count, Instant
from data_access.intake import layout
from data_access.intake.layout import COVER, DAILY, FIRST_ROW, NAMES_ROW, SHIFTS, TABLES, TESTING, Part
from data_access.moment import Moment
from tests.databases import Database
from tests.world import DAY, NOW, SHANGHAI

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]  # table -> key -> what is to stand in the row


def template(database: Database, unit: str | None, day: date = DAY, now: datetime = NOW) -> bytes:
    engine = database.reader()
    with engine.connect() as connection:
        made = workbook(duties(connection, Moment(day, now, "Asia/Shanghai"), unit), Settings())
    engine.dispose()
    return made


def edited(content: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook as somebody left it who opened it, changed something and saved it."""
    book = load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(some: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in some.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet_part(content: bytes, sheet: str) -> str:
    """The part that holds the sheet, of a workbook as xlsxwriter and openpyxl number them."""
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', parts(content)["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with the XML of one part changed, as no spreadsheet program would have written it."""
    some = parts(content)
    before = some[part].decode()
    some[part] = change(before).encode()
    assert some[part].decode() != before, "nothing was changed"
    return packed(some)


def place(book: Workbook, part: Part, name: str, row: int = FIRST_ROW) -> Any:
    """The cell of a column in a table's row, or of a line of the daily report."""
    sheet = book[part.sheet]
    if part is DAILY:
        return sheet.cell(line(book, part.sheet, name), layout.VALUE)
    return sheet.cell(row, next(cell.column for cell in sheet[NAMES_ROW] if cell.value == name))


def line(book: Workbook, sheet: str, name: str) -> int:
    return next(row for row in range(1, book[sheet].max_row + 1) if book[sheet].cell(row, layout.CODE).value == name)


def cover(book: Workbook, name: str) -> Any:
    return book[COVER].cell(line(book, COVER, name), layout.VALUE)


def filled_in(content: bytes, seed: int, by: str = "值班员") -> tuple[bytes, Rows]:
    """The workbook with every cell filled in that a unit fills in, and what is to stand in the database for it."""
    luck, expected = Random(seed), {}

    def fill(book: Workbook) -> None:
        unit, day = cover(book, "org_unit_id").value, cover(book, "day").value.date()
        cover(book, "submitted_by").value = by
        row = {"submitted_by": by}
        for name in DAILY.given:
            row[name] = f"备注 {seed}" if name == "remark" else luck.randint(0, 900)
            place(book, DAILY, name).value = row[name]
        expected["daily_report"] = {(unit, day): row}
        for part in TABLES:
            expected[part.table.name] = dict(_filled_rows(book, part, luck, unit, day, by))

    return edited(content, fill), expected


def _filled_rows(
    book: Workbook, part: Part, luck: Random, unit: str, day: date, by: str
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    sheet = book[part.sheet]
    for number in range(FIRST_ROW, sheet.max_row + 1):
        if place(book, part, part.keys[0], number).value is None:
            continue
        keys = [place(book, part, name, number).value for name in part.keys]
        if part is TESTING:
            keys = [keys[0], unit, keys[1].split(layout.BAR)[0]]
        elif part is not SHIFTS:
            keys = [unit, keys[0], day, *keys[1:]]
        row: dict[str, Any] = {"submitted_by": by} if "submitted_by" in part.table.c else {}
        for name in layout.SHIFT_REPORTS if part is SHIFTS else part.given:
            cell, kind = place(book, part, name, number), part.table.c[name].type
            if isinstance(kind, Instant):
                starts = place(book, part, "starts_at", number).value
                cell.value = starts + timedelta(minutes=luck.randint(0, 100))
                row[name] = in_utc(cell.value)
            else:
                cell.value = luck.randint(0, 500) if isinstance(kind, Count) else luck.randint(0, 4000) / 4
                row[name] = cell.value
        yield tuple(keys), row


def in_utc(wall: datetime, zone: ZoneInfo = SHANGHAI) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def differences(engine: sa.Engine, expected: Rows) -> list[str]:
    """Where the newest rows are others than was expected."""
    from data_access.contract import key_columns, metadata

    found = []
    with engine.connect() as connection:
        for name, rows in expected.items():
            table = metadata.tables[name]
            key = key_columns(table)
            newest: dict[tuple[Any, ...], dict[str, Any]] = {}
            for stored in connection.execute(sa.select(table).order_by(table.c.revision)).mappings():
                newest[tuple(stored[part] for part in key)] = dict(stored)
            for one, row in rows.items():
                there = newest.get(one)
                if there is None:
                    found.append(f"{name} {one}: not there")
                else:
                    found += [
                        f"{name} {one} {column}: {there[column]!r}, not {value!r}"
                        for column, value in row.items()
                        if there[column] != value
                    ]
    return found
