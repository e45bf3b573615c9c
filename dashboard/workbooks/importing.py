"""`import` as its user meets it: how far it is, what became of each file, and the copy of a faulty one with its faults marked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import sqlalchemy as sa

from dashboard.texts import Words
from dashboard.workbooks.marking import CannotWrite, marked
from dashboard.workbooks.telling import told_of
from dashboard.workbooks.watching import FolderWrong, Watch
from data_access.intake.importing import Outcome, import_files
from data_access.intake.reading import How
from data_access.intake.sheet import Progress, silent

LONG = 20_000  # rows from which on it is told how far an import is


class Import:
    """Imports into one database, told in one language."""

    def __init__(self, engine: sa.Engine, how: How, words: Words, *, imported_by: str | None) -> None:
        self._engine, self._how, self._words, self._by = engine, how, words, imported_by

    def files(self, paths: Sequence[Path], *, dry_run: bool, report: Path | None) -> bool:
        """Import the files; whether any was rejected."""
        folder = report is not None and (report.is_dir() or len(paths) > 1)
        with Bar(self._words) as bar:
            outcomes = list(import_files(self._engine, paths, self._how, imported_by=self._by, dry_run=dry_run, progress=bar.progress))
        for outcome in outcomes:  # told at the end, so that a reader who goes away stops no import
            tell(outcome, self._words)
        if dry_run:
            click.echo(self._words("import-dry-run"))
        rejected = [outcome for outcome in outcomes if outcome.rejected]
        if report is not None:
            if not rejected:
                click.echo(self._words("import-no-report"))
            names = _names([outcome.path for outcome in rejected])
            for outcome, name in zip(rejected, names, strict=True):
                self._report(outcome, _made(report) / name if folder else report)
        return bool(rejected)

    def watch(self, folder: Path, stopped: Callable[[float], bool]) -> int:
        """Take what is dropped into the folder until stopped."""
        try:
            return Watch(folder, self._engine, self._how, self._words, self._by).until(stopped)
        except FolderWrong as error:
            raise click.UsageError(str(error)) from None

    def _report(self, outcome: Outcome, to: Path) -> None:
        if to.exists() and outcome.path.exists() and to.samefile(outcome.path):
            raise click.UsageError(f"--report {to}: expected another file than the one that is imported")
        try:
            marked(outcome, to, self._words, self._how.limits)
        except CannotWrite as error:
            raise click.ClickException(str(error)) from None
        click.echo(self._words("import-report", file=outcome.path.name, to=str(to)))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"cannot write into {folder} ({error.strerror})") from None
    return folder


def _names(paths: Sequence[Path]) -> list[str]:
    """What the marked copies of the files are called, no two alike."""
    names: list[str] = []
    for path in paths:
        name, number = f"{path.stem}.report.xlsx", 1
        while name in names:
            number += 1
            name = f"{path.stem}-{number}.report.xlsx"
        names.append(name)
    return names


def tell(outcome: Outcome, words: Words) -> None:
    lines, wrong = told_of(outcome, words)
    for line in lines:
        click.echo(line)
    for line in wrong:
        click.echo(line, err=True)


class Bar:
    """How far a long file is, on a terminal; nothing elsewhere."""

    def __init__(self, words: Words, *, shown: bool | None = None) -> None:
        self._words, self._bar, self._what = words, None, ""
        self.progress: Progress = self._show if (sys.stderr.isatty() if shown is None else shown) else silent

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _show(self, what: str, done: int, of: int) -> None:
        if of < LONG:
            return
        if self._bar is None or what != self._what:
            self._end()
            label = self._words("import-reading" if what == "read" else "import-storing")
            self._bar, self._what = click.progressbar(length=of, label=label, file=sys.stderr), what
            self._bar.__enter__()
        self._bar.update(min(done, of) - self._bar.pos)
        if done >= of:
            self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
