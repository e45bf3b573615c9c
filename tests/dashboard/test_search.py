"""Finding a unit as somebody in a hurry types it: a name, its pinyin whole or in initials, or a code."""

from __future__ import annotations

import time

import pytest

from dashboard.search import LETTERS_READ, findable, folded, matches

UNITS = [
    findable("D1-001", "重庆分公司", "Chongqing branch", None),
    findable("D1-002", "西安办事处", "Xi'an office", "西办"),
    findable("D1-003", "仙人沟金矿", "Xianren gold mine", None),
    findable("D1-004", "北岭金矿", "Beiling gold mine", None),
    findable("D2-010", "绿化队", None, None),
    findable("D2-011", "银行", "Bank", None),
    findable("D2-012", "第2选矿厂", "Concentrator 2", "二选"),
    findable("D2-013", None, None, None),
    findable("D2-014", "北岭", "Beiling", None),
]


def found(text: str) -> list[str]:
    return matches(UNITS, text, 8)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("重庆", "D1-001"),
        ("chongqing", "D1-001"),
        ("zhongqing", "D1-001"),  # the other reading of 重, for who types letter by letter
        ("cq", "D1-001"),
        ("cqfgs", "D1-001"),
        ("西安", "D1-002"),
        ("xian", "D1-002"),  # Xi'an in writing, before the 仙 that sounds alike
        ("xi'an", "D1-002"),
        ("XI AN", "D1-002"),
        ("xī'ān", "D1-002"),
        ("xa", "D1-002"),
        ("xabsc", "D1-002"),
        ("西办", "D1-002"),
        ("xianren", "D1-003"),
        ("ＢＬＪＫ", "D1-004"),
        ("beiljk", "D1-004"),  # some whole, some only begun
        ("北lingjin", "D1-004"),
        ("běi lǐng jīn kuàng", "D1-004"),
        ("gold mine", "D1-003"),
        ("lvhua", "D2-010"),
        ("lǜhuà", "D2-010"),
        ("lühua", "D2-010"),
        ("luhua", "D2-010"),
        ("yinhang", "D2-011"),  # as the word is said, not "yinxing"
        ("di2xuan", "D2-012"),
        ("第２", "D2-012"),
        ("ex", "D2-012"),
        ("D1-004", "D1-004"),
        ("d1004", "D1-004"),
        ("d２－０１３", "D2-013"),
    ],
)
def test_what_is_typed_finds_the_unit_that_is_meant(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_the_closest_comes_first_and_the_others_after_it() -> None:
    assert found("beiling") == ["D2-014", "D1-004"], "the whole name before the one that begins so"
    assert found("北岭金") == ["D1-004"]
    assert found("jinkuang") == ["D1-004", "D1-003"], "within the name, the sooner the closer"
    assert found("d2-01")[:2] == ["D2-010", "D2-011"], "equally close: as they stand in the tree"
    assert matches(UNITS, "d", 2) == found("d")[:2]


@pytest.mark.parametrize(
    "text", ["", "  ", "'", "%", "_", "—", "\u202e", "\x00", "没有这样的", "qqqq", "<script>alert(1)</script>", "' OR 1=1 --"]
)
def test_what_means_no_unit_finds_none(text: str) -> None:
    assert found(text) == []


def test_a_long_text_takes_no_longer_than_a_name() -> None:
    assert len(folded("a" * 1_000_000)) == LETTERS_READ
    many = [findable(f"U{place}", "北" * 1000, f"{place}") for place in range(60)]
    began = time.perf_counter()
    assert matches(many, "b" * 1_000_000, 8)[0] == "U0"
    assert matches(many, "b" * 50 + "x", 8) == []
    assert time.perf_counter() - began < 5


def test_only_those_given_are_found() -> None:
    assert matches([unit for unit in UNITS if unit.org_unit_id != "D1-001"], "chongqing", 8) == []
