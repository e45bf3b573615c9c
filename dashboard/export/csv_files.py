"""The tables as CSV, a file each, in one archive with what the columns mean.

Nothing stands above a table's headings: a preamble, or lines that begin with a sign, would break whoever reads the file by its columns. So each
row ends with the day, the instant and the units that it is of, and what else there is to say stands in files of its own (`about.csv`,
`figures.csv`, `definitions.csv`). UTF-8 with a BOM, as spreadsheets need it; instants with their offset; what is not known is an empty field.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from dashboard.export.about import Export, definitions, figures, lines, trailing
from dashboard.export.plain_text import disarmed
from dashboard.export.tables import Cell, Table


def archive(export: Export) -> bytes:
    """A ZIP of the files."""
    shown, tables = figures(export), export.tables()
    facts = trailing(export)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as files:
        told = [shown] if shown else []
        for table in (*told, *tables):
            name = re.sub(r"[^a-z0-9-]", "-", table.key.lower().removesuffix("-table"))
            files.writestr(f"{name}.csv", _of_table(table, facts))
        files.writestr("about.csv", _file([[Cell(label), cell] for label, cell in lines(export)]))
        files.writestr("definitions.csv", _of_table(definitions(export, [*told, *tables]), []))
    return file.getvalue()


def _of_table(table: Table, facts: Sequence[tuple[str, Cell]]) -> bytes:
    headings = [Cell(column.heading) for column in table.columns] + [Cell(heading) for heading, _ in facts]
    last = tuple(cell for _, cell in facts)
    return _file([headings, *((*row, *last) for row in table.rows)])


def _file(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([_field(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _field(cell: Cell) -> str:
    """Numbers by a point and whole, days and instants in ISO 8601, text that no spreadsheet runs."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return disarmed(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)
