"""What is wrong with a file, said so that somebody can mend it: place, what was found, what is expected; in no language yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KEPT = 1000  # faults of one file that are told one by one; the others are counted
LONGEST = 60  # characters of a value that a message quotes


def plain_text(text: object) -> str:
    """The text for a message or a record: no control characters, nothing that is not Unicode."""
    encoded = str(text).encode("utf-8", "backslashreplace").decode()
    return "".join(character if character.isprintable() else "\ufffd" for character in encoded)


def quoted(value: object) -> str:
    """A value as a message shows it: on one line, and not at any length."""
    if value is None:
        return "—"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:  # as a spreadsheet shows it
        value = int(value)
    text = plain_text(" ".join(str(value)[: LONGEST + 1].split()) if isinstance(value, str) else str(value)[: LONGEST + 1])
    return repr(text if len(text) <= LONGEST else text[:LONGEST] + "…")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the words (`dashboard/locales`) with its values; a value may be a sentence itself."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.key}({told})" if told else self.key


def said(key: str, **values: Any) -> Said:
    return Said(key, values)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: of a workbook the sheet and the cell, of a CSV file the line; and the contract's column. All may be missing: the whole file."""

    sheet: str | None = None
    row: int | None = None  # from 1; of a CSV file the line
    at: int | None = None  # the column's number in the sheet, from 1
    column: str | None = None

    @property
    def cell(self) -> str | None:
        """B7; of a sheet alone."""
        return f"{letters(self.at)}{self.row}" if self.sheet is not None and self.row and self.at else None


def letters(number: int) -> str:
    """A column's name in a sheet: 1 is A, 28 is AB."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Fault:
    place: Place
    what: Said

    def __str__(self) -> str:
        where = " ".join(str(part) for part in (self.place.sheet, self.place.cell or self.place.row, self.place.column) if part)
        return f"{where}: {self.what}" if where else str(self.what)


def fault(key: str, place: Place = Place(), **values: Any) -> Fault:
    return Fault(place, Said(key, values))


class NotSo(ValueError):
    """A value that is not what its column holds; `expected` says what that would be."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.expected = Said(key, values)


class Rejected(Exception):
    """A file that was not taken, with every fault found in it; nothing of it was stored. `rows` are those it held, `more` the faults beyond those kept."""

    def __init__(self, *faults: Fault, rows: int = 0, more: int = 0) -> None:
        super().__init__("; ".join(map(str, faults[:20])))
        self.faults, self.rows = faults[:KEPT], rows
        self.more = more + max(0, len(faults) - KEPT)

    def __reduce__(self) -> Any:
        return _rejected, (self.faults, self.rows, self.more)


def _rejected(faults: tuple[Fault, ...], rows: int, more: int) -> Rejected:
    return Rejected(*faults, rows=rows, more=more)


class Faults:
    """Faults as they are found: the first 1,000 kept, the others counted, so that a file of nothing but faults costs no memory."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.more = 0

    def __len__(self) -> int:
        return len(self.kept) + self.more

    def add(self, one: Fault) -> None:
        if len(self.kept) < KEPT:
            self.kept.append(one)
        else:
            self.more += 1

    def add_all(self, some: Iterable[Fault]) -> None:
        for one in some:
            self.add(one)

    def rejected(self, rows: int) -> Rejected:
        return Rejected(*self.kept, rows=rows, more=self.more)
