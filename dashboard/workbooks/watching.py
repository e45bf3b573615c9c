"""A folder into which files are dropped: each is taken when it is complete and moved to done/ or rejected/, with what is told of it beside it.

The folder is looked at every second, as folders of other machines send no word of what changes in them. A file that is killed midway is taken again by the
next watch, which finds its rows there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from dashboard import clock
from dashboard.texts import Words
from dashboard.workbooks.marking import CannotWrite, marked
from dashboard.workbooks.telling import told_of
from data_access.contract import ContractBroken
from data_access.engine import DatabaseAway, DatabaseUnfit, in_plain_words
from data_access.intake.archive import is_whole
from data_access.intake.faults import plain_text
from data_access.intake.importing import Outcome, import_files
from data_access.intake.reading import WORKBOOKS, How

DONE, REJECTED = "done", "rejected"
LONGEST_NAME = 200  # bytes
SECONDS_BETWEEN = 1.0
SECONDS_QUIET = 3.0  # a file that did not change for so long is complete
SECONDS_UNFINISHED = 60.0  # and one that shows that something of it is missing after so long is taken as it is
PASSED_OVER = ("~$", ".")  # how programs begin the names of what they are only working on
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")


class FolderWrong(Exception):
    """The folder cannot be watched; the message says which and why."""


@dataclass(slots=True)
class _Seen:
    """How a file looked, and since when it looks so."""

    look: tuple[int, int]
    since: float


class Watch:
    def __init__(self, folder: Path, engine: sa.Engine, how: How, words: Words, imported_by: str | None) -> None:
        self._folder, self._engine, self._how, self._words, self._by = folder, engine, how, words, imported_by
        self._seen: dict[Path, _Seen] = {}
        self._stuck: dict[Path, tuple[int, int]] = {}  # taken, and not to be moved: not taken again while they look so
        self._waiting = False

    def until(self, stopped: Callable[[float], bool]) -> int:
        """Take what comes until `stopped` says so; waits for a database that is away. Raises FolderWrong, DatabaseUnfit."""
        try:
            for name in (DONE, REJECTED):
                (self._folder / name).mkdir(exist_ok=True)
            for name in (DONE, REJECTED):
                probe = self._folder / f".probe.{os.getpid()}"
                probe.touch()
                try:
                    moved = probe.replace(self._folder / name / probe.name)  # as every file will be
                    moved.unlink()
                finally:
                    probe.unlink(missing_ok=True)
        except OSError as error:
            raise FolderWrong(f"--watch {self._folder}: {error.strerror}; expected a folder that this user may write in") from None
        click.echo(self._words("import-watching", folder=plain_text(self._folder)))
        while True:
            self.look(time.monotonic())
            if stopped(SECONDS_BETWEEN):
                return 0

    def look(self, now: float) -> None:
        """Take the files that are complete by now."""
        complete = [path for path in self._files() if self._is_complete(path, now)]
        if complete:
            self._take(complete)

    def _files(self) -> list[Path]:
        try:
            with os.scandir(self._folder) as entries:
                return sorted(
                    Path(entry.path)
                    for entry in entries
                    if entry.is_file(follow_symlinks=False)
                    and not entry.name.startswith(PASSED_OVER)
                    and not entry.name.lower().endswith(UNFINISHED)
                )
        except OSError:  # a share that is away for a while
            return []

    def _is_complete(self, path: Path, now: float) -> bool:
        look = _look(path)
        if look is None:
            self._seen.pop(path, None)
            return False
        seen = self._seen.get(path)
        if seen is None or seen.look != look:
            self._seen[path] = _Seen(look, now)
            return False
        if self._stuck.get(path) == look:
            return False
        quiet = now - seen.since
        return quiet >= SECONDS_UNFINISHED or (quiet >= SECONDS_QUIET and not self._lacks_its_end(path, look[0]))

    def _lacks_its_end(self, path: Path, size: int) -> bool:
        """Whether a file shows by itself that it is still being copied: a workbook without its directory, a text without its last line's end."""
        if size > self._how.limits.file_bytes:
            return False
        try:
            if path.suffix.lower() in WORKBOOKS:
                return not is_whole(path.read_bytes())
            with path.open("rb") as file:
                file.seek(max(0, size - 4))
                return b"\n" not in file.read()
        except OSError:
            return True

    def _take(self, paths: list[Path]) -> None:
        looks = {path: _look(path) for path in paths}
        try:
            for outcome in import_files(self._engine, paths, self._how, imported_by=self._by):
                self._waiting = False
                if looks[outcome.path] == _look(outcome.path):  # else somebody wrote on: it is taken again as it is then
                    self._put_away(outcome)
        except (SQLAlchemyError, DatabaseAway, DatabaseUnfit, ContractBroken) as error:
            plain = in_plain_words(error, self._engine) if isinstance(error, SQLAlchemyError) else error
            if not isinstance(plain, DatabaseAway):
                raise plain from None
            if not self._waiting:
                click.echo(self._words("import-waiting", reason=str(plain)), err=True)
            self._waiting = True

    def _put_away(self, outcome: Outcome) -> None:
        """The file into its folder under the time and its name, and what is told of it beside it; first that, so that no file lies there without."""
        lines, wrong = told_of(outcome, self._words)
        folder = self._folder / (REJECTED if outcome.rejected else DONE)
        at = clock.now().astimezone(self._how.zone)
        try:
            to = _free(folder / f"{at:%Y%m%d-%H%M%S}-{_shortened(outcome.path)}")
            to.with_name(f"{to.name}.txt").write_text("\n".join([*lines, *wrong]) + "\n", "utf-8")
            if outcome.rejected:
                try:
                    marked(outcome, to.with_name(f"{to.name}.report.xlsx"), self._words, self._how.limits)
                except CannotWrite as error:
                    click.echo(str(error), err=True)
            outcome.path.replace(to)
        except OSError as error:
            click.echo(self._words("import-stuck", file=plain_text(outcome.path.name), reason=str(error.strerror)), err=True)
            look = _look(outcome.path)
            if look is not None:
                self._stuck[outcome.path] = look
            return
        self._seen.pop(outcome.path, None)
        for line in [
            *lines,
            *wrong,
            self._words("import-moved", file=plain_text(outcome.path.name), to=plain_text(f"{folder.name}/{to.name}")),
        ]:
            click.echo(line)


def _look(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _shortened(path: Path) -> str:
    """The name, as much of it as leaves room for a time before it and a kind of report after it; a file system counts bytes."""
    stem = path.stem.encode("utf-8", "surrogateescape")[: LONGEST_NAME - len(path.suffix.encode("utf-8", "surrogateescape"))]
    return stem.decode("utf-8", "ignore") + path.suffix


def _free(path: Path) -> Path:
    """The path, or where something stands there the next that is free."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
