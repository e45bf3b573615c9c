"""The outlines that maps are drawn on: the counties of Shaanxi, or an administrator's own file; which of them a place lies in, and how near a border.

Pure but for reading the file, once. Borders are generalised (some hundred metres in the file that comes along): good to draw; of a place near one
it is said that it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from dashboard.maps import frame_of
from dashboard.outlines.drawing import drawing
from dashboard.outlines.reading import OutlinesWrong, read

__all__ = ["NEAR_BORDER_M", "OWN_FILE", "Outlines", "OutlinesWrong", "Place", "outlines"]

OWN_FILE = Path(__file__).parent / "shaanxi.geojson"
NEAR_BORDER_M = 500  # within this of a border either side may be true
_NEAR = NEAR_BORDER_M / 111_320  # degrees of latitude
_NOWHERE = 1e6  # degrees, far from every outline


@dataclass(frozen=True, slots=True)
class Place:
    """A district or county: its code of GB/T 2260, its names, and whether it is drawn as part of the city."""

    adcode: str
    name: str
    name_en: str
    city: bool

    def named(self, language: str) -> str:
        return (self.name_en if language == "en" else self.name) or self.name or self.name_en


@dataclass(frozen=True)
class Located:
    """Of each point: `adcode` of the outline it lies in ("" in none), `beyond`, that of the other side where a border is near ("" elsewhere), and
    whether the edge of all outlines is near."""

    adcode: NDArray[np.object_]
    beyond: NDArray[np.object_]
    at_edge: NDArray[np.bool_]


class Outlines:
    """The outlines of one file, in degrees WGS-84."""

    def __init__(self, path: Path, crs: str | None = None) -> None:
        """Raises OutlinesWrong."""
        features, self._shapes = read(path, crs)
        self.places: Mapping[str, Place] = {
            told["adcode"]: Place(told["adcode"], told["name"], told["name_en"], told["city"])
            for told in (feature["properties"] for feature in features)
        }
        self._codes = np.array([feature["properties"]["adcode"] for feature in features], dtype=object)
        content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
        self.geojson = content.encode("utf-8")
        self.bounds: tuple[float, float, float, float] = tuple(float(edge) for edge in shapely.total_bounds(self._shapes))
        self.frame = frame_of(self.bounds)
        self.svg = drawing(features, self.frame).encode("utf-8")

    def name(self, adcode: str | None, language: str) -> str:
        """Of the district or county with that code; empty where there is none."""
        place = self.places.get(adcode or "")
        return place.named(language) if place else ""

    def located(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Located:
        """Where points in degrees WGS-84 lie. One that is nowhere (NaN) lies in none."""
        points = self._on_plane(shapely.points(np.nan_to_num(lon, nan=_NOWHERE), np.nan_to_num(lat, nan=_NOWHERE)))
        within, beyond = (np.full(len(points), "", dtype=object) for _ in range(2))
        point, shape = self._tree.query(points, predicate="intersects")
        within[point[::-1]] = self._codes[shape[::-1]]  # on a common border: the first
        point, shape = self._tree.query(points, predicate="dwithin", distance=_NEAR)
        other = within[point] != self._codes[shape]
        beyond[point[other][::-1]] = self._codes[shape[other][::-1]]
        beyond[within == ""] = ""  # of what lies outside nothing is said
        at_edge = (within != "") & (beyond == "") & shapely.dwithin(points, self._edge, _NEAR)
        return Located(within, beyond, at_edge)

    def _on_plane(self, shapes: NDArray[Any]) -> NDArray[Any]:
        """Degrees of longitude as long as those of latitude, as they are in the middle of the outlines."""
        narrow = float(np.cos(np.radians((self.bounds[1] + self.bounds[3]) / 2)))
        return shapely.transform(shapes, lambda points: points * [narrow, 1.0])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._on_plane(self._shapes))

    @cached_property
    def _edge(self) -> Any:
        """The border with what nobody drew."""
        edge = shapely.boundary(shapely.union_all(self._on_plane(self._shapes)))
        shapely.prepare(edge)
        return edge


@cache
def outlines(path: str = "", crs: str = "") -> Outlines:
    """The outlines of the file at `path` in the system `crs`, without one those that come along; read once. Raises OutlinesWrong."""
    return Outlines(Path(path) if path else OWN_FILE, crs or None)
