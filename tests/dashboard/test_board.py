"""What travels to the browser's board, and what may come back from it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.board import Cell, Row, opened, plain, sheet_of
from dashboard.palette import STATUSES

MEASURES = [("disinfection", "消杀"), ("testing", "核酸")]
ROWS = [
    Row("A", "金矿", [Cell("41", "breach", "41/44"), Cell("", "not_due")], "矿业"),
    Row("B", "设计院", [Cell("100", "met", "4/4"), Cell("免", "exempt")]),
]


def sheet(rows: list[Row]) -> dict[str, Any]:
    words = {status: status for status in (*STATUSES, "all_met")}
    return sheet_of(rows, MEASURES, caption="c", unit_label="u", words=words, lang="zh", of_text="2 / 2", height="60dvh")


def test_a_cell_travels_with_the_place_of_its_status_and_an_empty_one_without_anything() -> None:
    lines = sheet(ROWS)["rows"]
    assert lines[0] == ["A", "金矿", "矿业", [["41", 0, "41/44"], 0]]
    assert lines[1] == ["B", "设计院", "", [["100", 4, "4/4"], ["免", 6, ""]]]


def test_every_status_has_its_word_and_sign_in_the_order_of_need() -> None:
    made = sheet(ROWS)
    assert made["words"] == list(STATUSES)
    assert made["signs"][:4] == ["◆", "▲", "≠", "◌"]


def test_the_sheet_is_plain_data() -> None:
    assert json.loads(json.dumps(sheet(ROWS))) == sheet(ROWS)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  金矿 \n 一 ", "金矿 一"),
        ("\u202egnp.\u202c", "gnp."),
        ("\u2068第1\u2069", "第1"),
        ("<b>x</b>", "<b>x</b>"),
        ("\u200f \u061c", ""),
    ],
)
def test_text_is_one_line_without_marks_of_direction_and_else_as_it_was(given: str, shown: str) -> None:
    assert plain(given) == shown


def test_names_and_cells_are_cleaned_before_they_travel() -> None:
    line = sheet([Row("A", "\u202e矿 \n a", [Cell("\u206641\u2069", "breach", "x\ny"), Cell("\u200e", "met")], " 组 ")])["rows"][0]
    assert line == ["A", "矿 a", "组", [["41", 0, "x y"], 0]]


def test_a_row_with_a_cell_too_few_is_refused_and_so_is_a_status_nobody_knows() -> None:
    with pytest.raises(ValueError, match=r"1 cells of 'A' under 2 measures"):
        sheet([Row("A", "a", [Cell("1", "met")])])
    with pytest.raises(ValueError, match="not in"):
        sheet([Row("A", "a", [Cell("1", "fine"), Cell("1", "met")])])


def test_a_click_names_a_cell_of_the_board() -> None:
    assert opened({"unit": "A", "measure": "disinfection"}, sheet(ROWS)) == ("A", "disinfection")
    assert opened({"unit": "B", "measure": "testing", "more": 1}, sheet(ROWS)) == ("B", "testing")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "A",
        ["A", "disinfection"],
        {},
        {"unit": "A"},
        {"unit": "C", "measure": "disinfection"},
        {"unit": "A", "measure": "patrol"},
        {"unit": "A", "measure": "testing"},
        {"unit": ["A"], "measure": {"a": 1}},
        {"unit": None, "measure": None},
    ],
)
def test_an_answer_that_names_no_cell_opens_nothing(answer: object) -> None:
    assert opened(answer, sheet(ROWS)) is None


def a_page_with_a_board() -> None:
    import streamlit as st

    from dashboard.board import Cell, Row, board, sheet_of
    from dashboard.palette import STATUSES

    words = {status: status for status in (*STATUSES, "all_met")}
    sheet = sheet_of(
        [Row("A", "金矿", [Cell("41", "breach")])],
        [("testing", "核酸")],
        caption="c",
        unit_label="u",
        words=words,
        lang="zh",
        of_text="1 / 1",
        height="60dvh",
    )
    st.text(f"opened {board(sheet, key='board')}")


def test_the_board_is_known_to_every_runtime_though_its_module_is_read_once() -> None:
    for _ in range(2):  # each brings a runtime of its own
        page = AppTest.from_function(a_page_with_a_board).run(timeout=20)
        assert not page.exception
        assert page.text[0].value == "opened None"
