"""Reads a CSV file in the shape of the contract: the table from the file's name, the columns from its heading, every fault at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data_access.access import principal_in
from data_access.contract import ClockTime, Count, Instant, is_append_only, metadata
from data_access.intake.faults import Fault, Rejected, quoted

LARGEST_INTEGER = 2**31 - 1
LONGEST_FIELD = 10_000_000  # characters
NOT_IMPORTED = "import_batch"  # the import itself writes it


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file as the contract's values, with the line each came from."""

    table: sa.Table
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    lines: list[int]


def read(path: Path, content: bytes) -> Sheet:
    """The file's rows. A missing column or an empty field is None. Raises Rejected with every fault."""
    table = _table_of(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Rejected(Fault(f"line {line}", "not UTF-8 text; save the file as CSV UTF-8")) from None
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _rows(table, reader)
    except csv.Error as error:
        raise Rejected(Fault(f"line {reader.line_num}", f"not CSV ({error})"), rows=max(0, reader.line_num - 1)) from None


def _table_of(path: Path) -> sa.Table:
    name = path.stem
    if path.suffix.lower() != ".csv":
        raise Rejected(
            Fault("", f"the file is not a .csv file; it is named after its table, for example daily_report.csv (found {path.name!r})")
        )
    if name == NOT_IMPORTED or name not in metadata.tables:
        tables = ", ".join(sorted(set(metadata.tables) - {NOT_IMPORTED}))
        raise Rejected(Fault("", f"{name!r} is no table of the contract that can be imported; the file is named after one of {tables}"))
    return metadata.tables[name]


def _rows(table: sa.Table, reader: Any) -> Sheet:
    heading = [name.strip() for name in next(filter(None, reader), [])]
    _check_heading(table, heading)
    readers = {name: _field_reader(table.c[name]) for name in heading}
    given = set(heading)
    never_missing = [column.name for column in table.c if not column.nullable and not _supplied_by_import(table, column.name)]
    sheet = Sheet(table, tuple(heading), [], [])
    faults = [
        Fault("", f"the column {name} is missing, and {table.name} cannot do without it") for name in never_missing if name not in given
    ]
    if faults:
        raise Rejected(*faults)
    count = 0
    for fields in filter(None, reader):
        line, count = reader.line_num, count + 1
        if len(fields) != len(heading):
            faults.append(Fault(f"line {line}", f"{len(fields)} fields where the heading has {len(heading)}"))
            continue
        row = dict.fromkeys(table.c.keys())
        for name, field in zip(heading, fields, strict=True):
            try:
                row[name] = None if field == "" else readers[name](field)
            except ValueError as error:
                faults.append(Fault(f"line {line}, {name}", f"{quoted(field)} is not {error}"))
        faults += [Fault(f"line {line}, {name}", "empty, and it cannot be") for name in never_missing if fields[heading.index(name)] == ""]
        sheet.rows.append(row)
        sheet.lines.append(line)
    if faults:
        raise Rejected(*faults, rows=count)
    return sheet


def _check_heading(table: sa.Table, heading: list[str]) -> None:
    if not heading:
        raise Rejected(Fault("", "the file is empty; its first line names the columns"))
    unknown = [name for name in heading if name not in table.c]
    twice = sorted({name for name in heading if heading.count(name) > 1})
    faults = [Fault("line 1", f"{quoted(name)} is no column of {table.name}; it has {', '.join(table.c.keys())}") for name in unknown]
    faults += [Fault("line 1", f"the column {name} stands twice") for name in twice if name not in unknown]
    if faults:
        raise Rejected(*faults)


def _supplied_by_import(table: sa.Table, column: str) -> bool:
    return is_append_only(table) and column in ("revision", "recorded_at")


def _field_reader(column: sa.Column[Any]) -> Callable[[str], Any]:
    """A function from a field's text to its value; its ValueError says what the field should have been."""
    kind, one_of = column.type, column.info.get("one_of")
    if one_of:
        return lambda field: _chosen(field, one_of)
    if column.table.name == "access_grant" and column.name == "principal":
        return _principal
    if isinstance(kind, Instant):
        return _instant
    if isinstance(kind, sa.Date):
        return _day
    if isinstance(kind, ClockTime):
        return _clock_time
    if isinstance(kind, Count):
        return lambda field: _integer(field, 0, "a whole number, 0 or more")
    if column.name == "weekdays":
        return lambda field: _matching(field, "[1-7]{1,7}", "digits from 1 (Monday) to 7 (Sunday)")
    if column.name == "adcode":
        return lambda field: _matching(field, r"\d{6}", "six digits of GB/T 2260")
    if column.name in ("revision", "slot"):
        return lambda field: _integer(field, 1, "a whole number, 1 or more")
    if isinstance(kind, sa.Integer):
        return lambda field: _integer(field, -LARGEST_INTEGER, "a whole number")
    if isinstance(kind, sa.Boolean):
        return _yes_no
    if isinstance(kind, sa.Float):
        return _number
    length = None if isinstance(kind, sa.Text) else getattr(kind, "length", None)
    return lambda field: _text(field, length)


def _chosen(field: str, values: tuple[str, ...]) -> str:
    if field not in values:
        raise ValueError(f"one of {', '.join(values)}")
    return field


def _matching(field: str, pattern: str, expected: str) -> str:
    if not re.fullmatch(pattern, field, re.ASCII):
        raise ValueError(expected)
    return field


def _principal(field: str) -> str:
    if field != principal_in(field):
        raise ValueError("in lower case and Unicode NFC, as identity providers are compared")
    return field


def _instant(field: str) -> datetime:
    try:
        instant = datetime.fromisoformat(field)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or len(field) < len("2021-12-28T17:42Z"):
        raise ValueError("an instant with its offset, such as 2021-12-28T17:42:00+08:00")
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("an instant that lies in the calendar in UTC") from None


def _day(field: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", field, re.ASCII):
            return date.fromisoformat(field)
    except ValueError:
        pass
    raise ValueError("a day, written YYYY-MM-DD")


def _clock_time(field: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", field, re.ASCII):
        raise ValueError("a time of day, written HH:MM, from 00:00 to 24:00")
    return field


def _integer(field: str, least: int, expected: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,10}", field, re.ASCII) or not least <= int(field) <= LARGEST_INTEGER:
        raise ValueError(expected)
    return int(field)


def _number(field: str) -> float:
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", field, re.ASCII) or abs(float(field)) == float("inf"):
        raise ValueError("a number, such as 12.5")
    return float(field)


def _yes_no(field: str) -> bool:
    if field.lower() not in ("0", "1", "true", "false"):
        raise ValueError("0, 1, true or false")
    return field.lower() in ("1", "true")


def _text(field: str, length: int | None) -> str:
    if "\0" in field:
        raise ValueError("text: it holds a NUL character")
    if length is not None and len(field) > length:
        raise ValueError(f"at most {length} characters long")
    return field


def in_order_of_references(sheets: dict[Path, str]) -> Iterator[Path]:
    """The files in the order their references need, by table name; files of no known table last."""
    place = {name: number for number, name in enumerate(_sorted_tables())}
    yield from sorted(sheets, key=lambda path: (place.get(sheets[path], len(place)), str(path)))


def _sorted_tables() -> list[str]:
    from graphlib import TopologicalSorter

    needs = {
        name: {column.info["references"] for column in table.c if column.info.get("references")} - {name}
        for name, table in metadata.tables.items()
    }
    return list(TopologicalSorter(needs).static_order())
