"""What a reader has chosen: units, area, day, as-of and language, read from a link and written back to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.settings import LANGUAGES

AREAS = ("city", "county")
VIEWS = ("unit", "day", "slot")
SECTIONS = ("isolation", "work", "orders")  # of the page of people; the first where the link names none
SHADES = ("short", "unmanned", "isolated", "confirmed")  # by which the map's districts can be coloured
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)  # so that a day before and after it is in the calendar


class LinkInvalid(Exception):
    """The link asks for something that does not exist, or that the reader may not see: the same for both."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters, as they stand in the URL of every page."""

    language: str
    units: tuple[str, ...] = ()
    area: str | None = None
    day: date | None = None
    as_of: datetime | None = None
    measure: str | None = None
    view: str | None = None
    item: str | None = None
    round: str | None = None
    section: str | None = None
    shade: str | None = None

    def to_link(self, **changes: Any) -> dict[str, str | list[str]]:
        """The query parameters of this choice, or of this choice changed."""
        chosen = replace(self, **changes)
        parameters: dict[str, str | list[str]] = {}
        if chosen.units:
            parameters["unit"] = list(chosen.units)
        if chosen.area:
            parameters["area"] = chosen.area
        if chosen.day:
            parameters["day"] = chosen.day.isoformat()
        if chosen.as_of:
            parameters["asof"] = chosen.as_of.isoformat()
        if chosen.measure:
            parameters["measure"] = chosen.measure
        if chosen.view:
            parameters["view"] = chosen.view
        if chosen.item:
            parameters["item"] = chosen.item
        if chosen.round:
            parameters["round"] = chosen.round
        if chosen.section:
            parameters["section"] = chosen.section
        if chosen.shade:
            parameters["shade"] = chosen.shade
        return parameters | {"lang": chosen.language}


def read_choice(parameters: Mapping[str, Sequence[str]], *, language: str, zone: ZoneInfo, now: datetime) -> Choice:
    """The choice that a link's parameters name; `language` stands in where the link names none that is known. Raises LinkInvalid.

    Whether the units, the measure, the item and the round exist, and may be seen, is for the database to say.
    """
    asked = next(reversed(parameters.get("lang", ())), None)
    return Choice(
        language=asked if asked in LANGUAGES else language,
        units=tuple(dict.fromkeys(parameters.get("unit", ()))),
        area=read_area(_single(parameters, "area")),
        day=read_day(_single(parameters, "day")),
        as_of=read_as_of(_single(parameters, "asof"), zone, now),
        measure=_single(parameters, "measure"),
        view=read_view(_single(parameters, "view")),
        item=_single(parameters, "item"),
        round=_single(parameters, "round"),
        section=read_section(_single(parameters, "section")),
        shade=read_shade(_single(parameters, "shade")),
    )


def read_area(text: str | None) -> str | None:
    if text is not None and text not in AREAS:
        raise LinkInvalid(f"area {text!r}: expected city or county")
    return text


def read_view(text: str | None) -> str | None:
    if text is not None and text not in VIEWS:
        raise LinkInvalid(f"view {text!r}: expected unit, day or slot")
    return text


def read_section(text: str | None) -> str | None:
    if text is not None and text not in SECTIONS:
        raise LinkInvalid(f"section {text!r}: expected one of {', '.join(SECTIONS)}")
    return text


def read_shade(text: str | None) -> str | None:
    if text is not None and text not in SHADES:
        raise LinkInvalid(f"shade {text!r}: expected one of {', '.join(SHADES)}")
    return text


def read_day(text: str | None) -> date | None:
    """A day written YYYY-MM-DD."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) or not FIRST_DAY <= date.fromisoformat(text) <= LAST_DAY:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise LinkInvalid(f"day {text!r}: expected a day, written YYYY-MM-DD") from None


def read_as_of(text: str | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """A past instant in ISO 8601; without an offset it is meant in the organisation's zone. A "+" that a link turned into a space is one."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(re.sub(r" (\d\d:\d\d)$", r"+\1", text) if "T" in text else text)
        instant = instant.replace(tzinfo=zone) if instant.tzinfo is None else instant.astimezone(zone)
        if instant.date() < FIRST_DAY or instant > now:
            raise ValueError
    except (ValueError, OverflowError):
        raise LinkInvalid(f"as-of {text!r}: expected a past instant, such as 2021-12-28T17:42:00+08:00") from None
    return instant


def _single(parameters: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = set(parameters.get(name, ()))
    if len(values) > 1:
        raise LinkInvalid(f"{name} is given more than once")
    return next(iter(values), None)
