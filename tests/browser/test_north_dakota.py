"""Real data, end to end: 258 care facilities, whose cases by day must equal the totals their state published."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from dashboard.cli import main
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from data_access.contract import import_batch, metadata
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database, Databases
from tests.serving import serving

FILES = ("daily_report.csv", "org_unit.csv", "requirement.csv")


def command(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def published(north_dakota: Path) -> dict[str, int]:
    with (north_dakota / "expected.csv").open() as file:
        return {row["day"]: int(row["published_total"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def imported(north_dakota: Path, databases: Databases, kind: str) -> Database:
    """Imported into an empty database by the command itself."""
    database = databases.initialised(kind)
    command("import", "--database", database.url, *(str(north_dakota / name) for name in FILES))
    return database


@pytest.fixture(scope="module")
def board(imported: Database) -> Iterator[str]:
    with serving(imported.reader_url) as url:
        yield url


def test_cases_equal_the_published_totals_on_all_days(imported: Database, published: dict[str, int]) -> None:
    from datetime import date

    everybody = Scope(WHOLE_ORGANISATION)
    assert len(published) == 30
    with Door(imported.reader(), Settings()) as door:
        for day, total in published.items():
            moment = door.moment(everybody, date.fromisoformat(day), None)
            assert situation(door, everybody, moment).figure("cases.confirmed").numerator == total, day


def test_brief_tells_the_published_totals_on_all_days(imported: Database, published: dict[str, int]) -> None:
    """On all thirty days from one kind of database; of the others the test above reads every day, and this one every tenth."""
    for day, total in list(published.items())[:: 1 if imported.kind == "sqlite" else 10]:
        brief = json.loads(command("brief", "--database", imported.reader_url, "--format", "json", "--day", day))
        figures = {figure["id"]: figure for figure in brief["figures"]}
        assert (brief["day"], figures["cases.confirmed"]["numerator"], figures["cases.confirmed"]["value"]) == (day, total, total)
        completeness = figures["reporting.completeness"]
        assert completeness["denominator"] == 258
        assert completeness["numerator"] + completeness["unknown"] == 258
        assert len(brief["silent"]) == completeness["unknown"]


def test_the_overview_shows_the_published_totals_on_all_days(board: str, imported: Database, published: dict[str, int], reader) -> None:
    """On all thirty days from one kind of database, on every tenth from the others."""
    someone = reader()
    for day, total in list(published.items())[:: 1 if imported.kind == "sqlite" else 10]:
        page = someone.open(f"{board}/?day={day}&lang=en")
        expect(page.locator(".st-key-figure-cases-confirmed .great b")).to_have_text(f"{total:,}")
    someone.assert_untroubled(board)


def test_the_silent_facilities_stand_there_by_name(board: str, imported: Database, north_dakota: Path, reader) -> None:
    brief = json.loads(command("brief", "--database", imported.reader_url, "--format", "json", "--day", "2021-03-04"))
    with (north_dakota / "org_unit.csv").open() as file:
        names = {row["org_unit_id"]: " ".join(row["name_en"].split()) for row in csv.DictReader(file)}
    assert len(brief["silent"]) == 258 - 182
    page = reader().open(f"{board}/compliance?lang=en")
    expect(page.get_by_text("this is the newest day with a report: 4 Mar 2021")).to_be_visible()
    shown = page.locator(".st-key-silent-units .silent b").all_inner_texts()
    assert len(shown) == len(brief["silent"])
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    expected = [f"{names[unit]} · {unit}" if names[unit] in twice else names[unit] for unit in brief["silent"]]
    assert shown == expected


def test_imported_again_nothing_changes(imported: Database, north_dakota: Path) -> None:
    def everything() -> dict[str, list]:
        engine = imported.reader()
        with engine.connect() as connection:
            tables = {name: table for name, table in metadata.tables.items() if table is not import_batch}
            rows = {name: connection.execute(table.select().order_by(*table.primary_key)).all() for name, table in tables.items()}
        engine.dispose()
        return rows

    before = everything()
    output = command("import", "--database", imported.url, "--lang", "en", *(str(north_dakota / name) for name in FILES))
    assert output.count("nothing new") == len(FILES)
    assert everything() == before
