"""Which walls a process serves: alive while they ask, silent afterwards, forgotten after a week, and nothing else is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboard import clock
from dashboard.wall import heartbeats
from dashboard.wall.heartbeats import Wall, heard, shows, walls
from tests.world import NOW


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    heartbeats._walls.clear()
    heartbeats._shown.clear()
    clock.stand_at(NOW)
    return


def later(**of: float) -> None:
    clock.stand_at(clock.now() + timedelta(**of))


def test_a_wall_is_known_from_its_first_question_by_what_it_shows() -> None:
    shows("viewer", "一盘棋")
    heard("viewer", "wall-of-the-tests", "1920x1080", "10.0.0.7")
    assert walls() == [Wall("10.0.0.7", "1920x1080", "一盘棋", NOW, NOW)]


def test_a_page_that_is_opened_anew_on_the_same_screen_is_the_same_wall() -> None:
    shows("viewer", "一盘棋")
    heard("viewer", "wall-of-the-tests", "1920x1080", "10.0.0.7")
    later(seconds=50)
    shows("another", "一盘棋")
    heard("another", "wall-of-the-tests", "3840x2160", "10.0.0.7")
    assert walls() == [Wall("10.0.0.7", "3840x2160", "一盘棋", NOW, clock.now())]


def test_a_wall_that_comes_back_after_a_silence_is_alive_since_then() -> None:
    shows("viewer", "一盘棋")
    heard("viewer", "wall-of-the-tests", "1920x1080", "10.0.0.7")
    later(hours=2)
    heard("viewer", "wall-of-the-tests", "1920x1080", "10.0.0.7")
    assert [one.since for one in walls()] == [clock.now()]


def test_a_screen_that_was_given_another_link_is_one_wall_that_shows_that() -> None:
    shows("viewer", "一盘棋")
    heard("viewer", "wall-of-the-tests", "1920x1080", "10.0.0.7")
    later(minutes=2)
    shows("another", "地图")
    heard("another", "wall-of-the-tests", "1920x1080", "10.0.0.7")
    assert [one.shows for one in walls()] == ["地图"]


def test_two_screens_made_from_one_image_are_two_walls_by_their_addresses() -> None:
    shows("viewer", "一盘棋")
    for address in ("10.0.0.7", "10.0.0.8"):
        heard("viewer", "wall-of-the-tests", "1920x1080", address)
    assert len(walls()) == 2


def test_two_windows_of_one_browser_that_show_other_scenes_are_two_walls() -> None:
    for viewer, what in (("viewer", "一盘棋"), ("another", "地图")):
        shows(viewer, what)
        heard(viewer, "wall-of-the-tests", "1920x1080", "10.0.0.7")
    assert [one.shows for one in walls()] == ["一盘棋", "地图"]


def test_a_wall_is_alive_until_it_missed_five_refreshes() -> None:
    wall = Wall("10.0.0.7", "1920x1080", "", NOW, NOW)
    assert wall.is_alive(NOW + timedelta(seconds=49), 10)
    assert not wall.is_alive(NOW + timedelta(seconds=50), 10)


def test_the_longest_silent_comes_first_and_is_forgotten_after_a_week() -> None:
    shows("viewer", "")
    heard("viewer", "first-of-the-tests", "1920x1080", "1")
    later(days=6)
    heard("viewer", "second-of-the-tests", "1920x1080", "2")
    assert [one.address for one in walls()] == ["1", "2"]
    later(days=1, seconds=1)
    assert [one.address for one in walls()] == ["2"]


@pytest.mark.parametrize(
    ("viewer", "name", "size"),
    [
        ("nobody", "wall-of-the-tests", "1x1"),
        ("viewer", "<b>wall</b>", "1920x1080"),
        ("viewer", "wall-of-the-tests", "large"),
        ("viewer", "", ""),
    ],
)
def test_who_is_no_wall_is_not_noted(viewer: str, name: str, size: str) -> None:
    shows("viewer", "")
    heard(viewer, name, size, "10.0.0.7")
    assert walls() == []


def test_however_many_ask_few_are_remembered() -> None:
    shows("viewer", "")
    for number in range(3 * heartbeats.MOST):
        heard("viewer", f"wall-number-{number}", "1920x1080", "10.0.0.7")
    assert len(walls()) == heartbeats.MOST
