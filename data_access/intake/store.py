"""Puts a read file into the database: a whole file or nothing, append-only tables by revision, the others by key."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from data_access.contract import Instant, import_batch, is_append_only, key_columns, metadata, org_unit
from data_access.engine import is_locked_out
from data_access.intake.contract_csv import LARGEST_INTEGER, Sheet, in_order_of_references, read
from data_access.intake.faults import Fault, Rejected, plain_text, quoted

CHUNK = 500  # keys in one look-up; well under the parameters that any kind of database takes
Row = dict[str, Any]


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file ended; `sha256` is None where it could not be read."""

    path: Path
    tally: Tally
    sha256: str | None
    rejected: Rejected | None = None


class _NothingKept(Exception):
    """Ends a dry run's transaction."""


def import_files(engine: sa.Engine, paths: Iterable[Path], *, imported_by: str | None, dry_run: bool = False) -> Iterator[Outcome]:
    """Import each file in a transaction of its own, in the order their references need; a rejected file leaves the others be.

    A dry run goes through all files in one transaction, so that later ones find the earlier, and keeps nothing.
    """
    ordered = list(in_order_of_references({path: path.stem for path in paths}))
    if not dry_run:
        for path in ordered:
            taken = _take(path)
            try:
                with engine.begin() as connection:
                    outcome = taken if isinstance(taken, Outcome) else _keep(connection, *taken)
                    _record(connection, outcome, imported_by)
            except DBAPIError as error:
                if isinstance(taken, Outcome) or not is_locked_out(error):
                    raise
                outcome = _overtaken(*taken)
                with engine.begin() as connection:
                    _record(connection, outcome, imported_by)
            yield outcome
        return
    outcomes = []
    try:
        with engine.begin() as connection:
            for path in ordered:
                taken = _take(path)
                outcomes.append(taken if isinstance(taken, Outcome) else _keep(connection, *taken))
            raise _NothingKept
    except _NothingKept:
        yield from outcomes


def _take(path: Path) -> Outcome | tuple[Path, str, Sheet]:
    """The file read, outside any transaction: a slow file keeps no other writer waiting. An outcome where it cannot be."""
    try:
        if path.exists() and not path.is_file():
            return Outcome(path, Tally(), None, Rejected(Fault("", "not a regular file")))
        content = path.read_bytes()
    except OSError as error:
        return Outcome(path, Tally(), None, Rejected(Fault("", f"the file cannot be read ({error.strerror})")))
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return path, sha256, read(path, content)
    except Rejected as rejected:
        return Outcome(path, Tally(rows_rejected=rejected.rows), sha256, rejected)


def _keep(connection: sa.Connection, path: Path, sha256: str, sheet: Sheet) -> Outcome:
    """The sheet stored whole, or not at all."""
    try:
        with connection.begin_nested():
            return Outcome(path, store(connection, sheet), sha256)
    except IntegrityError:
        return _overtaken(path, sha256, sheet)
    except DataError as error:
        rejected = Rejected(Fault("", f"the database refuses a value ({quoted(error.orig)})"), rows=len(sheet.rows))
    except Rejected as faults:
        rejected = faults
    return Outcome(path, Tally(rows_rejected=rejected.rows), sha256, rejected)


def _overtaken(path: Path, sha256: str, sheet: Sheet) -> Outcome:
    rejected = Rejected(Fault("", "somebody else wrote the same rows at the same moment; import the file again"), rows=len(sheet.rows))
    return Outcome(path, Tally(rows_rejected=rejected.rows), sha256, rejected)


def _record(connection: sa.Connection, outcome: Outcome, imported_by: str | None) -> None:
    if outcome.sha256 is None:
        return
    batch = {
        "batch_id": uuid.uuid4().hex,
        "source_name": plain_text(outcome.path.name),
        "sha256": outcome.sha256,
        "imported_at": datetime.now(UTC),
        "imported_by": imported_by,
    }
    connection.execute(sa.insert(import_batch).values(batch | asdict(outcome.tally)))


def store(connection: sa.Connection, sheet: Sheet) -> Tally:
    """Write the sheet's rows. Raises Rejected with every fault; the caller's transaction then undoes what was written."""
    faults = list(_lost_references(connection, sheet))
    if faults:
        raise Rejected(*faults, rows=len(sheet.rows))
    return _append(connection, sheet) if is_append_only(sheet.table) else _put(connection, sheet)


def _lost_references(connection: sa.Connection, sheet: Sheet) -> Iterator[Fault]:
    for column in sheet.table.c:
        target = column.info.get("references")
        if target is None:
            continue
        key = next(iter(metadata.tables[target].primary_key))
        named = {row[column.name] for row in sheet.rows} - {None}
        if target == sheet.table.name:
            named -= {row[key.name] for row in sheet.rows}
        known = set()
        for some in _chunks(sorted(named)):
            known |= set(connection.scalars(sa.select(key).where(key.in_(some))))
        for row, line in zip(sheet.rows, sheet.lines, strict=True):
            if row[column.name] in named - known:
                yield Fault(f"line {line}, {column.name}", f"{quoted(row[column.name])} is not in {target}; import it first")


