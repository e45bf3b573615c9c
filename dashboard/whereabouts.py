"""Where things are: coordinates of every system brought to WGS-84, those that cannot be told apart, the district looked up. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.outlines import Outlines
from data_access.coordinates import to_wgs84

REASONS = ("swapped", "impossible", "far", "missing")  # for which something has no place on a map
FARTHEST_NORTH = 85  # degrees of latitude: a map in Mercator ends there
FAR_KM = 1500  # farther than this from the organisation's middle, and ten times as far as its places commonly lie, is a slip of the pen
_FAR_TIMES = 10
_ENOUGH = 3  # places, for a middle to mean anything
_KM_A_RADIAN = 6371.0
_Degrees = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of an organisation's places, in degrees WGS-84, and how far from it a place may lie, in kilometres."""

    lon: float
    lat: float
    reach_km: float


def middle(tables: Iterable[pd.DataFrame]) -> Middle | None:
    """Of all places in the tables (`longitude`, `latitude`, `crs`); None where there are too few."""
    places = [_in_degrees(table) for table in tables if len(table)]
    if not places:
        return None
    lon, lat = (np.concatenate(parts) for parts in zip(*places, strict=True))
    there = _on_earth(lon, lat)
    lon, lat = lon[there], lat[there]
    if len(lon) < _ENOUGH:
        return None
    lon_middle, lat_middle = float(np.median(lon)), float(np.median(lat))
    commonly = float(np.median(_kilometres(lon, lat, lon_middle, lat_middle)))
    return Middle(lon_middle, lat_middle, max(FAR_KM, _FAR_TIMES * commonly))


def placed(table: pd.DataFrame, ground: Outlines, around: Middle | None) -> pd.DataFrame:
    """The table with `lon`, `lat` (degrees WGS-84), `reason` why it has no place on a map ("missing", "swapped", "impossible", "far"; "" where it has
    one), and of its district: `district` (the `adcode` given, six digits, else looked up; None: neither), `looked_up`, `beyond` (the district on the other side
    of a near border, "" elsewhere) and `at_edge` (near where the outlines end).

    `table` has longitude, latitude, crs, adcode. At 0, 0 lies the open sea, and what a form sends that was never filled in.
    """
    lon, lat = _in_degrees(table)
    missing = np.isnan(lon) | np.isnan(lat)
    possible, swapped = _on_earth(lon, lat), _on_earth(lat, lon)
    far, far_swapped = _far(lon, lat, around), _far(lat, lon, around)
    exchanged = swapped & ~far_swapped & np.where(possible, far, np.abs(lat) > 90)
    reason = np.select([missing, exchanged, ~possible, far], ["missing", "swapped", "impossible", "far"], "")
    at = ground.located(np.where(reason == "", lon, np.nan), np.where(reason == "", lat, np.nan))
    codes = table.adcode.map(lambda code: str(code) if re.fullmatch("[0-9]{6}", str(code)) else None).astype(object)
    given = codes.notna().to_numpy(bool)
    known = given | (at.adcode != "")
    return table.assign(
        lon=lon,
        lat=lat,
        reason=reason,
        district=pd.Series(np.where(given, codes.to_numpy(object), np.where(known, at.adcode, None)), table.index, object),
        looked_up=known & ~given,
        beyond=np.where(given, "", at.beyond),
        at_edge=at.at_edge & ~given,
    )


def _in_degrees(table: pd.DataFrame) -> tuple[_Degrees, _Degrees]:
    return to_wgs84(*(table[name].to_numpy(np.float64, na_value=np.nan) for name in ("longitude", "latitude")), table.crs)


def _on_earth(lon: _Degrees, lat: _Degrees) -> NDArray[np.bool_]:
    return (np.abs(lon) <= 180) & (np.abs(lat) <= FARTHEST_NORTH) & ~((lon == 0) & (lat == 0))


def _far(lon: _Degrees, lat: _Degrees, around: Middle | None) -> NDArray[np.bool_]:
    if around is None:
        return np.zeros(len(lon), dtype=bool)
    return _kilometres(lon, lat, around.lon, around.lat) > around.reach_km


def _kilometres(lon: _Degrees, lat: _Degrees, to_lon: float, to_lat: float) -> _Degrees:
    """Along the great circle."""
    north, east = np.radians(lat - to_lat) / 2, np.radians(lon - to_lon) / 2
    haversine = np.sin(north) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(to_lat)) * np.sin(east) ** 2
    return 2 * _KM_A_RADIAN * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
