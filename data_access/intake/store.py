"""Puts what was read of a file into the database: the whole file or nothing, append-only tables by revision, the others by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from data_access.contract import Instant, is_append_only, key_columns, metadata, org_unit
from data_access.intake.bulk import LOOKED_UP, blocks, inserted, stored_under
from data_access.intake.contract_csv import sorted_tables
from data_access.intake.faults import Faults, Said, fault, quoted, said
from data_access.intake.sheet import Progress, Row, Sheet, columns_of, twice
from data_access.intake.values import LARGEST_INTEGER


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a file's rows."""

    rows_inserted: int = 0
    rows_revised: int = 0
    rows_unchanged: int = 0
    rows_rejected: int = 0

    @property
    def changes_nothing(self) -> bool:
        return self.rows_inserted == self.rows_revised == 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.rows_inserted + other.rows_inserted,
            self.rows_revised + other.rows_revised,
            self.rows_unchanged + other.rows_unchanged,
            self.rows_rejected + other.rows_rejected,
        )


def store(connection: sa.Connection, sheets: Sequence[Sheet], found: Faults, notes: list[Said], progress: Progress) -> Tally:
    """Write the rows of all sheets, and add to the notes what became of them otherwise than they stand there. Raises Rejected with every fault of all of
    them, and with those `found` before; the caller's transaction then undoes what was written."""
    faults, tally, rows = Faults(), Tally(), sum(max(sheet.held, len(sheet.rows)) for sheet in sheets)
    faults.add_all(found.kept)
    faults.more = found.more
    order = sorted_tables()
    for sheet in sorted(sheets, key=lambda sheet: order.index(sheet.table.name)):  # what is referred to first
        before = len(faults)
        faults.add_all(_lost_references(connection, sheet))
        if len(faults) == before:  # else the database would refuse the rows
            if is_append_only(sheet.table):
                tally += _append(connection, sheet, faults, notes, progress)
            else:
                tally += _put(connection, sheet, faults, progress)
    if faults:
        raise faults.rejected(rows)
    return tally


def _lost_references(connection: sa.Connection, sheet: Sheet) -> Iterator[Any]:
    names = columns_of(sheet.table)
    for position, column in enumerate(sheet.table.c):
        target = column.info.get("references")
        if target is None:
            continue
        key = next(iter(metadata.tables[target].primary_key))
        named = {row[position] for rows in (sheet.rows, sheet.faulty) for row in rows} - {None}
        if target == sheet.table.name:
            named -= {row[names.index(key.name)] for row in sheet.rows}
        lost = set(named)
        for some in blocks(sorted(named), LOOKED_UP):
            lost -= set(connection.scalars(sa.select(key).where(key.in_(some))))
        told = set()  # what stands in one place for all rows is told once
        for number, row in _numbered(sheet) if lost else ():
            place = sheet.place_of(number, column.name)
            if row[position] in lost and (place, row[position]) not in told:
                told.add((place, row[position]))
                yield fault("fault-lost-reference", place, found=quoted(row[position]), table=target)


def _numbered(sheet: Sheet) -> Iterator[tuple[int, Row]]:
    yield from zip(sheet.numbers, sheet.rows, strict=True)
    yield from zip(sheet.faulty_numbers, sheet.faulty, strict=True)


def _append(connection: sa.Connection, sheet: Sheet, faults: Faults, notes: list[Said], progress: Progress) -> Tally:
    """Append-only: the same key and revision with other content is refused; without a revision, the next one where the content differs."""
    table, names = sheet.table, columns_of(sheet.table)
    revision, recorded = names.index("revision"), names.index("recorded_at")
    compared = [position for position, name in enumerate(names) if name not in (*key_columns(table), "revision", "recorded_at")]
    content = itemgetter(*compared) if len(compared) > 1 else lambda row: row[compared[0]]
    now, fills_in = database_clock(connection), not table.c.recorded_at.nullable
    own_keys, kept = sheet.keys(), [names.index(name) for name in sheet.keeps]
    planned = [names.index(name) for name in sheet.planned]
    known: dict[Row, dict[int, Row]] = {}
    for key, stored in stored_under(connection, table, own_keys):
        known.setdefault(key, {})[stored[revision]] = stored
    new: list[Row] = []
    revised = unchanged = 0
    for index, (key, row) in enumerate(zip(own_keys, sheet.rows, strict=True)):
        if row[recorded] is not None and row[recorded] > now:
            faults.add(fault("fault-future", sheet.place(index, "recorded_at"), found=row[recorded].isoformat()))
            continue
        revisions = known.get(key)
        if revisions and sheet.of_unit is not None:
            owner = revisions[max(revisions)][names.index("org_unit_id")]
            if owner != sheet.of_unit:
                faults.add(fault("fault-of-another-unit", sheet.place(index), named=", ".join(map(quoted, key)), unit=quoted(owner)))
                continue
        number = row[revision]
        if number is None:
            number = 1
            if revisions:
                newest = max(revisions)
                row = _kept(row, revisions[newest], kept)
                if planned and sheet.numbers[index] in sheet.known_rows:
                    row = _as_planned(row, revisions[newest], planned, sheet, index, notes)
                if content(row) == content(revisions[newest]):
                    unchanged += 1
                    continue
                if sheet.once:
                    notes += _emptied(row, revisions[newest], compared, sheet, index)
                if (number := newest + 1) > LARGEST_INTEGER:
                    faults.add(fault("fault-no-revision-left", sheet.place(index), newest=str(newest)))
                    continue
        elif revisions and number in revisions:
            there = revisions[number]
            differs = [names[position] for position in compared if row[position] != there[position]]
            if row[recorded] is not None and row[recorded] != there[recorded]:
                differs.append("recorded_at")
            if differs:
                told = "; ".join(f"{name}: {quoted(there[names.index(name)])} / {quoted(row[names.index(name)])}" for name in differs[:3])
                faults.add(fault("fault-other-content", sheet.place(index), revision=number, told=told))
            else:
                unchanged += 1
            continue
        if row[revision] is None or (row[recorded] is None and fills_in):
            filled = list(row)
            filled[revision] = number
            if row[recorded] is None and fills_in:
                filled[recorded] = now
            row = tuple(filled)
        if revisions:
            revised += 1
            revisions[number] = row
        else:
            known[key] = {number: row}
        new.append(row)
    if not faults:
        inserted(connection, table, new, progress)
    return Tally(len(new) - revised, revised, unchanged)


