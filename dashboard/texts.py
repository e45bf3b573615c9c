"""The words of the screen: one Fluent file a language, numbers and dates by Babel. A missing word is an error, never a key on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import babel
from babel import dates, numbers
from fluent.runtime import FluentBundle, FluentResource

LOCALES = {"zh": "zh_CN", "en": "en_GB"}
DASH = "—"
REMEMBERED = 8192  # numbers and words, as they are written


_TURNS_TEXT = dict.fromkeys([0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def plain(text: object) -> str:
    """The text on one line, without the marks that turn text round: as names of the database reach the screen."""
    return " ".join(str(text).translate(_TURNS_TEXT).split())


class Told(str):
    """Text for the eyes that remembers what it tells, so that a download gives numbers as numbers.

    `value` is a number, an instant, a day or a text, None where it is not known; or, by the name of each part (`part-...` in the words, "" of the
    whole), the values that the text tells together: "39/43" is {"": 39, "of": 43}. `kind` is "ratio" or "minutes" where the number alone does
    not say what it is.
    """

    __slots__ = ("kind", "value")

    def __new__(cls, text: str, value: Any = None, kind: str = "") -> Told:
        told = super().__new__(cls, text)
        told.value, told.kind = value, kind
        return told


class WordMissing(Exception):
    """A language lacks a word that the screen asks for."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language in the organisation's zone."""

    language: str
    timezone: str

    def __call__(self, key: str, **values: Any) -> str:
        """The message `key`, with its values filled in. Raises WordMissing."""
        return _filled_in(self.language, key, values) if values else _message(self.language, key)

    def has(self, key: str) -> bool:
        """Whether there is such a message, for names that data makes up."""
        return _bundle(self.language).has_message(key)

    @property
    def locale(self) -> babel.Locale:
        return _locale(self.language)

    def number(self, value: float | None) -> str:
        return DASH if value is None else Told(_decimal(value, None, self.language), value)

    def percent(self, value: float | None) -> str:
        """One decimal, cut and not rounded up, so that 99.96 % does not read as 100 %."""
        if value is None:
            return DASH
        shown = int(value * 1000 + 1e-9) / 1000
        return Told(_percent(shown, self.language), value, "ratio")

    def share(self, value: float | None) -> str:
        """Whole per cent without its sign, cut and not rounded up: for the narrow cells of the board."""
        return DASH if value is None else Told(_decimal(int(value * 100 + 1e-9), None, self.language), value, "ratio")

    def one_decimal(self, value: float | None) -> str:
        """Cut and not rounded up, so that 2.96 days under a least of 3 do not read as 3."""
        if value is None:
            return DASH
        return Told(_decimal(int(value * 10 + 1e-9) / 10, "#,##0.#", self.language), value)

    def day(self, value: date | None) -> str:
        return DASH if value is None else Told(dates.format_date(value, format="medium", locale=self.locale), value)

    def time(self, value: datetime | None) -> str:
        """The time of day in the organisation's zone, HH:MM."""
        if value is None:
            return DASH
        return Told(dates.format_time(value, format="HH:mm", tzinfo=ZoneInfo(self.timezone), locale=self.locale), value)

    def instant(self, value: datetime | None) -> str:
        if value is None:
            return DASH
        return Told(f"{self.day(value.astimezone(ZoneInfo(self.timezone)).date())} {self.time(value)}", value)

    def short_day(self, value: date) -> str:
        """Month and day."""
        return Told(_month_and_day(self.language, value), value)

    def weekday(self, value: date) -> str:
        """Its short name."""
        return dates.format_date(value, format="EEE", locale=self.locale)

    def short_instant(self, value: datetime) -> str:
        """Month, day and time."""
        return Told(f"{self.short_day(value.astimezone(ZoneInfo(self.timezone)).date())} {self.time(value)}", value)

    def duration(self, minutes: float) -> str:
        """42 minutes, 3 hours, 12 days: the largest unit that says enough."""
        whole = int(minutes)
        if whole < 120:
            text = self("duration-minutes", count=whole)
        elif whole < 48 * 60:
            text = self("duration-hours", count=whole // 60)
        else:
            text = self("duration-days", count=whole // (24 * 60))
        return Told(text, minutes, "minutes")

    def name(self, row: Any) -> str:
        """A unit's, measure's or item's name; the Chinese one where there is no English."""
        english = row.name_en if self.language == "en" else None
        return english or row.name_zh

    def title(self, row: Any) -> str:
        """A directive's title; the Chinese one where there is no English."""
        english = row.title_en if self.language == "en" else None
        return english or row.title_zh

    def unit(self, row: Any) -> str:
        """What an item or a measure is counted in; the Chinese word where there is no English."""
        english = row.unit_en if self.language == "en" else None
        return english or row.unit_zh


@lru_cache(1000)
def _month_and_day(language: str, value: date) -> str:
    """Of a few weeks, that stand on every page a hundred times."""
    return dates.format_skeleton("MMMd", value, locale=_locale(language))


@cache
def _locale(language: str) -> babel.Locale:
    """Found once: finding it takes longer than a number does to format, and a board has ten thousand of them."""
    return babel.Locale.parse(LOCALES[language])


@lru_cache(REMEMBERED, typed=True)
def _decimal(value: float, pattern: str | None, language: str) -> str:
    return numbers.format_decimal(value, format=pattern, locale=_locale(language))


@lru_cache(REMEMBERED)
def _percent(value: float, language: str) -> str:
    return numbers.format_percent(value, format="#,##0.#%", locale=_locale(language))


@lru_cache(REMEMBERED)
def _message(language: str, key: str) -> str:
    return _filled_in(language, key, {})


def _filled_in(language: str, key: str, values: dict[str, Any]) -> str:
    bundle = _bundle(language)
    if not bundle.has_message(key):
        raise WordMissing(f"{key} is not in the words of {language}")
    text, errors = bundle.format_pattern(bundle.get_message(key).value, values)
    if errors:
        raise WordMissing(f"{key} in the words of {language}: {errors[0]}")
    return text


@cache
def _bundle(language: str) -> FluentBundle:
    path = Path(__file__).parent / "locales" / f"{language}.ftl"
    bundle = FluentBundle([LOCALES[language].replace("_", "-")], use_isolating=False)
    bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
