"""Files into the database, one after another: each is read outside any transaction, then kept whole or not at all, as if nobody else were importing."""

from __future__ import annotations

import gc
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from data_access.contract import import_batch
from data_access.engine import DatabaseAway, is_locked_out, shown
from data_access.intake.contract_csv import in_order_of_references
from data_access.intake.faults import Rejected, Said, fault, plain_text, quoted
from data_access.intake.reading import How, Taken, read
from data_access.intake.sheet import Progress, silent
from data_access.intake.store import Tally, store

SECONDS_FOR_OTHERS = 60  # other imports are waited for so long
TRIES = 5  # where somebody who is no import wrote the same rows at the same moment
HOW = How()
_LOCK = 0x51_7B0A_4E  # any number that no other program is likely to take


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file ended; `sha256` is None where it could not be read."""

    path: Path
    tally: Tally
    sha256: str | None
    rejected: Rejected | None = None
    notes: tuple[Said, ...] = field(default=())


class _NothingKept(Exception):
    """Ends a dry run's transaction."""


def import_files(
    engine: sa.Engine, paths: Iterable[Path], how: How = HOW, *, imported_by: str | None, dry_run: bool = False, progress: Progress = silent
) -> Iterator[Outcome]:
    """Import each file in a transaction of its own, in the order their references need; a rejected file leaves the others be.

    A dry run goes through all files in one transaction, so that later ones find the earlier, and keeps nothing. Raises DatabaseAway where others
    import for longer than a minute.
    """
    ordered = list(in_order_of_references({path: path.stem for path in _by_age(paths)}))
    if not dry_run:
        for path in ordered:
            with _without_collecting():
                outcome = _imported(engine, _take(path, how, progress), imported_by, progress)
            yield outcome
        return
    outcomes = []
    try:
        with _without_collecting():
            read_first = [_take(path, how, progress) for path in ordered]  # so that nobody waits for the reading
        with _without_collecting(), _alone(engine) as connection:
            for taken in read_first:
                outcomes.append(taken if isinstance(taken, Outcome) else _keep(connection, *taken, progress))
            raise _NothingKept
    except _NothingKept:
        yield from outcomes


def _by_age(paths: Iterable[Path]) -> list[Path]:
    """The older first, so that of two that say the same the newer has the last word."""

    def age(path: Path) -> tuple[float, str]:
        try:
            return path.stat().st_mtime, str(path)
        except OSError:
            return 0, str(path)

    return sorted(paths, key=age)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Rows are made by the hundred thousand, none of them in a cycle: looking through them for cycles took 40 % of an import."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _take(path: Path, how: How, progress: Progress) -> Outcome | tuple[Path, str, Taken]:
    """The file read, outside any transaction: a slow file keeps no other writer waiting. An outcome where it cannot be."""
    try:
        if path.exists() and not path.is_file():
            return Outcome(path, Tally(), None, Rejected(fault("fault-not-a-file")))
        if path.stat().st_size > how.limits.file_bytes:
            return Outcome(path, Tally(), None, Rejected(fault("fault-file-too-large", most=how.limits.file_bytes // 1_000_000)))
        content = path.read_bytes()
    except OSError as error:
        return Outcome(path, Tally(), None, Rejected(fault("fault-unreadable", reason=str(error.strerror))))
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return path, sha256, read(path, content, how, progress)
    except Rejected as rejected:
        return Outcome(path, Tally(rows_rejected=rejected.rows), sha256, rejected)


def _imported(engine: sa.Engine, taken: Outcome | tuple[Path, str, Taken], imported_by: str | None, progress: Progress) -> Outcome:
    """What came of the file, with its record; tried again where somebody was quicker."""
    for _ in range(TRIES):
        try:
            with _alone(engine) as connection:
                outcome = taken if isinstance(taken, Outcome) else _keep(connection, *taken, progress)
                _record(connection, outcome, imported_by)
                return outcome
        except IntegrityError:
            continue
        except DBAPIError as error:
            if isinstance(taken, Outcome) or not is_locked_out(error):
                raise
    assert not isinstance(taken, Outcome)  # which writes no row that another could write
    path, sha256, whole = taken
    outcome = Outcome(path, Tally(rows_rejected=whole.held), sha256, Rejected(fault("fault-overtaken"), rows=whole.held))
    with engine.begin() as connection:
        _record(connection, outcome, imported_by)
    return outcome


def _keep(connection: sa.Connection, path: Path, sha256: str, taken: Taken, progress: Progress) -> Outcome:
    """What was read stored whole, or not at all."""
    try:
        with connection.begin_nested():
            notes = list(taken.notes)
            tally = store(connection, taken.sheets, taken.faults, notes, progress)
            return Outcome(path, tally, sha256, notes=tuple(notes))
    except DataError as error:
        rejected = Rejected(fault("fault-database-refuses", reason=quoted(error.orig)), rows=taken.held)
    except Rejected as faults:
        rejected = faults
    return Outcome(path, Tally(rows_rejected=rejected.rows), sha256, rejected, tuple(taken.notes))


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


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction during which no other import is at work, so that imports end as if one came after another. What holds the others off ends with the
    transaction, or on MariaDB with the connection: a killed import leaves no lock. Raises DatabaseAway where others are at work for longer than a minute."""
    busy = DatabaseAway(f"the database {shown(engine.url)} is too busy: others have been importing for {SECONDS_FOR_OTHERS} s")
    if engine.dialect.name == "mariadb":
        name = sa.func.concat(f"{_LOCK} ", sa.func.md5(sa.func.database()))  # such locks are the whole server's
        with engine.connect() as keeper:
            keeper.detach()  # never to be lent to anybody else: closed, it gives the lock back
            if keeper.scalar(sa.select(sa.func.get_lock(name, SECONDS_FOR_OTHERS))) != 1:
                raise busy
            with engine.begin() as connection:
                yield connection
        return
    with engine.begin() as connection:  # which on SQLite takes the file's lock
        if engine.dialect.name == "postgresql":
            try:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{SECONDS_FOR_OTHERS}s'")
                connection.scalar(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            except sa.exc.OperationalError as error:
                raise busy if "LockNotAvailable" in type(error.orig).__name__ else error from None
        yield connection
