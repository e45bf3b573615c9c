"""The command line: every command, its options, and exit codes that say how it ended. A failure is one line on standard error."""

from __future__ import annotations

import getpass
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from data_access.intake.faults import plain_text

DONE, FOUND_SOMETHING, WRONG_USAGE, DATABASE_AWAY = 0, 1, 2, 3


class _Ended(click.ClickException):
    """A failure with its exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def run(arguments: list[str] | None = None) -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] (a terminal that lacks a character still gets the line)
    try:
        code = main.main(args=arguments, prog_name="situation-board", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        hint = f" (see {error.ctx.command_path} --help)" if isinstance(error, click.UsageError) and error.ctx else ""
        click.echo(f"situation-board: {' '.join(error.format_message().split())}{hint}", err=True)
        code = error.exit_code
    except OSError as error:  # what was done is done; only the telling failed
        click.echo(f"situation-board: cannot write the output ({error.strerror})", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FOUND_SOMETHING
    sys.exit(code if isinstance(code, int) else DONE)


def _plainly(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """Failures of the rooms below as exit codes and one line."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> int | None:
        from sqlalchemy.exc import SQLAlchemyError

        from dashboard.choice import LinkInvalid
        from dashboard.settings import SettingsWrong
        from data_access.access import GrantWrong
        from data_access.contract import ContractBroken
        from data_access.engine import DatabaseAway, DatabaseUnfit

        try:
            return command(*args, **kwargs)
        except (SettingsWrong, DatabaseUnfit, LinkInvalid, GrantWrong) as error:
            raise _Ended(str(error), WRONG_USAGE) from None
        except ContractBroken as error:
            raise _Ended(str(error), FOUND_SOMETHING) from None
        except DatabaseAway as error:
            raise _Ended(str(error), DATABASE_AWAY) from None
        except SQLAlchemyError as error:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())  # what the driver said, without the statement
            raise _Ended(f"the database refused: {reason[:300]}", WRONG_USAGE) from None

    return wrapped


def _settings(database: str | None):  # type: ignore[no-untyped-def]
    from dashboard import clock, settings

    chosen = settings.load(database_url=database)
    if not chosen.database_url:
        raise settings.SettingsWrong("no database: give --database URL, or set SITUATION_BOARD_DATABASE_URL")
    if chosen.clock is not None:
        clock.set_to(chosen.clock)
    return chosen


def _writing(database: str | None, *, create: bool = False):  # type: ignore[no-untyped-def]
    from data_access.engine import writing_engine

    return writing_engine(_settings(database).database_url, create=create)


def _in_plain_words(deed: Callable[..., Any], engine: Any, *arguments: Any, **options: Any) -> Any:
    """What the deed returns; a failure of the database in plain words."""
    from sqlalchemy.exc import SQLAlchemyError

    from data_access.engine import in_plain_words

    try:
        return deed(engine, *arguments, **options)
    except SQLAlchemyError as error:
        raise in_plain_words(error, engine) from None
    finally:
        engine.dispose()


