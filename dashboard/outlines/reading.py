"""A file of outlines held against what a map needs: GeoJSON, polygons, a code and a name each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from dashboard.settings import SettingsWrong
from data_access.coordinates import to_wgs84

DECIMALS = 5  # degrees: about a metre
AREAS = ("Polygon", "MultiPolygon")


class OutlinesWrong(SettingsWrong):
    """The file of outlines cannot be used; the message says which, what is wrong and what is expected."""


def read(path: Path, crs: str | None) -> tuple[list[dict[str, Any]], NDArray[Any]]:
    """The features, each with `adcode`, `name`, `name_en`, `city` and where its name stands (`lon`, `lat`, `room`), and their shapes, in WGS-84.
    What else the file says of them is left behind. Raises OutlinesWrong."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise OutlinesWrong(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise OutlinesWrong(f"{path}: not JSON; expected a GeoJSON FeatureCollection") from None
    found = content.get("features") if isinstance(content, dict) else None
    if not isinstance(found, list) or not found:
        raise OutlinesWrong(f"{path}: expected a GeoJSON FeatureCollection with at least one feature")
    shapes = np.array([_shape(one, f"{path}, feature {place}", crs) for place, one in enumerate(found, start=1)])
    features = [
        _feature(one["properties"], shape, f"{path}, feature {place}", moved=crs not in (None, "wgs84"))
        for place, (one, shape) in enumerate(zip(found, shapes, strict=True), 1)
    ]
    codes = [feature["properties"]["adcode"] for feature in features]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise OutlinesWrong(f"{path}: {twice} has more than one feature; make one MultiPolygon of them")
    return features, shapes


def _shape(feature: Any, where: str, crs: str | None) -> Any:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in AREAS:
        raise OutlinesWrong(f"{where}: expected a Polygon or MultiPolygon")
    if not isinstance(feature.get("properties"), dict):
        raise OutlinesWrong(f"{where}: expected properties with an adcode and a name")
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.ShapelyError, ValueError):
        raise OutlinesWrong(f"{where}: its coordinates make no polygon") from None
    corners = shapely.get_coordinates(shape)
    if not len(corners) or not np.isfinite(corners).all() or (np.abs(corners) > [180, 90]).any():
        raise OutlinesWrong(f"{where}: expected longitude and latitude in degrees, in that order")
    if crs not in (None, "wgs84"):
        shape = shapely.transform(shape, lambda points: np.column_stack(to_wgs84(points[:, 0], points[:, 1], crs)))
    return shape if shapely.is_valid(shape) else shapely.make_valid(shape, method="structure")


def _feature(told: dict[str, Any], shape: Any, where: str, *, moved: bool) -> dict[str, Any]:
    code = re.fullmatch("(?:156)?([0-9]{6})", str(told.get("adcode") or told.get("gb") or ""))
    if code is None:
        raise OutlinesWrong(f"{where}: expected in its properties an adcode of six digits (or gb: 156 and the code)")
    name = " ".join(str(told.get("name") or "").split())
    lon, lat, room = _place_of_name({} if moved else told, shape, where)
    properties = {
        "adcode": code[1],
        "name": name,
        "name_en": " ".join(str(told.get("name_en") or name).split()),
        "city": told.get("city") is True,
        "lon": lon,
        "lat": lat,
        "room": room,
    }
    return {"type": "Feature", "properties": properties, "geometry": _plain(shape)}


def _place_of_name(told: dict[str, Any], shape: Any, where: str) -> tuple[float, float, float]:
    """In the middle of the widest place; `room` is the radius of the free circle there, in thousandths of a degree."""
    given = [told.get(name) for name in ("lon", "lat", "room")]
    if all(type(number) in (int, float) and -1e6 < number < 1e6 for number in given):
        return given[0], given[1], given[2]
    try:
        circle = shapely.maximum_inscribed_circle(max(shapely.get_parts(shape), key=lambda part: part.area))
    except (shapely.errors.ShapelyError, ValueError):
        raise OutlinesWrong(f"{where}: its polygon has no area") from None
    lon, lat = circle.coords[0]
    return round(lon, DECIMALS), round(lat, DECIMALS), round(circle.length * 1000)


def _plain(shape: Any) -> dict[str, Any]:
    parts = [
        [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
    ]
    return {"type": "Polygon", "coordinates": parts[0]} if len(parts) == 1 else {"type": "MultiPolygon", "coordinates": parts}
