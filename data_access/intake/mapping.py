"""A mapping file: how somebody else's sheet is read. TOML, each part of it named where it is wrong.

[[sheet]]
name = "日报"                      # the sheet of a workbook; without it the first; a CSV file has one
header_row = 2                     # the row of the headings, 1 without it
table = "daily_report"
totals = ["合计", "小计"]           # a row with such a word in a column that is read is left out, and counted
ignore = ["备注"]                  # headings that are meant not to be read
[sheet.columns]                    # heading = column of the contract
"单位" = "org_unit_id"
[sheet.constants]                  # columns that the sheet does not have
report_date = "2021-12-28"
[sheet.values.org_unit_id]         # what stands there = what is meant
"南沟金矿" = "NWG-711"
[sheet.day_formats]                # days written otherwise than year first
report_date = "%d/%m/%Y"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data_access.contract import metadata
from data_access.intake.contract_csv import NOT_IMPORTED
from data_access.intake.sheet import never_missing


class MappingWrong(Exception):
    """A mapping file that cannot be used; the message says what, where and what is expected."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One table read from one sheet."""

    table: sa.Table
    columns: dict[str, str]
    name: str | None = None
    header_row: int = 1
    totals: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    day_formats: dict[str, str] = field(default_factory=dict)


_KINDS: dict[str, tuple[type, str]] = {
    "name": (str, "the name of a sheet"),
    "header_row": (int, "the number of a row, from 1"),
    "table": (str, "a table of the contract"),
    "totals": (list, "a list of words"),
    "ignore": (list, "a list of headings"),
    "columns": (dict, "a table: heading = column"),
    "constants": (dict, "a table: column = value"),
    "values": (dict, "a table of tables: [sheet.values.COLUMN] what stands there = what is meant"),
    "day_formats": (dict, "a table: column = a format such as %d/%m/%Y"),
}


def read_mapping(path: Path) -> tuple[Mapped, ...]:
    """The mapping's parts. Raises MappingWrong."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise MappingWrong(f"{path}: cannot be read ({error.strerror})") from None
    except RecursionError:
        raise MappingWrong(f"{path}: not a TOML file of this kind (tables in tables beyond measure)") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingWrong(f"{path}: not a TOML file ({' '.join(str(error).split())})") from None
    if unknown := sorted(set(content) - {"sheet"}):
        raise MappingWrong(f"{path}: {unknown[0]!r} is not known; a mapping has [[sheet]], one for each table that is read")
    sheets = content.get("sheet")
    if not isinstance(sheets, list) or not sheets or not all(isinstance(one, dict) for one in sheets):
        raise MappingWrong(f"{path}: expected [[sheet]], one for each table that is read")
    return tuple(_mapped(one, f"{path}, [[sheet]] {number}") for number, one in enumerate(sheets, 1))


def _mapped(given: dict[str, Any], where: str) -> Mapped:
    for name, value in given.items():
        if name not in _KINDS:
            raise MappingWrong(f"{where}: {name!r} is not known; there are {', '.join(_KINDS)}")
        kind, expected = _KINDS[name]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise MappingWrong(f"{where}, {name}: expected {expected}")
    table = metadata.tables.get(given.get("table", ""))
    if table is None or table.name == NOT_IMPORTED:
        tables = ", ".join(sorted(set(metadata.tables) - {NOT_IMPORTED}))
        raise MappingWrong(f"{where}, table: expected one of {tables}")
    if not 1 <= given.get("header_row", 1) <= 1000:
        raise MappingWrong(f"{where}, header_row: expected the number of a row, from 1 to 1000")
    columns = _texts(given.get("columns", {}), f"{where}, columns")
    constants = _texts(given.get("constants", {}), f"{where}, constants")
    values = {name: _texts(some, f"{where}, values.{name}") for name, some in given.get("values", {}).items()}
    formats = _texts(given.get("day_formats", {}), f"{where}, day_formats")
    read = [*columns.values(), *constants]
    for name in [*read, *values, *formats]:
        if name not in table.c:
            raise MappingWrong(f"{where}: {name!r} is no column of {table.name}; it has {', '.join(table.c.keys())}")
    for name in (name for name in read if read.count(name) > 1):
        raise MappingWrong(f"{where}: {name} is given twice")
    for name in (name for name in never_missing(table) if name not in read):
        raise MappingWrong(f"{where}: {table.name} cannot do without {name}: give it in columns or in constants")
    for name, one in formats.items():
        if not isinstance(table.c[name].type, sa.Date):
            raise MappingWrong(f"{where}, day_formats: {name} is no day")
        if not _is_of_a_whole_day(one):
            raise MappingWrong(f"{where}, day_formats, {name}: expected a format with year (%Y), month (%m) and day (%d), such as %d/%m/%Y")
    lists = {name: tuple(map(str, given.get(name, ()))) for name in ("totals", "ignore")}
    return Mapped(
        table, columns, given.get("name"), given.get("header_row", 1), **lists, constants=constants, values=values, day_formats=formats
    )


def _is_of_a_whole_day(form: str) -> bool:
    try:
        return all(datetime.strptime(day.strftime(form), form).date() == day for day in (date(1987, 6, 5), date(2021, 12, 28)))  # noqa: DTZ007
    except (ValueError, re.error):
        return False


def _texts(given: Any, where: str) -> dict[str, str]:
    if not isinstance(given, dict):
        raise MappingWrong(f"{where}: expected a table")
    for name, value in given.items():
        if isinstance(value, (dict, list)):
            raise MappingWrong(f"{where}, {name}: expected a text or a number")
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in given.items()}
