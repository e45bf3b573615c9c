"""One page is drawn at a time, and nobody waits for one that itself waits; screens are told of a change one after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from dashboard import drawing


def in_a_thread(deed: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=deed, daemon=True)
    thread.start()
    return thread


def test_one_page_waits_until_the_other_is_drawn() -> None:
    drawn: list[str] = []

    def draw() -> None:
        with drawing.turn():
            drawn.append("second")

    with drawing.turn():
        other = in_a_thread(draw)
        other.join(0.2)
        drawn.append("first")
    other.join(5)
    assert drawn == ["first", "second"]


def test_a_page_that_waits_for_the_database_keeps_nobody_from_drawing() -> None:
    drawn = threading.Event()

    def draw() -> None:
        with drawing.turn():
            drawn.set()

    with drawing.turn():
        drawing.give_up_turn()
        in_a_thread(draw)
        assert drawn.wait(5)
        drawing.give_up_turn()  # once is enough
    with drawing.turn():
        pass


def test_a_page_that_waited_long_is_drawn_all_the_same_and_gives_back_no_turn_that_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LONGEST_WAIT", 0.05)
    drawn = threading.Event()

    def draw() -> None:
        with drawing.turn():
            drawn.set()

    with drawing.turn():
        in_a_thread(draw).join(5)
        assert drawn.is_set()
        assert not drawing._turns.acquire(blocking=False), "the turn is still the first one's"


def test_screens_are_told_one_after_the_other_and_a_single_one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_next_told_at", 0.0)
    waits = [drawing.seconds_until_told() for _ in range(200)]
    assert waits[0] == 0
    assert waits == sorted(waits)
    assert waits[-1] == pytest.approx(199 / drawing.TOLD_A_SECOND, abs=0.5)
