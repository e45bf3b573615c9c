"""The board sends texts alone, and believes the browser only what it drew."""

from __future__ import annotations

from pathlib import Path

from dashboard.board import Cell, Row, known_cell, sheet
from dashboard.palette import SIGNS, STATUSES

ROOT = Path(__file__).parents[2]
WORDS = {status: status for status in STATUSES} | {"all_met": "all in order"}
COLUMNS = [("patrol", "Patrol")]


def row(name: str = "North", text: str = "98") -> Row:
    return Row("N1", name, [Cell(text, "met", "49/50")], "Division")


def test_the_sheet_is_texts_and_places_in_the_order_of_need() -> None:
    sent = sheet([row()], COLUMNS, caption="Board", unit_label="Unit", words=WORDS, lang="en", of_text="1 of 1", height="60dvh")
    assert sent["rows"] == [["N1", "North", "Division", [["98", STATUSES.index("met"), "49/50"]]]]
    assert sent["words"][0] == "breach"


def test_marks_that_turn_text_round_and_line_breaks_do_not_reach_the_screen() -> None:
    rows = [row("a\u202eb\n<b>c</b>", "1\u2066 2")]
    sent = sheet(rows, [("x", "Head\ning")], caption="", unit_label="", words=WORDS, lang="en", of_text="", height="1px")
    assert sent["rows"][0][1] == "ab <b>c</b>"
    assert sent["rows"][0][3][0][0] == "1 2"
    assert sent["columns"] == [["x", "Head ing"]]


def test_only_a_cell_of_the_board_can_be_opened() -> None:
    assert known_cell({"unit": "N1", "column": "patrol"}, [row()], COLUMNS) == ("N1", "patrol")
    for picked in (None, "N1", {}, {"unit": "N2", "column": "patrol"}, {"unit": "N1", "column": "x"}, {"unit": ["N1"], "column": "patrol"}):
        assert known_cell(picked, [row()], COLUMNS) is None


def test_the_board_s_signs_are_the_palette_s() -> None:
    css = (ROOT / "dashboard" / "board" / "board.css").read_text("utf-8")
    for status in ("breach", "attention", "check"):
        assert f'button[data-s="{STATUSES.index(status)}"]::before {{ content: "{SIGNS[status]} "' in css
