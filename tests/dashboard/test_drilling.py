"""The way from the group to a division, to a unit, to a measure: what stands above a unit, and how many of a division's units stand how."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.board import Cell as Shown
from dashboard.board import Row, Sheet, opened, sheet_of
from dashboard.indicators import divisions
from dashboard.indicators.figure import Cell, Status
from dashboard.navigation import page_of
from dashboard.outlines import outlines
from dashboard.palette import STATUSES
from dashboard.texts import Words
from dashboard.units import Units


def units(*rows: tuple[str, str | None]) -> Units:
    table = pd.DataFrame(rows, columns=["org_unit_id", "parent_id"]).assign(sort_order=0, name_en=None, short_name_zh=None)
    return Units(table.assign(name_zh=table.org_unit_id), Words("zh", "Asia/Shanghai"))


def cell(unit: str, status: Status, measure_id: str = "patrol") -> Cell:
    return Cell(unit, measure_id, 0, 1, 0, 0, status)


TREE = units(("G", None), ("D", "G"), ("E", "G"), ("D1", "D"), ("D2", "D"), ("D2a", "D2"), ("D2b", "D2"))


def test_a_unit_knows_what_stands_above_it_from_the_root_down() -> None:
    assert [TREE.above(unit) for unit in ("D2a", "D1", "G")] == [["G", "D", "D2"], ["G", "D"], []]
    assert TREE.has_one_root
    assert not units(("G", None), ("X", "gone")).has_one_root
    assert [TREE.has_units_below(unit) for unit in ("G", "D2", "D2a")] == [True, True, False]


def test_below_a_division_its_own_parts_are_the_divisions() -> None:
    assert [TREE.division(unit) for unit in ("D2a", "D1", "E")] == ["D", "D", "E"]
    assert [TREE.division(unit, "D") for unit in ("D2a", "D2b", "D2", "D1", "D", "E")] == ["D2", "D2", "D2", "D1", "D", "E"]


@pytest.mark.parametrize(
    ("statuses", "status", "standing_so"),
    [
        (["met", "breach", "attention", "breach", "met"], "breach", 2),
        (["met", "attention", "no_data"], "attention", 1),
        (["met", "no_data", "check", "met"], "no_data", 2),
        (["met", "met", "not_due", "exempt"], "met", 2),
        (["met", "check"], "no_data", 1),
        (["exempt", "not_due"], "not_due", 1),
        (["exempt"], "exempt", 1),
    ],
)
def test_a_division_is_as_its_worst_unit_and_says_how_many_stand_so(statuses: list[Status], status: Status, standing_so: int) -> None:
    (made,) = divisions.cells([cell(f"U{place}", one) for place, one in enumerate(statuses)], lambda _: "D")
    assert (made.status, made.standing_so, made.units) == (status, standing_so, len(statuses))


def test_the_units_of_all_divisions_are_the_units_of_the_group() -> None:
    cells = [
        cell(unit, status, measure_id) for unit, status in (("D1", "met"), ("E", "breach"), ("D2a", "met")) for measure_id in ("a", "b")
    ]
    whole = {one.measure_id: one.units for one in divisions.cells(cells, lambda _: "G")}
    parts: dict[str, int] = {}
    for one in divisions.cells(cells, TREE.division):
        parts[one.measure_id] = parts.get(one.measure_id, 0) + one.units
    assert parts == whole == {"a": 3, "b": 3}


def sheet(opens: dict[str, str] | None) -> Sheet:
    rows = [Row("A", "a", [Shown("41", "breach")], "North")]
    words = {status: status for status in (*STATUSES, "all_met")}
    told = {"caption": "c", "unit_label": "u", "words": words, "lang": "zh", "of_text": "1 / 1", "height": "60dvh"}
    return sheet_of(rows, [("patrol", "p")], divisions=opens, **told)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"unit": "A", "measure": "patrol"}, ("A", "patrol")),
        ({"unit": "A"}, ("A", None)),
        ({"division": "N"}, (None, "N")),
        ({"division": "S"}, None),
        ({"division": ["N"]}, None),
        ({"unit": "N"}, None),
        ({"unit": "A", "division": "N"}, None),
    ],
)
def test_a_name_opens_its_unit_and_a_heading_its_division(answer: Any, expected: object) -> None:
    assert opened(answer, sheet({"North": "N"})) == expected


@pytest.mark.parametrize("answer", [{"unit": "A"}, {"division": "N"}])
def test_where_names_do_not_open_nobody_can_open_them(answer: dict[str, str]) -> None:
    assert opened(answer, sheet(None)) is None


def test_every_measure_has_its_page() -> None:
    assert [page_of(name) for name in ("daily_report", "disinfection", "supply.medical", "testing", "checkpoint", "duty")] == [
        "compliance",
        "compliance",
        "supplies",
        "testing",
        "map",
        "people",
    ]


def test_a_place_is_named_where_the_map_knows_it() -> None:
    ground = outlines()
    assert ground.name("610881", "zh") == "神木市"
    assert ground.name("610881", "en") == "Shenmu City"
    assert ground.name("999999", "zh") == ground.name(None, "en") == ""
