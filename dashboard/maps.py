"""Where maps look: frames and boxes over a table of points. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

SMALLEST_SPAN = 0.06  # degrees, about five kilometres: one point alone does not zoom to the street
Bounds = tuple[float, float, float, float]  # west, south, east, north, in degrees


def bounds_over(points: pd.DataFrame, otherwise: Bounds) -> Bounds:
    """Around all points (`lon`, `lat` in degrees WGS-84), a few kilometres at the least; `otherwise` where there are none."""
    if points.empty:
        return otherwise
    west, east = _apart(points.lon.min(), points.lon.max())
    south, north = _apart(points.lat.min(), points.lat.max())
    return west, south, east, north


def _apart(low: float, high: float) -> tuple[float, float]:
    missing = max(SMALLEST_SPAN - (high - low), 0) / 2
    return round(float(low - missing), 5), round(float(high + missing), 5)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a small picture shows, in degrees of longitude and of `degrees_up`: west, top, width and height."""

    west: float
    top: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """From the left and from the top, as shares of the picture."""
        return (lon - self.west) / self.width, (self.top - degrees_up(lat)) / self.height


def frame_of(bounds: Bounds) -> Frame:
    """A picture of just that."""
    west, south, east, north = bounds
    top = degrees_up(north)
    return Frame(west, top, east - west, top - degrees_up(south))


def frame_over(points: pd.DataFrame, aspect: float, otherwise: Bounds) -> Frame:
    """A picture `aspect` times as wide as high, around all points with a margin; around `otherwise` where there are none."""
    west, south, east, north = bounds_over(points, otherwise)
    low, high = degrees_up(south), degrees_up(north)
    width, height = ((east - west) * 1.16, (high - low) * 1.16)
    width, height = max(width, height * aspect), max(height, width / aspect)
    return Frame((west + east - width) / 2, (low + high + height) / 2, width, height)


def degrees_up(latitude: float) -> float:
    """How far north of the equator on a map in Mercator, in degrees of longitude."""
    return math.degrees(math.atanh(math.sin(math.radians(min(max(latitude, -85), 85)))))
