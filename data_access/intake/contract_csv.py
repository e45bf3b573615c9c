"""Reads a CSV file in the shape of the contract: the table from the file's name, the columns from its heading, every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from data_access.contract import metadata
from data_access.intake.faults import Fault, Faults, Place, Rejected, fault, quoted
from data_access.intake.limits import Limits
from data_access.intake.sheet import BLOCK, Progress, Remembered, Sheet, add_block, never_missing
from data_access.intake.text_files import lines_of
from data_access.intake.values import reader_of

NOT_IMPORTED = "import_batch"  # the import itself writes it


def read(path: Path, text: str, limits: Limits, progress: Progress) -> tuple[Sheet, Faults]:
    """The file's rows, and the faults of those that cannot be taken. A missing column or an empty field is None. Raises Rejected where the file
    as a whole cannot be read."""
    table = _table_of(path)
    heading, lines, separator = lines_of(text, limits)
    _check_heading(table, heading)
    needed = set(never_missing(table))
    columns = [(name, Remembered(reader_of(table.c[name], thousands=separator == ","), required=name in needed)) for name in heading]
    sheet, faults = Sheet(table, at={name: number for number, name in enumerate(heading, 1)}), Faults()
    of, done = text.count("\n"), 0
    try:
        while some := list(islice(lines, BLOCK)):
            numbers, fields = zip(*some, strict=True)
            if set(map(len, fields)) != {len(heading)}:
                numbers, fields = _of_right_length(some, len(heading), faults)
            if fields:
                add_block(sheet, columns, fields, numbers, faults)
            done += len(some)
            progress("read", done, of)
        sheet.held = done
    except Rejected as rejected:  # from here on the file cannot be read; what was found until here is told as well
        faults.add_all(rejected.faults)
        sheet.held = rejected.rows
    return sheet, faults


def _of_right_length(lines: Sequence[tuple[int, list[str]]], length: int, faults: Faults) -> tuple[list[int], list[list[str]]]:
    """Numbers and fields of the lines that have as many as the heading; the others are faults."""
    for number, fields in lines:
        if len(fields) != length:
            faults.add(fault("fault-fields", Place(row=number), found=len(fields), expected=length))
    return [number for number, fields in lines if len(fields) == length], [fields for _, fields in lines if len(fields) == length]


def _table_of(path: Path) -> sa.Table:
    name = path.stem
    if name == NOT_IMPORTED or name not in metadata.tables:
        tables = ", ".join(sorted(set(metadata.tables) - {NOT_IMPORTED}))
        raise Rejected(fault("fault-no-table", found=quoted(name), tables=tables))
    return metadata.tables[name]


def _check_heading(table: sa.Table, heading: list[str]) -> None:
    if not heading:
        raise Rejected(fault("fault-no-heading"))
    faults = list(heading_faults(table, heading, Place(row=1)))
    faults += [fault("fault-column-missing", name=name, table=table.name) for name in never_missing(table) if name not in heading]
    if faults:
        raise Rejected(*faults)


def heading_faults(table: sa.Table, heading: list[str], place: Place) -> Iterator[Fault]:
    """Columns that the table does not have, and those that stand twice."""
    for name in dict.fromkeys(heading):
        if name not in table.c:
            yield fault("fault-no-column", place, found=quoted(name), table=table.name, columns=", ".join(table.c.keys()))
        elif heading.count(name) > 1:
            yield fault("fault-column-twice", place, name=name)


def in_order_of_references(tables: dict[Path, str]) -> Iterator[Path]:
    """The files in the order their references need, by table name; files of no known table last."""
    place = {name: number for number, name in enumerate(sorted_tables())}
    yield from sorted(tables, key=lambda path: place.get(tables[path], len(place)))  # of one table in the order they came


def sorted_tables() -> list[str]:
    """The tables so that each comes after those it refers to."""
    needs = {
        name: {column.info["references"] for column in table.c if column.info.get("references")} - {name}
        for name, table in metadata.tables.items()
    }
    return list(TopologicalSorter(needs).static_order())
