"""Every chart of every page keeps the rules of drawing: bars from nought, no arcs, gaps that stay gaps, nothing to fetch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from tests.databases import Database
from tests.gallery.visiting import arrangements
from tests.world import NOW

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@pytest.fixture
def specs(world_on_sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """Each chart by its page and place; the pages in every arrangement, in Chinese."""
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", world_on_sqlite.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", NOW.isoformat())
    files = {entry.path: entry.file for entry in PAGES}
    found = {}
    for path, query in [
        *((path, "") for path in files),
        *((place.path, place.query) for place in arrangements() if "unit=" not in place.query),
    ]:
        reader = AppTest.from_file(str(APP), default_timeout=60)
        for pair in filter(None, query.split("&")):
            reader.query_params.__setitem__(*pair.split("="))
        reader.run()
        if path:
            reader.switch_page(f"../pages/{files[path]}").run()
        assert not reader.exception
        for number, chart in enumerate(reader.get("vega_lite_chart")):
            found[f"{path or 'overview'}?{query} {number}"] = json.loads(chart.proto.spec)
    return found


def layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The chart and all that it is made of, each with the encoding it inherits."""
    yield spec
    for kind in ("layer", "hconcat", "vconcat", "concat"):
        for part in spec.get(kind, ()):
            for one in layers(part):
                yield one | {"encoding": spec.get("encoding", {}) | one.get("encoding", {})}
    if isinstance(spec.get("spec"), dict):
        yield from layers(spec["spec"])


def mark(layer: dict[str, Any]) -> str:
    return layer["mark"] if isinstance(layer.get("mark"), str) else layer.get("mark", {}).get("type", "")


def from_nought(channel: dict[str, Any]) -> bool:
    scale = channel.get("scale") or {}
    domain = scale.get("domain")
    return scale.get("zero", True) is not False and (not isinstance(domain, list) or domain[0] == 0) and "domainMin" not in scale


def wrong(spec: dict[str, Any]) -> list[str]:
    """What breaks a rule of drawing."""
    found = []
    for layer in layers(spec):
        kind, encoding = mark(layer), layer.get("encoding", {})
        if kind == "arc":
            found.append("an arc")
        if kind in ("bar", "area"):
            found += [
                f"a {kind} that does not begin at nought"
                for name in ("x", "y")
                if encoding.get(name, {}).get("type") == "quantitative" and f"{name}2" not in encoding and not from_nought(encoding[name])
            ]
        if isinstance(layer.get("mark"), dict) and layer["mark"].get("invalid") not in (
            None,
            "break-paths-show-domains",
            "break-paths-show-path-domains",
        ):
            found.append("a gap that is drawn over")
        if any("impute" in channel for channel in encoding.values() if isinstance(channel, dict)) or any(
            "impute" in step for step in layer.get("transform", ())
        ):
            found.append("a value that was made up")
    text = json.dumps(spec)
    return found + ["an address to fetch"] * ('"url":' in text)


@pytest.mark.slow
def test_every_chart_of_every_page_keeps_the_rules_of_drawing(specs: dict[str, dict[str, Any]]) -> None:
    assert len(specs) >= 4
    assert {name: broken for name, spec in specs.items() if (broken := wrong(spec))} == {}


@pytest.mark.parametrize(
    ("spec", "broken"),
    [
        ({"mark": "arc"}, ["an arc"]),
        ({"mark": "bar", "encoding": {"y": {"type": "quantitative", "scale": {"zero": False}}}}, ["a bar that does not begin at nought"]),
        (
            {"layer": [{"mark": {"type": "bar"}}], "encoding": {"x": {"type": "quantitative", "scale": {"domain": [5, 9]}}}},
            ["a bar that does not begin at nought"],
        ),
        ({"mark": {"type": "line", "invalid": "filter"}}, ["a gap that is drawn over"]),
        ({"mark": "line", "transform": [{"impute": "y", "key": "x"}]}, ["a value that was made up"]),
        ({"mark": "line", "data": {"url": "x.json"}}, ["an address to fetch"]),
        ({"mark": "bar", "encoding": {"y": {"type": "quantitative"}}}, []),
    ],
)
def test_a_chart_that_breaks_a_rule_is_found(spec: dict[str, Any], broken: list[str]) -> None:
    assert wrong(spec) == broken
