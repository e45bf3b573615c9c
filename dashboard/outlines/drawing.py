"""The borders as one small picture, for a mask behind signs where no map is."""

from __future__ import annotations

from typing import Any

from dashboard.maps import Frame, degrees_up

WIDTH = 1000  # units of the picture


def drawing(features: list[dict[str, Any]], frame: Frame) -> str:
    """An SVG of the features in Mercator over the frame, rounded to a thousandth of its width, so that neighbours keep one border."""
    scale = WIDTH / frame.width

    def at(point: list[float]) -> tuple[int, int]:
        return round((point[0] - frame.west) * scale), round((frame.top - degrees_up(point[1])) * scale)

    paths = []
    for feature in features:
        shape = feature["geometry"]["coordinates"]
        for part in [shape] if feature["geometry"]["type"] == "Polygon" else shape:
            points = [at(point) for point in part[0]]
            kept = [one for one, before in zip(points, [None, *points], strict=False) if one != before]
            if len(kept) < 3:  # too small to be seen
                continue
            steps = [f"{x - before_x} {y - before_y}" for (x, y), (before_x, before_y) in zip(kept[1:-1], kept, strict=False)]
            paths.append(f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {round(frame.height * scale)}" preserveAspectRatio="none">'
        f'<path d="{"".join(paths)}" fill="#000" fill-opacity=".22" stroke="#000" stroke-width="1" vector-effect="non-scaling-stroke"/></svg>\n'
    )
