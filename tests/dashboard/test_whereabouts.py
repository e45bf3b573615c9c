"""Where things are: every system brought to one, what cannot be told apart, the district looked up, and a border said to be near."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from dashboard import maps
from dashboard.outlines import outlines
from dashboard.whereabouts import FAR_KM, Middle, middle, placed
from data_access.coordinates import from_wgs84

GROUND = outlines()
XIAN = Middle(108.95, 34.26, FAR_KM)
METRE = 1 / 111_320  # degrees


def table(*rows: tuple[float | None, float | None], crs: str | None = None, adcode: str | None = None) -> pd.DataFrame:
    lon, lat = zip(*rows, strict=True) if rows else ((), ())
    degrees = {name: pd.array(values, dtype="Float64") for name, values in (("longitude", lon), ("latitude", lat))}
    return pd.DataFrame(
        degrees | {"crs": pd.Series([crs] * len(rows), dtype=object), "adcode": pd.Series([adcode] * len(rows), dtype=object)}
    )


def test_what_has_no_place_on_a_map_is_told_apart() -> None:
    rows = ((108.9, 34.2), (None, 34.2), (34.2, 108.9), (0, 0), (500, 34), (108.9, 3.42), (18.95, 34.26), (108.9, 90.0))
    told = placed(table(*rows), GROUND, XIAN)
    assert list(told.reason) == ["", "missing", "swapped", "impossible", "impossible", "far", "far", "impossible"]
    assert list(told.district[told.reason != ""]) == [None] * 7, "what is nowhere lies in no district"


def test_a_swap_that_could_be_a_place_is_found_by_how_far_it_is() -> None:
    dakota = Middle(-80.0, 46.8, FAR_KM)
    assert list(placed(table((46.8, -80.0), (-80.0, 46.8)), GROUND, dakota).reason) == ["swapped", ""]
    assert list(placed(table((34.2, 80.9)), GROUND, None).reason) == [""], "without a middle nothing is far"


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09", None])
def test_a_point_of_every_system_comes_to_the_same_place(crs: str | None) -> None:
    lon, lat = from_wgs84(108.956, 34.246, crs)
    told = placed(table((float(lon[0]), float(lat[0])), crs=crs), GROUND, XIAN)
    assert told.lon[0] == pytest.approx(108.956, abs=METRE / 10)
    assert told.lat[0] == pytest.approx(34.246, abs=METRE / 10)
    assert told.district[0] == "610103"


def test_a_code_that_is_given_is_kept_and_one_that_is_not_is_looked_up() -> None:
    assert list(placed(table((108.956, 34.246), adcode="610999"), GROUND, XIAN)[["district", "looked_up"]].iloc[0]) == ["610999", False]
    assert list(placed(table((108.956, 34.246)), GROUND, XIAN)[["district", "looked_up"]].iloc[0]) == ["610103", True]
    beside = placed(table((116.4, 39.9)), GROUND, None)
    assert beside.district[0] is None
    assert not beside.looked_up[0]


def test_a_point_near_a_border_says_what_lies_beyond_and_one_far_from_it_does_not() -> None:
    """Across the straight part of a border between two districts: 300 m on either side, and two kilometres away."""
    west, east = (GROUND.places[code] for code in ("610113", "610111"))
    corner = 109.0  # longitude within both districts' reach; the border is searched for along a parallel
    lat, steps = 34.22, np.arange(108.90, 109.10, 0.0005)
    codes = GROUND.located(steps, np.full(len(steps), lat)).adcode
    changes = [at for at in range(1, len(steps)) if codes[at] != codes[at - 1] and codes[at] and codes[at - 1]]
    assert changes, (west, east, corner)
    border = (steps[changes[0] - 1] + steps[changes[0]]) / 2
    across = METRE / math.cos(math.radians(lat))
    near = placed(table((border - 300 * across, lat), (border + 300 * across, lat)), GROUND, XIAN)
    assert list(near.district) == [codes[changes[0] - 1], codes[changes[0]]]
    assert list(near.beyond) == [codes[changes[0]], codes[changes[0] - 1]]
    assert list(placed(table((border - 300 * across, lat), adcode="610113"), GROUND, XIAN).beyond) == [""], (
        "a code that is given is no guess"
    )
    inland = GROUND.places["610122"]
    lantian = next(one for one in named() if one["adcode"] == inland.adcode)
    assert list(placed(table((lantian["lon"], lantian["lat"])), GROUND, XIAN).beyond) == [""]


def named() -> list[dict]:
    import json

    return [feature["properties"] for feature in json.loads(GROUND.geojson)["features"]]


def test_near_the_edge_of_all_outlines_it_is_said_too() -> None:
    west = GROUND.bounds[0]
    lats = np.arange(GROUND.bounds[1], GROUND.bounds[3], 0.0005)
    within = [lat for lat in lats if GROUND.located(np.array([west + 100 * METRE]), np.array([lat])).adcode[0]][:1]
    assert within, "somewhere the outlines reach their westernmost"
    told = placed(table((west + 100 * METRE, within[0])), GROUND, None)
    assert told.at_edge[0]
    assert told.beyond[0] == ""


def test_every_district_s_own_name_stands_in_it() -> None:
    spots = named()
    lon, lat = (np.array([spot[axis] for spot in spots]) for axis in ("lon", "lat"))
    assert list(GROUND.located(lon, lat).adcode) == [spot["adcode"] for spot in spots]
    assert len(spots) == 107


def test_the_middle_is_that_of_places_that_can_be_and_needs_three() -> None:
    assert middle([]) is None
    assert middle([table((108.9, 34.2), (108.8, 34.1))]) is None
    found = middle([table((108.9, 34.2), (108.8, 34.1), (0, 0), (None, None)), table((109.0, 34.3), (34.2, 108.9))])
    assert found is not None
    assert (found.lon, found.lat, found.reach_km) == pytest.approx((108.9, 34.2, FAR_KM))
    world = middle([table((108.9, 34.2), (2.3, 48.9), (-74.0, 40.7), (151.2, -33.9), (37.6, 55.8))])
    assert world is not None
    assert world.reach_km > 20_000, "who works all over the world is far nowhere"


def test_nothing_comes_of_nothing() -> None:
    assert placed(table(), GROUND, XIAN).empty
    assert middle([table()]) is None


@pytest.mark.parametrize("spread", [0.0, 0.001, 0.5, 5.0])
def test_all_points_lie_within_what_is_looked_at(spread: float) -> None:
    points = pd.DataFrame({"lon": [108.0, 108 + spread], "lat": [34.0, 34 + spread]})
    west, south, east, north = maps.bounds_over(points, GROUND.bounds)
    assert west <= 108 <= 108 + spread <= east + 1e-5
    assert south <= 34 <= 34 + spread <= north + 1e-5
    assert min(east - west, north - south) >= maps.SMALLEST_SPAN - 1e-4


def test_without_points_the_outlines_are_looked_at() -> None:
    assert maps.bounds_over(pd.DataFrame({"lon": [], "lat": []}), GROUND.bounds) == GROUND.bounds
