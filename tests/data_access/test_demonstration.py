"""The demonstration: the same story by the same seed, told at once or live, whole by the contract, and never from the future."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.contract import (
    STAFF_COUNTS,
    checkpoint,
    daily_report,
    duty_shift,
    import_batch,
    is_append_only,
    metadata,
    org_unit,
    stock_day,
    testing_progress,
    testing_round,
)
from data_access.coordinates import to_wgs84
from data_access.demonstration.live import go_on
from data_access.demonstration.telling import Parameters
from data_access.demonstration.writing import Demonstration
from data_access.engine import DatabaseUnfit, writing_engine
from tests import world
from tests.databases import SERVERS, Database, Databases, written
from tests.world import DAY, SHANGHAI

SMALL = Parameters(DAY, units=6, days=9, checkpoints=10, seed=3)
OUTLINES = Path(__file__).parents[2] / "dashboard" / "outlines" / "shaanxi.geojson"
COMMAND = str(Path(sys.executable).with_name("situation-board"))


def told(database: Database, parameters: Parameters, *instants: datetime) -> Demonstration:
    """Written up to each of the instants in turn, each time by a writer of its own."""
    for instant in instants:
        engine = database.writer()
        try:
            demonstration = Demonstration(engine, lambda had: had or parameters, SHANGHAI)
            demonstration.write_until(instant)
        finally:
            engine.dispose()
    return demonstration


def everything(database: Database) -> dict[str, list[tuple]]:
    engine = database.writer()  # the reader has no right to tables that a command made
    with engine.connect() as connection:
        found = {name: [tuple(row) for row in connection.execute(sa.select(table))] for name, table in metadata.tables.items()}
    engine.dispose()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def rows(database: Database, statement: sa.Select) -> list[sa.Row]:
    engine = database.reader()
    with engine.connect() as connection:
        found = list(connection.execute(statement))
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def small(databases: Databases) -> Database:
    """A short demonstration, told to its end, on SQLite."""
    database = databases.initialised("sqlite")
    told(database, SMALL, world.at(0, day=DAY + timedelta(days=20)))
    return database


@pytest.mark.parametrize("kind", SERVERS)
def test_the_same_seed_tells_the_same_story_on_every_kind_of_database(small: Database, databases: Databases, kind: str) -> None:
    again = databases.initialised(kind)
    told(again, SMALL, world.at(0, day=DAY + timedelta(days=20)))
    assert everything(again) == everything(small)


def test_another_seed_tells_another_story(small: Database, databases: Databases) -> None:
    other = databases.initialised("sqlite")
    told(other, Parameters(DAY, units=6, days=9, checkpoints=10, seed=4), world.at(0, day=DAY + timedelta(days=20)))
    assert everything(other)["daily_report"] != everything(small)["daily_report"]


def test_told_live_it_is_what_it_would_be_told_at_once(databases: Databases, kind: str) -> None:
    at_once, live = databases.initialised(kind), databases.initialised(kind)
    instants = [world.at(9), world.at(9, 0), world.at(13, 20), world.at(17, 42), world.at(3, day=DAY + timedelta(days=2))]
    told(at_once, SMALL, instants[-1])
    told(live, SMALL, *instants)
    assert everything(live) == everything(at_once)


def test_no_row_comes_from_the_future(databases: Databases) -> None:
    database, now = databases.initialised("sqlite"), world.at(11, 30)
    told(database, SMALL, now)
    for table in metadata.sorted_tables:
        if is_append_only(table):
            assert not rows(database, sa.select(table).where(table.c.recorded_at > now)), table.name
    assert rows(database, sa.select(sa.func.max(daily_report.c.report_date))) == [(DAY,)], "and yet it is of today"


def test_a_database_with_other_units_is_refused_and_left_alone(databases: Databases, kind: str) -> None:
    database = written(databases.initialised(kind), {org_unit: world.ROWS[org_unit]})
    before = everything(database)
    with pytest.raises(DatabaseUnfit, match="already has units"):
        told(database, SMALL, world.NOW)
    assert everything(database) == before


def test_every_row_keeps_the_contract(demonstration: Database) -> None:
    """Enumerations, and references to what is there; on the whole demonstration."""
    engine = demonstration.reader()
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for column in table.c:
                given = select_distinct(connection, column)
                if allowed := column.info.get("one_of"):
                    assert given <= set(allowed), column
                if other := column.info.get("references"):
                    target = metadata.tables[other]
                    assert given <= select_distinct(connection, next(iter(target.primary_key))), column
    engine.dispose()


def select_distinct(connection: sa.Connection, column: sa.Column) -> set:
    return set(connection.execute(sa.select(column).where(column.is_not(None)).distinct()).scalars())


def test_it_has_the_size_and_the_span_of_the_story(demonstration: Database) -> None:
    assert rows(demonstration, sa.select(sa.func.count()).where(org_unit.c.reports.is_(True))) == [(44,)]
    assert rows(demonstration, sa.select(sa.func.count()).select_from(checkpoint)) == [(125,)]
    first_and_last = sa.select(sa.func.min(daily_report.c.report_date), sa.func.max(daily_report.c.report_date))
    assert rows(demonstration, first_and_last) == [(date(2021, 12, 9), date(2022, 1, 20))]
    batch = rows(demonstration, sa.select(import_batch.c.source_name))
    assert batch == [("demonstration: day=2021-12-28 units=44 days=43 checkpoints=125 seed=1",)]


def test_the_headquarters_first_round_tests_over_a_thousand(demonstration: Database) -> None:
    first = rows(demonstration, sa.select(testing_round).order_by(testing_round.c.starts_at).limit(1))[0]
    assert first.org_unit_id == "H"
    newest = sa.select(
        testing_progress.c.org_unit_id, testing_progress.c.population, sa.func.max(testing_progress.c.sampled).label("sampled")
    )
    by_part = newest.where(testing_progress.c.round_id == first.round_id).group_by("org_unit_id", "population")
    parts = rows(demonstration, by_part)
    assert sum(part.sampled for part in parts) > 1000
    assert {part.population for part in parts} == {"staff", "dependant"}


def test_reports_are_late_missing_zero_and_revised(demonstration: Database) -> None:
    every = rows(demonstration, sa.select(daily_report))
    days = 43 * 44
    assert 0.9 * days < len({(row.org_unit_id, row.report_date) for row in every}) < days, "some are missing"
    assert any(row.revision == 2 for row in every)
    assert any(row.recorded_at.astimezone(SHANGHAI).hour >= 17 for row in every if row.revision == 1)
    assert any(row.fever == row.suspected == row.confirmed == 0 for row in every)
    assert sum(row.confirmed or 0 for row in every if row.revision == 1) > 0
    staff = dict(rows(demonstration, sa.select(org_unit.c.org_unit_id, org_unit.c.staff_count)))
    for row in every:
        assert sum(getattr(row, name) or 0 for name in STAFF_COUNTS) <= staff[row.org_unit_id]


def test_isolation_rises_to_the_end_of_december_and_falls(demonstration: Database) -> None:
    isolated = daily_report.c.home_isolation + daily_report.c.central_isolation
    by_day = dict(rows(demonstration, sa.select(daily_report.c.report_date, sa.func.sum(isolated)).group_by(daily_report.c.report_date)))
    assert (
        by_day[date(2021, 12, 12)]
        < by_day[date(2021, 12, 22)]
        < by_day[date(2021, 12, 31)]
        > by_day[date(2022, 1, 12)]
        > by_day[date(2022, 1, 20)]
    )


def test_stock_is_what_it_was_and_came_less_what_went(demonstration: Database) -> None:
    every = {(row.org_unit_id, row.item_id, row.stock_date): row for row in rows(demonstration, sa.select(stock_day))}
    checked = 0
    for (unit, item, day), row in every.items():
        before = every.get((unit, item, day - timedelta(days=1)))
        if before is None or None in (before.on_hand, row.on_hand, row.issued) or min(before.on_hand, row.on_hand) < 0:
            continue
        checked += 1
        assert row.on_hand == before.on_hand + row.received - row.issued
    assert checked > 10_000
    assert any((row.on_hand or 0) < 0 for row in every.values()), "somebody miscounts once"


def test_shifts_go_around_the_clock_and_none_is_longer_than_a_day(demonstration: Database) -> None:
    of_day = rows(demonstration, sa.select(duty_shift).where(duty_shift.c.revision == 1, duty_shift.c.checkpoint_id == "C-001"))
    spans = sorted({(row.starts_at, row.ends_at) for row in of_day})
    assert all(ends - starts <= timedelta(hours=24) for starts, ends in spans)
    assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(spans))


def test_checkpoints_and_seats_lie_in_their_districts_in_all_three_systems(demonstration: Database) -> None:
    districts = {feature["properties"]["adcode"]: feature["geometry"] for feature in json.loads(OUTLINES.read_text("utf-8"))["features"]}
    of_unit = {row.org_unit_id: row.adcode for row in rows(demonstration, sa.select(org_unit))}
    for table in (checkpoint, org_unit):
        found = rows(demonstration, sa.select(table).where(table.c.longitude.is_not(None)))
        assert {row.crs for row in found} == {"wgs84", "gcj02", "bd09", None}
        lon, lat = to_wgs84([row.longitude for row in found], [row.latitude for row in found], [row.crs for row in found])
        for row, x, y in zip(found, lon, lat, strict=True):
            assert inside(x, y, districts[row.adcode or of_unit[row.org_unit_id]]), row


def inside(x: float, y: float, geometry: dict) -> bool:
    """Whether a ray from the point crosses the outline an odd number of times."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    crossings = 0
    for ring in (ring for polygon in polygons for ring in polygon):
        for (left, low), (right, high) in itertools.pairwise(ring):
            if (low > y) != (high > y) and x < (right - left) * (y - low) / (high - low) + left:
                crossings += 1
    return crossings % 2 == 1


