"""Charts over time: a round against its clock, stock and use by day. From tables to Vega-Lite specifications as plain dicts; pure, like `charts`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import altair as alt
import pandas as pd

from dashboard.indicators.supplies import StockDay
from dashboard.indicators.testing import Pace
from dashboard.palette import COURSE_DARK, COURSE_LIGHT, FONT, QUIET, TEXT_DARK, TEXT_LIGHT
from dashboard.texts import Words
from data_access.moment import Moment

ROUND_HEIGHT, STOCK_HEIGHT, USE_HEIGHT = 250, 190, 90  # pixels
STEPS = 120  # a round's course is drawn in so many steps at the most
FEW = 30  # so few are shown as points, too
ROOM = 0.5  # of a round's length: what is expected later than so long after its end is out of the picture
BREAKS = "break-paths-show-path-domains"
AXIS_WIDTH = 52  # of the numbers, so that charts below one another stand in line


def in_theme(spec: dict[str, Any], *, dark: bool) -> dict[str, Any]:
    """The specification with text that can be read on the page, and its course in the page's blue."""
    text, course = (TEXT_DARK, COURSE_DARK) if dark else (TEXT_LIGHT, COURSE_LIGHT)
    config = spec.get("config", {})
    readable = {
        "axis": {**config.get("axis", {}), "labelColor": text, "titleColor": text},
        "legend": {**config.get("legend", {}), "labelColor": text, "titleColor": text},
        "text": {"color": text},
        "style": {"course": {"stroke": course}, "course-point": {"fill": course, "stroke": course}, "course-hollow": {"stroke": course}},
    }
    return {**spec, "config": {**config, **readable}}


def round_course(table: pd.DataFrame, words: Words, pace: Pace, moment: Moment) -> dict[str, Any]:
    """Sampled and resulted so far against time, with the target, the straight line of the plan from the round's start to its end, the instant
    shown, and, where it moves, how it would go on at its pace, dashed. `table` is `testing.course` of the round, over rows with a target; where no
    row has one, of those without."""
    if not pace.target:
        table = table.assign(sampled=table.counted, resulted=pd.NA)
    last = _last_shown(pace, moment, table)
    clock = alt.X(
        "at:T",
        title=None,
        axis=alt.Axis(grid=False, labelExpr=_CLOCK, labelOverlap=True, tickCount=8),
        scale=alt.Scale(type="utc", domain=[_wall(pace.starts_at, moment), _wall(last, moment)], nice=False),
    )
    highest = max([pace.target, *table.sampled.dropna().astype(int), 1])
    persons = alt.Y(
        "persons:Q",
        title=None,
        axis=alt.Axis(format=",d", tickCount=4, tickMinStep=1, minExtent=AXIS_WIDTH),
        scale=alt.Scale(domain=[0, highest * 1.12], nice=False),
    )
    steps = _steps(table, words, moment)
    early = moment.state_at < pace.starts_at + (last - pace.starts_at) / 2  # the two labels keep out of each other's way
    corner, side = (last, "right") if early else (pace.starts_at, "left")
    to_sample = words("chart-target", count=words.number(pace.target))
    plan = [
        _line(_points([(pace.starts_at, 0), (pace.ends_at, pace.target)], moment), clock, persons, color=QUIET, strokeDash=[2, 3]),
        _line(_points([(pace.starts_at, pace.target), (last, pace.target)], moment), clock, persons, color=QUIET, strokeWidth=1),
        _label(_points([(corner, pace.target)], moment), to_sample, clock, persons, side, rise=8),
    ]
    layers = [
        *(plan if pace.target else []),
        _line(steps.assign(persons=steps.resulted), clock, persons, color=QUIET, interpolate="step-after", strokeWidth=2, invalid=BREAKS),
        _line(
            steps.assign(persons=steps.sampled), clock, persons, style="course", interpolate="step-after", strokeWidth=2.5, invalid=BREAKS
        ),
        _told(steps.assign(persons=steps.sampled), clock, persons, words),
    ]
    if pace.starts_at <= moment.state_at <= last:
        layers += _now(clock, persons, highest, words, moment, "left" if early else "right")
    if goes_on(pace, moment):
        here, there = _ahead(pace, moment, last)
        held = [(at.to_pydatetime(), pace.sampled) for at in table["at"].tail(1)]  # what was told last is what is known now
        layers.append(_line(_points([*held, here, there], moment), clock, persons, style="course", strokeDash=[6, 4], strokeWidth=2))
        layers.append(_dot(_points([here], moment), clock, persons))
    return _spec(alt.layer(*layers), ROUND_HEIGHT)


