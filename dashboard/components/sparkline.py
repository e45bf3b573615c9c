"""The line under a figure: fourteen days, broken at gaps, today drawn apart. Drawn as a mask, so that the theme gives it its colour."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from dashboard.indicators.trend import Point, Trend
from dashboard.texts import DASH
from dashboard.view import View
from dashboard.wording import change_text, counts_text, is_counted, percent_or_count

_WIDTH, _HEIGHT, _EDGE = 100, 24, 4  # the drawing's own units; it is stretched to the tile
_FRAME = 'viewBox="0 0 100 24" preserveAspectRatio="none" fill="none" stroke="#000" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
_LEAST_SPAN = 0.1  # of a share: less than ten points of difference are not drawn as a mountain


def line(view: View, trend: Trend) -> Markup:
    """The line and, beside it, the change from the day before on the units known on both; read out as one sentence."""
    change, of_units = change_text(trend, view.words)
    known = [place for place, point in enumerate(trend.points) if point.valid]
    if not known:
        return Markup("")
    words = view.words
    label = words("trend-label", days=len(trend.points))
    beside = Markup('<span class="change"><b>{}</b> {}</span>').format(change, words("change-from")) if change else ""
    return Markup('<div class="trend" title="{}"><span class="spark" role="img" aria-label="{}" style="{}"></span>{}</div>').format(
        of_units, label, f"mask-image:{mask(trend)}", beside
    )


def mask(trend: Trend) -> str:
    """The line as a picture to be used as a mask, in CSS."""
    drawing = quote(f'<svg xmlns="http://www.w3.org/2000/svg" {_FRAME}>{_paths(trend)}</svg>')
    return f"url('data:image/svg+xml,{drawing}')"


def days(view: View, trend: Trend) -> Markup:
    """The same days in numbers, the newest first: the table beside the line."""
    words = view.words
    rows = (
        Markup('<tr><th scope="row">%s</th><td>%s</td><td>%s</td></tr>')
        % (
            words.short_day(point.day),
            percent_or_count(trend.figure_id, point, words) if point.valid else DASH,
            counts_text(point, words) if point.valid else "",
        )
        for point in reversed(trend.points)
    )
    return Markup('<table class="days"><tbody>{}</tbody></table>').format(Markup("").join(rows))


def _paths(trend: Trend) -> str:
    places = _places(trend)
    settled = [one for one, point in zip(places, trend.points, strict=True) if point.over]
    drawn = f'<path vector-effect="non-scaling-stroke" d="{_path(settled)}"/>'
    for number, (one, point) in enumerate(zip(places, trend.points, strict=True)):
        if point.over or one is None:
            continue
        before = places[number - 1] if number else None
        if before is not None:
            drawn += f'<path vector-effect="non-scaling-stroke" d="{_path([before, one])}" stroke-dasharray="2 3"/>'
        drawn += f'<path vector-effect="non-scaling-stroke" d="M{one[0]} {one[1]}h0" stroke-width="6"/>'
    return drawn


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    """Lines through neighbouring days; a gap breaks them, and a day alone between gaps is a dot."""
    steps, broken = [], True
    for one in places:
        if one is not None:
            steps.append(f"{'M' if broken else 'L'}{one[0]} {one[1]}{'h0' if broken else ''}")
        broken = one is None
    return "".join(steps)


def _places(trend: Trend) -> list[tuple[float, float] | None]:
    values = [_value(trend.figure_id, point) for point in trend.points]
    there = [value for value in values if value is not None]
    if not there:
        return [None] * len(values)
    top = max(there)
    if is_counted(trend.figure_id, trend.points):
        top, low = max(top, 1), 0
    else:
        low = min(min(there), top - _LEAST_SPAN)
    step = (_WIDTH - 2 * _EDGE) / max(1, len(values) - 1)
    high = _HEIGHT - 2 * _EDGE
    return [
        None if value is None else (round(_EDGE + place * step, 1), round(_EDGE + high * (1 - (value - low) / (top - low)), 1))
        for place, value in enumerate(values)
    ]


def _value(figure_id: str, point: Point) -> float | None:
    if not point.valid:
        return None
    return point.numerator if is_counted(figure_id, [point]) else point.value
