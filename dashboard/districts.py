"""Figures by district, and how districts are coloured by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.choice import SHADES
from dashboard.indicators import cases, checkpoints, people, supplies
from dashboard.indicators.figure import Figure
from dashboard.situation import Situation
from dashboard.view import View
from data_access.supplies import stock

NOT_KNOWN, FIRST_SHADE = 0, 1  # classes: what is not known, then none, few, some, many, most
FIGURE_OF = {"short": "supply.units_short", "unmanned": "checkpoint.manned", "isolated": "people.isolated", "confirmed": "cases.confirmed"}
assert tuple(FIGURE_OF) == SHADES


@dataclass(frozen=True, slots=True)
class District:
    """What a district, or what lies in none that is known (adcode ""), has of a figure: `value`, `of` how many where it is a part of something, and how
    many more are not known."""

    adcode: str
    value: int
    of: int | None
    unknown: int

    @property
    def is_known(self) -> bool:
        """0 while something is not known may be more."""
        return bool(self.value) or not self.unknown


def by_district(view: View, now: Situation, shade: str, posts: pd.DataFrame, district_of: Mapping[str, str]) -> list[District]:
    """The figure of that colouring, made for the units or posts of each district by itself, the most first: so the sum over all is the organisation's.

    `posts` have a `district`, `district_of` gives that of each unit that has one. A district where nothing is expected is left out.
    """
    figure = FIGURE_OF[shade]
    if now.figure(figure).lacks:
        return []
    stale = view.door.settings.stale_after
    stocks = view.door.fetch(stock, view.scope, view.moment) if shade == "short" else pd.DataFrame({"org_unit_id": []})
    of_reports, of_stocks = (rows.org_unit_id.map(district_of).fillna("") for rows in (now.reports, stocks))
    made: dict[str, tuple[Iterable[str], Callable[[str], Figure]]] = {
        "short": (
            of_stocks,
            lambda one: supplies.units_short(
                stocks[of_stocks == one],
                [pair for pair in now.pairs if district_of.get(pair.org_unit_id, "") == one],
                now.moment,
                stale("stock_day"),
            ),
        ),
        "unmanned": (posts.district, lambda one: checkpoints.manned(posts[posts.district == one], [], now.moment, stale("duty_shift"))),
        "isolated": (of_reports, lambda one: people.isolated(now.reports[of_reports == one], now.moment, stale("daily_report"))),
        "confirmed": (of_reports, lambda one: cases.confirmed(now.reports[of_reports == one], now.moment, stale("daily_report"))),
    }
    there, make = made[shade]
    found = [_district(adcode, make(adcode), shade) for adcode in sorted(set(there))]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.value, -one.unknown, one.adcode))


def _district(adcode: str, figure: Figure, shade: str) -> District | None:
    if not figure.denominator and not figure.unknown and figure.value is None:
        return None
    whole = None if figure.unit != "ratio" else int(figure.denominator or 0)
    told = int(figure.numerator or 0)
    return District(adcode, (whole or 0) - told if shade == "unmanned" else told, whole, int(figure.unknown or 0))


def classes(most: int) -> list[tuple[int, int | None]]:
    """From what to what number each class goes, the last without an end: 0, then steps of a third and of ten, as many as there is anything for."""
    ten = 10
    while most > 3 * ten:
        ten *= 10
    starts = [start for start in (1, max(2, ten // 10), max(4, 3 * ten // 10), ten) if start <= most]
    starts = sorted(set(starts))
    ends = [start - 1 for start in starts[1:]] + [starts[-1] if starts[-1] == most else None] if starts else []
    return [(0, 0), *zip(starts, ends, strict=True)]


def class_of(district: District, steps: list[tuple[int, int | None]]) -> int:
    """NOT_KNOWN, or FIRST_SHADE and on."""
    if not district.is_known:
        return NOT_KNOWN
    return FIRST_SHADE + next(place for place, (_, end) in enumerate(steps) if end is None or district.value <= end)
