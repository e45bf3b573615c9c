"""Maps: from a table of points to a pydeck deck over outlines the app serves itself. Pure, and nothing in it fetches from elsewhere.

The deck's JSON is code as well as data: a text that begins with `@@` would be run, or break the page. So no text of the database
ever begins one: an id follows `ID_MARK`, a card its status's sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import pandas as pd
import pydeck as pdk
from numpy.typing import NDArray

from dashboard.palette import FONT, MAP_DARK, MAP_LIGHT, SIGNS, MapColours, rgb

POINTS = "checkpoints"  # the layer whose objects can be pointed at
OUTLINES_URL = "/app/static/outlines.geojson"
PICTURE_URL = "/app/static/outlines.svg"  # of WHOLE_PICTURE
NAMES_URL = "/app/static/outline_names.json"
ID_MARK = "#"
DRAWN_LAST = ("breach", "attention", "check", "no_data", "met", "not_due", "exempt", "closed")  # the first of these lies on top
WIDTH, HEIGHT = 360, 400  # pixels: the narrowest place a map is shown in; a wider one shows more around
MARGIN = 28  # pixels
SHAANXI = (105.49, 31.71, 111.25, 39.58)  # west, south, east, north
SMALLEST_SPAN = 0.06  # degrees, about five kilometres: one point alone does not zoom to the street
FARTHEST, NEAREST = 4.0, 15.0  # zoom; nearer than that the generalised borders would mislead
ICON_SIZE, NAME_SIZE = 22, 11  # pixels
ROOM_FOR_NAMES = 2.4  # a name keeps others away from so many times its own size

_CELL, _PITCH = 88, 104  # a sign's square in the atlas, and from one to the next, so that none bleeds into its neighbour
_WORLD = 512  # pixels of the whole world at zoom 0


def plottable(points: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those that have a place on earth, and the others with a `reason`: "missing", "swapped" (latitude and longitude), "impossible".

    `points` has `lon`, `lat` in degrees WGS-84. At 0, 0 lies the open sea, and what a form sends that was never filled in: impossible.
    """
    lon, lat = _degrees(points)
    missing = np.isnan(lon) | np.isnan(lat)
    possible = _on_earth(lon, lat) & ~((lon == 0) & (lat == 0))
    swapped = ~possible & _on_earth(lat, lon) & (np.abs(lat) > 90)
    reasons = np.select([missing, swapped], ["missing", "swapped"], "impossible")
    return points[possible], points[~possible].assign(reason=reasons[~possible])


def view_over(points: pd.DataFrame, width: int = WIDTH, height: int = HEIGHT) -> pdk.ViewState:
    """Where to look so that all points lie within `width` x `height` pixels, away from the edge; over Shaanxi where there are none."""
    lon, lat = _degrees(plottable(points)[0])
    west, south, east, north = (lon.min(), lat.min(), lon.max(), lat.max()) if len(lon) else SHAANXI
    left, right = west / 360, east / 360
    bottom, top = _mercator(np.array([south, north]))
    span_x, span_y = (max(span, SMALLEST_SPAN / 360) for span in (right - left, top - bottom))
    zoom = np.log2(min((width - 2 * MARGIN) / span_x, (height - 2 * MARGIN) / span_y) / _WORLD)
    return pdk.ViewState(
        longitude=round(float(west + east) / 2, 5),
        latitude=round(_latitude((bottom + top) / 2), 5),
        zoom=round(float(np.clip(zoom, FARTHEST, NEAREST)), 3),
        min_zoom=FARTHEST,
        max_zoom=NEAREST,
    )


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


def frame_over(points: pd.DataFrame, aspect: float) -> Frame:
    """A picture `aspect` times as wide as high, around all plottable points with a margin; over Shaanxi where there are none."""
    lon, lat = _degrees(plottable(points)[0])
    west, south, east, north = (lon.min(), lat.min(), lon.max(), lat.max()) if len(lon) else SHAANXI
    low, high = degrees_up(south), degrees_up(north)
    width, height = (max(span, SMALLEST_SPAN) * 1.16 for span in (east - west, high - low))
    width, height = max(width, height * aspect), max(height, width / aspect)
    return Frame(float(west + east - width) / 2, float(low + high + height) / 2, float(width), float(height))


def checkpoint_map(
    points: pd.DataFrame,
    *,
    dark: bool,
    view: pdk.ViewState,
    outlines_url: str = OUTLINES_URL,
    names_url: str = NAMES_URL,
    name_field: str = "name",
) -> pdk.Deck:
    """Points by status over the counties, the worst on top, each telling what it is when pointed at.

    `points`: id, label, lon, lat (degrees WGS-84), status (one of DRAWN_LAST), detail. What is
    not plottable is left out. `name_field`: "name" (Chinese) or "name_en".
    """
    colours = MAP_DARK if dark else MAP_LIGHT
    return pdk.Deck(
        layers=[_outlines(outlines_url, colours), _names(names_url, name_field, colours), _points(points, colours)],
        initial_view_state=view,
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        map_provider=None,
        tooltip={"text": "{card}", "style": _card_style(colours)},
    )


