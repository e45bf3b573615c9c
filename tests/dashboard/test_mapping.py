"""What is laid out for the maps: odd data neither breaks it nor turns unknown into unmanned; what travels to the browser is small and whole."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard import assets, atlas, clock, mapping
from dashboard.data import Door
from dashboard.districts import by_district
from dashboard.outlines import outlines
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.texts import Words
from dashboard.units import Units
from data_access.contract import checkpoint, duty_shift, org_unit
from data_access.moment import Moment
from data_access.organisation import units as units_of
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import map_world
from tests.databases import Database, Databases, written
from tests.world import DAY, NOW

SCOPE, MOMENT = Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai")


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch):
    """What the component is given of a database, for the whole organisation or a scope, and for the moment or another."""
    sheets: list[atlas.Sheet] = []
    monkeypatch.setattr(mapping, "chosen_outlines", outlines)
    monkeypatch.setattr(assets, "chosen_outlines", outlines)
    monkeypatch.setattr(atlas, "atlas", sheets.append)
    monkeypatch.setattr(atlas, "course_is_asked_for", lambda: True)

    def lay(
        database: Database, scope: Scope = SCOPE, moment: Moment = MOMENT, shade: str | None = None
    ) -> tuple[atlas.Sheet, dict[str, Any]]:
        clock.stand_at(NOW)
        with Door(database.reader(), Settings(database_url=database.reader_url)) as door:
            words = Words("zh", "Asia/Shanghai")
            units = Units(door.fetch(units_of, scope.without_choice(), moment), words)
            view: Any = SimpleNamespace(door=door, scope=scope, moment=moment, words=words, units=units)
            now = situation(door, scope, moment)
            found = by_district(view, now, shade, mapping.posts(view), mapping.district_of_units(view)) if shade else []
            mapping.city_and_county(view, now, shade, found)
            sent = json.loads(json.dumps(atlas.to_send(sheets[-1]), allow_nan=False))
            return sheets[-1], sent | json.loads(gzip.decompress(b64decode(sent["packed"])))

    return lay


@pytest.fixture
def world(databases: Databases):
    def of(**changed: Any) -> Database:
        rows = dict(map_world.ROWS)
        for table, change in {table: changed[table.name] for table in rows if table.name in changed}.items():
            rows[table] = change(rows[table])
        return written(databases.initialised("sqlite"), rows)

    return of


def test_every_post_travels_with_its_state_and_what_is_nowhere_without_a_place(laid, world) -> None:
    _, sent = laid(world())
    posts, states = sent["posts"], [name for name, *_ in sent["states"]]
    state = {post: states[place] for post, place in zip(posts["id"], posts["state"], strict=True)}
    assert {post: state[post] for post in map_world.PLACES} == {post: told[3] for post, told in map_world.PLACES.items()}
    assert [post for post, lon in zip(posts["id"], posts["lon"], strict=True) if lon is None] == [
        post for post in posts["id"] if post in map_world.NOWHERE
    ]
    for post, (lon, lat, *_) in map_world.PLACES.items():
        at = posts["id"].index(post)
        assert (posts["lon"][at], posts["lat"][at]) == pytest.approx((lon, lat), abs=1.5e-5)
    assert [one["id"] for one in sent["maps"]] == ["city", "county"]
    assert sent["course"]["instants"][0] == "00:00"
    assert len(sent["course"]["states"]) == len(posts["id"])
    assert all(sum(int(run.split(":")[1]) for run in runs.split()) == len(sent["course"]["instants"]) for runs in sent["course"]["states"])


def test_posts_of_a_database_that_supplies_no_shifts_are_unknown_and_not_unmanned(laid, world) -> None:
    database = world()
    engine = database.writer()
    with engine.begin() as connection:
        duty_shift.drop(connection)
    engine.dispose()
    sheet, sent = laid(database)
    assert {sheet.states[post.state].name for post in sheet.posts} == {"unknown", "closed"}
    assert sent["course"] is None
    assert not sheet.plays


def test_a_day_that_has_not_begun_has_no_course(laid, world) -> None:
    sheet, _ = laid(world(), moment=MOMENT.on(pd.Timestamp(DAY).date().replace(day=29)))
    assert sheet.course is None
    assert not sheet.plays


def test_a_unit_without_an_area_has_a_map_beside_the_city_s(laid, world) -> None:
    database = world(org_unit=lambda units: [unit | {"area": unit.get("area") if unit["org_unit_id"] == "A" else None} for unit in units])
    _, sent = laid(database)
    assert [one["id"] for one in sent["maps"]] == ["city", "all"]
    assert sum(sent["posts"]["map"]) == len(sent["posts"]["map"]) - 1


@pytest.mark.parametrize("shade", ["short", "unmanned", "isolated", "confirmed"])
def test_codes_and_kinds_of_any_form_break_nothing(laid, world, shade: str) -> None:
    odd = ["", "x" * 60, "61011", 610113, None]

    def change(posts: list[dict]) -> list[dict]:
        return [
            post | {"adcode": odd[place % len(odd)], "kind": "barrier" if place % 2 else post["kind"]} for place, post in enumerate(posts)
        ]

    _, sent = laid(world(checkpoint=change), shade=shade)
    assert {kind for kind, *_ in sent["kinds"]} >= {"barrier"}
    assert "金台区" in " ".join(sent["places"]), "what is no code is looked up"


def test_no_post_no_seat_and_no_control_still_make_a_map(laid, databases: Databases) -> None:
    units = [{"org_unit_id": "G", "kind": "group", "name_zh": "集团", "reports": True, "sort_order": 0}]
    sheet, sent = laid(written(databases.initialised("sqlite"), {org_unit: units}))
    assert [one["id"] for one in sent["maps"]] == ["all"]
    assert sheet.maps[0].bounds == outlines().bounds
    assert sent["posts"]["id"] == []
    assert checkpoint.name not in sent


def test_one_unit_shows_no_other_s_seat_post_or_control(laid, world) -> None:
    _, sent = laid(world(), scope=Scope(WHOLE_ORGANISATION, frozenset({"A"})))
    assert sent["posts"]["id"] == ["MANNED"]
    assert [seat[2] for seat in sent["seats"]] == ["A号矿"]
    assert [one[4].split(" · ")[0] for one in sent["controls"]] == ["城南"]
    assert sent["units"] == ["A号矿"]
