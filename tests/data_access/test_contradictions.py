"""Rows that contradict themselves, on every kind of database: each reason by a row of its own, and nothing that is right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dashboard import clock, data
from dashboard.settings import Settings
from data_access import contradictions as of
from data_access.contract import (
    daily_report,
    duty_shift,
    measure_record,
    org_unit,
    production_day,
    stock_day,
    testing_progress,
    testing_round,
)
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database, written
from tests.world import DAY, DAY_BEFORE, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")


def told(door: data.Door, moment: Moment = MOMENT, scope: Scope = EVERYTHING) -> list[tuple[str, ...]]:
    rows = door.fetch(of.contradictions, scope, moment)
    assert list(rows.columns) == ["table_name", "org_unit_id", "row_key", "reason"]
    assert set(rows.reason) <= set(of.REASONS)
    return sorted((row.table_name, row.row_key, row.reason) for row in rows.itertuples())


def test_the_known_worlds_contradictions_are_named_with_their_rows(door: data.Door) -> None:
    assert told(door) == [
        ("daily_report", "S1 2021-12-28 r2", "monitored-over-due"),
        ("daily_report", "S3 2021-12-28 r1", "negative-count"),
        ("measure_record", "N4 disinfection 2021-12-28 1 r1", "negative-count"),
        ("production_day", "S2 2021-12-28 coal r1", "negative-count"),
        ("production_day", "S3 2021-12-28 coal r1", "negative-count"),
        ("stock_day", "N3 rice 2021-12-28 r1", "on-hand-negative"),
        ("stock_day", "S2 mask 2021-12-22 r1", "use-negative"),
        ("testing_progress", "R3 S3 staff r1", "sampled-over-target"),
    ]


def test_they_are_of_the_units_in_scope_and_of_what_was_known_then(door: data.Door) -> None:
    assert {key.split()[0] for _, key, _ in told(door, scope=Scope(frozenset({"N"})))} == {"N3", "N4"}
    assert ("daily_report", "S1 2021-12-28 r2", "monitored-over-due") not in told(door, Moment(DAY, at(19), "Asia/Shanghai"))
    assert told(door, Moment(DAY_BEFORE, NOW, "Asia/Shanghai")) == [("stock_day", "S2 mask 2021-12-22 r1", "use-negative")]


UNIT = {"org_unit_id": "A", "kind": "site", "name_zh": "甲", "reports": True, "sort_order": 1, "staff_count": 10}
REPORT = {"org_unit_id": "A", "report_date": DAY, "revision": 1, "recorded_at": at(9)}
RECORD = {"org_unit_id": "A", "measure_id": "patrol", "record_date": DAY, "slot": 2, "revision": 1, "recorded_at": at(9)}
ROUND = {"round_id": "R", "round_no": 1, "name_zh": "一", "starts_at": at(8), "ends_at": at(18)}
TESTED = {"round_id": "R", "org_unit_id": "A", "population": "staff", "revision": 1, "recorded_at": at(9)}
STOCK = {"org_unit_id": "A", "item_id": "mask", "stock_date": DAY, "revision": 1, "recorded_at": at(9)}
SHIFT = {
    "shift_id": "D",
    "revision": 1,
    "org_unit_id": "A",
    "starts_at": at(8),
    "ends_at": at(16),
    "team": "security",
    "planned_staff": 1,
    "recorded_at": at(8),
}
PRODUCED = {
    "org_unit_id": "A",
    "production_date": DAY,
    "product": "ore",
    "revision": 1,
    "unit_of_measure": "t",
    "recorded_at": at(9),
}
FULL = {"on_site": 4, "stay_behind": 1, "working_from_home": 2, "flexible": 1, "home_isolation": 1, "central_isolation": 1}


def days(*stocks: dict[str, Any]) -> list[dict[str, Any]]:
    """Stock of consecutive days up to D."""
    return [STOCK | {"stock_date": DAY - timedelta(days=len(stocks) - 1 - place)} | one for place, one in enumerate(stocks)]


CONTRADICTORY = [
    (daily_report, [REPORT | {"health_due": 3, "health_monitored": 4}], "A 2021-12-28 r1", of.MONITORED_OVER_DUE),
    (daily_report, [REPORT | FULL | {"on_site": 5}], "A 2021-12-28 r1", of.STAFF_OVER_BOOKS),
    (daily_report, [REPORT | {"on_site": 11}], "A 2021-12-28 r1", of.STAFF_OVER_BOOKS),
    (daily_report, [REPORT | {"residents_present": -1}], "A 2021-12-28 r1", of.NEGATIVE_COUNT),
    (daily_report, [REPORT, REPORT | {"revision": 2, "door_tests_done": -1}], "A 2021-12-28 r2", of.NEGATIVE_COUNT),
    (measure_record, [RECORD | {"done": -1}], "A patrol 2021-12-28 2 r1", of.NEGATIVE_COUNT),
    (testing_progress, [TESTED | {"target": 5, "sampled": 6}], "R A staff r1", of.SAMPLED_OVER_TARGET),
    (testing_progress, [TESTED | {"sampled": 5, "resulted": 6}], "R A staff r1", of.RESULTED_OVER_SAMPLED),
    (testing_progress, [TESTED | {"resulted": 5, "positive": 6}], "R A staff r1", of.POSITIVE_OVER_RESULTED),
    (testing_progress, [TESTED | {"tubes": -1}], "R A staff r1", of.NEGATIVE_COUNT),
    (stock_day, [STOCK | {"on_hand": -0.5}], "A mask 2021-12-28 r1", of.ON_HAND_NEGATIVE),
    (stock_day, [STOCK | {"on_hand": 5, "issued": -1}], "A mask 2021-12-28 r1", of.USE_NEGATIVE),
    (stock_day, days({"on_hand": 5}, {"on_hand": 8, "received": 2}), "A mask 2021-12-28 r1", of.USE_NEGATIVE),
    (stock_day, days({"on_hand": -1}, {"on_hand": 5, "received": 2}), "A mask 2021-12-27 r1", of.ON_HAND_NEGATIVE),
    (duty_shift, [SHIFT | {"planned_staff": -1}], "D r1", of.NEGATIVE_COUNT),
    (duty_shift, [SHIFT | {"present_staff": -1, "starts_at": at(20, day=DAY_BEFORE), "ends_at": at(8)}], "D r1", of.NEGATIVE_COUNT),
    (duty_shift, [SHIFT | {"persons_refused": -1}], "D r1", of.NEGATIVE_COUNT),
    (production_day, [PRODUCED | {"actual_output": -1}], "A 2021-12-28 ore r1", of.NEGATIVE_COUNT),
    (production_day, [PRODUCED | {"injuries": -1, "production_date": date(2021, 12, 1)}], "A 2021-12-01 ore r1", of.NEGATIVE_COUNT),
]
SOUND = [
    (daily_report, [REPORT | FULL | {"health_due": 3, "health_monitored": 3, "fever": 0, "meals_due": 1, "meals_delivered": 2}]),
    (daily_report, [REPORT | {"fever": -1}, REPORT | {"revision": 2, "fever": 1}]),
    (daily_report, [REPORT | {"fever": -1, "report_date": DAY_BEFORE}]),
    (daily_report, [REPORT | {"fever": -1, "recorded_at": at(21)}]),
    (daily_report, [REPORT | {"fever": -1, "org_unit_id": "closed"}]),
    (measure_record, [RECORD | {"done": 0}, RECORD | {"slot": 3, "done": 999}]),
    (measure_record, [RECORD | {"done": -1, "measure_id": "health_monitoring"}]),
    (testing_progress, [TESTED | {"target": 5, "sampled": 5, "resulted": 5, "positive": 5}]),
    (testing_progress, [TESTED | {"sampled": 6, "positive": 3}]),
    (testing_progress, [TESTED | {"target": 5, "sampled": 6, "round_id": "long ago"}]),
    (stock_day, days({"on_hand": 5}, {"on_hand": 7, "received": 2})),
    (stock_day, days({"on_hand": 5}, {"on_hand": 9})),
    (stock_day, days({"on_hand": 5}, {"on_hand": None}, {"on_hand": 9, "received": 2})),
    (stock_day, [STOCK | {"on_hand": -1, "stock_date": DAY - timedelta(days=8)}]),
    (stock_day, [STOCK | {"on_hand": 1, "issued": -1, "stock_date": DAY - timedelta(days=7)}]),
    (duty_shift, [SHIFT | {"present_staff": -1, "starts_at": at(8, day=DAY_BEFORE), "ends_at": at(0)}]),
    (duty_shift, [SHIFT | {"persons_checked": 0}]),
    (production_day, [PRODUCED | {"injuries": -1, "production_date": date(2021, 11, 30)}]),
    (production_day, [PRODUCED | {"injuries": -1, "org_unit_id": "closed"}]),
    (production_day, [PRODUCED | {"injuries": -1, "org_unit_id": "new", "production_date": DAY_BEFORE}]),
    (production_day, [PRODUCED | {"planned_output": 0, "actual_output": 0, "injuries": 0}]),
]


@pytest.fixture(scope="module")
def plain(databases, kind: str) -> Database:
    """Three units, one closed and one new, and two rounds; each test adds its rows and takes them out again."""
    long_ago = ROUND | {"round_id": "long ago", "starts_at": at(8, day=date(2021, 10, 1)), "ends_at": at(18, day=date(2021, 10, 1))}
    closed = UNIT | {"org_unit_id": "closed", "closed_on": DAY_BEFORE}
    new = UNIT | {"org_unit_id": "new", "opened_on": DAY}
    return written(databases.initialised(kind), {org_unit: [UNIT, closed, new], testing_round: [ROUND, long_ago]})


def told_of(database: Database, table: Any, rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    written(database, {table: rows})
    clock.stand_at(NOW)
    try:
        with data.Door(database.reader(), Settings(database_url=database.reader_url)) as door:
            return told(door)
    finally:
        engine = database.writer()
        with engine.begin() as connection:
            connection.execute(table.delete())
        engine.dispose()


@pytest.mark.parametrize(("table", "rows", "key", "reason"), CONTRADICTORY)
def test_each_contradiction_is_named_with_its_row(plain: Database, table, rows, key: str, reason: str) -> None:
    assert told_of(plain, table, rows) == [(table.name, key, reason)]


@pytest.mark.parametrize(("table", "rows"), SOUND)
def test_what_is_right_or_superseded_or_of_another_day_is_not_named(plain: Database, table, rows) -> None:
    assert told_of(plain, table, rows) == []


def test_every_reason_is_shown_by_a_row() -> None:
    assert {reason for *_, reason in CONTRADICTORY} == set(of.REASONS)
