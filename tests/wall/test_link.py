"""What a wall's link chooses."""

from __future__ import annotations

import pytest

from dashboard.wall.link import SCENES, WallLink, WallLinkInvalid, kept, read_wall


def test_without_anything_all_scenes_stay_twenty_seconds_each_in_the_dark() -> None:
    assert read_wall({"lang": ["zh"]}) == WallLink(SCENES, 20, "dark", None)


@pytest.mark.parametrize("asked", [["map,board"], ["map", "board"], ["map", "board,map"], ["map, board"]])
def test_scenes_come_in_the_order_of_the_link_each_once(asked: list[str]) -> None:
    assert read_wall({"scene": asked}).scenes == ("map", "board")


def test_a_scene_stays_as_long_as_the_link_says_in_the_theme_it_says() -> None:
    assert read_wall({"dwell": ["45"], "theme": ["light"]}) == WallLink(SCENES, 45, "light")


@pytest.mark.parametrize(
    "asked",
    [
        {"scene": ["people"]},
        {"scene": ["board,"]},
        {"dwell": ["19"]},
        {"dwell": ["3601"]},
        {"dwell": ["-20"]},
        {"dwell": ["20.5"]},
        {"dwell": ["２０"]},
        {"dwell": ["9" * 5000]},
        {"dwell": ["000020" + "9" * 5000]},
        {"dwell": ["00002099999"]},
        {"theme": ["blue"]},
    ],
)
def test_what_a_wall_cannot_do_is_refused(asked: dict[str, list[str]]) -> None:
    with pytest.raises(WallLinkInvalid):
        read_wall(asked)


def test_a_token_stands_in_no_text_about_the_link() -> None:
    link = read_wall({"token": ["of-the-tests"]})
    assert link.token == "of-the-tests"
    assert "of-the-tests" not in repr(link)


def test_what_is_the_walls_own_stays_in_its_address_as_it_stands_there() -> None:
    asked = {"scene": ["map"], "token": ["t"], "unit": ["N"], "lang": ["zh"]}
    assert kept(asked) == {"scene": ["map"], "token": ["t"]}
