"""Finding a unit by its name, its name's pinyin, or its code. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

LETTERS_READ = 64  # of what somebody types, and of a name
NAMES_REMEMBERED = 20_000
Syllables = tuple[tuple[str, ...], ...]  # of each character, every way to say it


@dataclass(frozen=True, slots=True)
class Findable:
    """A unit as it can be asked for: its code and names folded, and the syllables of each name: `told` as the name is said, `may_be` with every
    other reading of its characters."""

    org_unit_id: str
    written: tuple[str, ...]
    told: tuple[Syllables, ...]
    may_be: tuple[Syllables, ...]


def matches(units: Sequence[Findable], text: str, limit: int) -> list[str]:
    """The ids of the units that `text` may mean, the closest first, at most `limit`. Of two equally close the one with the shorter name comes first,
    then the one that stands first in `units`."""
    asked = folded(text)
    if not asked:
        return []
    found = []
    for place, unit in enumerate(units):
        near = _closeness(unit, asked)
        if near is not None:
            found.append((*near, place, unit.org_unit_id))
    return [org_unit_id for *_, org_unit_id in sorted(found)[:limit]]


@lru_cache(NAMES_REMEMBERED)
def findable(org_unit_id: str, *names: str | None) -> Findable:
    """The unit under its code and those of its names that it has; worked out once for each."""
    given = [folded(name) for name in dict.fromkeys(names) if name]
    spoken = [_syllables(name) for name in given if any(_is_han(letter) for letter in name)]
    return Findable(org_unit_id, (folded(org_unit_id), *given), tuple(told for told, _ in spoken), tuple(every for _, every in spoken))


def folded(text: str) -> str:
    """Letters and digits alone, without width, case or tone: "Ｘí'ān 2" is "xian2". The ü of pinyin is a v, as it is typed."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text[: 4 * LETTERS_READ]).casefold()).replace("u\u0308", "v")
    return "".join(letter for letter in plain if letter.isalnum())[:LETTERS_READ]


def _closeness(unit: Findable, asked: str) -> tuple[int, int, int] | None:
    """How far from the unit, where within its name, and how long that is; None where it is not meant at all."""
    ways = [
        *(_written(text, asked) for text in unit.written),
        *(_spoken(syllables, asked, 2) for syllables in unit.told),
    ]
    if not any(ways):
        ways = [_spoken(syllables, asked, 5) for syllables in unit.may_be]
    return min((way for way in ways if way), default=None)


def _written(text: str, asked: str) -> tuple[int, int, int] | None:
    at = text.find(asked)
    if at < 0:
        return None
    return (0 if text == asked else 1 if at == 0 else 3, at, len(text))


def _spoken(syllables: Syllables, asked: str, first: int) -> tuple[int, int, int] | None:
    """At its beginning `first`, further in two steps farther."""
    at = _said_from(syllables, asked)
    return None if at is None else (first if at == 0 else first + 2, at, len(syllables))


def _said_from(syllables: Syllables, asked: str) -> int | None:
    """From which character on the text spells the characters, each by its syllable or the beginning of it, until the text ends."""
    reached: dict[int, int] = {}  # letters of the text said so far -> the character they begin at
    for place, ways in enumerate(syllables):
        further: dict[int, int] = {}
        for said, begun in {**reached, 0: place}.items():
            for way in ways:
                for length in range(1, len(way) + 1):
                    if not asked.startswith(way[:length], said):
                        break
                    further[said + length] = min(begun, further.get(said + length, begun))
        if len(asked) in further:
            return further[len(asked)]
        reached = further
    return None


def _syllables(name: str) -> tuple[Syllables, Syllables]:
    """The name's syllables as it is said, and with every other reading; each letter also says itself."""
    told = lazy_pinyin(name, style=Style.NORMAL, errors=list)
    every = [pinyin(letter, style=Style.NORMAL, heteronym=True, errors=list)[0] for letter in name]
    return tuple(map(_typed, name, ([one] for one in told))), tuple(map(_typed, name, every))


def _typed(letter: str, ways: Sequence[str]) -> tuple[str, ...]:
    """As they are typed: who knows no v types u."""
    return tuple(dict.fromkeys([letter, *(typed for way in ways for typed in (way, way.replace("v", "u")))]))


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"
