"""Coordinates of three systems brought to one: WGS-84, GCJ-02 (Amap, Tencent) and BD-09 (Baidu). Pure, and for many points at once.

GCJ-02 shifts every point in China by some hundred metres, BD-09 turns that once more. The shift is the published one (Krasovsky
1940 ellipsoid); its inverse is found by repetition, to well under a millimetre. Points outside China are not shifted by GCJ-02.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = tuple[NDArray[np.float64], NDArray[np.float64]]  # longitudes, latitudes in degrees

_AXIS, _ECCENTRICITY_SQUARED = 6378245.0, 0.00669342162296594323
_BAIDU_TURN = np.pi * 3000.0 / 180.0
_REPETITIONS = 8


def to_wgs84(longitude: ArrayLike, latitude: ArrayLike, crs: ArrayLike) -> Points:
    """Degrees in the system that `crs` names for each point ("wgs84", "gcj02", "bd09"; None means wgs84), as degrees in WGS-84. NaN stays NaN."""
    lon, lat = _degrees(longitude, latitude)
    systems = np.broadcast_to(np.asarray(crs, dtype=object), lon.shape)
    baidu, shifted = systems == "bd09", (systems == "bd09") | (systems == "gcj02")
    lon[baidu], lat[baidu] = _undone(_gcj02_to_bd09, lon[baidu], lat[baidu])
    lon[shifted], lat[shifted] = _undone(_wgs84_to_gcj02, lon[shifted], lat[shifted])
    return lon, lat


def from_wgs84(longitude: ArrayLike, latitude: ArrayLike, crs: str | None) -> Points:
    """Degrees in WGS-84 as degrees in the system `crs`."""
    lon, lat = _degrees(longitude, latitude)
    if crs in ("gcj02", "bd09"):
        lon, lat = _wgs84_to_gcj02(lon, lat)
    return _gcj02_to_bd09(lon, lat) if crs == "bd09" else (lon, lat)


def _degrees(longitude: ArrayLike, latitude: ArrayLike) -> Points:
    return np.atleast_1d(np.array(longitude, dtype=np.float64)), np.atleast_1d(np.array(latitude, dtype=np.float64))


def _undone(shift, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Points:  # type: ignore[no-untyped-def]
    """The points that `shift` moves to (lon, lat)."""
    x, y = lon.copy(), lat.copy()
    for _ in range(_REPETITIONS):
        moved_x, moved_y = shift(x, y)
        x, y = x + lon - moved_x, y + lat - moved_y
    return x, y


def _wgs84_to_gcj02(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Points:
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    ripple = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (ripple + 20.0 * np.sin(np.pi * y) + 40.0 * np.sin(np.pi * y / 3.0)) * 2.0 / 3.0
    north += (160.0 * np.sin(np.pi * y / 12.0) + 320.0 * np.sin(np.pi * y / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (ripple + 20.0 * np.sin(np.pi * x) + 40.0 * np.sin(np.pi * x / 3.0)) * 2.0 / 3.0
    east += (150.0 * np.sin(np.pi * x / 12.0) + 300.0 * np.sin(np.pi * x / 30.0)) * 2.0 / 3.0
    angle = np.radians(lat)
    magic = 1 - _ECCENTRICITY_SQUARED * np.sin(angle) ** 2
    per_degree_north = np.radians(_AXIS * (1 - _ECCENTRICITY_SQUARED) / magic**1.5)
    per_degree_east = np.radians(_AXIS / np.sqrt(magic) * np.cos(angle))
    in_china = (lon > 72.004) & (lon < 137.8347) & (lat > 0.8293) & (lat < 55.8271)
    return np.where(in_china, lon + east / per_degree_east, lon), np.where(in_china, lat + north / per_degree_north, lat)


def _gcj02_to_bd09(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Points:
    distance = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BAIDU_TURN)
    direction = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BAIDU_TURN)
    return distance * np.cos(direction) + 0.0065, distance * np.sin(direction) + 0.006
