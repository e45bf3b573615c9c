"""Words: both languages whole, every word used, real grammar, numbers that do not flatter."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from dashboard.texts import LOCALES, WordMissing, Words

ROOT = Path(__file__).parents[2]
ZH, EN = Words("zh", "Asia/Shanghai"), Words("en", "Asia/Shanghai")


def messages(language: str) -> dict[str, set[str]]:
    """Message -> the variables it uses."""
    resource = FluentParser().parse((ROOT / "dashboard" / "locales" / f"{language}.ftl").read_text("utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ftl.Junk)], "a line of the file cannot be read"
    found = {}
    for entry in resource.body:
        if isinstance(entry, ftl.Message):
            found[entry.id.name] = set(
                re.findall(
                    r"\$(\w+)", (ROOT / "dashboard" / "locales" / f"{language}.ftl").read_text("utf-8")[entry.span.start : entry.span.end]
                )
            )
    return found


def test_every_language_has_the_same_words_with_the_same_values() -> None:
    first, *others = (messages(language) for language in LOCALES)
    for other in others:
        assert set(other) == set(first)
        differing = {key for key in first if first[key] != other[key] and not first[key] <= other[key] and not other[key] <= first[key]}
        assert differing == set()


def strings_in_code() -> set[str]:
    found = set()
    for path in [*ROOT.glob("dashboard/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("data_access/intake/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_no_word_is_left_that_no_screen_uses() -> None:
    used = strings_in_code()
    families = [
        "figure",
        "status",
        "column",
        "confidence",
        "area",
        "language",
        "measure",
        "reason",
        "cell",
        "kind",
        "state",
        "stock",
        "small",
        "map",
        "atlas",
        "off-map",
        "shade",
        "formula",
        "source",
        "history",
        "contradiction",
        "hand",
        "file",
        "part",
        "sheet",
        "counted-in",
        "define",
        "report",
        "unit-kind",
        "unit-level",
        "unit-column",
        "board-rows",
        "section",
        "care",
        "count",
        "team",
        "step",
        "severity",
        "mode",
        "level",
        "delay",
        "role",
        "form",
        "explain",
        "population",
    ]  # ends from data's own names
    ends = tuple(f"{family}-" for family in families)
    assert {key for key in messages("zh") if key not in used and not key.startswith(ends)} == set()


def test_every_column_of_every_table_is_defined_for_who_takes_it_away() -> None:
    of_the_definitions = {"where", "what", "meaning"}
    named = {key.removeprefix("column-") for key in messages("zh") if key.startswith("column-")}
    defined = {key.removeprefix("define-") for key in messages("zh") if key.startswith("define-")}
    assert named - defined - of_the_definitions == set()


def test_no_english_stands_among_the_chinese_nor_the_other_way_round() -> None:
    allowed = {
        "language-en",
        "empty-text",
        "database-unfit",
        "settings-wrong",
        "access-how",
        "gate-host",
        "wall-dead",
        "wall-link-invalid",
    }  # names of languages, commands and parameters, and NOT LIVE, which every wall says
    of_files = r"\.xlsx|\.csv|CSV|UTF|Unicode|NFC|NUL|Ctrl|--mapping|\bcolumns\b|\bignore\b|\btotals\b|\btrue\b|\bfalse\b"
    for key in messages("zh"):
        text = (ROOT / "dashboard" / "locales" / "zh.ftl").read_text("utf-8")
        value = re.search(rf"^{key} = (.*)$", text, re.M)
        if key not in allowed and value:
            assert not re.search(r"[A-Za-z]{3,}", re.sub(rf"\{{[^}}]*\}}?|{of_files}", "", value[1])), key
    english = re.sub(r"^language-zh = .*$", "", (ROOT / "dashboard" / "locales" / "en.ftl").read_text("utf-8"), flags=re.M)
    assert not re.search(r"[\u4e00-\u9fff]", english)


def test_a_missing_word_is_an_error_and_never_a_key_on_screen() -> None:
    with pytest.raises(WordMissing):
        ZH("no-such-word")
    with pytest.raises(WordMissing):
        ZH("unknown-units")


@pytest.mark.parametrize(
    ("words", "values", "expected"),
    [
        (ZH, (44, 41, 39, 0, 3, 3), "44 家应报单位中 41 家已报日报（零报告 39 家），3 家逾期未报；无新增确诊（3 家情况未知）"),
        (
            EN,
            (44, 41, 1, 1, 1, 1),
            "41 of 44 units have reported (1 zero report), 1 is overdue; 1 new confirmed case (1 unit unknown)",
        ),
        (EN, (44, 44, 44, 0, 0, 0), "44 of 44 units have reported (44 zero reports); no new confirmed case"),
        (EN, (0, 0, 0, 2, 0, 0), "No daily report is owed on 28 Dec 2021; 2 new confirmed cases"),
    ],
)
def test_the_situation_sentence_is_real_grammar(words: Words, values: tuple[int, ...], expected: str) -> None:
    names = ("expected", "received", "zero", "confirmed", "unknown", "silent")
    of = {"day": words.day(date(2021, 12, 28)), **dict(zip(names, values, strict=True))}
    told = words("sentence-comma").join(words(clause, **of) for clause in ("sentence-reports", "sentence-cases"))
    assert " ".join(told.split()) == expected


def test_a_percentage_is_never_rounded_up_to_whole() -> None:
    assert ZH.percent(0.9996) == "99.9%"
    assert EN.percent(1.0) == "100%"
    assert EN.percent(0.931818) == "93.1%"
    assert EN.percent(0.0) == "0%"
    assert EN.percent(None) == "—"


def test_times_are_the_organisations_own() -> None:
    instant = datetime(2021, 12, 28, 16, 30, tzinfo=UTC)
    assert ZH.instant(instant) == "2021年12月29日 00:30"
    assert EN.instant(instant) == "29 Dec 2021 00:30"


def test_durations_say_enough_and_no_more() -> None:
    assert [ZH.duration(minutes) for minutes in (0, 42, 119, 120, 60 * 47, 60 * 24 * 9)] == [
        "0 分钟",
        "42 分钟",
        "119 分钟",
        "2 小时",
        "47 小时",
        "9 天",
    ]
