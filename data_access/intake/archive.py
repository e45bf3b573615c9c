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
_MOST_MERGED, _MOST_FORMATS = 20_000, 66_000  # no spreadsheet program keeps more formats
_BESIDE = Limits(cells=75_000)  # for parts that are no sheet
STYLES = "xl/styles.xml"
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
    shown_otherwise: list[tuple[int, int]] = field(default_factory=list)  # numbers that a format shows as others: 0.5 as 50 %
    without_time: set[tuple[int, int]] = field(default_factory=set)  # instants of which only the day is shown
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are read: of the rows named, or of all from the first on; of the columns named, or of all."""

    first_row: int = 1
    rows: frozenset[int] | None = None
    columns: frozenset[int] | None = None

    def holds(self, row: int, column: int) -> bool:
        in_rows = row in self.rows if self.rows is not None else row >= self.first_row
        return in_rows and (self.columns is None or column in self.columns)

    def meets(self, row: int, column: int, last_row: int, last_column: int) -> bool:
        """Whether any cell of a rectangle is among them."""
        in_rows = any(row <= one <= last_row for one in self.rows) if self.rows is not None else last_row >= self.first_row
        return in_rows and (self.columns is None or any(column <= one <= last_column for one in self.columns))


def looked_over(content: bytes, limits: Limits) -> tuple[dict[str, Look], dict[str, bool]]:
    """Of each sheet, by name, what its XML says; and whether it is hidden. Raises Rejected."""
    with _opened(content) as archive:
        _check_parts(archive, limits)
        left = _Budget(limits.expanded_bytes, limits.expanded_bytes)
        names = {info.filename for info in archive.infolist()}
        sheets = _sheets(archive, names, left)
        looks: dict[str, Look] = {}
        formats = _formats(archive, names, left, limits)
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.filename in sheets or (info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")):
                name = sheets[info.filename][0] if info.filename in sheets else info.filename
                looks[name] = _look(archive, info, name, limits, left, formats)
            elif info.filename.endswith("sharedStrings.xml"):
                strings = _Strings(limits)
                _parse(archive, info, left, limits, strings.started, text=strings.text)
            elif info.filename.endswith((".xml", ".rels", ".vml")) and info.filename not in (WORKBOOK, STYLES):
                _parse(archive, info, left, _BESIDE, lambda *_: None)
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
    odd: Callable[[], None] | None = None,
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
    if odd is not None:  # what a spreadsheet program writes into no value
        parser.StartCdataSectionHandler = odd
        parser.CommentHandler = parser.ProcessingInstructionHandler = lambda *_: odd()
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


def _formats(archive: zipfile.ZipFile, names: set[str], left: _Budget, limits: Limits) -> list[str]:
    """How numbers are shown, by the number of a cell's style."""
    codes: dict[str, str] = {}
    of_cells: list[str] = []
    inside = False

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = True
        elif name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside:
            of_cells.append(attributes.get("numFmtId", "0"))
            if len(of_cells) > _MOST_FORMATS:
                raise Rejected(fault("fault-beyond-measure", name=STYLES))

    def ended(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    if STYLES in names:
        _parse(archive, archive.getinfo(STYLES), left, limits, started, ended)
    return [codes.get(one, _BUILT_IN.get(one, "")) for one in of_cells]


_BUILT_IN = {"9": "0%", "10": "0.00%"} | dict.fromkeys(
    ("14", "15", "16", "17", *map(str, range(27, 32)), "36", *map(str, range(50, 59))), "yyyy-mm-dd"
)


def _shows_otherwise(code: str) -> bool:
    """Whether a number shown so reads as another: as a share, in thousands, with a sign or a myriad that it does not have."""
    plain = re.sub(r"\[[^\]]*\]", "", code.split(";")[0])
    scaled = re.search(r"[0#?],+(?![0#?])", plain) is not None
    return "%" in plain or scaled or plain.lstrip('"\\ ').startswith("-") or bool(re.search("[百千万亿佰仟萬億]", plain))


def _shows_a_day_alone(code: str) -> bool:
    plain = re.sub(r'\[[^\]]*\]|"[^"]*"', "", code.split(";")[0]).lower()
    return "y" in plain and "h" not in plain


def _look(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits, left: _Budget, formats: list[str]) -> Look:
    looker = _Looker(name, limits, formats)
    _parse(archive, info, left, limits, looker.started, looker.ended, looker.text, looker.odd)
    looker.look.in_hidden += [(row, column) for row, column in looker.filled if looker.hidden_columns[column]]
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

    def __init__(self, name: str, limits: Limits, formats: list[str]) -> None:
        self.look, self._name, self._limits = Look(), name, limits
        self._otherwise = [_shows_otherwise(code) for code in formats]
        self._day_alone = [_shows_a_day_alone(code) for code in formats]
        self._most_text = min(LONGEST_CELL_OF_A_WORKBOOK, limits.cell_characters)
        self._row = self._column = 0
        self._hidden_row = self._rows_hidden = False
        self.hidden_columns = bytearray(_LAST_COLUMN + 1)
        self.filled: list[tuple[int, int]] = []
        self._style, self._values = 0, 0
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
            self._values += name == "v"
            if self._in == "v" or self._values > 1:
                self.odd()
            self._in, self._holds = name, True
            self._formula = self._formula or name == "f"
        elif name == "row":
            self._row = self._number(attributes.get("r"), self._row + 1, _LAST_ROW)
            self._column, self._seen_columns = 0, set()
            height = attributes.get("ht")
            hidden = attributes.get("hidden") in ("1", "true") or (height is not None and _is_nothing(height))
            self._hidden_row = hidden or (self._rows_hidden and height is None)
            if self._row in self._seen_rows:
                raise Rejected(fault("fault-row-twice", Place(self._name, self._row)))
            self._seen_rows.add(self._row)
            if len(self._seen_rows) > self._limits.rows:
                raise Rejected(fault("fault-too-many-rows", Place(self._name), most=self._limits.rows))
        elif name == "sheetFormatPr":
            self._rows_hidden = attributes.get("zeroHeight") in ("1", "true")
        elif name == "col" and (attributes.get("hidden") in ("1", "true") or _is_nothing(attributes.get("width", "1"))):
            first = self._number(attributes.get("min"), 1, _LAST_COLUMN)
            last = self._number(attributes.get("max"), first, _LAST_COLUMN)
            self.hidden_columns[first : last + 1] = bytes([1]) * max(0, last + 1 - first)
            self.hidden_columns = self.hidden_columns[: _LAST_COLUMN + 1]
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            (row, column), (last_row, last_column) = self._address(first), self._address(last or first)
            self.look.merged.append((row, column, last_row, last_column))
            if len(self.look.merged) > _MOST_MERGED:
                raise Rejected(fault("fault-beyond-measure", Place(self._name), name="mergeCells"))

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
        self._style, self._values = int(style) if (style := attributes.get("s", "0")).isdecimal() and len(style) < 8 else 0, 0
        self._length, self._holds = 0, False

    def odd(self) -> None:
        """Markup where a value stands: readers differ on what it is."""
        if self._in in ("v", "t") or self._values > 1:
            raise Rejected(fault("fault-damaged", Place(self._name, self._row, self._column), name=self._name[:100]))

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
        elif self._kind == "s" and not re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII):
            self._values = 2
            self.odd()
        elif self._kind == "n" and value and self._style < len(self._otherwise):
            if self._otherwise[self._style]:
                look.shown_otherwise.append(here)
            if self._day_alone[self._style]:
                look.without_time.add(here)
        if self._hidden_row:
            look.in_hidden.append(here)
        else:
            self.filled.append(here)

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


def _is_nothing(size: str) -> bool:
    """Whether a height or a width is none."""
    try:
        return float(size) <= 0
    except ValueError:
        return False


def faults_of(look: Look, name: str, area: Area) -> Faults:
    """What the sheet's cells that are read hold that no reader can be sure of."""
    found = Faults()
    told = {"fault-formula": look.without_value, "fault-hidden": look.in_hidden, "fault-shown-otherwise": look.shown_otherwise}
    for key, cells in told.items():
        found.add_all(fault(key, Place(name, row, column)) for row, column in cells if area.holds(row, column))
    for (row, column), value in look.in_error.items():
        if area.holds(row, column):
            found.add(fault("fault-error-value", Place(name, row, column), found=value))
    for row, column, last_row, last_column in look.merged:
        if (row, column) != (last_row, last_column) and area.meets(row, column, last_row, last_column):
            found.add(fault("fault-merged", Place(name, row, column), range=f"{letters(column)}{row}:{letters(last_column)}{last_row}"))
    return found


def is_whole(content: bytes) -> bool:
    """Whether an archive's end has arrived."""
    return content.startswith(_OLE) or zipfile.is_zipfile(io.BytesIO(content))
