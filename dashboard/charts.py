"""Charts: from a table to a Vega-Lite specification as a plain dict. Pure, so that each is built once per data version and shared."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dashboard.palette import FONT, LATE, MISSING, ON_TIME, QUIET
from dashboard.texts import Words

HEIGHT, LOW = 150, 100  # pixels; the low one stands beside the board


def reports_by_day(table: pd.DataFrame, words: Words) -> dict[str, Any]:
    """Stacked bars of units a day: on time, late, missing; the bar's whole is what was owed and is due, or came. A day on which nothing is owed stays empty.

    `table` is `compliance.reports_by_day`; what is not due yet is not missing.
    """
    days = table[table.expected > 0]
    parts = {
        "chart-on-time": days.on_time,
        "chart-late": days.received - days.on_time,
        "chart-missing": days.missing,
    }
    names = [words(key) for key in parts]
    rows = pd.concat(
        [
            pd.DataFrame({"day": days.day.astype(str), "part": name, "units": counts.astype(int), "place": place})
            for place, (name, counts) in enumerate(zip(names, parts.values(), strict=True))
        ]
    )
    colours = alt.Scale(domain=names, range=[ON_TIME, LATE, MISSING])
    return _spec(
        alt.Chart(rows)
        .mark_bar()
        .encode(
            x=_days(table, words),
            y=alt.Y("units:Q", title=words("chart-units"), axis=_counts()),
            color=alt.Color("part:N", scale=colours, legend=alt.Legend(title=None, orient="top")),
            order=alt.Order("place:Q"),
            tooltip=[
                alt.Tooltip("day:N", title=words("chart-day")),
                alt.Tooltip("part:N", title=words("column-status")),
                alt.Tooltip("units:Q", title=words("chart-units")),
            ],
        )
    )


def measure_by_day(table: pd.DataFrame, words: Words) -> dict[str, Any]:
    """The share done a day, as bars from 0 to 100 %; a day on which nothing is owed stays empty. `table` is `measures.measures_by_day` of one measure."""
    owed = table[table.denominator > 0]
    rows = pd.DataFrame(
        {
            "day": owed.day.astype(str),
            "share": (owed.numerator / owed.denominator).astype(float),
            "done": owed.numerator.astype(int),
            "required": owed.denominator.astype(int),
        }
    )
    return _spec(
        alt.Chart(rows)
        .mark_bar(color=ON_TIME)
        .encode(
            x=_days(table, words),
            y=alt.Y("share:Q", title=words("chart-share"), axis=alt.Axis(format="%", tickCount=4), scale=alt.Scale(domain=[0, 1])),
            tooltip=[
                alt.Tooltip("day:N", title=words("chart-day")),
                alt.Tooltip("share:Q", title=words("chart-share"), format=".1%"),
                alt.Tooltip("done:Q", title=words("chart-done")),
                alt.Tooltip("required:Q", title=words("chart-required")),
            ],
        )
    )


def confirmed_by_day(table: pd.DataFrame, words: Words) -> dict[str, Any]:
    """New confirmed cases a day; the line breaks where no unit gave a count. `table` is `compliance.reports_by_day`."""
    rows = pd.DataFrame({"day": table.day.astype(str), "confirmed": [None if pd.isna(value) else int(value) for value in table.confirmed]})
    return _spec(
        alt.Chart(rows)
        .mark_line(
            point=alt.OverlayMarkDef(filled=True, size=36, color=QUIET), color=QUIET, strokeWidth=2, invalid="break-paths-show-path-domains"
        )
        .encode(
            x=_days(table, words),
            y=alt.Y(
                "confirmed:Q",
                title=words("chart-confirmed"),
                axis=_counts(),
                scale=alt.Scale(domain=[0, max(1, *rows.confirmed.dropna(), 0)], nice=True),
            ),
            tooltip=[
                alt.Tooltip("day:N", title=words("chart-day")),
                alt.Tooltip("confirmed:Q", title=words("chart-confirmed")),
            ],
        ),
        height=LOW,
    )


def _days(table: pd.DataFrame, words: Words) -> alt.X:
    short = alt.Axis(title=None, grid=False, labelAngle=0, labelExpr="substring(datum.label, 5)", labelOverlap=True)
    return alt.X("day:O", title=words("chart-day"), axis=short, scale=alt.Scale(domain=list(table.day.astype(str))))


def _counts() -> alt.Axis:
    return alt.Axis(format="d", tickMinStep=1, tickCount=4)


def _spec(chart: alt.Chart, height: int = HEIGHT) -> dict[str, Any]:
    """As a dict, wide as its place, transparent, in a font that has Chinese."""
    return (
        chart.properties(width="container", height=height, background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(grid=True, gridColor="#88888833", labelColor=QUIET, titleColor=QUIET, domain=False, tickColor="#88888855")
        .configure_legend(labelColor=QUIET)
        .to_dict()
    )