database_option = click.option("--database", metavar="URL", help="SQLAlchemy URL of the database; else the settings say.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="situation-board")
def main() -> None:
    """一盘棋, the situation board: a group's state at one glance, over a shared SQL database."""


@main.command()
@database_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option(
    "--allow-anonymous", is_flag=True, help="Serve others than this machine though nobody is asked who he is: all of them see everything."
)
@_plainly
def serve(database: str | None, host: str, port: int, allow_anonymous: bool) -> None:
    """Start the dashboard."""
    if database:
        os.environ["SITUATION_BOARD_DATABASE_URL"] = database
    from dashboard.serve import NobodyAsked, PortTaken
    from dashboard.serve import serve as start

    try:
        start(host, port, allow_anonymous)
    except (PortTaken, NobodyAsked) as error:
        raise _Ended(str(error), WRONG_USAGE) from None


@main.command()
@database_option
@_plainly
def init(database: str | None) -> None:
    """Create the contract's tables, or bring them up to date."""
    from data_access.schema import upgrade

    before, after = _in_plain_words(upgrade, _writing(database, create=True))
    click.echo(f"the schema is at version {after}, as it was" if before == after else f"the schema is now at version {after}")


@main.command()
@database_option
@click.argument("principal")
@click.argument("role", type=click.Choice(["executive", "coordinator", "admin"]))
@click.argument("unit")
@click.option("--until", metavar="INSTANT", help="When it ends, ISO 8601 with an offset; else when it is revoked.")
@_plainly
def grant(database: str | None, principal: str, role: str, unit: str, until: str | None) -> None:
    """Let a person see a unit and all below it, in place of what he was granted there. Open pages follow by themselves."""
    from dashboard import clock
    from data_access.access import Grant, give

    ends = _ends(until)
    given = Grant(_principal(principal), unit, role, ends)
    before = _in_plain_words(give, _writing(database), given)
    told = f"{given.principal} is {role} of {unit} and all below it" + (f" until {ends.isoformat()}" if ends else "")
    was = f" (was {before.role}{f' until {before.expires_at.isoformat()}' if before.expires_at else ''})" if before else ""
    click.echo(plain_text(told + was))
    if ends is not None and ends <= clock.now():
        click.echo("that instant is past: the grant opens nothing", err=True)


def _ends(text: str | None):  # type: ignore[no-untyped-def]
    from datetime import datetime

    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or not 1900 <= instant.year <= 2999:
        raise _Ended(f"--until {plain_text(text)!r}: expected an instant with its offset, such as 2022-01-20T18:00:00+08:00", WRONG_USAGE)
    return instant


def _principal(text: str) -> str:
    from data_access.access import principal_in

    try:
        return principal_in(text)
    except ValueError as error:
        raise _Ended(f"PRINCIPAL {plain_text(text)!r}: expected {error}", WRONG_USAGE) from None


@main.command()
@database_option
@click.argument("principal")
@click.argument("unit", required=False)
@_plainly
def revoke(database: str | None, principal: str, unit: str | None) -> int:
    """Take back what a person was granted at a unit, or everywhere. Open pages follow by themselves."""
    from data_access.access import take_back

    name = _principal(principal)
    times = _in_plain_words(take_back, _writing(database), name, unit)
    where = f" at {unit}" if unit else ""
    if not times:
        raise _Ended(f"{plain_text(name + where)}: there is no such grant, and nothing was changed", FOUND_SOMETHING)
    click.echo(plain_text(f"{name}: {times} {'grant' if times == 1 else 'grants'}{where} taken back"))
    return DONE


@main.command()
@database_option
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--unit", metavar="ID", help="The unit that fills it in; else one for any unit, which is then chosen on its cover.")
@click.option("--day", metavar="YYYY-MM-DD", help="The day that it reports; else today.")
@_plainly
def template(database: str | None, out: Path, unit: str | None, day: str | None) -> None:
    """Write the workbook that a unit fills in; where OUT is a folder, one for each unit that reports (of UNIT and below it)."""
    from dashboard.choice import read_day
    from dashboard.workbooks.template import write_templates

    for path in write_templates(_settings(database), out, unit=unit, day=read_day(day)):
        click.echo(path)


@main.command("import")
@database_option
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Where the copy of a faulty file goes, its faults marked; of several, a folder.",
)
@click.option("--mapping", type=click.Path(path_type=Path), metavar="TOML", help="How the sheets of others are read.")
@click.option("--watch", type=click.Path(path_type=Path), metavar="DIR", help="Take what is dropped into the folder, until stopped.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The language of what is told; else the language set.")
@_plainly
def import_(
    database: str | None,
    files: tuple[Path, ...],
    dry_run: bool,
    report: Path | None,
    mapping: Path | None,
    watch: Path | None,
    lang: str | None,
) -> int:
    """Read workbooks and CSV files into the database: each file whole, or not at all."""
    from dashboard.texts import Words
    from dashboard.workbooks.importing import Import
    from data_access.engine import writing_engine
    from data_access.intake.importing import SECONDS_FOR_OTHERS
    from data_access.intake.mapping import MappingWrong, read_mapping
    from data_access.intake.reading import How

    if bool(files) == bool(watch):
        raise click.UsageError(
            "Missing argument 'FILE...': give the files to import, or --watch and a folder"
            if not files
            else "FILE... and --watch exclude each other"
        )
    if watch is not None and (dry_run or report is not None):
        raise click.UsageError("--watch takes neither --dry-run nor --report: each file that is rejected gets its report")
    chosen = _settings(database)
    try:
        how = How(chosen.zone, chosen.import_limits, read_mapping(mapping) if mapping else ())
    except MappingWrong as error:
        raise _Ended(str(error), WRONG_USAGE) from None
    words = Words(lang or chosen.language, chosen.timezone)
    engine = writing_engine(chosen.database_url, seconds_for_others=SECONDS_FOR_OTHERS)
    importing = Import(engine, how, words, imported_by=_user())
    if watch is not None:
        with _until_stopped() as stopped:
            return _in_plain_words(lambda _: importing.watch(watch, stopped), engine)
    return FOUND_SOMETHING if _in_plain_words(lambda _: importing.files(files, dry_run=dry_run, report=report), engine) else DONE


