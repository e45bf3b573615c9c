"""Reads a sheet that knows nothing of us, a workbook's or a CSV file's, as a mapping says: every heading is accounted for, and every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from data_access.intake.archive import Area, faults_of
from data_access.intake.faults import Faults, Place, Rejected, Said, fault, quoted, said
from data_access.intake.grids import Grid, Value
from data_access.intake.layout import REPORTS
from data_access.intake.limits import Limits
from data_access.intake.mapping import Mapped
from data_access.intake.sheet import BLOCK, Progress, Remembered, Sheet, add_block, never_missing, twice
from data_access.intake.text_files import lines_of
from data_access.intake.values import Reader, reader_of

Line = tuple[int, Sequence[Value]]
TOTALS = ("合计", "总计", "小计", "共计", "本页小计", "total", "subtotal", "grandtotal", "sum")  # what a row of sums calls itself


def read_workbook(
    grids: Mapping[str, Grid], mapping: Sequence[Mapped], zone: ZoneInfo, progress: Progress
) -> tuple[list[Sheet], Faults, list[Said]]:
    """The sheets that the mapping names. Sheets that it does not name, with anything on them, are told as faults: nothing is dropped in silence."""
    faults, notes, sheets = Faults(), [], []
    grids = {name: grid for name, grid in grids.items() if name not in REPORTS}
    first = next(iter(grids), "")
    named = [mapped.name or first for mapped in mapping]
    for name, grid in grids.items():
        if name not in named and not grid.is_empty:
            faults.add(fault("fault-sheet-not-mapped", Place(name)))
    for name in dict.fromkeys(named):
        of_sheet = [mapped for mapped, its in zip(mapping, named, strict=True) if its == name]
        if name not in grids:
            faults.add(fault("fault-sheet-missing", name=name))
            continue
        grid = grids[name]
        if grid.hidden:
            faults.add(fault("fault-hidden-sheet", Place(name)))
        top = min(mapped.header_row for mapped in of_sheet)
        faults.add_all(faults_of(grid.look, name, Area(top, columns=_columns_read(grid, of_sheet))).kept)
        for mapped in of_sheet:
            heading = grid.rows[mapped.header_row - 1] if mapped.header_row <= len(grid.rows) else []
            lines = ((number, row) for number, row in enumerate(grid.rows[mapped.header_row :], mapped.header_row + 1))
            others = {heading for other in of_sheet for heading in (*other.columns, *other.ignore)}
            sheet = _read(mapped, name, _headings(heading), lines, others, zone, len(grid.rows), faults, notes, progress)
            sheets += [] if sheet is None else [sheet]
    faults.add_all(twice(sheets))
    return sheets, faults, notes


def read_text(
    text: str, mapping: Sequence[Mapped], zone: ZoneInfo, limits: Limits, progress: Progress
) -> tuple[list[Sheet], Faults, list[Said]]:
    """The rows of a CSV file as each part of the mapping reads them."""
    faults, notes, sheets = Faults(), [], []
    others = {heading for mapped in mapping for heading in (*mapped.columns, *mapped.ignore)}
    for mapped in mapping:
        try:
            heading, lines, separator = lines_of(text, limits, mapped.header_row)
            whole = separator == ","
            sheet = _read(mapped, None, _headings(heading), lines, others, zone, text.count("\n"), faults, notes, progress, thousands=whole)
            sheets += [] if sheet is None else [sheet]
        except Rejected as rejected:
            faults.add_all(rejected.faults)
    faults.add_all(twice(sheets))
    return sheets, faults, notes


def _columns_read(grid: Grid, of_sheet: Sequence[Mapped]) -> frozenset[int]:
    """The numbers of the columns that any part of the mapping reads; what the others hold is nobody's concern."""
    return frozenset(
        number
        for mapped in of_sheet
        for number, heading in enumerate(_headings(grid.rows[mapped.header_row - 1] if mapped.header_row <= len(grid.rows) else []), 1)
        if heading in mapped.columns
    )


def _headings(row: Sequence[Value]) -> list[str]:
    return [" ".join(_as_text(value).split()) for value in row]


