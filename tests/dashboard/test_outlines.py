"""An administrator's own outlines: taken as they come from the usual places, or refused in one line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from dashboard import assets, data
from dashboard.outlines import OWN_FILE, Outlines, OutlinesWrong
from dashboard.settings import SettingsWrong
from data_access.coordinates import from_wgs84
from tests.databases import Database

SQUARE = [[[10.0, 50.0], [10.2, 50.0], [10.2, 50.1], [10.0, 50.1], [10.0, 50.0]]]


def feature(coordinates=SQUARE, kind="Polygon", **properties) -> dict:
    return {
        "type": "Feature",
        "properties": {"adcode": 100001, "name": "甲区"} | properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def file(folder: Path, *features: object, **more: object) -> Path:
    path = folder / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)} | more), "utf-8")
    return path


def test_codes_as_numbers_and_extra_properties_are_taken(tmp_path: Path) -> None:
    own = Outlines(file(tmp_path, feature(center=[10.1, 50.05], level="district", childrenNum=0)))
    assert own.name("100001", "zh") == own.name("100001", "en") == "甲区"
    assert own.located(np.array([10.1]), np.array([50.05])).adcode[0] == "100001"
    (told,) = json.loads(own.geojson)["features"]
    assert set(told["properties"]) == {"adcode", "name", "name_en", "city", "lon", "lat", "room"}
    assert 10.0 < told["properties"]["lon"] < 10.2
    assert own.bounds == (10.0, 50.0, 10.2, 50.1)


def test_outlines_of_another_system_are_brought_to_the_one(tmp_path: Path) -> None:
    ring = [[109.0, 34.0], [109.2, 34.0], [109.2, 34.1], [109.0, 34.1], [109.0, 34.0]]
    shifted = np.column_stack(from_wgs84([x for x, _ in ring], [y for _, y in ring], "gcj02")).tolist()
    own = Outlines(file(tmp_path, feature([shifted])), "gcj02")
    assert own.bounds == pytest.approx((109.0, 34.0, 109.2, 34.1), abs=1e-6)


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "at least one feature"),
        ([feature(kind="Point", coordinates=[1, 2])], "feature 1: expected a Polygon"),
        ([feature(), {"type": "Feature", "geometry": None, "properties": {}}], "feature 2: expected a Polygon"),
        ([feature(adcode="12")], "six digits"),
        ([feature(), feature()], "more than one feature"),
        ([feature([[[500, 50], [501, 50], [501, 51], [500, 50]]])], "longitude and latitude in degrees"),
        ([feature([[[1, 2]]])], "make no polygon"),
        ([{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": SQUARE}}], "properties"),
        (["nonsense"], "expected a Polygon"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_and_where(tmp_path: Path, features: list, said: str) -> None:
    with pytest.raises(OutlinesWrong, match=said) as refused:
        Outlines(file(tmp_path, *features))
    assert str(tmp_path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_geojson_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "not.json").write_text("{", "utf-8")
    with pytest.raises(OutlinesWrong, match="not JSON"):
        Outlines(tmp_path / "not.json")
    with pytest.raises(OutlinesWrong, match="cannot be read"):
        Outlines(tmp_path / "nowhere.json")


def test_a_bow_tie_is_mended_and_not_refused(tmp_path: Path) -> None:
    own = Outlines(file(tmp_path, feature([[[10, 50], [10.2, 50.1], [10.2, 50], [10, 50.1], [10, 50]]])))
    assert own.located(np.array([10.02]), np.array([50.05])).adcode[0] == "100001"


def test_the_settings_name_the_file_and_a_wrong_one_is_a_wrong_setting(world_on_sqlite: Database, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", world_on_sqlite.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_OUTLINES", str(file(tmp_path, feature())))
    assert list(assets.chosen_outlines().places) == ["100001"]
    data.close()
    monkeypatch.setenv("SITUATION_BOARD_OUTLINES", str(tmp_path / "nowhere.json"))
    with pytest.raises(SettingsWrong, match=r"nowhere\.json: cannot be read"):
        assets.chosen_outlines()


def test_the_file_that_comes_along_is_as_its_maker_left_it() -> None:
    own = Outlines(OWN_FILE)
    assert json.loads(own.geojson) == json.loads(OWN_FILE.read_text("utf-8")), "nothing is lost or moved on the way to the browser"
    assert len(gzip.compress(own.geojson, 9)) < 80_000
    assert sum(place.city for place in own.places.values()) == 11
