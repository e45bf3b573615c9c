"""What a wall is told: the worst first, numbers without noise, and nobody's name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import clock
from dashboard.choice import Choice
from dashboard.data import Door
from dashboard.palette import STATUSES
from dashboard.queries import trends
from dashboard.settings import Settings
from dashboard.situation import Situation, situation
from dashboard.texts import LOCALES, Words
from dashboard.units import scope_of, units_allowed
from dashboard.view import View
from dashboard.wall import sheet
from data_access.contract import metadata
from data_access.engine import writing_engine
from data_access.scope import WHOLE_ORGANISATION
from tests.browser.conftest import QUARTER_TO_SIX
from tests.databases import Database

pytestmark = pytest.mark.slow  # over the whole demonstration
PERSONS = {"submitted_by", "contact_name", "contact_phone", "leader", "approved_by", "instructed_by", "imported_by"}


def view_of(door: Door, language: str = "zh", **chosen: Any) -> View:
    choice = Choice(language, **chosen)
    words, scope = Words(language, "Asia/Shanghai"), scope_of(door, choice, WHOLE_ORGANISATION)
    moment = door.moment(scope, choice.day, choice.as_of)
    return View(door, scope, moment, words, choice, units_allowed(door, scope, moment, choice, words), {}, False)


def told(view: View) -> tuple[dict[str, Any], Situation]:
    now = situation(view.door, view.scope, view.moment)
    return json.loads(sheet.sheet(view, now, trends(view))), now


@pytest.fixture(autouse=True)
def _settings(demonstration: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """From which the outlines are told."""
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", demonstration.reader_url)


@pytest.fixture
def demo(demonstration: Database) -> Iterator[Door]:
    clock.stand_at(QUARTER_TO_SIX)
    with Door(demonstration.reader(), Settings(database_url=demonstration.reader_url)) as opened:
        yield opened


@pytest.mark.parametrize("language", LOCALES)
def test_no_person_and_no_telephone_number_of_the_database_is_on_the_wall(demo: Door, demonstration: Database, language: str) -> None:
    names: set[str] = set()
    engine = writing_engine(demonstration.url)
    with engine.connect() as connection:
        for table in metadata.tables.values():
            for column in table.c:
                if column.name in PERSONS:
                    names |= {str(value) for value in connection.scalars(sa.select(column).distinct()) if value}
    engine.dispose()
    assert len(names) > 20, "the demonstration names people"
    sent = json.dumps(told(view_of(demo, language))[0], ensure_ascii=False)
    assert [name for name in names if name in sent] == []


def test_the_worst_units_come_first_whatever_their_division(demo: Door) -> None:
    rows = told(view_of(demo))[0]["board"]["rows"]
    counts = [tuple(-sum(1 for cell in cells if cell and cell[1] == place) for place in range(4)) for _, _, cells in rows]
    assert counts == sorted(counts)
    assert counts[0][0] < 0, "there are breaches"


def test_the_categories_of_stock_are_one_column_as_bad_as_the_worst(demo: Door) -> None:
    found, now = told(view_of(demo))
    heads = [name for name, _ in found["board"]["heads"]]
    assert heads.count("supply") == 1
    assert not [name for name in heads if name.startswith("supply.")]
    for unit, _, cells in found["board"]["rows"]:
        own = [STATUSES.index(cell.status) for cell in now.cells if cell.org_unit_id == unit and cell.measure_id.startswith("supply.")]
        cell = cells[heads.index("supply")]
        assert (cell[1] if cell else None) == min(own, default=None), unit


@pytest.mark.parametrize("language", LOCALES)
def test_no_cell_is_longer_than_a_time(demo: Door, language: str) -> None:
    cells = {cell[0] for _, _, row in told(view_of(demo, language))[0]["board"]["rows"] for cell in row if cell}
    assert {text for text in cells if len(text) > 5} == set()


def test_the_figures_are_those_of_the_overview_with_their_data_time(demo: Door) -> None:
    found, now = told(view_of(demo))
    tiles = {tile["id"]: tile for tile in found["tiles"]}
    completeness = now.figure("reporting.completeness")
    assert tiles["reporting-completeness"]["great"] == f"{completeness.numerator}/{completeness.denominator}"
    assert all(tile["time"] for tile in tiles.values())
    assert len(found["attention"]["lines"]) == sheet.LINES < len(now.attention)
    assert str(len(now.attention) - sheet.LINES) in found["attention"]["more"]


def test_a_wall_of_a_part_shows_that_part(demo: Door) -> None:
    whole, part = (told(view_of(demo, units=units))[0] for units in ((), ("D1",)))
    of_part = {unit for unit, *_ in part["board"]["rows"]}
    assert set() < of_part < {unit for unit, *_ in whole["board"]["rows"]}
    assert sum(len(one["posts"]) for one in part["map"]["maps"]) < sum(len(one["posts"]) for one in whole["map"]["maps"])


def test_what_is_not_known_is_a_dash_and_no_nought(door: Door) -> None:
    """N3 of the known world is silent."""
    found, _ = told(view_of(door))
    heads = [name for name, _ in found["board"]["heads"]]
    of_n3 = next(cells for unit, _, cells in found["board"]["rows"] if unit == "N3")
    assert of_n3[heads.index("daily_report")] == ["—", STATUSES.index("breach")]


def test_new_breaches_come_with_their_scene_and_instant(door: Door) -> None:
    view = view_of(door)
    now = situation(door, view.scope, view.moment)
    breaches = {(line.cell.org_unit_id, line.cell.measure_id): clock.now() for line in now.attention if line.cell.status == "breach"}
    new = sheet.news(view, now, breaches)
    assert len(new) == len(breaches)
    assert {one["scene"] for one in new} == {"board", "map", "testing", "supplies"}
    assert {one["at"] for one in new} == {round(clock.now().timestamp() * 1000)}
    assert all(one["text"] for one in new)
    assert sheet.news(view, now, {}) == []


def test_a_wall_of_the_past_says_so(demo: Door) -> None:
    view = view_of(demo, day=view_of(demo).moment.days_back(2)[0])
    assert told(view)[0]["day"].startswith("查看的是")
    assert told(view_of(demo))[0]["day"] == ""
