"""The check on every kind of database: one row of each fault, each named with its key, and nothing else named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from data_access.checking.findings import ERROR, NOTE
from data_access.contract import daily_report, metadata, org_unit
from data_access.moment import Moment
from tests.data_access.checking.theirs import MOMENT, RIGHT, day, foreign, found, told
from tests.databases import Database, Databases, written
from tests.world import DAY, NOW, SHANGHAI, at

LONG = "x" * 65

# relation, what differs from its right row, kind, column, key as told
FAULTS: list[tuple[str, dict[str, Any], str, str | None, str]] = [
    ("org_unit", {"org_unit_id": "u1", "parent_id": "A", "name_zh": None}, "null", "name_zh", "u1"),
    ("org_unit", {"org_unit_id": "u2", "parent_id": "A", "kind": "shop"}, "unknown-word", "kind", "u2"),
    ("org_unit", {"org_unit_id": "u3", "parent_id": "A", "area": "town"}, "unknown-word", "area", "u3"),
    ("org_unit", {"org_unit_id": "u4", "parent_id": "A", "staff_count": -1}, "negative", "staff_count", "u4"),
    ("org_unit", {"org_unit_id": "u5", "parent_id": "A", "adcode": "61010"}, "not-an-adcode", "adcode", "u5"),
    ("org_unit", {"org_unit_id": "u6", "parent_id": "A", "longitude": 34.2, "latitude": 108.9}, "place-swapped", "latitude", "u6"),
    ("org_unit", {"org_unit_id": "u7", "parent_id": "A", "longitude": 108.9, "latitude": 340.0}, "place-outside", "longitude", "u7"),
    ("org_unit", {"org_unit_id": "u8", "parent_id": "A", "longitude": 190.0, "latitude": 34.0}, "place-outside", "longitude", "u8"),
    ("org_unit", {"org_unit_id": "u9", "parent_id": "A", "longitude": 108.9}, "place-incomplete", "longitude", "u9"),
    ("org_unit", {"org_unit_id": LONG, "parent_id": "A"}, "too-long", "org_unit_id", LONG),
    ("org_unit", {"org_unit_id": "v1", "parent_id": "nowhere"}, "orphan", "parent_id", "v1"),
    ("org_unit", {"org_unit_id": "v2", "parent_id": "v3"}, "cycle", "parent_id", "v2"),
    ("org_unit", {"org_unit_id": "v3", "parent_id": "v2"}, "cycle", "parent_id", "v3"),
    ("org_unit", {"org_unit_id": "v4", "parent_id": "v3"}, "below-a-cycle", "parent_id", "v4"),
    ("org_unit", {"org_unit_id": "v5", "parent_id": "v5"}, "cycle", "parent_id", "v5"),
    (
        "org_unit",
        {"org_unit_id": "v6", "parent_id": "A", "opened_on": day(3), "closed_on": day(2)},
        "ends-before-it-begins",
        "closed_on",
        "v6",
    ),
    ("control_status", {"control_id": "k1", "level": "tight"}, "unknown-word", "level", "k1 r1"),
    ("control_status", {"control_id": "k2", "crs": "mars"}, "unknown-word", "crs", "k2 r1"),
    ("control_status", {"control_id": "k3", "until_at": at(7)}, "ends-before-it-begins", "until_at", "k3 r1"),
    ("control_status", {"control_id": "k4", "revision": 0}, "below-one", "revision", "k4 r0"),
    ("control_status", {"control_id": "k5", "recorded_at": NOW + timedelta(minutes=6)}, "in-the-future", "recorded_at", "k5 r1"),
    ("control_status", {"control_id": "k6", "recorded_at": NOW + timedelta(days=1)}, "in-the-future", "recorded_at", "k6 r1"),
    ("liaison", {"liaison_id": "l1", "mode": "fax"}, "unknown-word", "mode", "l1"),
    ("checkpoint", {"checkpoint_id": "c1", "required_staff": -1}, "negative", "required_staff", "c1"),
    ("checkpoint", {"checkpoint_id": "c2", "closed_at": at(7)}, "ends-before-it-begins", "closed_at", "c2"),
    ("checkpoint", {"checkpoint_id": "c3", "org_unit_id": "nowhere"}, "orphan", "org_unit_id", "c3"),
    ("duty_shift", {"shift_id": "d1", "ends_at": at(0)}, "ends-before-it-begins", "ends_at", "d1 r1"),
    ("duty_shift", {"shift_id": "d2", "starts_at": at(23, 59, DAY - timedelta(days=1))}, "shift-too-long", "ends_at", "d2 r1"),
    ("duty_shift", {"shift_id": "d3", "signed_out_at": at(7)}, "ends-before-it-begins", "signed_out_at", "d3 r1"),
    ("duty_shift", {"shift_id": "d4", "checkpoint_id": "nowhere"}, "orphan", "checkpoint_id", "d4 r1"),
    ("duty_shift", {"shift_id": "d5", "persons_refused": -1}, "negative", "persons_refused", "d5 r1"),
    ("measure", {"measure_id": "m1", "amber_below": 1.1}, "not-a-share", "amber_below", "m1"),
    ("measure", {"measure_id": "m2", "red_below": -0.1}, "not-a-share", "red_below", "m2"),
    ("measure", {"measure_id": "m3", "amber_below": 0.5, "red_below": 0.6}, "limits-crossed", "red_below", "m3"),
    ("requirement", {"org_unit_id": "u1", "due_time": "25:00"}, "not-a-time", "due_time", "u1 patrol 1 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u2", "due_time": "9:00"}, "not-a-time", "due_time", "u2 patrol 1 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u3", "due_time": "09:00\n"}, "not-a-time", "due_time", "u3 patrol 1 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u4", "window_start_time": "08:60"}, "not-a-time", "window_start_time", "u4 patrol 1 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u5", "weekdays": "08"}, "not-weekdays", "weekdays", "u5 patrol 1 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u6", "slot": 0}, "below-one", "slot", "u6 patrol 0 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u7", "effective_to": day(27)}, "ends-before-it-begins", "effective_to", "u7 patrol 1 2021-12-28 r1"),
    ("requirement", {"org_unit_id": "u8", "grace_minutes": -1}, "negative", "grace_minutes", "u8 patrol 1 2021-12-28 r1"),
    ("requirement", {"measure_id": "m4"}, "orphan", "measure_id", "A m4 1 2021-12-28 r1"),
    ("requirement", {"effective_from": day(20)}, "requirement-replaced", "effective_to", "A patrol 1 2021-12-20 r1"),
    ("requirement", {"slot": 2, "effective_from": day(20)}, "requirement-dropped", "effective_to", "A patrol 2 2021-12-20 r1"),
    ("requirement", {"measure_id": "daily_report", "slot": 2}, "slot-of-daily-report", "slot", "A daily_report 2 2021-12-28 r1"),
    ("exemption", {"exemption_id": "e1", "until_at": at(7)}, "ends-before-it-begins", "until_at", "e1 r1"),
    ("exemption", {"exemption_id": "e2", "measure_id": "m4"}, "orphan", "measure_id", "e2 r1"),
    ("daily_report", {"org_unit_id": "u1", "fever": -1}, "negative", "fever", "u1 2021-12-28 r1"),
    ("daily_report", {"org_unit_id": "u2", "recorded_at": None}, "null", "recorded_at", "u2 2021-12-28 r1"),
    ("daily_report", {"org_unit_id": "u3", "report_date": None}, "null", "report_date", "u3 NULL r1"),
    ("daily_report", {"org_unit_id": "u5"}, "duplicate-key", None, "u5 2021-12-28 r1"),
    ("daily_report", {"org_unit_id": "u5", "remark": "again"}, "duplicate-key", None, "u5 2021-12-28 r1"),
    ("daily_report", {"org_unit_id": "u6", "health_due": 1, "health_monitored": 2}, "contradiction", None, "u6 2021-12-28 r1"),
    ("measure_record", {"org_unit_id": "nowhere"}, "orphan", "org_unit_id", "nowhere patrol 2021-12-28 1 r1"),
    ("measure_record", {"measure_id": "daily_report"}, "record-beside-report", "measure_id", "A daily_report 2021-12-28 1 r1"),
    ("testing_round", {"round_id": "r1", "ends_at": at(8)}, "ends-before-it-begins", "ends_at", "r1"),
    ("testing_progress", {"org_unit_id": "u1", "population": "family"}, "unknown-word", "population", "R u1 family r1"),
    ("testing_progress", {"population": "combined"}, "combined-beside-apart", "population", "R A combined r1"),
    ("testing_progress", {"round_id": "nowhere"}, "orphan", "round_id", "nowhere A staff r1"),
    ("testing_progress", {"org_unit_id": "u2", "sampled": 2}, "contradiction", None, "R u2 staff r1"),
    ("supply_item", {"item_id": "i1", "min_days": 8.0}, "limits-crossed", "min_days", "i1"),
    ("supply_item", {"item_id": "i2", "min_days": -1.0}, "negative", "min_days", "i2"),
    ("stock_day", {"item_id": "nothing"}, "orphan", "item_id", "A nothing 2021-12-28 r1"),
    ("stock_day", {"item_id": "i1", "on_hand": -0.5}, "negative", "on_hand", "A i1 2021-12-28 r1"),
    ("stock_day", {"org_unit_id": "u1", "issued": -1.0}, "negative", "issued", "u1 mask 2021-12-28 r1"),
    ("stock_day", {"org_unit_id": "u1", "issued": -1.0}, "contradiction", None, "u1 mask 2021-12-28 r1"),
    ("supply_order", {"order_id": "o1", "received_at": at(7)}, "ends-before-it-begins", "received_at", "o1"),
    ("directive_receipt", {"org_unit_id": "u1", "conveyed_at": at(7)}, "conveyed-before-issued", "conveyed_at", "T u1 r1"),
    ("production_day", {"product": "coal", "injuries": -1}, "negative", "injuries", "A 2021-12-28 coal r1"),
    ("inspection", {"inspection_id": "i1", "severity": "grave"}, "unknown-word", "severity", "i1 r1"),
    ("inspection", {"inspection_id": "i2", "closed_at": at(7)}, "ends-before-it-begins", "closed_at", "i2 r1"),
    ("notice", {"notice_id": "n1", "org_unit_id": "nowhere"}, "orphan", "org_unit_id", "n1"),
    ("access_grant", {"principal": "Li@example.org"}, "not-lower-case", "principal", "Li@example.org A"),
    ("access_grant", {"principal": "li@example.org" + "x" * 250}, "too-long", "principal", "li@example.org" + "x" * 250 + " A"),
    ("access_grant", {"principal": "wang@example.org", "role": "guest"}, "unknown-word", "role", "wang@example.org A"),
    ("import_batch", {"batch_id": "b1", "rows_revised": -1}, "negative", "rows_revised", "b1"),
]
SOUND: list[tuple[str, dict[str, Any]]] = [  # right, or mended by a later revision, or of no consequence any longer
    ("measure", {"measure_id": "daily_report"}),
    ("daily_report", {"org_unit_id": "u9", "fever": -1}),
    ("daily_report", {"org_unit_id": "u8", "recorded_at": NOW + timedelta(minutes=5)}),
    ("daily_report", {"org_unit_id": "u9", "revision": 2}),
    ("requirement", {"org_unit_id": "u9", "effective_from": day(20), "effective_to": day(27)}),
    ("requirement", {"org_unit_id": "u9"}),
    ("requirement", {"org_unit_id": "v6", "effective_from": day(1), "effective_to": day(20)}),
    ("requirement", {"org_unit_id": "v6", "effective_from": day(10), "effective_to": day(20)}),
    ("requirement", {"org_unit_id": "v4", "effective_from": day(20), "effective_to": None}),
    ("requirement", {"org_unit_id": "v4", "effective_from": day(25), "effective_to": None}),
    ("requirement", {"org_unit_id": "v4", "effective_from": day(25), "effective_to": day(26), "revision": 2}),
    ("requirement", {"org_unit_id": "v1", "effective_from": day(20), "effective_to": day(30)}),
    ("requirement", {"org_unit_id": "v1", "effective_from": day(31), "effective_to": None}),
    ("requirement", {"org_unit_id": "v5", "effective_from": day(20), "effective_to": day(26)}),
    ("requirement", {"org_unit_id": "v5", "effective_from": day(25), "effective_to": None}),
    ("org_unit", {"org_unit_id": "w1", "parent_id": "A", "longitude": -101.3, "latitude": -46.8}),
    ("control_status", {"control_id": "k6", "revision": 2}),  # whenever it is read, revision 1 is in the way
    ("testing_progress", {"org_unit_id": "u9", "population": "combined"}),
    ("org_unit", {"org_unit_id": "x" * 64, "parent_id": "A", "name_zh": "名" * 300}),
]
NOTES = {"place-incomplete", "requirement-replaced", "requirement-dropped", "several-roots", "no-root", "not-supplied"}


def rows_of(faults: list[tuple[str, dict[str, Any], str, str | None, str]]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in RIGHT}
    for name, changes, *_ in faults:
        row = RIGHT[name] | changes
        if row not in rows[name] or changes.get("remark"):  # a row may have two faults
            rows[name].append(row)
    return rows


@pytest.fixture(scope="module")
def faulty(databases: Databases, kind: str) -> Any:
    rows = rows_of(FAULTS)
    for name, changes in SOUND:
        rows[name].append(RIGHT[name] | changes)
    return found(foreign(databases, kind, rows))


@pytest.mark.parametrize(("table", "code", "column", "key"), [(table, *expected) for table, _, *expected in FAULTS])
def test_each_fault_is_named_with_its_row(faulty, table: str, code: str, column: str | None, key: str) -> None:
    assert (table, code, column, key) in told(faulty)


def test_nothing_else_is_named(faulty) -> None:
    assert told(faulty) - {(table, code, column, key) for table, _, code, column, key in FAULTS} == set()


def test_what_is_only_odd_is_a_note_and_the_rest_are_errors(faulty) -> None:
    assert {fault.kind for fault in faulty if fault.severity == NOTE} == {code for _, _, code, *_ in FAULTS} & NOTES
    assert {fault.severity for fault in faulty} == {ERROR, NOTE}


def test_every_fault_says_what_stands_there_and_what_to_do(faulty) -> None:
    by_place = {(fault.table, fault.kind, fault.column, place.key): place.found for fault in faulty for place in fault.places}
    assert by_place["org_unit", "unknown-word", "kind", "u2"] == "shop"
    assert by_place["org_unit", "cycle", "parent_id", "v2"] == "v3"
    assert by_place["org_unit", "null", "name_zh", "u1"] is None
    assert by_place["daily_report", "duplicate-key", None, "u5 2021-12-28 r1"] == "2 rows"
    assert by_place["daily_report", "contradiction", None, "u6 2021-12-28 r1"] == "monitored-over-due"
    for fault in faulty:
        assert len(fault.message) > 20
        assert "\n" not in fault.message


def test_right_rows_of_every_relation_have_no_fault(databases: Databases, kind: str) -> None:
    assert set(RIGHT) == set(metadata.tables)
    assert told(found(foreign(databases, kind, {}))) == set()


def test_a_relation_that_is_not_supplied_is_a_note_and_the_others_are_checked_all_the_same(databases: Databases, kind: str) -> None:
    more = {"daily_report": [RIGHT["daily_report"] | {"org_unit_id": "nowhere", "fever": -1}]}
    absent = ("production_day", "testing_round", "directive", "measure")
    faults = found(foreign(databases, kind, more, without=absent))
    assert {fault.table for fault in faults if fault.kind == "not-supplied"} == set(absent)
    assert {fault.severity for fault in faults if fault.kind == "not-supplied"} == {NOTE}
    assert told(fault for fault in faults if fault.kind != "not-supplied") == {
        ("daily_report", "orphan", "org_unit_id", "nowhere 2021-12-28 r1"),
        ("daily_report", "negative", "fever", "nowhere 2021-12-28 r1"),
    }


def test_without_units_that_is_an_error(databases: Databases, kind: str) -> None:
    faults = found(foreign(databases, kind, {}, without=["org_unit"]))
    assert [(fault.severity, fault.kind, fault.table) for fault in faults] == [(ERROR, "not-supplied", "org_unit")]


def test_a_view_that_is_broken_is_named_and_stops_no_other(databases: Databases, kind: str) -> None:
    database = foreign(databases, kind, {"measure_record": [RIGHT["measure_record"] | {"org_unit_id": "nowhere"}]})
    engine = database.writer()
    with engine.begin() as connection:
        broken = "REVOKE SELECT ON daily_report FROM board_reader" if kind == "postgresql" else "DROP TABLE their_daily_report"
        connection.exec_driver_sql(broken)
    engine.dispose()
    faults = found(database)
    (unreadable,) = (fault for fault in faults if fault.kind == "unreadable")
    assert "daily_report" in str(unreadable.places[0].found)
    assert "board_reader@" not in str(unreadable.places[0].found), "the address is nobody's business"
    assert told(faults) == {
        ("daily_report", "unreadable", None, ""),
        ("measure_record", "orphan", "org_unit_id", "nowhere patrol 2021-12-28 1 r1"),
    }


def test_a_missing_column_and_one_of_another_type_are_named_and_more_columns_are_not(databases: Databases, kind: str) -> None:
    database = databases.initialised(kind)
    written(database, {org_unit: [RIGHT["org_unit"]], daily_report: [RIGHT["daily_report"] | {"fever": 5, "suspected": -1}]})
    engine = database.writer()
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE daily_report RENAME TO reports_of_theirs")
        columns = [column.name for column in daily_report.c if column.name not in ("remark", "fever", "recorded_at")]
        fever, recorded = "'5' AS fever", "recorded_at"
        if kind == "mariadb":
            fever = "CAST(fever AS CHAR) AS fever"
        if kind == "postgresql":
            fever, recorded = "CAST(fever AS TEXT) AS fever", "CAST(recorded_at AS TIMESTAMP) AS recorded_at"
        connection.exec_driver_sql(
            f"CREATE VIEW daily_report AS SELECT {', '.join(columns)}, {fever}, {recorded}, 1 AS more FROM reports_of_theirs"
        )
        if kind == "postgresql":
            connection.exec_driver_sql("GRANT SELECT ON daily_report TO board_reader")
    engine.dispose()
    key = "A 2021-12-28 r1" if kind == "sqlite" else ""
    expected = {
        ("daily_report", "missing-column", "remark", ""),
        ("daily_report", "wrong-type", "fever", key),
        ("daily_report", "negative", "suspected", "A 2021-12-28 r1"),
    }
    if kind == "postgresql":
        expected.add(("daily_report", "instant-without-zone", "recorded_at", ""))
    assert told(found(database)) == expected


def test_the_types_of_values_are_looked_at_where_the_database_keeps_any(databases: Databases) -> None:
    database = databases.initialised("sqlite")
    written(
        database,
        {org_unit: [RIGHT["org_unit"]], daily_report: [RIGHT["daily_report"] | {"report_date": day(number)} for number in range(20, 28)]},
    )
    engine = database.writer()
    wrong = {
        20: "fever = 'five'",
        21: "recorded_at = '2021-12-28T12:00:00.000000'",
        22: "recorded_at = '2021-12-28 12:00:00'",
        23: "recorded_at = '2021-02-30 12:00:00.000000'",
        24: "fever = 1.5",
        25: "report_date = '2021-02-30'",
        26: "report_date = '2021-1-1'",
        27: "report_date = '0000-01-01'",
    }
    with engine.begin() as connection:
        for number, change in wrong.items():
            connection.exec_driver_sql(f"UPDATE daily_report SET {change} WHERE report_date = '2021-12-{number}'")
        connection.exec_driver_sql("UPDATE org_unit SET reports = 2, sort_order = X'00', longitude = 9e999, latitude = 34")
    engine.dispose()
    assert told(found(database)) == {
        ("org_unit", "not-yes-or-no", "reports", "A"),
        ("org_unit", "wrong-type", "sort_order", "A"),
        ("org_unit", "not-a-number", "longitude", "A"),
        ("org_unit", "place-outside", "longitude", "A"),
        ("daily_report", "wrong-type", "fever", "A 2021-12-20 r1"),
        ("daily_report", "not-an-instant", "recorded_at", "A 2021-12-21 r1"),
        ("daily_report", "not-an-instant", "recorded_at", "A 2021-12-22 r1"),
        ("daily_report", "not-an-instant", "recorded_at", "A 2021-12-23 r1"),
        ("daily_report", "wrong-type", "fever", "A 2021-12-24 r1"),
        ("daily_report", "not-a-day", "report_date", "A 2021-02-30 r1"),
        ("daily_report", "not-a-day", "report_date", "A 2021-1-1 r1"),
        ("daily_report", "not-a-day", "report_date", "A 0000-01-01 r1"),
    }


def test_days_and_instants_without_end_and_numbers_that_are_none_are_named(databases: Databases) -> None:
    database = foreign(databases, "postgresql", {})
    engine = database.writer()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE their_control_status SET until_at = 'infinity'")
        connection.exec_driver_sql("UPDATE their_requirement SET effective_to = 'infinity'")
        connection.exec_driver_sql("UPDATE their_stock_day SET on_hand = 'NaN'")
    engine.dispose()
    assert told(found(database)) == {
        ("control_status", "not-an-instant", "until_at", "K r1"),
        ("requirement", "not-a-day", "effective_to", "A patrol 1 2021-12-28 r1"),
        ("stock_day", "not-a-number", "on_hand", "A mask 2021-12-28 r1"),
    }


def test_none_or_several_roots_are_a_note(databases: Databases, kind: str) -> None:
    faults = found(foreign(databases, kind, {"org_unit": [RIGHT["org_unit"] | {"org_unit_id": "B"}]}))
    assert [(fault.severity, fault.kind, [place.key for place in fault.places]) for fault in faults] == [
        (NOTE, "several-roots", ["A", "B"])
    ]
    faults = found(databases.initialised(kind))
    assert [(fault.severity, fault.kind) for fault in faults] == [(NOTE, "no-root")]


def test_many_rows_of_one_fault_are_counted_all_and_listed_in_part(databases: Databases, kind: str) -> None:
    many = [RIGHT["notice"] | {"notice_id": f"n{number:04}", "level": "loud"} for number in range(1234)]
    (fault,) = found(foreign(databases, kind, {"notice": many}))
    assert (fault.kind, fault.count, len(fault.places), fault.places[0].key) == ("unknown-word", 1234, 1000, "n0000")


def test_the_known_worlds_contradictions_are_named(known_world: Database) -> None:
    names = told(found(known_world))
    assert {(table, key) for table, kind, _, key in names if kind == "contradiction"} == {
        ("daily_report", "S1 2021-12-28 r2"),
        ("stock_day", "S2 mask 2021-12-22 r1"),
        ("testing_progress", "R3 S3 staff r1"),
    }
    assert {
        ("daily_report", "negative", "fever", "S3 2021-12-28 r1"),
        ("measure_record", "negative", "done", "N4 disinfection 2021-12-28 1 r1"),
        ("stock_day", "negative", "on_hand", "N3 rice 2021-12-28 r1"),
        ("org_unit", "orphan", "parent_id", "X"),
        ("requirement", "requirement-replaced", "effective_to", "S daily_report 1 2021-12-10 r1"),
    } <= names


def test_the_demonstration_has_the_faults_that_its_story_tells_and_no_other(demonstration: Database) -> None:
    told_to_its_end = Moment(DAY, at(0, day=DAY + timedelta(days=60)), SHANGHAI.key)
    assert {(table, kind, key.split()[0]) for table, kind, _, key in told(found(demonstration, told_to_its_end))} == {
        ("daily_report", "contradiction", "D1-021"),
        ("stock_day", "negative", "D2-009"),
    }


def test_the_day_of_the_contradictions_can_be_chosen(known_world: Database) -> None:
    faults = found(known_world, MOMENT.on(day(27)))
    assert [place.key for fault in faults if fault.kind == "contradiction" for place in fault.places] == ["S2 mask 2021-12-22 r1"]


def test_text_that_is_not_utf_8_is_named_and_stops_no_other(databases: Databases) -> None:
    database = foreign(databases, "sqlite", {"notice": [RIGHT["notice"] | {"notice_id": "n1", "level": "loud"}]})
    engine = database.writer()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE their_inspection SET severity = CAST(X'FF' AS TEXT)")
    engine.dispose()
    assert told(found(database)) == {("inspection", "unchecked", "severity", ""), ("notice", "unknown-word", "level", "n1")}


def test_a_question_that_fails_is_named_and_stops_no_other(databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from data_access.checking import check as whole
    from data_access.checking.rules import Rule

    def rules(table: sa.Table, *_: object) -> list[Rule]:
        right = Rule("odd", table.c[table.primary_key.columns.keys()[0]], sa.func.no_such_function(1) == 1, "never known")
        return [right] if table is org_unit else []

    monkeypatch.setattr(whole, "agreement_rules", rules)
    faults = found(foreign(databases, kind, {"notice": [RIGHT["notice"] | {"notice_id": "n1", "level": "loud"}]}))
    assert [(fault.table, fault.kind) for fault in faults] == [("org_unit", "unchecked"), ("notice", "unknown-word")]
    assert "no_such_function" in str(faults[0].places[0].found)
