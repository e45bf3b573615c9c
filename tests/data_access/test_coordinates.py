"""Coordinates: published pairs come out, there and back is the same place, and each point goes by its own system."""

from __future__ import annotations

import fast_geocn
import numpy as np
import pytest

from data_access.coordinates import from_wgs84, to_wgs84

METRES_PER_DEGREE = 111_320


def test_published_pairs_come_out() -> None:
    assert np.ravel(from_wgs84(116.404, 39.915, "gcj02")) == pytest.approx([116.41024449916938, 39.91640428150164], abs=1e-9)
    turned = from_wgs84(*to_wgs84(116.404, 39.915, "gcj02"), "bd09")
    assert np.ravel(turned) == pytest.approx([116.41036949371029, 39.92133699351021], abs=1e-9)


def test_an_independent_implementation_says_the_same_of_a_thousand_points_in_shaanxi() -> None:
    """fast-geocn's GCJ-02, there and back. (Its BD-09 leaves out a factor of 3000/180 and is up to 76 m off the published pairs.)"""
    chance = np.random.default_rng(2021)
    lon, lat = chance.uniform(105.5, 111.2, 1000), chance.uniform(31.8, 39.5, 1000)
    assert metres_apart(from_wgs84(lon, lat, "gcj02"), lon, lat, fast_geocn.wgs84_to_gcj02) < 0.01
    assert metres_apart(to_wgs84(lon, lat, "gcj02"), lon, lat, fast_geocn.gcj02_to_wgs84) < 1


def metres_apart(ours, lon, lat, theirs) -> float:
    """The most, over all points."""
    east, north = np.array(ours) - np.array([theirs(x, y) for x, y in zip(lon, lat, strict=True)]).T
    return float(np.hypot(east * np.cos(np.radians(lat)), north).max() * METRES_PER_DEGREE)


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
def test_there_and_back_is_the_same_place(crs: str) -> None:
    chance = np.random.default_rng(1)
    lon, lat = chance.uniform(105, 111, 1000), chance.uniform(31, 40, 1000)
    back = to_wgs84(*from_wgs84(lon, lat, crs), crs)
    assert np.abs(np.array(back) - [lon, lat]).max() * METRES_PER_DEGREE < 0.001


def test_each_point_goes_by_its_own_system_and_none_means_wgs84() -> None:
    lon, lat = to_wgs84([108.95, 108.95, 108.95, np.nan], [34.26, 34.26, 34.26, 34.0], ["gcj02", "bd09", None, "gcj02"])
    assert (lon[2], lat[2]) == (108.95, 34.26)
    shifted = np.hypot(lon - 108.95, lat - 34.26) * METRES_PER_DEGREE
    assert 400 < shifted[0] < 800
    assert 800 < shifted[1] < 1800
    assert np.isnan(lon[3])


def test_points_outside_china_are_not_shifted() -> None:
    assert np.ravel(to_wgs84(-100.8, 46.8, "gcj02")) == pytest.approx([-100.8, 46.8])
