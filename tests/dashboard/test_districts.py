"""Districts coloured by a figure: the sum over them is the figure's, unknown is not zero, and every number falls into one class."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard import districts, mapping
from dashboard.choice import SHADES
from dashboard.data import Door
from dashboard.districts import FIGURE_OF, NOT_KNOWN, District, by_district, class_of, classes
from dashboard.situation import situation
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, NOW

SCOPE, MOMENT = Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai")


@pytest.fixture
def told(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mapping, "chosen_outlines", districts_of_the_app)
    return SimpleNamespace(door=door, scope=SCOPE, moment=MOMENT)


def districts_of_the_app():
    from dashboard.outlines import outlines

    return outlines()


@pytest.mark.parametrize("shade", SHADES)
def test_the_sum_over_the_districts_is_the_organisation_s(told, shade: str) -> None:
    now = situation(told.door, SCOPE, MOMENT)
    whole = now.figure(FIGURE_OF[shade])
    parts = by_district(told, now, shade, mapping.posts(told), mapping.district_of_units(told))
    assert len(parts) > 1
    expected = whole.denominator - whole.numerator if shade == "unmanned" else whole.numerator
    assert sum(one.value for one in parts) == expected
    assert sum(one.unknown for one in parts) == whole.unknown
    if whole.unit == "ratio":
        assert sum(one.of for one in parts) == whole.denominator


def test_a_district_with_nothing_but_silence_is_not_zero() -> None:
    steps = classes(5)
    assert class_of(District("1", 0, None, 2), steps) == NOT_KNOWN
    assert class_of(District("1", 0, None, 0), steps) == districts.FIRST_SHADE
    assert class_of(District("1", 3, None, 2), steps) > districts.FIRST_SHADE


@given(some.integers(0, 2_000_000), some.data())
def test_every_number_falls_into_one_class(most: int, data) -> None:
    steps = classes(most)
    assert steps[0] == (0, 0)
    assert len(steps) <= 5
    for (_, end), (start, _) in itertools.pairwise(steps):
        assert end is not None
        assert start == end + 1
    value = data.draw(some.integers(0, most))
    place = class_of(District("1", value, None, 0), steps) - districts.FIRST_SHADE
    low, high = steps[place]
    assert low <= value
    assert high is None or value <= high


def test_what_the_database_does_not_supply_colours_nothing(told) -> None:
    now = situation(told.door, SCOPE, MOMENT)
    lacking = SimpleNamespace(figure=lambda _: SimpleNamespace(lacks=("stock_day",)))
    assert by_district(told, lacking, "short", mapping.posts(told), {}) == []
    assert now.figure("supply.units_short").lacks == ()
