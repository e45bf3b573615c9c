"""Links: what they say, what they refuse, and that they come back as they went."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.choice import AREAS, VIEWS, Choice, LinkInvalid, read_choice

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2021, 12, 28, 12, tzinfo=UTC)


def read(**parameters: str | list[str]) -> Choice:
    listed = {name: value if isinstance(value, list) else [value] for name, value in parameters.items()}
    return read_choice(listed, language="zh", zone=SHANGHAI, now=NOW)


def test_an_empty_link_chooses_nothing() -> None:
    assert read() == Choice("zh")


def test_a_full_link_is_read_whole() -> None:
    choice = read(unit=["A", "B", "A"], area="city", day="2021-12-28", asof="2021-12-28T17:42:00+08:00", lang="en")
    assert choice == Choice("en", ("A", "B"), "city", date(2021, 12, 28), datetime(2021, 12, 28, 9, 42, tzinfo=UTC))


def test_a_plus_that_became_a_space_and_an_instant_without_offset_are_understood() -> None:
    for text in ("2021-12-28T17:42:00 08:00", "2021-12-28T17:42:00", "2021-12-28T09:42:00Z", "2021-12-28T17:42"):
        assert read(asof=text).as_of == datetime(2021, 12, 28, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    "parameters",
    [
        {"area": "town"},
        {"area": ""},
        {"area": ["city", "county"]},
        {"view": "week"},
        {"view": ""},
        {"view": ["day", "slot"]},
        {"section": "everything"},
        {"section": ["work", "orders"]},
        {"day": "28.12.2021"},
        {"day": "2021-02-30"},
        {"day": ""},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"day": "２０２１-12-28"},
        {"day": ["2021-12-28", "2021-12-29"]},
        {"asof": "yesterday"},
        {"asof": ""},
        {"asof": "2021-12-28T20:00:01+08:00"},  # a second from now
        {"asof": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_what_cannot_be_understood_is_refused_and_never_widens_to_everything(parameters: dict) -> None:
    with pytest.raises(LinkInvalid):
        read(**parameters)


def test_an_unknown_language_is_the_readers_own() -> None:
    assert read(lang="fr").language == "zh"
    assert read(lang=["en", "zh"]).language == "zh", "of two, the last"


choices = st.builds(
    Choice,
    language=st.sampled_from(("zh", "en")),
    units=st.lists(st.text(min_size=1, max_size=64), unique=True, max_size=4).map(tuple),
    area=st.sampled_from((None, *AREAS)),
    day=st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    as_of=st.none()
    | st.datetimes(datetime(1901, 1, 1), datetime(2021, 12, 28), timezones=st.just(UTC)).map(lambda at: at - timedelta(hours=9)),  # noqa: DTZ001
    measure=st.none() | st.text(min_size=1, max_size=8),
    view=st.sampled_from((None, *VIEWS)),
    item=st.none() | st.text(min_size=1, max_size=8),
    round=st.none() | st.text(min_size=1, max_size=8),
)


@given(choices)
def test_every_choice_comes_back_from_its_link(choice: Choice) -> None:
    assert read(**choice.to_link()) == choice


@given(st.text(max_size=40))
def test_no_text_in_a_link_makes_it_break(text: str) -> None:
    for name in ("day", "asof", "area", "lang", "unit", "measure", "view", "item", "round"):
        try:
            read(**{name: text})
        except LinkInvalid:
            continue
