"""Looks a workbook over before anything parses it: how large it would unpack, how many cells it claims, and what only its XML says of them.

A workbook is an archive of XML files. Nothing in it is believed before it is counted: parts are unpacked in pieces and only as far as the limits, a document
type is refused (so no entity is ever expanded), nothing is written to disk and no address in it is followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from struct import error as struct_error
from typing import Any
from xml.parsers import expat

from data_access.intake.faults import Faults, Place, Rejected, fault, letters
from data_access.intake.limits import LONGEST_CELL_OF_A_WORKBOOK, Limits

PIECE = 65_536
WORKBOOK = "xl/workbook.xml"  # where every spreadsheet program puts it, and calamine looks for it
_OLE = b"\xd0\xcf\x11\xe0"  # an older workbook, or one with a password
_MARKS = 4  # elements of a sheet for each cell that it may have: value, formula and text stand in it
_DEEPEST = 64  # elements in one another
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class Look:
    """What the XML says of a sheet, and the values alone do not: cells, as (row, column) from 1."""

    rows: int = 0  # the last row and column with a cell that holds something
    columns: int = 0
    without_value: list[tuple[int, int]] = field(default_factory=list)  # formulas nobody has worked out
    in_error: dict[tuple[int, int], str] = field(default_factory=dict)  # #N/A and its like
    in_hidden: list[tuple[int, int]] = field(default_factory=list)  # in hidden rows or columns
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column


def looked_over(content: bytes, limits: Limits) -> tuple[dict[str, Look], dict[str, bool]]:
    """Of each sheet, by name, what its XML says; and whether it is hidden. Raises Rejected."""
    with _opened(content) as archive:
        _check_parts(archive, limits)
        left = _Budget(limits.expanded_bytes, limits.expanded_bytes)
        names = {info.filename for info in archive.infolist()}
        sheets = _sheets(archive, names, left)
        looks: dict[str, Look] = {}
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.filename in sheets or (info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")):
                name = sheets[info.filename][0] if info.filename in sheets else info.filename
                looks[name] = _look(archive, info, name, limits, left)
            elif info.filename.endswith("sharedStrings.xml"):
                strings = _Strings(limits)
                _parse(archive, info, left, limits, strings.started, text=strings.text)
            elif info.filename.endswith((".xml", ".rels", ".vml")) and info.filename != WORKBOOK:
                _parse(archive, info, left, limits, lambda *_: None)
            else:
                for _ in _unpacked(archive, info, left):
                    pass
    return {name: looks[name] for name, _ in sheets.values() if name in looks}, dict(sheets.values())


def _opened(content: bytes) -> zipfile.ZipFile:
    if content.startswith(_OLE):
        raise Rejected(fault("fault-old-or-locked"))
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct_error, EOFError):
        raise Rejected(fault("fault-not-a-workbook")) from None


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise Rejected(fault("fault-too-many-parts", most=limits.parts))
    names = [posixpath.normpath(part.filename).casefold() for part in parts]
    if len(set(names)) < len(names):
        raise Rejected(fault("fault-not-a-workbook"))
    if any(part.flag_bits & 0x1 for part in parts):
        raise Rejected(fault("fault-old-or-locked"))
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Rejected(fault("fault-not-a-workbook"))
    if sum(part.file_size for part in parts) > limits.expanded_bytes:
        raise Rejected(fault("fault-unpacks-too-large", most=limits.expanded_bytes // 1_000_000))


@dataclass(slots=True)
class _Budget:
    """Bytes that may still be unpacked; an archive may say less of its parts than they are."""

    left: int
    most: int

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Rejected(fault("fault-unpacks-too-large", most=self.most // 1_000_000))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: _Budget) -> Iterator[bytes]:
    try:
        with archive.open(info) as part:
            while piece := part.read(PIECE):
                left.spend(len(piece))
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, struct_error):
        raise Rejected(fault("fault-damaged", name=info.filename[:100])) from None


Started = Callable[[str, dict[str, str]], None]


def _parse(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    left: _Budget,
    limits: Limits,
    started: Started,
    ended: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part's XML; names without their namespace. Raises Rejected where it is no XML, has a document type, or is nested or marked up beyond measure."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth, marks, most = 0, 0, limits.cells * _MARKS

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, marks
        depth, marks = depth + 1, marks + 1
        if depth > _DEEPEST or marks > most:
            raise Rejected(fault("fault-beyond-measure", name=info.filename[:100]))
        started(name.rpartition(" ")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if ended is not None:
            ended(name.rpartition(" ")[2])

    def refuse(*_: Any) -> None:
        raise Rejected(fault("fault-document-type", name=info.filename[:100]))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in _unpacked(archive, info, left):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, ValueError, LookupError):
        raise Rejected(fault("fault-damaged", name=info.filename[:100])) from None


def _sheets(archive: zipfile.ZipFile, names: set[str], left: _Budget) -> dict[str, tuple[str, bool]]:
    """Of each sheet by its part: its name and whether it is hidden, in their order."""
    small = Limits(cells=50_000)

    def relations(part: str) -> dict[str, tuple[str, str]]:
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, tuple[str, str]] = {}

        def started(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

        if path in names:
            _parse(archive, archive.getinfo(path), left, small, started)
        return found

    if WORKBOOK not in names:
        raise Rejected(fault("fault-not-a-workbook"))
    targets = relations(WORKBOOK)
    sheets: dict[str, tuple[str, bool]] = {}

    def started(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "id"), "")
            kind, target = targets.get(relation, ("", ""))
            title = attributes.get("name", "")
            if kind == "worksheet" and target in names:
                if target in sheets or title in (name for name, _ in sheets.values()):
                    raise Rejected(fault("fault-not-a-workbook"))
                sheets[target] = (title, attributes.get("state", "visible") != "visible")

    _parse(archive, archive.getinfo(WORKBOOK), left, small, started)
    if not sheets:
        raise Rejected(fault("fault-no-sheet"))
    return sheets


def _look(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits, left: _Budget) -> Look:
    looker = _Looker(name, limits)
    _parse(archive, info, left, limits, looker.started, looker.ended, looker.text)
    looker.look.in_hidden += [
        (row, column) for row, column in looker.filled_in_columns if any(first <= column <= last for first, last in looker.hidden_columns)
    ]
    return looker.look


class _Strings:
    """The texts that cells point to, held to the length of a cell."""

    def __init__(self, limits: Limits) -> None:
        self._most, self._length = min(LONGEST_CELL_OF_A_WORKBOOK, limits.cell_characters), 0

    def started(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._length = 0

    def text(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._most:
            raise Rejected(fault("fault-too-long", most=self._most))


class _Looker:
    """Follows a sheet's XML from cell to cell."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.look, self._name, self._limits = Look(), name, limits
        self._most_text = min(LONGEST_CELL_OF_A_WORKBOOK, limits.cell_characters)
        self._row = self._column = 0
        self._hidden_row = False
        self.hidden_columns: list[tuple[int, int]] = []
        self.filled_in_columns: list[tuple[int, int]] = []  # cells that may stand in a hidden column
        self._in: str | None = None  # "v", "t" or "f" inside a cell
        self._kind = ""
        self._formula = False
        self._value: list[str] = []
        self._length, self._holds = 0, False
        self._seen_rows: set[int] = set()
        self._seen_columns: set[int] = set()

    def started(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t", "f", "is"):
            self._in, self._holds = name, True
            self._formula = self._formula or name == "f"
        elif name == "row":
            self._row = self._number(attributes.get("r"), self._row + 1, _LAST_ROW)
            self._column, self._seen_columns = 0, set()
            self._hidden_row = attributes.get("hidden") in ("1", "true")
            if self._row in self._seen_rows:
                raise Rejected(fault("fault-row-twice", Place(self._name, self._row)))
            self._seen_rows.add(self._row)
            if len(self._seen_rows) > self._limits.rows:
                raise Rejected(fault("fault-too-many-rows", Place(self._name), most=self._limits.rows))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first = self._number(attributes.get("min"), 1, _LAST_COLUMN)
            self.hidden_columns.append((first, self._number(attributes.get("max"), first, _LAST_COLUMN)))
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            (row, column), (last_row, last_column) = self._address(first), self._address(last or first)
            self.look.merged.append((row, column, last_row, last_column))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if (address := attributes.get("r")) is not None:
            row, self._column = self._address(address)
            if row != self._row:
                raise Rejected(fault("fault-row-twice", Place(self._name, row)))
        else:
            self._column += 1
        if self._column in self._seen_columns:
            raise Rejected(fault("fault-row-twice", Place(self._name, self._row, self._column)))
        self._seen_columns.add(self._column)
        self._kind, self._formula, self._value, self._in = attributes.get("t", "n"), False, [], None
        self._length, self._holds = 0, False

    def text(self, text: str) -> None:
        if self._in in ("v", "t"):
            self._value.append(text)
            self._length += len(text)
            if self._length > self._most_text:
                raise Rejected(fault("fault-too-long", Place(self._name, self._row, self._column), most=self._most_text))

    def ended(self, name: str) -> None:
        if name in ("v", "t", "f"):
            self._in = None
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        look, here, value = self.look, (self._row, self._column), "".join(self._value)
        if not self._holds:
            return
        look.rows, look.columns = max(look.rows, self._row), max(look.columns, self._column)
        if look.columns > self._limits.columns:
            raise Rejected(fault("fault-too-many-columns", Place(self._name, self._row), most=self._limits.columns))
        if look.rows * look.columns > self._limits.cells:
            raise Rejected(fault("fault-too-many-cells", Place(self._name), most=self._limits.cells))
        if self._formula and not value and self._kind != "str":
            look.without_value.append(here)
        elif self._kind == "e":
            look.in_error[here] = value[:20]
        if self._hidden_row:
            look.in_hidden.append(here)
        elif self.hidden_columns:
            self.filled_in_columns.append(here)

    def _address(self, address: str) -> tuple[int, int]:
        found = _CELL.fullmatch(address)
        column = 0
        for letter in found[1] if found else "":
            column = column * 26 + ord(letter) - ord("A") + 1
        if not found or column > _LAST_COLUMN or int(found[2]) > _LAST_ROW:
            raise Rejected(fault("fault-beyond-measure", Place(self._name), name=address[:20]))
        return int(found[2]), column

    def _number(self, text: str | None, default: int, most: int) -> int:
        if text is None:
            return default
        if not re.fullmatch(r"\d{1,7}", text, re.ASCII) or not 1 <= int(text) <= most:
            raise Rejected(fault("fault-beyond-measure", Place(self._name), name=text[:20]))
        return int(text)


def faults_of(look: Look, name: str, of_interest: Callable[[int, int], bool]) -> Faults:
    """What a sheet's cells of interest hold that no reader can be sure of."""
    found = Faults()
    for row, column in look.without_value:
        if of_interest(row, column):
            found.add(fault("fault-formula", Place(name, row, column)))
    for (row, column), value in look.in_error.items():
        if of_interest(row, column):
            found.add(fault("fault-error-value", Place(name, row, column), found=value))
    for row, column in look.in_hidden:
        if of_interest(row, column):
            found.add(fault("fault-hidden", Place(name, row, column)))
    for row, column, last_row, last_column in look.merged:
        inside = any(
            of_interest(r, c) for r in range(row, min(last_row, row + 200) + 1) for c in range(column, min(last_column, column + 50) + 1)
        )
        if inside and (row, column) != (last_row, last_column):
            found.add(fault("fault-merged", Place(name, row, column), range=f"{letters(column)}{row}:{letters(last_column)}{last_row}"))
    return found


def is_whole(content: bytes) -> bool:
    """Whether an archive's end has arrived."""
    return content.startswith(_OLE) or zipfile.is_zipfile(io.BytesIO(content))
