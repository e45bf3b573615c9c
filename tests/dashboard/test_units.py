"""The tree of units as a reader meets it."""

from __future__ import annotations

import pandas as pd

from dashboard.texts import Words
from dashboard.units import Units


def units(*rows: tuple[str, str | None, str, int], language: str = "zh") -> Units:
    table = pd.DataFrame(rows, columns=["org_unit_id", "parent_id", "name_zh", "sort_order"]).assign(name_en=None, short_name_zh=None)
    return Units(table, Words(language, "Asia/Shanghai"))


def test_every_unit_stands_after_the_one_above_it() -> None:
    tree = units(("B2", "B", "b2", 2), ("A", "G", "a", 1), ("G", None, "g", 0), ("B", "G", "b", 2), ("B1", "B", "b1", 1))
    assert tree.in_order == ["G", "A", "B", "B1", "B2"]
    assert tree.indented("B1") == "\u2002\u2002b1"


def test_units_whose_parent_may_not_be_seen_are_roots() -> None:
    assert units(("B1", "B", "b1", 1), ("X", "gone", "x", 0)).in_order == ["X", "B1"]


def test_units_of_one_name_are_told_apart_by_their_code() -> None:
    tree = units(("A", None, "金矿", 0), ("B", None, "金矿", 1), ("C", None, "设计院", 2))
    assert [tree.label(unit) for unit in "ABC"] == ["金矿 · A", "金矿 · B", "设计院"]


def test_a_unit_without_english_keeps_its_chinese_name_and_one_without_a_name_its_code() -> None:
    tree = units(("A", None, "金矿", 0), ("B", None, " \n", 1), language="en")
    assert [tree.label("A"), tree.label("B"), tree.label("unheard-of")] == ["金矿", "B", "unheard-of"]


def test_a_unit_s_division_is_the_one_right_below_the_root() -> None:
    tree = units(("G", None, "g", 0), ("D", "G", "d", 1), ("A", "D", "a", 1), ("A1", "A", "a1", 1), ("X", "gone", "x", 2))
    assert [tree.division(unit) for unit in ("A1", "A", "D", "G", "X")] == ["D", "D", "D", "G", "X"]
    assert tree.place("D") < tree.place("A1") < tree.place("X")


def test_a_short_name_stands_on_the_board_where_it_is_the_unit_s_alone() -> None:
    tree = units(("A", None, "第一勘查队", 0), ("B", None, "第二勘查队", 1), ("C", None, "设计院", 2), ("D", None, "二队", 3))
    tree.table["short_name_zh"] = pd.Series(["一队", "二队", None, "二队"], dtype=object)
    assert [tree.short_label(unit) for unit in "ABCD"] == ["一队", "第二勘查队", "设计院", "二队"]
    english = Units(tree.table.assign(name_en="Team"), Words("en", "Asia/Shanghai"))
    assert english.short_label("A") == "Team · A"
