"""Reads a unit's workbook, as `template` makes it, into the contract's tables: what is filled in, and with every fault of every sheet at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from data_access.contract import Instant, duty_shift
from data_access.intake import layout
from data_access.intake.archive import Area, faults_of
from data_access.intake.faults import Fault, Faults, Place, Said, fault, quoted, said
from data_access.intake.grids import Grid, Value
from data_access.intake.layout import COVER, COVER_FIELDS, DAILY, FIRST_ROW, SHIFTS, TABLES, Part
from data_access.intake.sheet import Bad, Remembered, Sheet, add_block, columns_of, never_missing, twice
from data_access.intake.values import reader_of


@dataclass(slots=True)
class Cover:
    """Whose workbook it is, of which day, and who filled it in."""

    unit: str
    day: date
    submitted_by: str | None
    unit_row: int
    day_row: int


def is_unit_workbook(grids: Mapping[str, Grid]) -> bool:
    """Whether it is one of ours, whatever has become of it: it has our cover, or the contract's name for the workbook in a cell of that place."""
    return any(_at(grid, 1, row) == "workbook" for grid in grids.values() for row in range(1, 12))


def read_unit_workbook(grids: Mapping[str, Grid], zone: ZoneInfo, today: date) -> tuple[list[Sheet], Faults, list[Said]]:
    """The sheets that report something, the faults, and notes on what was left empty."""
    faults, notes = Faults(), []
    known = {COVER, layout.LISTS, *layout.REPORTS, DAILY.sheet, *(part.sheet for part in TABLES)}
    for name, grid in grids.items():
        if name not in known and not grid.is_empty:
            faults.add(fault("fault-unknown-sheet", Place(name)))
        elif name in known and name not in (layout.LISTS, *layout.REPORTS) and grid.hidden:
            faults.add(fault("fault-hidden-sheet", Place(name)))
    for name in (COVER, DAILY.sheet, *(part.sheet for part in TABLES)):
        if name not in grids:
            faults.add(fault("fault-sheet-missing", name=name))
    cover = _cover(grids[COVER], zone, today, faults) if COVER in grids else None
    sheets = [_daily(grids[DAILY.sheet], cover, zone, faults, notes)] if DAILY.sheet in grids else []
    sheets += [_table(grids[part.sheet], part, cover, zone, faults, notes) for part in TABLES if part.sheet in grids]
    full = [sheet for sheet in sheets if sheet.held]
    faults.add_all(twice(full))
    if layout.LISTS in grids:
        faults.add_all(_beside_the_lists(grids[layout.LISTS]))
    if not full and not faults:
        faults.add(fault("fault-nothing-filled-in"))
    return full, faults, notes


def _beside_the_lists(grid: Grid) -> Iterator[Fault]:
    """What somebody wrote beside the lists."""
    for row in range(1, len(grid.rows) + 1):
        for column in range(3, len(grid.rows[row - 1]) + 1):
            if _filled(_at(grid, column, row)) is not None:
                yield fault("fault-column-without-name", Place(grid.name, row, column), found=quoted(_at(grid, column, row)))


def _at(grid: Grid, column: int, row: int) -> Value:
    """What stands there, counted from 1."""
    if row > len(grid.rows) or column > len(grid.rows[row - 1]):
        return None
    return grid.rows[row - 1][column - 1]


def _form(grid: Grid, names: tuple[str, ...], faults: Faults) -> dict[str, tuple[Value, int]]:
    """Value and row of each name of a form."""
    found: dict[str, tuple[Value, int]] = {}
    for row in range(1, len(grid.rows) + 1):
        name = _at(grid, layout.CODE, row)
        if name in found:
            faults.add(fault("fault-row-of-name-twice", Place(grid.name, row, layout.CODE), name=str(name)))
        elif name in names:
            found[str(name)] = (_at(grid, layout.VALUE, row), row)
        told = isinstance(name, str) and (name in names or name.startswith("("))  # in brackets what is only told
        beside = range(layout.VALUE if not told else layout.VALUE + 1, len(grid.rows[row - 1]) + 1)
        for column in beside if found or told else ():
            if _filled(_at(grid, column, row)) is not None:
                faults.add(fault("fault-row-without-name", Place(grid.name, row, column), found=quoted(_at(grid, column, row))))
    for name in names:
        if name not in found:
            faults.add(fault("fault-name-missing", Place(grid.name), name=name))
    rows = {row for _, row in found.values()}
    area = Area(rows=frozenset(rows), columns=frozenset({layout.CODE, layout.VALUE}))
    faults.add_all(faults_of(grid.look, grid.name, area).kept)
    return found


