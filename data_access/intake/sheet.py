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


@dataclass(slots=True)
class Sheet:
    """Rows for one table. `numbers` are their lines or rows in the file, `at` each column's number in the sheet; `held` counts also rows that cannot
    be taken. `once`: a key may stand there only once (in CSV of the contract it may be corrected further down). `of_unit`: all rows are to be of
    that unit, also those that they revise. `keeps`: columns that, left empty, stay as they are known."""

    table: sa.Table
    name: str | None = None
    at: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    held: int = 0
    once: bool = False
    of_unit: str | None = None
    keeps: tuple[str, ...] = ()

    def place(self, index: int, column: str | None = None) -> Place:
        return Place(self.name, self.numbers[index], self.at.get(column or "", 1), column)

    def keys(self) -> list[Row]:
        """The key of each row, without its revision."""
        return keys(self.rows, self.table)

    def twice(self) -> Iterable[Fault]:
        """Where a key stands that stood before."""
        seen: dict[Row, int] = {}
        for index, key in enumerate(self.keys()):
            first = seen.setdefault(key, index)
            if first != index:
                told = ", ".join(map(quoted, key))
                yield fault("fault-twice", self.place(index), named=told, row=str(self.numbers[first]))


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
                    place = Place(sheet.name, numbers[index], sheet.at.get(name, 1), name)
                    missing = value.expected is None
                    faults.add(
                        fault("fault-empty", place)
                        if missing
                        else fault("fault-not", place, found=quoted(value.found), expected=value.expected)
                    )
    nothing = [None] * len(block)
    rows = list(zip(*(given.get(name, nothing) for name in columns_of(sheet.table)), strict=True))
    if bad:
        rows = [row for index, row in enumerate(rows) if index not in bad]
        numbers = [number for index, number in enumerate(numbers) if index not in bad]
    sheet.rows += rows
    sheet.numbers += numbers
