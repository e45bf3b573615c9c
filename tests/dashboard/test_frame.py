"""The frame without a browser: who is granted nothing, a look that is held, what a copied link says, addresses written in one step."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock, units
from dashboard.components import copying, document
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.texts import Words
from data_access.contract import org_unit
from data_access.engine import DatabaseAway
from data_access.scope import Scope
from tests import world
from tests.conftest import ROOT
from tests.databases import Database

ZH = Words("zh", "Asia/Shanghai")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the components tell the browser."""
    told: list[dict[str, Any]] = []

    def hear(**message: Any) -> SimpleNamespace:
        told.append(message["data"])
        return SimpleNamespace(ready=None)

    for module, name in ((copying, "_component"), (document, "_address"), (document, "_going")):
        monkeypatch.setattr(module, name, hear)
    return told


def shown(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def opened(database: Database, monkeypatch: pytest.MonkeyPatch, **asked: str) -> AppTest:
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", database.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", world.NOW.isoformat())
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("allowed", [frozenset(), frozenset({"a unit that was closed"})])
@pytest.mark.parametrize("asked", [{}, {"unit": "N1"}, {"unit": "nobody"}])
def test_whom_nobody_granted_anything_is_told_whom_to_ask_and_shown_nothing(
    known_world: Database, monkeypatch: pytest.MonkeyPatch, allowed: frozenset[str], asked: dict[str, str]
) -> None:
    monkeypatch.setattr(units, "scope_of", lambda _door, choice, _: Scope(allowed, frozenset(choice.units)))
    app = opened(known_world, monkeypatch, lang="zh", **asked)
    assert not app.exception
    told = shown(app)
    assert "还没有给您开通任何单位" in told
    assert "请向系统管理员申请" in told
    for row in world.ROWS[org_unit]:
        assert str(row["name_zh"]) not in told
    assert 'class="tile"' not in told
    assert len(app.main.get("button")) == 0


def test_who_is_granted_something_sees_it(known_world: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "scope_of", lambda _door, choice, _: Scope(frozenset({"N"}), frozenset(choice.units)))
    told = shown(opened(known_world, monkeypatch, lang="zh"))
    assert "还没有给您开通" not in told
    assert 'class="tile"' in told


def test_a_page_drawn_of_a_held_look_needs_no_database_for_what_is_remembered(known_world: Database) -> None:
    clock.stand_at(world.NOW)
    engine = known_world.reader()
    with Door(engine, Settings(database_url=known_world.reader_url, refresh_seconds=1)) as door:
        look = door.look()
        moment = door.moment(Scope(None), None, None)
        door._reader.run = _away  # type: ignore[method-assign] (the database goes)
        clock.stand_at(world.NOW + timedelta(minutes=3))
        with pytest.raises(DatabaseAway):
            door.look()
        assert door.look_drawn("overview") is None, "nobody has drawn it yet"
        door.drew("overview", look)
        assert door.look_drawn("overview") is look
        assert door.look_drawn("map") is look, "of another page what is remembered may serve"
        assert door.away_since is not None
        assert abs(door.away_since - world.NOW - timedelta(minutes=3)) < timedelta(seconds=5), (
            "since it did not answer, not since it was seen"
        )
        with door.holding(look):
            assert door.look() is look
            assert door.moment(Scope(None), None, None) == moment
        with pytest.raises(DatabaseAway):
            door.look()


def _away(*_: Any) -> None:
    raise DatabaseAway("gone")


def test_a_text_is_copied_line_by_line_without_marks_that_turn_it(sent: list[dict[str, Any]]) -> None:
    copying.copy_button(SimpleNamespace(words=ZH), "复制", "单位甲：\n\u202e日报  未到", "one")  # type: ignore[arg-type]
    assert sent[0]["text"] == "单位甲：\n日报 未到"
    assert sent[0]["isLink"] is False
    assert "Ctrl+C" in sent[0]["byHand"]


def test_an_address_that_says_all_is_left_alone_and_another_is_completed(sent: list[dict[str, Any]]) -> None:
    document.complete({"lang": ["zh"], "unit": ["N", "S"]}, {"unit": ["N", "S"], "lang": "zh"})
    assert sent == []
    document.complete({"unit": ["N&1"], "foo": ["1"]}, {"unit": ["N&1"], "lang": "zh"})
    assert sent == [{"of": [("unit", "N&1"), ("foo", "1")], "query": "unit=N%261&lang=zh"}]


def test_each_way_to_a_page_is_a_step_of_its_own(sent: list[dict[str, Any]]) -> None:
    for _ in range(2):
        document.go(["", "map"], "map", {"lang": "zh"})
    assert sent[0]["step"] != sent[1]["step"], "else the browser would take the second for the first"
    assert {(one["page"], one["query"]) for one in sent} == {("map", "lang=zh")}