def goes_on(pace: Pace, moment: Moment) -> bool:
    """It is not complete and moves, and the day shown is not over: it can be told how it would go on."""
    return not moment.is_over and pace.eta is not None and pace.sampled < pace.target


def stock_course(table: Sequence[StockDay], words: Words, least_days: float, aim_days: float, today: date | None) -> dict[str, Any]:
    """Stock by day, against its least and its target: so many days of the use of the seven days before. Lines break where a unit's stock or use
    is not known; `today`, which is not over, is a hollow point of its own."""
    rows = pd.DataFrame(
        {
            "day": [one.day.isoformat() for one in table],
            "on_hand": [one.on_hand for one in table],
            "least": [None if one.burn is None else one.burn * least_days for one in table],
            "aim": [None if one.burn is None else one.burn * aim_days for one in table],
        }
    )
    days = _days(table)
    return _spec(
        alt.layer(
            _line(rows, days, _amount("aim", rows), color=QUIET, strokeDash=[2, 3], invalid=BREAKS),
            _line(rows, days, _amount("least", rows), color=QUIET, strokeDash=[7, 3], invalid=BREAKS),
            *_course(rows, "on_hand", days, words, "column-on-hand", today),
        ),
        STOCK_HEIGHT,
    )


def use_course(table: Sequence[StockDay], words: Words, today: date | None) -> dict[str, Any]:
    """Use by day: the mean of the seven days to it as a line, and what was used on the day itself as points, where every unit's is known."""
    rows = pd.DataFrame(
        {"day": [one.day.isoformat() for one in table], "burn": [one.burn for one in table], "use": [one.use for one in table]}
    )
    days = _days(table)
    used = alt.Chart(rows[rows.use.notna()]).mark_point(color=QUIET, size=22, strokeWidth=1.5)
    return _spec(
        alt.layer(
            used.encode(x=days, y=_amount("use", rows), tooltip=_tooltip(words, "use", "column-use")),
            *_course(rows, "burn", days, words, "column-burn", today),
        ),
        USE_HEIGHT,
    )


def _course(rows: pd.DataFrame, name: str, days: alt.X, words: Words, word: str, today: date | None) -> list[alt.Chart]:
    """The line of a quantity up to yesterday, its points, and today's apart."""
    is_today = rows.day == (today.isoformat() if today else "")
    past, rest = rows[~is_today], rows[is_today & rows[name].notna()]
    amount, told = _amount(name, rows), _tooltip(words, name, word)
    point = {"size": 18, "filled": True, "style": "course-point", "opacity": 1}
    return [
        _line(past, days, amount, style="course", strokeWidth=2.5, invalid=BREAKS),
        alt.Chart(past[past[name].notna()]).mark_point(**point).encode(x=days, y=amount, tooltip=told),
        alt.Chart(rest)
        .mark_point(size=60, strokeWidth=2, style="course-hollow", aria=bool(len(rest)))
        .encode(x=days, y=amount, tooltip=told),
    ]


def _days(table: Sequence[StockDay]) -> alt.X:
    domain = [table[0].day.isoformat(), table[-1].day.isoformat()] if table else []
    axis = alt.Axis(title=None, grid=False, labelExpr="utcFormat(datum.value, '%m-%d')", labelOverlap=True, tickCount=8)
    return alt.X("day:T", axis=axis, scale=alt.Scale(type="utc", domain=domain, nice=False, padding=8))


def _amount(name: str, rows: pd.DataFrame) -> alt.Y:
    """A quantity's axis, from nought; the same for all that stand in one chart."""
    highest = max([1.0, *(value for column in rows.columns.drop("day") for value in rows[column].dropna())])
    axis = alt.Axis(format="~s" if highest >= 100_000 else ",~r", tickCount=4, title=None, minExtent=AXIS_WIDTH)
    return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(domain=[0, highest * 1.05], nice=False))


def _tooltip(words: Words, name: str, word: str) -> list[alt.Tooltip]:
    day = alt.Tooltip("day:T", title=words("chart-day"), format="%Y-%m-%d", formatType="utc")
    return [day, alt.Tooltip(f"{name}:Q", title=words(word), format=",.1~f")]


_CLOCK = "utcFormat(datum.value, '%H:%M') == '00:00' ? utcFormat(datum.value, '%m-%d') : utcFormat(datum.value, '%H:%M')"


def _wall(instant: datetime, moment: Moment) -> str:
    """The instant as the organisation's clock shows it, written as if it were UTC: the axis is UTC, so that no browser's own zone moves it."""
    return instant.astimezone(moment.zone).strftime("%Y-%m-%dT%H:%M:%SZ")


