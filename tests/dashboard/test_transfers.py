"""Transfer proposals: nobody who gives falls under target, nobody gives twice, the nearest first."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.indicators.supplies import Pair
from dashboard.indicators.transfers import Proposal, proposals

ITEMS = pd.DataFrame([{"item_id": "mask", "min_days": 3.0, "target_days": 7.0}])


def pair(unit: str, on_hand: float, rate: float | None, status: str = "met") -> Pair:
    days = None if not rate else on_hand / rate
    judged = 0.0 if on_hand == 0 else days
    return Pair(unit, "mask", 0, "protective", on_hand, None, rate, rate, days, judged, status, 0, None)  # type: ignore[arg-type]


def short(unit: str, on_hand: float, rate: float | None) -> Pair:
    return pair(unit, on_hand, rate, "breach")


def told(found: list[Proposal]) -> list[tuple[str, str, int]]:
    return [(one.giver, one.receiver, one.quantity) for one in found]


PLACES = {"A": (108.9, 34.3), "B": (109.0, 34.3), "C": (110.0, 34.3)}


def test_the_nearest_gives_first_and_the_next_what_is_still_needed() -> None:
    found = proposals([short("A", 10, 10), pair("C", 200, 10), pair("B", 100, 10)], ITEMS, PLACES, {})
    assert told(found) == [("B", "A", 30), ("C", "A", 30)], "60 are needed: 7 days of 10 less the 10 that are there"
    assert [(one.days_before, one.days_after) for one in found] == [(1, 4), (4, 7)]
    assert found[0].km is not None
    assert 9 < found[0].km < 10


def test_who_has_the_fewest_days_is_served_first_and_no_stock_is_given_twice() -> None:
    both = [short("A", 20, 10), short("B", 10, 10), pair("C", 110, 10)]
    assert told(proposals(both, ITEMS, PLACES, {})) == [("C", "B", 40)]
    alike = [short("A", 10, 10), short("B", 10, 10), pair("C", 110, 10)]
    assert told(proposals(alike, ITEMS, PLACES, {"A": 2, "B": 1})) == [("C", "B", 40)], "of two alike the first in the organisation's order"


def test_quantities_are_whole_and_rounded_down() -> None:
    assert told(proposals([short("A", 0.5, 1), pair("B", 9.9, 1)], ITEMS, PLACES, {})) == [("B", "A", 2)], "2.9 could be spared"
    assert told(proposals([short("A", 1, 0.5), pair("B", 99, 1)], ITEMS, PLACES, {})) == [("B", "A", 2)], "2.5 are needed"
    assert proposals([short("A", 0.5, 1), pair("B", 7.9, 1)], ITEMS, PLACES, {}) == []


def test_nobody_gives_the_last_of_it_however_little_is_used() -> None:
    assert proposals([short("A", 0, 10), pair("B", 1, 1e-12)], ITEMS, PLACES, {}) == []
    assert told(proposals([short("A", 0, 10), pair("B", 5, 0.0)], ITEMS, PLACES, {})) == [("B", "A", 4)]


def test_without_a_rate_nobody_knows_what_is_needed() -> None:
    assert proposals([short("A", 0, None), pair("B", 500, 1)], ITEMS, PLACES, {}) == []


def test_units_without_a_place_come_last_by_their_id() -> None:
    givers = [pair("Z", 80, 1), pair("Y", 80, 1), pair("C", 8, 1)]
    found = proposals([short("A", 0, 10), *givers], ITEMS, PLACES, {})
    assert told(found) == [("C", "A", 1), ("Y", "A", 69)], "70 are needed; after C the one of the first name"
    assert found[1].km is None


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 20)), min_size=2, max_size=8))
def test_nobody_who_gives_falls_under_target_and_nobody_receives_above_it(stock: list[tuple[float, float]]) -> None:
    pairs = []
    for place, (on_hand, rate) in enumerate(stock):
        low = on_hand == 0 or (rate > 0 and on_hand / rate < 3)
        pairs.append(pair(f"U{place}", on_hand, rate, "breach" if low else "met"))
    given_away: dict[str, int] = {}
    received: dict[str, int] = {}
    for one in proposals(pairs, ITEMS, {}, {}):
        given_away[one.giver] = given_away.get(one.giver, 0) + one.quantity
        received[one.receiver] = received.get(one.receiver, 0) + one.quantity
    for one in pairs:
        left = (one.on_hand or 0) - given_away.get(one.org_unit_id, 0)
        if one.org_unit_id in given_away:
            assert left > 0
            assert left >= 7 * (one.rate or 0) - 1e-6
            assert one.org_unit_id not in received
        if one.org_unit_id in received:
            assert left + received[one.org_unit_id] <= 7 * (one.rate or 0) + 1e-6
