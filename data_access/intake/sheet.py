"""Rows read from a file as a table of the contract takes them, each with the place it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from data_access.contract import is_append_only, key_columns
from data_access.intake.faults import Fault, Faults, NotSo, Place, fault, quoted

Row = tuple[Any, ...]  # one value per column of the table, in its order
BLOCK = 10_000  # rows read, or stored, between two words of how far it is
MOST_REMEMBERED = 100_000  # texts of one column whose values are remembered
Progress = Callable[[str, int, int], None]  # what is done ("read", "store"), how far, of how much


def silent(what: str, done: int, of: int) -> None:
    """No word of how far it is."""


@dataclass(slots=True, eq=False)
class Sheet:
    """Rows for one table. `numbers` are their lines or rows in the file, `at` each column's number in the sheet; `held` counts also rows that cannot
    be taken. `once`: a key may stand there only once (in CSV of the contract it may be corrected further down). `of_unit`: all rows are to be of
    that unit, also those that they revise. `keeps`: columns that, left empty, stay as they are known; `planned`: columns that do so in any case in the
    rows of `known_rows` (by number), since nobody was to change them there. `elsewhere`: where a column stands that no row has. `faulty` are rows with a
    fault, its values left out: what else they name is looked up all the same."""

    table: sa.Table
    name: str | None = None
    at: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    held: int = 0
    once: bool = False
    of_unit: str | None = None
    keeps: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    known_rows: set[int] = field(default_factory=set)
    elsewhere: dict[str, Place] = field(default_factory=dict)
    faulty: list[Row] = field(default_factory=list)
    faulty_numbers: list[int] = field(default_factory=list)

    def place(self, index: int, column: str | None = None) -> Place:
        return self.place_of(self.numbers[index], column)

    def place_of(self, number: int, column: str | None = None) -> Place:
        return self.elsewhere.get(column or "") or Place(self.name, number, self.at.get(column or "", 1), column)

    def keys(self) -> list[Row]:
        """The key of each row, without its revision."""
        return keys(self.rows, self.table)


def twice(sheets: Sequence[Sheet]) -> Iterable[Fault]:
    """Where a key stands that stood before, in the same sheet or in another for the same table."""
    seen: dict[str, dict[Row, tuple[Sheet, int]]] = {}
    for sheet in sheets:
        of_table = seen.setdefault(sheet.table.name, {})
        for index, key in enumerate(sheet.keys()):
            first, at = of_table.setdefault(key, (sheet, index))
            if (first, at) != (sheet, index):
                row = str(first.numbers[at]) if first.name == sheet.name else f"{first.name}!{first.numbers[at]}"
                yield fault("fault-twice", sheet.place(index), named=", ".join(map(quoted, key)), row=row)


def columns_of(table: sa.Table) -> list[str]:
    """The table's columns, in their order."""
    return [column.name for column in table.c]


def keys(rows: Iterable[Row], table: sa.Table) -> list[Row]:
    positions = [columns_of(table).index(name) for name in key_columns(table)]
    if len(positions) == 1:
        return [(row[positions[0]],) for row in rows]
    return list(map(itemgetter(*positions), rows))


def never_missing(table: sa.Table) -> list[str]:
    """The columns that a file has to give: not those that the import itself fills."""
    supplied = ("revision", "recorded_at") if is_append_only(table) else ()
    return [column.name for column in table.c if not column.nullable and column.name not in supplied]


@dataclass(frozen=True, slots=True)
class Bad:
    """A value that cannot be taken, and what was expected of it; None: that there be one."""

    found: Any
    expected: Any


class Remembered(dict[Any, Any]):
    """Values by what stands in the file, each read once: the same few stand there again and again."""

    def __init__(self, read: Callable[[Any], Any], *, required: bool) -> None:
        super().__init__()
        self._read, self._nothing = read, Bad(None, None) if required else None

    def __missing__(self, found: Any) -> Any:
        try:
            value = self._nothing if found in ("", None) else self._read(found)
        except NotSo as error:
            value = Bad(found, error.expected)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[found] = value
        return value


def add_block(
    sheet: Sheet, columns: Sequence[tuple[str, Remembered]], block: Sequence[Sequence[Any]], numbers: Sequence[int], faults: Faults
) -> None:
    """Read a block of rows, column by column, into the sheet. Rows with a fault are told and left out: the file is refused at its end, and what
    can be said of its other rows is said as well."""
    given = {}
    bad: set[int] = set()
    for (name, remembered), fields in zip(columns, zip(*block, strict=True), strict=True):
        values = list(map(remembered.__getitem__, fields))
        given[name] = values
        if any(value.__class__ is Bad for value in values):
            for index, value in enumerate(values):
                if value.__class__ is Bad:
                    bad.add(index)
                    place = sheet.place_of(numbers[index], name)
                    missing = value.expected is None
                    faults.add(
                        fault("fault-empty", place)
                        if missing
                        else fault("fault-not", place, found=quoted(value.found), expected=value.expected)
                    )
    nothing = [None] * len(block)
    rows = list(zip(*(given.get(name, nothing) for name in columns_of(sheet.table)), strict=True))
    if bad:
        without = [tuple(None if value.__class__ is Bad else value for value in rows[index]) for index in sorted(bad)]
        sheet.faulty += without
        sheet.faulty_numbers += [numbers[index] for index in sorted(bad)]
        rows = [row for index, row in enumerate(rows) if index not in bad]
        numbers = [number for index, number in enumerate(numbers) if index not in bad]
    sheet.rows += rows
    sheet.numbers += numbers
