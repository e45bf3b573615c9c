"""What runs out when, stock summed by day, what waits, and a transfer's arithmetic: pure, from counts to numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.indicators import supplies, testing
from dashboard.indicators.supplies import Pair
from dashboard.indicators.transfers import proposals, reckoned
from data_access.moment import Moment
from tests.world import DAY, DAY_BEFORE, NOW, at

MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
ITEMS = pd.DataFrame([{"item_id": "mask", "min_days": 3.0, "target_days": 7.0}])
DAYS = MOMENT.days_back(3)


def pair(unit: str, on_hand: float, rate: float | None, status: str = "met") -> Pair:
    judged = 0.0 if on_hand == 0 else None if not rate else on_hand / rate
    return Pair(unit, "mask", 0, "protective", on_hand, None, rate, rate, judged, judged, status, 0, None)  # type: ignore[arg-type]


def run_out(on_hand: float, rate: float | None, moment: Moment = MOMENT) -> tuple[date, date] | None:
    found = supplies.run_outs([pair("A", on_hand, rate)], ITEMS, moment)
    return (found[0].least_on, found[0].out_on) if found else None


def test_stock_runs_out_so_many_days_from_now_cut_to_the_day_and_reaches_its_least_before() -> None:
    assert run_out(50, 10) == (DAY + timedelta(days=2), DAY + timedelta(days=5)), "five days from 20:00 is five days on"
    assert run_out(51.7, 10) == (DAY + timedelta(days=3), DAY + timedelta(days=6)), "at a quarter to two in the morning"
    assert run_out(20, 10) == (DAY, DAY + timedelta(days=2)), "under its least already"
    assert run_out(0, None) == (DAY, DAY), "it is out"


def test_a_past_day_counts_from_its_end_and_not_from_the_next_day() -> None:
    assert run_out(0, 10, MOMENT.on(DAY_BEFORE)) == (DAY_BEFORE, DAY_BEFORE)


def test_what_is_not_used_or_lasts_for_ages_runs_out_on_no_day() -> None:
    assert run_out(50, None) is None
    assert run_out(1e9, 1e-9) is None


@given(st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0.01, 100))
def test_more_stock_never_runs_out_sooner(one: float, other: float, rate: float) -> None:
    less, more = (run_out(on_hand, rate) for on_hand in sorted((one, other)))
    if less and more:
        assert less[0] <= more[0]
        assert less[1] <= more[1]
    assert less or not more, "what lasts on less lasts on more"


def test_what_runs_out_first_stands_first() -> None:
    found = supplies.run_outs([pair("A", 50, 10), pair("B", 10, 10), pair("C", 0, 10)], ITEMS, MOMENT)
    assert [one.pair.org_unit_id for one in found] == ["C", "B", "A"]


def stock(*rows: tuple[str, date, float | None, float | None, float | None, int, float | None]) -> pd.DataFrame:
    columns = ("org_unit_id", "day", "told", "on_hand", "used", "used_days", "use")
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"told": "Float64", "on_hand": "Float64", "used": "Float64", "used_days": "Int64", "use": "Float64"})


def test_a_sum_is_made_of_the_same_units_every_day_and_breaks_where_one_of_them_is_not_known() -> None:
    rows = stock(
        ("A", DAYS[0], 10, 10, 21, 7, 3),
        ("B", DAYS[0], 5, 5, 7, 7, 1),
        ("A", DAYS[1], 7, 7, 21, 7, 3),  # B told nothing for three days
        ("A", DAYS[2], 4, 4, 21, 7, 3),
        ("B", DAYS[2], 3, 3, 7, 7, None),
        ("C", DAYS[0], 100, 100, 7, 7, 1),  # tells no more: in no sum
    )
    assert supplies.summed_units(rows) == ["A", "B"]
    assert [(one.told, one.on_hand, one.burn, one.use) for one in supplies.course(rows, DAYS)] == [
        (2, 15, 4, 4),
        (1, None, None, None),
        (2, 7, 4, None),
    ]


def test_a_day_on_which_nobody_told_is_a_gap_even_where_the_day_before_is_known() -> None:
    rows = stock(("A", DAYS[0], 10, 10, 21, 7, 3), ("A", DAYS[1], None, 10, 21, 7, None), ("A", DAYS[2], 4, 4, 21, 7, 3))
    assert [one.on_hand for one in supplies.course(rows, DAYS)] == [10, None, 4]


def test_stock_below_nothing_and_use_below_nothing_are_left_out_and_listed() -> None:
    rows = stock(("A", DAYS[0], -2, -2, None, 0, None), ("A", DAYS[1], 9, 9, 9, 3, -4), ("A", DAYS[2], 8, 8, 9, 3, 1))
    assert [(one.on_hand, one.use) for one in supplies.course(rows, DAYS)] == [(None, None), (9, None), (8, 1)]
    assert [(one.day, one.on_hand, one.use) for one in supplies.left_out(rows)] == [(DAYS[1], 9, -4), (DAYS[0], -2, None)]


def test_where_no_unit_has_both_stock_and_use_all_that_told_are_shown() -> None:
    assert supplies.summed_units(stock(("A", DAYS[0], 10, 10, None, 0, None))) == ["A"]
    assert supplies.summed_units(stock()) == []
    assert [one.on_hand for one in supplies.course(stock(), DAYS)] == [None, None, None]


def test_how_late_an_order_is() -> None:
    assert supplies.days_late(DAY_BEFORE, DAY) == 1
    assert supplies.days_late(DAY, DAY) == 0
    assert supplies.days_late(DAY + timedelta(days=2), DAY) == -2
    assert supplies.days_late(None, DAY) is None


def rows_of(*rows: tuple[str, str, int | None, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["org_unit_id", "population", "sampled", "resulted"])
    frame = frame.assign(round_id="R", target=100, positive=0).astype(dict.fromkeys(testing.COUNTS, "Int64"))
    return testing.judged(frame)


def since(*rows: tuple[str, str, datetime]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["org_unit_id", "population", "waiting_since"]).assign(round_id="R")
    return frame.assign(waiting_since=pd.to_datetime(frame.waiting_since, utc=True))


def test_a_unit_s_oldest_pending_sample_is_that_of_its_population_that_has_waited_longest() -> None:
    rows = rows_of(("A", "staff", 60, 20), ("A", "dependant", 30, 10), ("B", "staff", 10, 10))
    found = testing.pending(rows, since(("A", "staff", at(18)), ("A", "dependant", at(14))), MOMENT)
    assert (found["A"].persons, found["A"].unknown, found["A"].minutes(MOMENT)) == (60, 0, 360)
    assert (found["B"].persons, found["B"].minutes(MOMENT)) == (0, None)


def test_what_does_not_say_both_or_contradicts_itself_is_unknown_and_not_nought() -> None:
    found = testing.pending(rows_of(("A", "staff", 60, None), ("B", "staff", 60, 90), ("C", "staff", None, None)), since(), MOMENT)
    assert {unit: (one.persons, one.unknown, one.since) for unit, one in found.items()} == dict.fromkeys("ABC", (None, 1, None))


def test_what_was_told_after_the_moment_shown_has_not_waited_at_it() -> None:
    found = testing.pending(rows_of(("A", "staff", 60, 20)), since(("A", "staff", at(18))), MOMENT.on(DAY_BEFORE))
    assert (found["A"].persons, found["A"].minutes(MOMENT.on(DAY_BEFORE))) == (40, None)


@given(st.lists(st.tuples(st.floats(0, 500), st.just(0.0) | st.floats(0.01, 20)), min_size=2, max_size=8))
def test_a_transfer_s_arithmetic_comes_out(stocks: list[tuple[float, float]]) -> None:
    pairs = []
    for place, (on_hand, rate) in enumerate(stocks):
        low = on_hand == 0 or (rate > 0 and on_hand / rate < 3)
        pairs.append(pair(f"U{place}", on_hand, rate, "breach" if low else "met"))
    found = proposals(pairs, ITEMS, {}, {})
    for one in reckoned(found, pairs, ITEMS):
        move = one.proposal
        assert one.receiver_on_hand / one.receiver_rate == pytest.approx(move.days_before)
        assert (one.receiver_on_hand + move.quantity) / one.receiver_rate == pytest.approx(move.days_after)
        assert one.lacking == pytest.approx(max(0.0, (7 - move.days_after) * one.receiver_rate), abs=1e-6)
        if one.giver_rate:
            assert one.giver_after >= 7 - 1e-6
            assert one.giver_before - one.giver_after == pytest.approx(move.quantity / one.giver_rate)
        else:
            assert one.giver_before is None