def _kept(row: Row, known: Row, positions: list[int]) -> Row:
    """The row, with what is known in those of the places that it leaves empty."""
    return tuple(known[place] if value is None and place in positions else value for place, value in enumerate(row)) if positions else row


def _as_planned(row: Row, known: Row, planned: list[int], sheet: Sheet, index: int, notes: list[Said]) -> Row:
    """The row with the plan as it is known; where it stands otherwise in the file it is said so."""
    for place in planned:
        if row[place] != known[place]:
            name = columns_of(sheet.table)[place]
            notes.append(said("note-as-known", where=sheet.place(index, name), found=_shown(row[place]), known=_shown(known[place])))
    return tuple(known[place] if place in planned else value for place, value in enumerate(row))


def _shown(value: Any) -> Any:
    """An instant stays one, to be told in the reader's zone."""
    return value if isinstance(value, datetime) else quoted(value)


def _emptied(row: Row, known: Row, compared: list[int], sheet: Sheet, index: int) -> Iterator[Said]:
    """What was reported before, and is not any longer."""
    names = columns_of(sheet.table)
    gone = [names[place] for place in compared if row[place] is None and known[place] is not None]
    if gone:
        yield said("note-no-longer", where=sheet.place(index), columns=", ".join(gone))


def _put(connection: sa.Connection, sheet: Sheet, faults: Faults, progress: Progress) -> Tally:
    """By key: new rows are inserted, changed ones updated (a missing column or an empty field is NULL)."""
    table, own_keys = sheet.table, sheet.keys()
    known = dict(stored_under(connection, table, own_keys))
    faults.add_all(() if sheet.once else twice([sheet]))  # where it may not stand twice it was told before
    new = [row for key, row in zip(own_keys, sheet.rows, strict=True) if key not in known]
    changed = [row for key, row in zip(own_keys, sheet.rows, strict=True) if key in known and row != known[key]]
    if table is org_unit:
        faults.add_all(_cycles(connection, sheet))
    if not faults:
        inserted(connection, table, new, progress)
        names, key = columns_of(table), key_columns(table)
        for row in changed:
            values = dict(zip(names, row, strict=True))
            connection.execute(sa.update(table).where(*(table.c[name] == values[name] for name in key)).values(values))
    return Tally(len(new), len(changed), len(sheet.rows) - len(new) - len(changed))


def _cycles(connection: sa.Connection, sheet: Sheet) -> Iterator[Any]:
    """The units of the sheet that would stand above themselves."""
    names = list(org_unit.c.keys())
    unit_at, parent_at = names.index("org_unit_id"), names.index("parent_id")
    parents = dict(map(tuple, connection.execute(sa.select(org_unit.c.org_unit_id, org_unit.c.parent_id))))
    parents |= {row[unit_at]: row[parent_at] for row in sheet.rows}
    for index, row in enumerate(sheet.rows):
        seen, unit = set(), row[unit_at]
        while unit is not None and unit not in seen:
            seen.add(unit)
            unit = parents.get(unit)
        if unit == row[unit_at]:
            yield fault("fault-above-itself", sheet.place(index, "parent_id"), found=quoted(unit))


def database_clock(connection: sa.Connection) -> datetime:
    """Now by the database's own clock; SQLite has none but the machine's."""
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    clock = sa.func.utc_timestamp(6) if connection.dialect.name == "mariadb" else sa.func.clock_timestamp()
    return connection.execute(sa.select(sa.type_coerce(clock, Instant()))).scalar_one()