def _cover(grid: Grid, zone: ZoneInfo, today: date, faults: Faults) -> Cover | None:
    before, form = len(faults), _form(grid, COVER_FIELDS, faults)
    if len(faults) > before:
        return None
    version, row = form["workbook"]
    if str(version).removesuffix(".0") != layout.VERSION:
        faults.add(fault("fault-version", Place(grid.name, row, layout.VALUE), found=quoted(version), expected=layout.VERSION))
    record = layout.MEASURES.table.c
    sheet = Sheet(layout.MEASURES.table, grid.name)  # only to read by the same rules and to tell faults in the same way
    values = {}
    columns = {"org_unit_id": record.org_unit_id, "day": record.record_date, "submitted_by": record.submitted_by}
    for name, column in columns.items():
        value, row = form[name]
        value = _coded(name, value)
        sheet.at = {column.name: layout.VALUE}
        remembered = Remembered(reader_of(column, zone), required=not column.nullable)
        count = len(faults)
        add_block(sheet, [(column.name, remembered)], [[_filled(value)]], [row], faults)
        values[name] = remembered[_filled(value)] if len(faults) == count else None
    if values["day"] is not None and values["day"] > today:
        faults.add(
            fault(
                "fault-day-to-come",
                Place(grid.name, form["day"][1], layout.VALUE),
                found=values["day"].isoformat(),
                today=today.isoformat(),
            )
        )
    if values["org_unit_id"] is None or values["day"] is None:
        return None
    return Cover(values["org_unit_id"], values["day"], values["submitted_by"], form["org_unit_id"][1], form["day"][1])


def _filled(value: Value) -> Value:
    """A cell of blanks alone is an empty one."""
    return None if isinstance(value, str) and not value.strip() else value


def _coded(name: str, value: Value) -> Value:
    """A choice of a list as its code; what follows the bar is for people."""
    return value.split(layout.BAR)[0].strip() if isinstance(value, str) and name in layout.CHOICES else value


def _daily(grid: Grid, cover: Cover | None, zone: ZoneInfo, faults: Faults, notes: list[Said]) -> Sheet:
    form = _form(grid, DAILY.given, faults)
    sheet = Sheet(DAILY.table, grid.name, once=True)
    given = {name: (_filled(value), row) for name, (value, row) in form.items()}
    if all(value is None for value, _ in given.values()):
        notes.append(said("note-sheet-empty", sheet=grid.name))
        return sheet
    sheet.held = 1
    row: dict[str, Any] = _common(DAILY, cover)
    count = len(faults)
    for name, (value, number) in given.items():
        remembered = Remembered(reader_of(DAILY.table.c[name], zone), required=False)
        sheet.at = {name: layout.VALUE}
        add_block(Sheet(DAILY.table, grid.name, sheet.at), [(name, remembered)], [[value]], [number], faults)
        row[name] = remembered[value]
    sheet.at, sheet.elsewhere = dict.fromkeys(DAILY.given, layout.VALUE), _on_the_cover(cover, DAILY)
    if cover is not None:
        sound = len(faults) == count
        values = tuple(None if isinstance(row.get(name), Bad) else row.get(name) for name in columns_of(DAILY.table))
        (sheet.rows if sound else sheet.faulty).append(values)
        (sheet.numbers if sound else sheet.faulty_numbers).append(next(number for value, number in given.values() if value is not None))
    return sheet


def _on_the_cover(cover: Cover | None, part: Part) -> dict[str, Place]:
    """Where the unit and the day of all rows stand."""
    if cover is None:
        return {}
    places = {"org_unit_id": Place(COVER, cover.unit_row, layout.VALUE, "org_unit_id")}
    return places | ({part.day_column: Place(COVER, cover.day_row, layout.VALUE, part.day_column)} if part.day_column else {})


def _common(part: Part, cover: Cover | None) -> dict[str, Any]:
    """What every row of a part says: unit, day, who filled it in."""
    if cover is None:
        return {}
    common: dict[str, Any] = {"org_unit_id": cover.unit}
    if part.day_column is not None:
        common[part.day_column] = cover.day
    if "submitted_by" in part.table.c:
        common["submitted_by"] = cover.submitted_by
    return common


