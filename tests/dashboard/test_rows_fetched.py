"""What SQL hands to Python follows the units, measures and days on screen, not the length of the history behind them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from dashboard import clock, data
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.trends import trends
from data_access import anytime, contradictions, directives, duty, inspections, liaisons, notices, people, quality, supplies, testing
from data_access.contract import (
    checkpoint,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    import_batch,
    inspection,
    liaison,
    measure_record,
    notice,
    org_unit,
    production_day,
    requirement,
    stock_day,
    supply_item,
    supply_order,
    testing_progress,
    testing_round,
)
from data_access.moment import Moment
from data_access.production import output
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database, Databases, written
from tests.world import DAY, at

UNITS = ("A", "B", "C")
NOW = at(20)
SHORT, LONG = 70, 210  # days of history: more than anything on a screen looks back, and three times as many
MOST_ON_SCREEN = 14 * 15 + 60  # days of a trend times measures, and the rounds of sixty days


def history(days: int) -> dict[Any, list[dict[str, Any]]]:
    """A world in which every day of the history is like the last, each row of it revised once."""
    rows: dict[Any, list[dict[str, Any]]] = {
        org_unit: [
            {"org_unit_id": unit, "kind": "site", "name_zh": unit, "reports": True, "sort_order": 1, "staff_count": 9} for unit in UNITS
        ],
        supply_item: [
            {
                "item_id": "mask",
                "name_zh": "口罩",
                "category": "protective",
                "unit_zh": "件",
                "unit_en": "pieces",
                "min_days": 3,
                "target_days": 7,
                "sort_order": 1,
            }
        ],
        checkpoint: [
            {"checkpoint_id": "P", "org_unit_id": "A", "name_zh": "门", "kind": "gate", "staffed_24h": True, "required_staff": 1},
        ],
    }
    for back in range(days):
        day, morning, evening = DAY - timedelta(days=back), at(8) - timedelta(days=back), at(18) - timedelta(days=back)
        rows.setdefault(testing_round, []).append(
            {"round_id": f"R{back}", "round_no": 1, "name_zh": "轮", "starts_at": morning, "ends_at": evening}
        )
        rows.setdefault(directive, []).append({"directive_id": f"Z{back}", "issued_by": "HQ", "title_zh": "令", "issued_at": morning})
        rows.setdefault(import_batch, []).append(
            {
                "batch_id": f"B{back}",
                "source_name": "x.csv",
                "sha256": "x",
                "imported_at": evening,
                "rows_inserted": 1,
                "rows_revised": 0,
                "rows_unchanged": 0,
                "rows_rejected": 0,
            }
        )
        rows.setdefault(notice, []).append({"notice_id": f"W{back}", "published_at": morning, "title": "x", "body": "x", "level": "info"})
        for unit in UNITS:
            rows.setdefault(liaison, []).append(
                {
                    "liaison_id": f"{unit}{back}",
                    "org_unit_id": unit,
                    "counterpart": "x",
                    "contacted_at": morning,
                    "mode": "visit",
                    "content": "x",
                }
            )
            for revision in (1, 2):
                known = {"org_unit_id": unit, "revision": revision, "recorded_at": evening}
                for table, row in _told(day, back, unit, morning, evening).items():
                    rows.setdefault(table, []).append(known | row)
            rows.setdefault(supply_order, []).append(
                {"order_id": f"{unit}{back}", "org_unit_id": unit, "item_id": "mask", "quantity": 1, "ordered_at": morning}
            )
    return rows


def _told(day: Any, back: int, unit: str, morning: Any, evening: Any) -> dict[Any, dict[str, Any]]:
    return {
        daily_report: {"report_date": day, "fever": 0, "suspected": 0, "confirmed": 0, "home_isolation": 1, "central_isolation": 0},
        measure_record: {"measure_id": "patrol", "record_date": day, "slot": 1, "done": 1},
        stock_day: {"item_id": "mask", "stock_date": day, "on_hand": 30, "received": 1, "issued": 1},
        production_day: {"production_date": day, "product": "coal", "unit_of_measure": "t", "planned_output": 1, "actual_output": 1},
        testing_progress: {"round_id": f"R{back}", "population": "staff", "target": 9, "sampled": 9, "resulted": 9, "positive": 0},
        directive_receipt: {"directive_id": f"Z{back}", "conveyed_at": evening},
        control_status: {"control_id": f"{unit}{back}", "place_name": "x", "level": "sealed", "since_at": morning},
        requirement: {
            "measure_id": "patrol",
            "slot": 1,
            "effective_from": day,
            "due_time": "10:00",
            "grace_minutes": 0,
            "required": 1,
        },
        exemption: {"exemption_id": f"{unit}{back}", "measure_id": "meeting", "from_at": morning, "reason": "x"},
        inspection: {
            "inspection_id": f"{unit}{back}",
            "inspected_at": morning,
            "inspector": "x",
            "mode": "visit",
            "finding": "x",
            "severity": "info",
        },
        duty_shift: {
            "shift_id": f"{unit}{back}",
            "checkpoint_id": "P" if unit == "A" else None,
            "starts_at": morning,
            "ends_at": morning + timedelta(hours=20),
            "team": "security",
            "planned_staff": 1,
            "signed_in_at": morning,
        },
    }


def fetched(database: Database, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Rows handed over by each query of every page."""
    counted: Counter[str] = Counter()
    clock.stand_at(NOW)
    plain = anytime.table

    def counting(connection: Any, statement: Any, *options: Any) -> Any:
        rows = plain(connection, statement, *options)
        counted[",".join(statement.selected_columns.keys())] += len(rows)
        return rows

    monkeypatch.setattr(anytime, "table", counting)
    scope, moment = Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai")
    with data.Door(database.reader(), Settings(database_url=database.reader_url)) as door:
        assert situation(door, scope, moment).figure("measure.patrol").numerator == len(UNITS)
        trends(door, scope, moment)
        beside = (testing.rounds, contradictions.contradictions, quality.freshness, quality.imports)
        of_people = (
            people.reported_persons,
            duty.teams,
            directives.hours_to_each_step,
            directives.not_conveyed,
            inspections.inspections,
            notices.notices,
            liaisons.liaisons,
            quality.newest_by_unit,
        )
        for query in (*beside, *of_people, output, supplies.orders_on_the_way):
            door.fetch(query, scope, moment)
    monkeypatch.setattr(anytime, "table", plain)
    return counted


def test_three_times_the_history_hands_over_not_one_row_more(
    databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    short, long = (fetched(written(databases.initialised(kind), history(days)), monkeypatch) for days in (SHORT, LONG))
    record_property("rows", sum(short.values()))
    assert long == short
    assert all(count <= MOST_ON_SCREEN for count in short.values())