def _as_text(value: Value) -> str:
    """As the mapping writes it: a whole number without its point."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return "" if value is None else str(value)


def _read(
    mapped: Mapped,
    name: str | None,
    headings: list[str],
    lines: Iterator[Line],
    accounted: set[str],
    zone: ZoneInfo,
    of: int,
    faults: Faults,
    notes: list[Said],
    progress: Progress,
    *,
    thousands: bool = True,
) -> Sheet | None:
    while headings and not headings[-1]:
        headings.pop()
    at = _places(mapped, name, headings, accounted, faults)
    if at is None:
        return None
    sheet = Sheet(mapped.table, name, {column: number + 1 for column, number in at.items()}, once=True)
    needed = set(never_missing(mapped.table))
    readers = {column: _translated(mapped, column, zone, thousands) for column in (*at, *mapped.constants)}
    columns = [(column, Remembered(readers[column], required=column in needed)) for column in (*at, *mapped.constants)]
    constants = list(mapped.constants.values())
    done = totals = 0
    totals_here = {_word(word) for word in mapped.totals}
    sheet.elsewhere = {column: Place(name, None, None, column) for column in mapped.constants}
    while some := list(islice(lines, BLOCK)):
        block: list[list[Value]] = []
        numbers: list[int] = []
        for number, row in some:
            cells = [_cell(row, number_of) for number_of in at.values()]
            unheaded = [index for index in range(len(row)) if index >= len(headings) or not headings[index]]
            beyond = [index for index in unheaded if _cell(row, index) is not None]
            if beyond:
                faults.add(fault("fault-beyond-headings", Place(name, number, beyond[0] + 1), found=quoted(row[beyond[0]])))
            if all(value is None for value in cells):
                filled = [index for index in range(len(row)) if _cell(row, index) is not None]
                if filled and not beyond:
                    faults.add(fault("fault-row-only-ignored", Place(name, number, filled[0] + 1)))
                continue
            words = {_word(value): column for column, value in zip(at, cells, strict=True) if isinstance(value, str)}
            if words.keys() & totals_here:
                totals += 1
            elif like_totals := words.keys() & set(TOTALS):
                word = next(iter(like_totals))
                faults.add(fault("fault-total-row", Place(name, number, at[words[word]] + 1), found=quoted(word)))
            else:
                block.append([*cells, *constants])
                numbers.append(number)
        if block:
            add_block(sheet, columns, block, numbers, faults)
        sheet.held += len(block)
        done += len(some)
        progress("read", done, of)
    if totals:
        notes.append(said("note-totals", count=totals))
    if not sheet.held and not faults:
        faults.add(fault("fault-nothing-filled-in"))
    return sheet


def _word(text: str) -> str:
    """A word of totals, however it is spaced."""
    return "".join(text.split()).rstrip(":：").casefold()


def _cell(row: Sequence[Value], index: int) -> Value:
    value = row[index] if index < len(row) else None
    return None if isinstance(value, str) and not value.strip() else value


def _places(mapped: Mapped, name: str | None, headings: list[str], accounted: set[str], faults: Faults) -> dict[str, int] | None:
    """The place of each column, from 0; None where a heading is missing, twice, or not accounted for."""
    count, row = len(faults), mapped.header_row
    by_heading: dict[str, int] = {}
    for number, heading in enumerate(headings):
        if heading and heading in by_heading and heading in mapped.columns:
            faults.add(fault("fault-column-twice", Place(name, row, number + 1), name=heading))
        elif heading and heading not in accounted:
            faults.add(fault("fault-heading-not-mapped", Place(name, row, number + 1), found=quoted(heading)))
        by_heading.setdefault(heading, number)
    for heading in mapped.columns:
        if heading not in by_heading:
            faults.add(fault("fault-heading-missing", Place(name, row), name=heading))
    if len(faults) > count:
        return None
    return {column: by_heading[heading] for heading, column in mapped.columns.items()}


def _translated(mapped: Mapped, column: str, zone: ZoneInfo, thousands: bool) -> Reader:
    read = reader_of(mapped.table.c[column], zone, day_format=mapped.day_formats.get(column), thousands=thousands)
    words = mapped.values.get(column)
    if words is None:
        return read
    return lambda value: read(words.get(_as_text(value).strip(), value))