def _points(points: Sequence[tuple[datetime, float]], moment: Moment) -> pd.DataFrame:
    return pd.DataFrame({"at": [_wall(at, moment) for at, _ in points], "persons": [persons for _, persons in points]})


def _last_shown(pace: Pace, moment: Moment, table: pd.DataFrame) -> datetime:
    """The right edge: the round's end, or what was told later, or the instant at which it is expected to be complete, as far as there is room."""
    latest = pace.ends_at + ROOM * (pace.ends_at - pace.starts_at)
    told = [at.to_pydatetime() for at in table["at"].tail(1)]
    expected = [pace.eta] if pace.eta is not None and goes_on(pace, moment) else []
    return max([pace.ends_at, *(min(latest, at) for at in (*told, *expected))])


def _steps(table: pd.DataFrame, words: Words, moment: Moment) -> pd.DataFrame:
    """The course in few enough steps: of the snapshots that fall into one, the last."""
    ats = table["at"]
    if len(table) > STEPS:
        slot = (ats - ats.iloc[0]) * STEPS // max(ats.iloc[-1] - ats.iloc[0], pd.Timedelta(seconds=1))
        table = table.groupby(slot.to_numpy(), sort=True).tail(1)
    return pd.DataFrame(
        {
            "at": [_wall(at, moment) for at in table["at"]],
            "time": [words.short_instant(at) for at in table["at"]],
            "sampled": [None if pd.isna(value) else int(value) for value in table.sampled],
            "resulted": [None if pd.isna(value) else int(value) for value in table.resulted],
        }
    )


def _ahead(pace: Pace, moment: Moment, last: datetime) -> list[tuple[datetime, float]]:
    """From where it stands to its target at its pace, or to the edge."""
    start, end = moment.state_at, pace.eta
    assert end is not None
    share = min(1.0, (last - start) / (end - start)) if end > start else 1.0
    return [(start, pace.sampled), (start + share * (end - start), pace.sampled + share * (pace.target - pace.sampled))]


def _now(clock: alt.X, persons: alt.Y, highest: int, words: Words, moment: Moment, side: str) -> list[alt.Chart]:
    """A line at the instant shown, with its time on that side of it."""
    top = _points([(moment.state_at, highest * 1.12)], moment)
    text = words("chart-end-of", day=words.short_day(moment.day)) if moment.is_over else words("chart-at", time=words.time(moment.state_at))
    return [
        alt.Chart(top).mark_rule(color=QUIET, strokeWidth=1).encode(x=clock),
        _label(_points([(moment.state_at, highest * 1.06)], moment), text, clock, persons, side),
    ]


def _label(at: pd.DataFrame, text: str, clock: alt.X, persons: alt.Y, side: str, rise: int = 0) -> alt.Chart:
    """A text that begins, or ends (`side`: left, right), at a point, so many pixels above it."""
    mark = alt.Chart(at.assign(text=text)).mark_text(align=side, fontSize=12, dx=5 if side == "left" else -5, dy=-rise)
    return mark.encode(x=clock, y=persons, text="text:N")


def _told(steps: pd.DataFrame, clock: alt.X, persons: alt.Y, words: Words) -> alt.Chart:
    """What the pointer is told along the course; few snapshots are points that can be seen."""
    tooltip = [
        alt.Tooltip("time:N", title=words("column-time")),
        alt.Tooltip("sampled:Q", title=words("column-sampled"), format=",d"),
        alt.Tooltip("resulted:Q", title=words("column-resulted"), format=",d"),
    ]
    seen = {"size": 26, "opacity": 1} if len(steps) <= FEW else {"size": 80, "opacity": 0}
    known = steps[steps.sampled.notna()]
    return alt.Chart(known).mark_point(filled=True, style="course-point", **seen).encode(x=clock, y=persons, tooltip=tooltip)


def _line(rows: pd.DataFrame, x: alt.X, y: alt.Y, **how: Any) -> alt.Chart:
    return alt.Chart(rows).mark_line(**how).encode(x=x, y=y)


def _dot(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(rows).mark_point(size=60, filled=True, opacity=1, style="course-point").encode(x=x, y=y)


def _spec(chart: alt.LayerChart, height: int) -> dict[str, Any]:
    """As a dict, wide as its place, transparent, in a font that has Chinese."""
    return (
        chart.properties(width="container", height=height, background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(grid=True, gridColor="#88888833", domain=False, tickColor="#88888855")
        .to_dict()
    )