def test_the_live_writer_waits_for_a_database_that_is_away_and_ends_with_the_last_day(databases: Databases, tmp_path: Path) -> None:
    database = databases.initialised("sqlite")
    told(database, SMALL, world.at(9))
    engine, file, away = writing_engine(database.url), Path(database.url.removeprefix("sqlite:///")), tmp_path / "away"
    instants: Iterator[datetime] = iter(
        [world.at(10), world.at(11), world.at(12), world.at(12), *[world.at(0, day=DAY + timedelta(days=30))] * 3]
    )
    present, lines, turns = [world.at(9)], [], []

    def stopped(_: float) -> bool:
        turns.append(present[0])
        if len(turns) == 2:
            engine.dispose()
            file.rename(away)
        if len(turns) == 4:
            away.rename(file)
        present[0] = next(instants)
        return len(turns) > 7

    go_on(lambda: Demonstration(engine, lambda had: had or SMALL, SHANGHAI), lambda: present[0], stopped, lines.append)
    engine.dispose()
    assert lines == ["the database is away; trying again", "the database is back", "the demonstration's last day is over"]
    at_once = databases.initialised("sqlite")
    told(at_once, SMALL, world.at(0, day=DAY + timedelta(days=30)))
    assert everything(database) == everything(at_once)


@pytest.mark.slow
def test_the_live_command_writes_on_and_ends_when_asked(databases: Databases, kind: str) -> None:
    database = databases.empty(kind)
    environment = os.environ | {"SITUATION_BOARD_DATABASE_URL": database.url, "SITUATION_BOARD_CLOCK": "2021-12-28T15:59:50+08:00"}
    small = ["--day", "2021-12-28", "--units", "30", "--days", "3", "--checkpoints", "30"]
    writer = subprocess.Popen([COMMAND, "demo", *small, "--live"], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert "rows added" in writer.stderr.readline()
        first = sum(map(len, everything(database).values()))
        until = time.monotonic() + 40
        while sum(map(len, everything(database).values())) == first and time.monotonic() < until:
            time.sleep(1)
        assert sum(map(len, everything(database).values())) > first, "at 16:00 a shift begins at half the posts"
    finally:
        writer.send_signal(signal.SIGTERM)
    assert writer.wait(20) == 0
    assert writer.stderr.read() == ""
    writer.stderr.close()
    other = subprocess.run([COMMAND, "demo", "--units", "5"], env=environment, capture_output=True, text=True, check=False)
    assert (other.returncode, "other parameters (--units 30)" in other.stderr) == (2, True)
    assert datetime.now(UTC) > world.NOW, "the story's clock is the setting's alone"