def _append(connection: sa.Connection, sheet: Sheet) -> Tally:
    """Append-only: the same key and revision with other content is refused; without a revision, the next one where the content differs."""
    table, key = sheet.table, key_columns(sheet.table)
    now = _database_clock(connection)
    compared = [column.name for column in table.c if column.name not in (*key, "revision", "recorded_at")]
    known: dict[tuple[Any, ...], dict[int, Row]] = {}
    for stored in _stored(connection, table, key, sheet.rows):
        known.setdefault(_key(stored, key), {})[stored["revision"]] = stored
    new: list[Row] = []
    faults: list[Fault] = []
    revised = unchanged = 0
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        if row["recorded_at"] is not None and row["recorded_at"] > now:
            faults.append(Fault(f"line {line}, recorded_at", f"{row['recorded_at'].isoformat()} is in the future"))
            continue
        revisions = known.setdefault(_key(row, key), {})
        if row["revision"] is None:
            newest = revisions.get(max(revisions, default=0))
            if newest is not None and all(row[name] == newest[name] for name in compared):
                unchanged += 1
                continue
            if (following := max(revisions, default=0) + 1) > LARGEST_INTEGER:
                faults.append(Fault(f"line {line}", f"no revision is left after {following - 1}"))
                continue
            row = row | {"revision": following}
        elif row["revision"] in revisions:
            stored = revisions[row["revision"]]
            differs = [name for name in compared if row[name] != stored[name]]
            if row["recorded_at"] is not None and row["recorded_at"] != stored["recorded_at"]:
                differs.append("recorded_at")
            if differs:
                told = ", ".join(f"{name} {quoted(stored[name])} there, {quoted(row[name])} here" for name in differs[:3])
                faults.append(
                    Fault(
                        f"line {line}",
                        f"revision {row['revision']} is already stored with other content ({told}); a correction takes the next revision",
                    )
                )
            else:
                unchanged += 1
            continue
        if row["recorded_at"] is None and not table.c.recorded_at.nullable:
            row = row | {"recorded_at": now}
        revised += bool(revisions)
        revisions[row["revision"]] = row
        new.append(row)
    if faults:
        raise Rejected(*faults, rows=len(sheet.rows))
    for some in _chunks(new):
        connection.execute(sa.insert(table), some)
    return Tally(rows_inserted=len(new) - revised, rows_revised=revised, rows_unchanged=unchanged)


def _put(connection: sa.Connection, sheet: Sheet) -> Tally:
    """By key: new rows are inserted, changed ones updated (a missing column or an empty field is NULL)."""
    table, key = sheet.table, key_columns(sheet.table)
    known = {_key(stored, key): stored for stored in _stored(connection, table, key, sheet.rows)}
    seen: dict[tuple[Any, ...], int] = {}
    faults: list[Fault] = []
    new: list[Row] = []
    changed: list[Row] = []
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        this = _key(row, key)
        if this in seen:
            faults.append(Fault(f"line {line}", f"{', '.join(map(quoted, this))} stands already on line {seen[this]}"))
        seen.setdefault(this, line)
        if this not in known:
            new.append(row)
        elif row != known[this]:
            changed.append(row)
    if table is org_unit:
        faults += _cycles(connection, sheet)
    if faults:
        raise Rejected(*faults, rows=len(sheet.rows))
    for some in _chunks(new):
        connection.execute(sa.insert(table), some)
    for row in changed:
        connection.execute(sa.update(table).where(*(table.c[name] == row[name] for name in key)).values(row))
    return Tally(rows_inserted=len(new), rows_revised=len(changed), rows_unchanged=len(sheet.rows) - len(new) - len(changed))


def _cycles(connection: sa.Connection, sheet: Sheet) -> Iterator[Fault]:
    """The units of the sheet that would stand above themselves."""
    parents = dict(map(tuple, connection.execute(sa.select(org_unit.c.org_unit_id, org_unit.c.parent_id))))
    parents |= {row["org_unit_id"]: row["parent_id"] for row in sheet.rows}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        seen, unit = set(), row["org_unit_id"]
        while unit is not None and unit not in seen:
            seen.add(unit)
            unit = parents.get(unit)
        if unit == row["org_unit_id"]:
            yield Fault(f"line {line}, parent_id", f"{quoted(unit)} would stand above itself in the tree")


def _stored(connection: sa.Connection, table: sa.Table, key: list[str], rows: list[Row]) -> Iterator[Row]:
    """The stored rows that share a key with the given ones, all revisions."""
    columns = [table.c[name] for name in key]
    for some in _chunks(sorted({_key(row, key) for row in rows})):
        where = columns[0].in_([one for (one,) in some]) if len(columns) == 1 else sa.tuple_(*columns).in_(some)
        for stored in connection.execute(sa.select(table).where(where)).mappings():
            yield dict(stored)


def _key(row: Row, key: list[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in key)


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _database_clock(connection: sa.Connection) -> datetime:
    """Now by the database's own clock; SQLite has none but the machine's."""
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    clock = sa.func.utc_timestamp(6) if connection.dialect.name == "mariadb" else sa.func.clock_timestamp()
    return connection.execute(sa.select(sa.type_coerce(clock, Instant()))).scalar_one()
