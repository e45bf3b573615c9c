"""Rules that hold in the picture and not only in the style sheet: contrast, signs in grey, and no alarm colour where all is normal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from dashboard.board import STATUSES
from dashboard.palette import MAP_DARK, MAP_LIGHT, SIGNS, rgb
from tests.chromium import Reader
from tests.gallery import pixels
from tests.gallery.visiting import THEMES, Visit, seen_by_eye, standing_still, visits

TEXT, SIGN = 4.5, 3.0  # least contrast
TALL = 2400  # px of the window: what is below is not looked at
SHARP = 2  # device pixels a px, so that thin strokes reach their colour
ONLY_SIGNS = set("".join(SIGNS.values()) + "■□○◇△★!")
LEGEND_MASKED = ".legend { visibility: hidden !important; }"


class Eye:
    """A sharp eye on one page after another, in either theme; the legend can be masked."""

    def __init__(self, browser: Browser, scale: int) -> None:
        self.reader = Reader(browser, None, 1440, TALL, "zh-CN", scale=scale)
        self.page: Page = self.reader.page
        self.scale = scale

    def on(self, home: str, place: Visit, theme: str, style: str = "") -> pixels.Picture:
        """A picture of the page in a tall window."""
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        self.reader.open(place.address(home, "zh"))
        standing_still(self.page)
        if style:
            self.page.add_style_tag(content=style)
        return pixels.picture(self.page)

    def crop(self, shot: pixels.Picture, spot: dict[str, float], more: float = 0) -> pixels.Picture:
        left, top, right, bottom = (
            max(0, round((spot[side] + sign * more) * self.scale))
            for side, sign in (("left", -1), ("top", -1), ("right", 1), ("bottom", 1))
        )
        return shot[top:bottom, left:right]


@pytest.fixture(scope="module")
def eye(chromium: Browser) -> Iterator[Eye]:
    one = Eye(chromium, SHARP)
    yield one
    one.reader.close()


def too_faint(eye: Eye, shot: pixels.Picture) -> list[str]:
    """Each text and sign in the picture that does not stand out enough from its ground, with its contrast."""
    found = []
    for spot in seen_by_eye(eye.page)["spots"]:
        own = eye.crop(shot, spot)
        if not spot["whole"] or not own.size or spot["bottom"] > TALL or not spot["text"].strip():
            continue
        least = SIGN if set(spot["text"]) <= ONLY_SIGNS else TEXT
        if (contrast := pixels.contrast(own)) < least:
            found.append(f'{contrast:.1f}: "{spot["text"]}" in {spot["where"]}')
    for at, box in enumerate(table.bounding_box() for table in eye.page.get_by_test_id("data-grid-canvas").all()):
        if box and box["y"] + 80 < TALL:
            for name, top in (("heading", 0), ("first row", 36)):
                edges = {
                    "left": box["x"] + 2,
                    "right": box["x"] + box["width"] - 2,
                    "top": box["y"] + top + 4,
                    "bottom": box["y"] + top + 31,
                }
                if (contrast := pixels.contrast(eye.crop(shot, edges))) < TEXT:
                    found.append(f"{contrast:.1f}: the {name} of table {at + 1}")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("place", visits(), ids=lambda place: place.name)
def test_text_and_signs_stand_out_from_their_ground(eye: Eye, home: str, place: Visit, theme: str) -> None:
    shot = eye.on(home, place, theme)
    assert len(seen_by_eye(eye.page)["spots"]) > 30
    assert too_faint(eye, shot) == []


def test_a_pale_text_and_a_pale_sign_are_seen_to_be_too_faint(eye: Eye) -> None:
    eye.page.set_content(
        "<body style='font: 16px sans-serif'><p style='color: #888'>Faint words</p><p style='color: #666'>Clear words</p>"
        "<p style='color: #aaa'>◆</p><p style='color: #888'>▲</p></body>"
    )
    assert [line.split(": ", 1)[1] for line in too_faint(eye, pixels.picture(eye.page))] == ['"Faint words" in p', '"◆" in p']


@pytest.mark.parametrize("colours", [MAP_LIGHT, MAP_DARK], ids=THEMES)
def test_signs_and_names_on_the_map_stand_out_from_land_city_and_page(colours) -> None:  # type: ignore[no-untyped-def]
    for ground in (colours.land, colours.city, colours.page):
        for least, names in ((SIGN, ("breach", "attention", "met", "none")), (TEXT, ("name",))):
            for name in names:
                both = np.array([[rgb(ground)] * 9 + [rgb(getattr(colours, name))] * 3], np.uint8)
                assert pixels.contrast(both) >= least, (name, ground)


CELLS = """all => Object.fromEntries(all.map(cell => {
  const own = (node) => { const { left, right, top, bottom } = node.getBoundingClientRect(); return { left, right, top, bottom }; };
  return [cell.dataset.s, { text: cell.lastElementChild.textContent, sign: own(cell.firstElementChild), frame: own(cell), there: !!cell.checkVisibility() }];
}))"""


def frame_of(cell: pixels.Picture) -> str:
    """Whether a cell in grey has a drawn frame: none, dashed or drawn through. The frame is one px wide, at the edge."""
    tone = pixels.grey(cell)
    inside = pixels.grey(pixels.ground(cell)[None, None])[0, 0]
    drawn = np.abs(tone[:SHARP, 8:-8].mean(axis=0) - inside) > 40
    return "none" if drawn.mean() < 0.1 else "dashed" if drawn.mean() < 0.9 else "through"


@pytest.mark.parametrize("theme", THEMES)
def test_in_grey_the_cells_of_all_statuses_are_told_apart_by_sign_frame_or_word(eye: Eye, home: str, theme: str) -> None:
    shot = eye.on(home, Visit("overview", ""), theme)
    cells = eye.page.locator(".board button[data-s]").evaluate_all(CELLS)
    assert len(cells) == len(STATUSES), "the demonstration has a cell of every status"
    signs, looks = {}, {}
    for place, cell in cells.items():
        status, sign = STATUSES[int(place)], eye.crop(shot, cell["sign"])
        signs[status] = pixels.shape(sign) if cell["sign"]["right"] - cell["sign"]["left"] > 2 else None
        word = cell["text"] if not any(letter.isdigit() for letter in cell["text"]) else "figure"
        looks[status] = (signs[status] is not None, frame_of(eye.crop(shot, cell["frame"])), word)
    assert {status for status in STATUSES if signs[status] is not None} == {"breach", "attention", "check"}
    for one, other in combinations(STATUSES, 2):
        if signs[one] is not None and signs[other] is not None:
            assert pixels.likeness(signs[one], signs[other]) < 0.8, (one, other)
        else:
            assert looks[one] != looks[other], (one, other, looks)
    assert looks["no_data"][1] == "dashed"


@pytest.mark.parametrize("theme", THEMES)
def test_in_grey_the_signs_of_the_legend_have_a_shape_each(eye: Eye, home: str, theme: str) -> None:
    shot = eye.on(home, Visit("quality", "quality"), theme)
    spots = eye.page.locator(".legend .sign").evaluate_all(
        """all => all.filter(one => one.textContent).map(one => { const { left, right, top, bottom } = one.getBoundingClientRect();
             return { text: one.textContent, left, right, top, bottom }; })"""
    )
    shapes = {spot["text"]: pixels.shape(eye.crop(shot, spot)) for spot in spots}
    assert set(shapes) == {sign for sign in SIGNS.values() if sign}
    for one, other in combinations(shapes, 2):
        assert pixels.likeness(shapes[one], shapes[other]) < 0.85, (one, other)


@pytest.fixture(scope="module")
def plain_eye(chromium: Browser) -> Iterator[Eye]:
    one = Eye(chromium, 1)
    yield one
    one.reader.close()


def alarms(eye: Eye, home: str, place: Visit, theme: str) -> list[str]:
    """Where alarm colour is, but for the legend: how many pixels, and the place of the first."""
    found = pixels.alarming(eye.on(home, place, theme, LEGEND_MASKED))
    down, across = np.nonzero(found)
    return [f"{place.name} {theme}: {found.sum()} pixels, first at {across[0]},{down[0]}"] if found.any() else []


@pytest.mark.parametrize("theme", THEMES)
def test_where_all_is_normal_no_page_shows_an_alarm_colour(plain_eye: Eye, normal_home: str, theme: str) -> None:
    of_one = {"unit": "unit=A1"}
    places = [Visit(place.name, place.path, of_one.get(place.path, "")) for place in visits()]
    assert [line for place in places for line in alarms(plain_eye, normal_home, place, theme)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_demonstration_shows_alarm_colours_so_that_their_absence_means_something(plain_eye: Eye, home: str, theme: str) -> None:
    told = alarms(plain_eye, home, Visit("overview", ""), theme)
    assert told, theme
    assert int(told[0].split(": ")[1].split()[0]) > 500
