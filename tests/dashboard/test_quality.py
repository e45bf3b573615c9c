"""The quality of the data: sources against their limits, history, imports, and what a viewer of a part may see of it."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.data import Door
from dashboard.indicators.freshness import Source, sources
from dashboard.settings import Settings, load
from data_access.contract import import_batch
from data_access.moment import Moment
from data_access.quality import SOURCES, freshness, imports
from data_access.scope import WHOLE_ORGANISATION, Scope
from data_access.version import HISTORY, WHOLE
from tests.databases import Database, Databases, written
from tests.world import DAY, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)


def told(door: Door, known_at=NOW, scope: Scope = EVERYTHING, settings: Settings | None = None) -> dict[str, Source]:  # type: ignore[no-untyped-def]
    moment = Moment(DAY, known_at, "Asia/Shanghai")
    rows = door.fetch(freshness, scope, moment)
    return {one.name: one for one in sources(rows, door.look().absent, moment, (settings or door.settings).stale_after)}


def test_a_source_is_fresh_until_its_limit_and_stale_beyond(door: Door) -> None:
    reports = told(door)["daily_report"]
    assert (reports.newest_at, reports.age, reports.state) == (at(19, 30), timedelta(minutes=30), "fresh")
    half_an_hour = load({"SITUATION_BOARD_STALE_HOURS": "24, daily_report=0.5, measure_record=0.25"})
    assert told(door, settings=half_an_hour)["daily_report"].state == "fresh", "as old as its limit, and no older"
    assert told(door, settings=half_an_hour)["measure_record"].state == "stale"
    assert told(door, at(8, day=date(2021, 11, 27)))["inspection"].state == "silent"
    assert (told(door)["requirement"].limit, told(door)["requirement"].state) == (None, "fresh"), "what lasts has no limit"


def test_a_source_is_as_it_was_known_then_and_of_the_units_in_scope(door: Door) -> None:
    assert told(door, at(15, 30))["daily_report"].newest_at == at(15)
    assert told(door, scope=Scope(frozenset({"N"})))["daily_report"].newest_at == at(19)


def test_a_source_says_how_far_its_history_goes(door: Door) -> None:
    found = told(door)
    assert (found["daily_report"].history, found["stock_day"].history) == ("kept", "uncorrected")
    assert found["exemption"].history == "timeless", "rows that do not say when they came are known for ever"
    assert told(door, at(21))["stock_day"].history == "kept", "a correction has come"


def test_imports_are_listed_newest_first_and_only_to_who_sees_everything(databases: Databases, kind: str) -> None:
    counts = dict.fromkeys(("rows_inserted", "rows_revised", "rows_unchanged", "rows_rejected"), 1)
    batches = [
        {"batch_id": f"B{hour}", "source_name": f"{hour}.csv", "sha256": "x", "imported_at": at(hour)} | counts for hour in (8, 21, 9)
    ]
    database: Database = written(databases.initialised(kind), {import_batch: batches})
    moment = Moment(DAY, NOW, "Asia/Shanghai")
    with Door(database.reader(), Settings(database_url=database.reader_url)) as door:
        assert list(door.fetch(imports, EVERYTHING, moment).source_name) == ["9.csv", "8.csv"]
        assert door.fetch(imports, Scope(frozenset({"N"})), moment).empty


def test_what_the_page_of_sources_shows_is_counted_again_when_any_of_them_changes() -> None:
    assert {table.name for table in SOURCES} <= {table.name for table in (*HISTORY, *WHOLE)}
