"""What is not in the page's language: words of the other one that no data brings, names of messages, and values that no one worded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from dashboard.texts import LOCALES
from data_access.contract import metadata

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
ENUMERATION = re.compile(r"[a-z_]+")  # is worded, never shown; an id may look so
RAW = re.compile(r"\b(?:None|nan|NaN|NaT|undefined|null)\b|\[object|\{ ?\$|<NA>")
KEY = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")
SWITCH = {"en": "中文", "zh": "English"}  # each language's own name, in the switch
TERMS = {  # Latin words that Chinese readers know as they are: units, codes, forms of a value to type, commands
    *("yyyy", "mm", "dd", "hh", "kg", "km", "MWh", "WGS", "GCJ", "BD", "SHA", "CSV", "Excel", "PNG", "PDF", "JSON", "SQL", "ID"),
    *("situation", "board", "import", "init", "demo", "NOT", "LIVE"),
}


@cache
def _message_keys() -> frozenset[str]:
    words = (Path(__file__).parents[2] / "dashboard" / "locales" / "zh.ftl").read_text("utf-8")
    return frozenset(key for key in re.findall(r"^([a-z][a-z0-9-]*) =", words, re.MULTILINE) if "-" in key)


@cache
def _contract_names() -> frozenset[str]:
    """Tables and columns: they stand on screen as they are called, in both languages."""
    return frozenset(metadata.tables) | {column.name for table in metadata.tables.values() for column in table.c}


def own_names(engine: sa.Engine) -> dict[str, list[str]]:
    """Per language, what the database itself says in the script of the other and has no word for in this one; the longest first.

    A name that has a counterpart in the language (`name_en` beside `name_zh`) is not among them: then the counterpart is to be shown.
    """
    found: dict[str, set[str]] = {language: set() for language in LOCALES}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(*_texts(table)).distinct()).mappings():
                for column, text in row.items():
                    for language in LOCALES:
                        worded = ENUMERATION.fullmatch(text or "") and not column.endswith("_id")
                        if text and not worded and not _has_counterpart(column, row, language):
                            found[language].add(" ".join(str(text).split()))
    script = {"en": HAN, "zh": LATIN}
    return {
        language: sorted((text for text in texts if script[language].search(text)), key=len, reverse=True)
        for language, texts in found.items()
    }


def _texts(table: sa.Table) -> list[sa.Column]:
    return [column for column in table.c if isinstance(column.type, sa.String)]


def _has_counterpart(column: str, row: sa.RowMapping, language: str) -> bool:
    name, _, spoken = column.rpartition("_")
    if spoken not in LOCALES or spoken == language:
        return False
    own = f"{name.removeprefix('short_')}_{language}"
    return bool(row.get(own))


def foreign(text: str, language: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(what is wrong, the words) of a text on a page in the language; `names` are the database's own."""
    flat = " ".join(text.split())
    for key in KEY.findall(flat):
        if key in _message_keys():
            yield "name of a message", key
    for raw in RAW.findall(flat):
        yield "value that nobody worded", raw
    script = HAN if language == "en" else LATIN
    if not script.search(flat):
        return
    for name in names:
        if name in flat:
            flat = flat.replace(name, " ")
    flat = flat.replace(SWITCH[language], " ")
    if language == "zh":
        flat = re.sub(
            r"\b[a-z0-9]+(?:_[a-z0-9]+)+(?:\.\w+)?\b", lambda code: " " if code[0].split(".")[0] in _contract_names() else code[0], flat
        )
        words = [word for word in LATIN.findall(flat) if word not in TERMS and word not in _contract_names()]
        if words:
            yield "untranslated", " ".join(words)
    elif left := HAN.findall(flat):
        yield "untranslated", " ".join(left)