def _user() -> str | None:
    try:
        return plain_text(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return None


@main.command()
@database_option
@click.option("--format", type=click.Choice(["json"]), required=True, expose_value=False)  # one so far
@click.option("--day", metavar="YYYY-MM-DD", help="The day; else today, or the newest day with a report.")
@click.option("--as-of", metavar="INSTANT", help="As it was known then; ISO 8601.")
@click.option("--unit", "units", multiple=True, metavar="ID", help="A unit and all below it; repeatable.")
@click.option("--area", metavar="city|county")
@click.option("--for", "principal", metavar="PRINCIPAL", help="As this person may see it; else the whole organisation.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Else the language set.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else standard output.")
@_plainly
def brief(
    database: str | None,
    day: str | None,
    as_of: str | None,
    units: tuple[str, ...],
    area: str | None,
    principal: str | None,
    lang: str | None,
    output: Path | None,
) -> None:
    """Write the briefing."""
    from dashboard.brief.compile import compile_brief

    text = compile_brief(_settings(database), day=day, as_of=as_of, units=units, area=area, language=lang, principal=principal)
    if output is None:
        click.echo(text)
        return
    try:
        output.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise _Ended(f"cannot write {output} ({error.strerror})", WRONG_USAGE) from None


@main.command()
@database_option
@click.option("--day", metavar="YYYY-MM-DD", help="The day whose contradictory rows are named; else today.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_plainly
def check(database: str | None, day: str | None, form: str) -> int:
    """Hold the database against the contract, and list data that cannot be right."""
    from dashboard import check_report, clock
    from dashboard.choice import read_day
    from data_access.checking.check import check as check_all
    from data_access.engine import reading_engine
    from data_access.moment import Moment

    chosen = _settings(database)
    now = clock.now()
    moment = Moment(read_day(day) or now.astimezone(chosen.zone).date(), now, chosen.timezone)
    engine = reading_engine(chosen.database_url)
    faults = check_all(engine, moment)
    click.echo(check_report.as_json(faults, engine.dialect.name, moment.day) if form == "json" else check_report.as_text(faults))
    return FOUND_SOMETHING if check_report.has_errors(faults) else DONE


@main.command()
@database_option
@click.option("--day", metavar="YYYY-MM-DD", help="The day on which the scenario's 28 December falls; else today.")
@click.option("--units", type=click.IntRange(1, 5000), help="Reporting units; else 44.")
@click.option("--days", type=click.IntRange(1, 400), help="Days around that day; else 43, 19 of them before it.")
@click.option("--checkpoints", type=click.IntRange(0, 20000), help="Checkpoints; else 125.")
@click.option("--seed", type=int, help="Another seed tells another story; else 1.")
@click.option("--live", is_flag=True, help="Go on writing as a working day would, until stopped.")
@_plainly
def demo(
    database: str | None, day: str | None, units: int | None, days: int | None, checkpoints: int | None, seed: int | None, live: bool
) -> None:
    """Fill an empty database with the demonstration scenario, up to now; or go on with the one that it holds."""
    from dashboard import clock
    from dashboard.choice import read_day
    from data_access.demonstration.live import go_on
    from data_access.demonstration.telling import Parameters
    from data_access.demonstration.writing import Demonstration
    from data_access.schema import upgrade

    chosen = _settings(database)
    given = {"day": read_day(day), "units": units, "days": days, "checkpoints": checkpoints, "seed": seed}
    asked = {name: value for name, value in given.items() if value is not None}

    def wanted(had: Parameters | None) -> Parameters:
        if had is None:
            return Parameters(**({"day": clock.now().astimezone(chosen.zone).date()} | asked))
        other = [f"--{name} {getattr(had, name)}" for name, value in asked.items() if getattr(had, name) != value]
        if other:
            raise _Ended(f"the database holds a demonstration of other parameters ({', '.join(other)}); leave the option out", WRONG_USAGE)
        return had

    engine = _writing(database, create=True)
    try:
        _in_plain_words(upgrade, engine)
        demonstration = _in_plain_words(Demonstration, engine, wanted, chosen.zone)
        rows = _in_plain_words(lambda _: demonstration.write_until(clock.now()), engine)
        told = f"{rows} rows added, {demonstration.rows} in all, around {demonstration.parameters.day}"
        click.echo(f"demonstration data: {told}", err=live)
        if live:
            with _until_stopped() as stopped:
                go_on(lambda: Demonstration(engine, wanted, chosen.zone), clock.now, stopped, lambda line: click.echo(line, err=True))
    finally:
        engine.dispose()


@contextmanager
def _until_stopped() -> Iterator[Callable[[float], bool]]:
    """A wait that ends at once, and says True, when the process is asked to end."""
    asked = threading.Event()
    before = {number: signal.signal(number, lambda *_: asked.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked.wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
