"""From what stands in a field or a cell to a value of the contract; what cannot be read for certain is refused with what is expected.

Full-width signs count as their plain ones in numbers, days and times, and thousands may be set apart by commas. A day begins with its year: 11/12 is two
days, and no reader of ours chooses between them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access.access import principal_in
from data_access.contract import ClockTime, Count, Instant
from data_access.intake.faults import NotSo

LARGEST_INTEGER = 2**31 - 1
Reader = Callable[[Any], Any]
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
_SHORT_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}([/.-]\d{1,4})?|\d{1,2}月\d{1,2}日")
_THOUSANDS = re.compile(r"([+-]?)([1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?")
_FULL_WIDTH = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)} | {0x3000: " "}


def reader_of(column: sa.Column[Any], zone: ZoneInfo | None = None, *, day_format: str | None = None, thousands: bool = True) -> Reader:
    """A function from a field's text, or a cell's value, to the column's; it raises NotSo. With a `zone` an instant may stand without its offset, as
    spreadsheets have it: it is of that zone. `day_format` (strptime) is how a mapping says that days are written. Without `thousands` no comma is read
    in a number: where semicolons part the fields it may be the decimal sign."""
    read = _of_kind(column, zone, day_format)
    if not thousands and isinstance(column.type, (sa.Integer, sa.Float, Count)):
        return lambda value: read(_without_comma(value))
    length = None if isinstance(column.type, sa.Text) else getattr(column.type, "length", None)
    if getattr(column.type, "impl_instance", column.type).__class__ in (sa.String, sa.Text, sa.VARCHAR) or read is _text:
        return lambda value: _at_most(read(value), length)
    return read


def _of_kind(column: sa.Column[Any], zone: ZoneInfo | None, day_format: str | None) -> Reader:
    kind, one_of = column.type, column.info.get("one_of")
    if one_of:
        return lambda value: _chosen(value, one_of)
    if column.table.name == "access_grant" and column.name == "principal":
        return _principal
    if isinstance(kind, Instant):
        return lambda value: _instant(value, zone)
    if isinstance(kind, sa.Date):
        return lambda value: _day(value, day_format)
    if isinstance(kind, ClockTime):
        return _clock_time
    if isinstance(kind, Count):
        return lambda value: _whole(value, 0, "expected-count")
    if column.name == "weekdays":
        return lambda value: _matching(value, "[1-7]{1,7}", "expected-weekdays")
    if column.name == "adcode":
        return lambda value: _matching(value, r"\d{6}", "expected-adcode")
    if column.name in ("revision", "slot"):
        return lambda value: _whole(value, 1, "expected-from-one")
    if isinstance(kind, sa.Integer):
        return lambda value: _whole(value, -LARGEST_INTEGER, "expected-whole")
    if isinstance(kind, sa.Boolean):
        return _yes_no
    if isinstance(kind, sa.Float):
        return _number
    return _text


def _plain(value: Any, expected: str) -> str:
    """Text of a number, a day, a time: full-width signs as plain ones, no blanks around."""
    if not isinstance(value, str):
        raise NotSo(expected)
    return value.translate(_FULL_WIDTH).strip()


def _without_comma(value: Any) -> Any:
    if isinstance(value, str) and ("," in value or "，" in value):
        raise NotSo("expected-no-comma")
    return value


def _text(value: Any) -> str:
    """Text as it stands. A number in a cell of text is written as one: 711, not 711.0."""
    if isinstance(value, str):
        if "\0" in value:
            raise NotSo("expected-no-nul")
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise NotSo("expected-text")
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)


def _at_most(text: str, length: int | None) -> str:
    if length is not None and len(text) > length:
        raise NotSo("expected-at-most", count=length)
    return text


def _chosen(value: Any, words: tuple[str, ...]) -> str:
    text = value.strip() if isinstance(value, str) else value
    if text not in words:
        raise NotSo("expected-one-of", words=", ".join(words))
    return text


def _matching(value: Any, pattern: str, expected: str) -> str:
    text = _plain(_text(value), expected)
    if not re.fullmatch(pattern, text, re.ASCII):
        raise NotSo(expected)
    return text


def _principal(value: Any) -> str:
    text = _text(value)
    try:
        known = text == principal_in(text)
    except ValueError:
        known = False
    if not known:
        raise NotSo("expected-principal")
    return text


def _instant(value: Any, zone: ZoneInfo | None) -> datetime:
    expected = "expected-instant" if zone is None else "expected-local-instant"
    if isinstance(value, datetime):
        instant: datetime | None = value
    elif isinstance(value, date):  # as a spreadsheet keeps 00:00 of a day
        instant = datetime.combine(value, time())
    else:
        text = _plain(value, expected)
        if zone is not None:
            text = re.sub(r"^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?\s+", lambda found: _iso(*found.groups()) + " ", text)
            text = re.sub(r"(?<=[ T])(\d:)", r"0\1", text)
        try:
            instant = datetime.fromisoformat(text) if len(text) >= len("2021-12-28T17:42") else None
        except ValueError:
            instant = None
    if instant is None or not 1900 <= instant.year <= 2999:
        raise NotSo(expected)
    if instant.tzinfo is None:
        if zone is None:
            raise NotSo(expected)
        instant = _in_zone(instant, zone)
    return instant.astimezone(UTC)


def _in_zone(wall: datetime, zone: ZoneInfo) -> datetime:
    """What the wall's clock shows as an instant; where it shows that twice, or never, nobody can say which is meant."""
    rounded = (wall + timedelta(milliseconds=500)).replace(microsecond=0)  # a spreadsheet's days are fractions
    first, second = (rounded.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise NotSo("expected-clock-change")
    return first


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"


def _day(value: Any, day_format: str | None) -> date:
    if isinstance(value, datetime):
        if value.time() != time():
            raise NotSo("expected-day-alone")
        return _in_calendar(value.date())
    if isinstance(value, date):
        return _in_calendar(value)
    if day_format is not None:
        if isinstance(value, float) and value.is_integer():  # 20211228, as a number
            value = str(int(value))
        text = _plain(value, "expected-day")
        try:
            day = datetime.strptime(text, day_format).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            raise NotSo("expected-day-format", format=day_format) from None
        if _unpadded(day.strftime(day_format)) != _unpadded(text):  # digits that could be parted in another way
            raise NotSo("expected-day-format", format=day_format)
        return _in_calendar(day)
    text = _plain(value, "expected-day")
    if found := _DAY.fullmatch(text):
        try:
            return _in_calendar(date.fromisoformat(_iso(*(part for part in found.groups() if part))))
        except ValueError:
            raise NotSo("expected-day") from None
    raise NotSo("expected-day-in-full" if _SHORT_DAY.fullmatch(text) else "expected-day")


def _unpadded(text: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def _in_calendar(day: date) -> date:
    if not 1900 <= day.year <= 2999:
        raise NotSo("expected-day")
    return day


def _clock_time(value: Any) -> str:
    if isinstance(value, time):
        if value.second or value.microsecond:
            raise NotSo("expected-time")
        return f"{value:%H:%M}"
    text = re.sub(r":00$", "", found) if re.fullmatch(r"\d{1,2}:\d\d:00", found := _plain(value, "expected-time")) else found
    text = f"{text:0>5}"
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", text, re.ASCII):
        raise NotSo("expected-time")
    return text


def _without_thousands(text: str) -> str:
    found = _THOUSANDS.fullmatch(text)
    return f"{found[1]}{found[2].replace(',', '')}{found[3] or ''}" if found else text


def _whole(value: Any, least: int, expected: str) -> int:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value) or value != int(value) or not least <= value <= LARGEST_INTEGER:
            raise NotSo(expected)
        return int(value)
    text = _without_thousands(_plain(value, expected))
    if not re.fullmatch(r"[+-]?\d{1,10}", text, re.ASCII) or not least <= int(text) <= LARGEST_INTEGER:
        raise NotSo(expected)
    return int(text)


def _number(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise NotSo("expected-number")
        return float(value)
    text = _without_thousands(_plain(value, "expected-number"))
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text, re.ASCII) or math.isinf(float(text)):
        raise NotSo("expected-number")
    return float(text)


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(int(value)) if isinstance(value, (int, float)) and value in (0, 1) else _plain(value, "expected-yes-no").lower()
    if text not in ("0", "1", "true", "false"):
        raise NotSo("expected-yes-no")
    return text in ("1", "true")