def _outlines(url: str, colours: MapColours) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        url,
        id="outlines",
        get_fill_color=f"properties.city ? {rgb(colours.city)} : {rgb(colours.land)}",
        get_line_color=rgb(colours.border),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _names(url: str, field: str, colours: MapColours) -> pdk.Layer:
    """Names of counties, the roomier first; one that would lie over another is left out until the reader comes nearer."""
    return pdk.Layer(
        "TextLayer",
        url,
        id="names",
        get_position="[lon, lat]",
        get_text=field,
        get_size=NAME_SIZE,
        get_color=rgb(colours.name),
        font_family=pdk.types.String(FONT),
        character_set=pdk.types.String("auto"),
        extensions=[{"@@type": "CollisionFilterExtension"}],
        collision_test_props={"sizeScale": ROOM_FOR_NAMES},
        get_collision_priority="room",
        pickable=False,
    )


def _points(points: pd.DataFrame, colours: MapColours) -> pdk.Layer:
    """One slim row a point, in the order of drawing."""
    shown = plottable(points)[0]
    order = shown.assign(need=shown.status.map(DRAWN_LAST.index))
    shown = order.sort_values(["need", "id"], ascending=[False, True], kind="stable")
    rows = [
        {
            "id": f"{ID_MARK}{row.id}",
            "at": [round(float(row.lon), 5), round(float(row.lat), 5)],
            "icon": row.status,
            "card": f"{SIGNS.get(row.status) or '·'} {row.label}\n{row.detail}",
        }
        for row in shown.itertuples()
    ]
    return pdk.Layer(
        "IconLayer",
        rows,
        id=POINTS,
        icon_atlas=pdk.types.String(_atlas(colours)),
        icon_mapping={name: {"x": place * _PITCH, "y": 0, "width": _CELL, "height": _CELL} for place, name in enumerate(_SHAPES)},
        get_icon="icon",
        get_position="at",
        get_size=ICON_SIZE,
        pickable=True,
    )


# Each sign in a square of 88 units that is drawn 22 pixels wide; F is filled with the status's colour, rimmed in the ground's.
_SHAPES = {
    "breach": ("breach", '<path d="M44 4 84 44 44 84 4 44z" {filled}/>'),
    "attention": ("attention", '<path d="M44 8 80 74H8z" {filled}/>'),
    "check": ("none", '<circle cx="44" cy="44" r="26" {hollow}/><path d="M32 37h24M32 51h24M52 28 36 60" {hollow}/>'),
    "no_data": ("none", '<circle cx="44" cy="44" r="22" {hollow} stroke-dasharray="10.8 6.48"/>'),
    "met": ("met", '<circle cx="44" cy="44" r="20" {filled}/>'),
    "not_due": ("none", '<circle cx="44" cy="44" r="13" {faint}/>'),
    "exempt": ("none", '<circle cx="44" cy="44" r="13" {faint}/>'),
    "closed": ("none", '<circle cx="44" cy="44" r="13" {faint}/>'),
}


def _atlas(colours: MapColours) -> str:
    """All signs in one row, as the address of an SVG that holds itself."""
    signs = []
    for place, (colour, shape) in enumerate(_SHAPES.values()):
        own = getattr(colours, colour)
        looks = {
            "filled": f'fill="{own}" stroke="{colours.page}" stroke-width="6"',
            "hollow": f'fill="{colours.page}" stroke="{own}" stroke-width="7"',
            "faint": f'fill="{own}" fill-opacity=".6" stroke="{colours.page}" stroke-width="4"',
        }
        signs.append(f'<g transform="translate({place * _PITCH} 0)">{shape.format(**looks)}</g>')
    size = f'width="{len(signs) * _PITCH}" height="{_CELL}"'
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(signs)}</svg>')


def _card_style(colours: MapColours) -> dict[str, str]:
    return {
        "backgroundColor": colours.card,
        "color": colours.ink,
        "border": f"1px solid {colours.border}",
        "borderRadius": "6px",
        "padding": "6px 10px",
        "fontSize": "13px",
        "lineHeight": "1.5",
        "maxWidth": "18rem",
        "overflowWrap": "anywhere",
        "zIndex": "2",
    }


def _degrees(points: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return points.lon.to_numpy(np.float64, na_value=np.nan), points.lat.to_numpy(np.float64, na_value=np.nan)


def _on_earth(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    return (np.abs(lon) <= 180) & (np.abs(lat) <= 90)


def _mercator(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far north of the equator, in widths of the world."""
    return np.arctanh(np.sin(np.radians(np.clip(latitude, -85, 85)))) / (2 * np.pi)


def degrees_up(latitude: float) -> float:
    """How far north of the equator on a map in Mercator, in degrees of longitude."""
    return float(_mercator(np.array([latitude]))[0] * 360)


def _latitude(mercator: float) -> float:
    return float(np.degrees(np.arcsin(np.tanh(mercator * 2 * np.pi))))


WHOLE_PICTURE = Frame(SHAANXI[0], degrees_up(SHAANXI[3]), SHAANXI[2] - SHAANXI[0], degrees_up(SHAANXI[3]) - degrees_up(SHAANXI[1]))