def _table(grid: Grid, part: Part, cover: Cover | None, zone: ZoneInfo, faults: Faults, notes: list[Said]) -> Sheet:
    sheet = Sheet(part.table, grid.name, once=True, of_unit=cover.unit if cover and part is SHIFTS else None)
    columns = _columns(grid, part, faults)
    if columns is None:
        return sheet
    sheet.at, sheet.keeps = columns, part.keeps
    if part is SHIFTS:
        sheet.planned = layout.SHIFT_PLAN
    rows = list(_filled_rows(grid, columns, faults))
    area = Area(layout.NAMES_ROW, columns=frozenset(columns.values()))
    faults.add_all(faults_of(grid.look, grid.name, area).kept)
    common, needed = _common(part, cover), set(never_missing(part.table)) - {"org_unit_id", part.day_column}
    read_names = [name for name in (*part.keys, *part.given) if name in columns]
    full, empty = _those_that_report(part, rows)
    if empty:
        notes.append(said("note-rows-empty", sheet=grid.name, count=empty))
    if part is SHIFTS:
        sheet.known_rows = {number for number, row in full if row["shift_id"] is not None}
    made = (lambda row: _with_id(row, cover)) if part is SHIFTS else (lambda row: row)
    readers = [
        (name, Remembered(reader_of(part.table.c[name], zone), required=name in needed and name != "shift_id")) for name in read_names
    ]
    read = Sheet(part.table, grid.name, columns)
    instants = {name for name in read_names if isinstance(part.table.c[name].type, Instant)}
    for number, row in full:  # a day alone, as the cell shows it, is no instant
        for name in instants:
            if isinstance(row[name], date) and (number, columns[name]) in grid.look.without_time:
                row[name] = str(row[name])[:10]
    sheet.held = len(full)
    if full:
        add_block(read, readers, [[row[name] for name in read_names] for _, row in full], [number for number, _ in full], faults)
    positions = columns_of(part.table)
    for number, values in zip(read.numbers, read.rows, strict=True):
        row = made(dict(zip(positions, values, strict=True)) | common)
        if part is layout.MEASURES and row["measure_id"] in layout.FROM_REPORT:
            faults.add(
                fault("fault-from-report", Place(grid.name, number, columns["measure_id"], "measure_id"), found=quoted(row["measure_id"]))
            )
        sheet.rows.append(tuple(row[name] for name in positions))
        sheet.numbers.append(number)
    for number, values in zip(read.faulty_numbers, read.faulty, strict=True):
        row = dict(zip(positions, values, strict=True)) | common
        sheet.faulty.append(tuple(row[name] for name in positions))
        sheet.faulty_numbers.append(number)
    sheet.elsewhere = _on_the_cover(cover, part)
    faults.add_all(_out_of_order(sheet) if part is SHIFTS else ())
    return sheet if cover is not None else Sheet(part.table, grid.name, held=sheet.held)


def _columns(grid: Grid, part: Part, faults: Faults) -> dict[str, int] | None:
    """The number of each of the contract's columns; None where the row of their names is not as it was."""
    expected = (*part.keys, *part.given)
    told = {f"({name})" for name in part.told}
    columns: dict[str, int] = {}
    count = len(faults)
    width = max((len(row) for row in grid.rows), default=0)
    for column in range(1, width + 1):
        name = _at(grid, column, layout.NAMES_ROW)
        if name in columns:
            faults.add(fault("fault-column-twice", Place(grid.name, layout.NAMES_ROW, column), name=str(name)))
        elif name in expected:
            columns[str(name)] = column
        elif name not in told:
            filled = next((row for row in range(1, len(grid.rows) + 1) if _filled(_at(grid, column, row)) is not None), None)
            if filled is not None:
                faults.add(fault("fault-column-without-name", Place(grid.name, filled, column), found=quoted(_at(grid, column, filled))))
    for name in expected:
        if name not in columns:
            faults.add(fault("fault-heading-missing", Place(grid.name, layout.NAMES_ROW), name=name))
    return None if len(faults) > count else columns


def _filled_rows(grid: Grid, columns: dict[str, int], faults: Faults) -> Iterator[tuple[int, dict[str, Value]]]:
    """Number and cells of each row in which any of the columns is filled in; something only in others is a fault."""
    for number in range(FIRST_ROW, len(grid.rows) + 1):
        row = {name: _filled(_coded(name, _at(grid, column, number))) for name, column in columns.items()}
        if any(value is not None for value in row.values()):
            yield number, row
        elif any(_filled(value) is not None for value in grid.rows[number - 1]):
            faults.add(fault("fault-row-only-ignored", Place(grid.name, number, 1)))


def _those_that_report(part: Part, rows: list[tuple[int, dict[str, Value]]]) -> tuple[list[tuple[int, dict[str, Value]]], int]:
    """The rows that say something, and the number of those that stand there as they were laid out. A shift that was planned (it has its id) says
    something when somebody came, or left; a new one as it is."""
    full = []
    for number, row in rows:
        telling = layout.SHIFT_REPORTS if part is SHIFTS and row["shift_id"] is not None else part.given
        if any(row[name] is not None for name in telling):
            full.append((number, row))
    return full, len(rows) - len(full)


def _with_id(row: dict[str, Any], cover: Cover | None) -> dict[str, Any]:
    """A new shift's id follows from what it is, so that the same workbook again is the same shift."""
    if row["shift_id"] is None and cover is not None:
        told = "|".join(str(row[name]) for name in ("checkpoint_id", "starts_at", "team"))
        row["shift_id"] = uuid.uuid5(uuid.NAMESPACE_OID, f"{cover.unit}|{told}").hex
    return row


def _out_of_order(sheet: Sheet) -> Iterator[Any]:
    """Shifts that end before they begin, or last over a day."""
    starts, ends = columns_of(duty_shift).index("starts_at"), columns_of(duty_shift).index("ends_at")
    for index, row in enumerate(sheet.rows):
        hours = (row[ends] - row[starts]).total_seconds() / 3600
        if not 0 < hours <= 24:
            yield fault("fault-shift-length", sheet.place(index, "ends_at"))
