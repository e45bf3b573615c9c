"""A round's course, what waits for its result, stock by day and open orders: on the known world and at the edges, on every kind of database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.data import Door
from dashboard.indicators import testing as judging
from dashboard.settings import Settings
from data_access import supplies, testing
from data_access.contract import org_unit, stock_day, testing_progress, testing_round
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database, written
from tests.world import DAY, DAY_BEFORE, NOW, at

EVERYBODY = Scope(WHOLE_ORGANISATION)
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
LAST_30 = MOMENT.days_back(30)


@contextmanager
def opened(database: Database, rows: dict[Any, list[dict[str, Any]]]) -> Iterator[Callable[..., pd.DataFrame]]:
    """Fetches from a database of three units, one of them closed the day before, with these rows."""
    units = [
        {"org_unit_id": name, "kind": "site", "name_zh": name, "reports": True, "sort_order": place, "closed_on": closed}
        for place, (name, closed) in enumerate((("A", None), ("B", None), ("Z", DAY_BEFORE)))
    ]
    written(database, {org_unit: units, **rows})
    with Door(database.reader(), Settings()) as door:
        yield lambda query, *more, scope=EVERYBODY, moment=MOMENT: door.fetch(query, scope, moment, *more)


def snapshot(unit: str, revision: int, recorded_at: datetime, *counts: int | None, population: str = "staff") -> dict[str, Any]:
    key = {"round_id": "R", "org_unit_id": unit, "population": population, "revision": revision, "recorded_at": recorded_at}
    return key | dict(zip(("target", "sampled", "resulted", "positive"), counts, strict=True))


def a_round(*snapshots: dict[str, Any]) -> dict[Any, list[dict[str, Any]]]:
    row = {"round_id": "R", "round_no": 1, "name_zh": "轮", "starts_at": at(8), "ends_at": at(22)}
    return {testing_round: [row], testing_progress: list(snapshots)}


def told(rows: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows[list(names)].itertuples(index=False)]


def hours(rows: pd.DataFrame) -> list[int]:
    return [int(instant.tz_convert("Asia/Shanghai").hour) for instant in rows["at"]]


def test_a_round_s_course_sums_what_each_unit_had_told_by_then(door) -> None:
    course = door.fetch(testing.course, EVERYBODY, MOMENT, ("R2",), True)
    assert hours(course) == [12, 13, 15, 18, 19]
    assert told(course, "target", "sampled", "resulted", "counted", "told") == [
        (None, None, None, 20, 1),  # N3 has no roster: a count beside, and no share
        (100, 24, 0, 20, 2),
        (150, 74, 50, 20, 3),
        (190, 84, 60, 20, 4),
        (190, 120, 100, 20, 4),  # N1's second snapshot takes the place of its first
    ]


def test_a_course_ends_where_the_figures_stand(door) -> None:
    rows = judging.judged(door.fetch(testing.testing, EVERYBODY, MOMENT))
    paces = judging.paces(rows, MOMENT)
    course = door.fetch(testing.course, EVERYBODY, MOMENT, tuple(pace.round_id for pace in paces), True)
    ends = {round_id: (own.target.iloc[-1], own.sampled.iloc[-1]) for round_id, own in course.groupby("round_id")}
    assert ends == {pace.round_id: (pace.target, pace.sampled) for pace in paces if pace.target}


def test_a_unit_whose_current_round_is_another_is_in_a_round_s_course_only_when_that_round_is_asked_for(door) -> None:
    assert door.fetch(testing.course, EVERYBODY, MOMENT, ("R1",), True).empty
    assert told(door.fetch(testing.course, EVERYBODY, MOMENT, ("R1",), False), "sampled") == [(30,)]


def test_what_comes_after_t_is_not_known_and_an_older_revision_that_comes_late_changes_nothing(database: Database) -> None:
    rows = a_round(
        snapshot("A", 2, at(10), 100, 50, 10, 0),
        snapshot("A", 1, at(11), 100, 90, 80, 0),  # sent first, received last
        snapshot("A", 3, at(12), 100, 40, 20, 0),  # corrected downwards
        snapshot("A", 4, at(21), 100, 99, 99, 9),
        snapshot("Z", 1, at(10), 10, 10, 10, 0),  # closed the day before
    )
    with opened(database, rows) as fetch:
        course = fetch(testing.course, ("R",), False)
        assert list(zip(hours(course), told(course, "sampled", "resulted"), strict=True)) == [(10, (50, 10)), (12, (40, 20))]
        assert told(fetch(testing.course, ("R",), False, moment=Moment(DAY, at(21), "Asia/Shanghai")), "sampled")[-1] == (99,)


def test_a_snapshot_that_does_not_say_or_contradicts_itself_leaves_a_gap_and_no_nought(database: Database) -> None:
    rows = a_round(
        snapshot("A", 1, at(9), 100, 20, 0, 0),
        snapshot("A", 2, at(10), 100, None, None, None),
        snapshot("A", 3, at(11), 100, 120, 0, 0),  # more than there are
        snapshot("A", 4, at(12), 100, 60, 0, 0),
    )
    with opened(database, rows) as fetch:
        assert told(fetch(testing.course, ("R",), False), "target", "sampled", "told") == [
            (100, 20, 1),
            (100, None, None),
            (None, None, None),
            (100, 60, 1),
        ]


def test_what_waits_has_waited_since_more_was_sampled_than_is_resulted_now(door) -> None:
    assert told(door.fetch(testing.waiting, EVERYBODY, MOMENT, ("R2", "R3")), "round_id", "org_unit_id", "population") == [
        ("R2", "N1", "staff")
    ]
    assert door.fetch(testing.waiting, EVERYBODY, MOMENT, ("R2",)).waiting_since[0] == at(19), (
        "at 13:00 24 were sampled, and 40 are resulted now"
    )


@pytest.mark.parametrize(
    ("snapshots", "since"),
    [
        ([(9, 10, 0), (10, 30, 0), (12, 60, 20)], at(10)),
        ([(9, 30, 0), (10, 15, 0), (12, 60, 20)], at(12)),  # corrected below: from then on nobody can know
        ([(9, 30, 0), (10, None, None), (12, 60, 20)], at(12)),
        ([(9, 300, 0), (12, 60, 20)], at(12)),  # what contradicts itself says nothing
        ([(9, 60, 20), (12, 60, 60)], None),  # nothing waits
        ([(9, 60, 20), (12, 60, None)], None),  # it does not say what has come back
        ([(9, 60, 20), (12, 160, 20)], None),  # nor does one that contradicts itself
    ],
)
def test_the_oldest_that_waits_is_told_for_no_longer_than_is_sure(database: Database, snapshots, since: datetime | None) -> None:
    rows = a_round(*(snapshot("A", place, at(hour), 100, *counts, 0) for place, (hour, *counts) in enumerate(snapshots, start=1)))
    with opened(database, rows) as fetch:
        assert list(fetch(testing.waiting, ("R",)).waiting_since) == ([] if since is None else [since])


def test_an_earlier_round_shows_every_unit_that_it_is_addressed_to(door) -> None:
    rows = door.fetch(testing.in_round, EVERYBODY, MOMENT, "R1")
    assert set(rows.round_id) == {"R1"}
    assert {"N1", "S1", "X"} <= set(rows.org_unit_id)
    s1 = rows[rows.org_unit_id == "S1"].iloc[0]
    assert (s1.sampled, s1.positive) == (30, 3), "which is not S1's current round"
    assert door.fetch(testing.in_round, EVERYBODY, MOMENT, "R5").empty, "it has not begun"


def test_a_round_is_there_for_those_it_is_addressed_to_alone(door) -> None:
    def of(*allowed: str) -> set[str]:
        return set(door.fetch(testing.rounds_addressed, Scope(frozenset(allowed)), MOMENT).round_id)

    assert of("N") == {"R1", "R2", "R4", "R5"}
    assert of("S1") == {"R1", "R3", "R5"}


@pytest.mark.parametrize("item_id", ["mask", "gown", "rice"])
def test_the_last_day_of_an_item_s_course_is_what_the_figures_say(door, item_id: str) -> None:
    stock = door.fetch(supplies.stock, EVERYBODY, MOMENT)
    by_day = door.fetch(supplies.stock_by_day, EVERYBODY, MOMENT, LAST_30, item_id)
    last = by_day[by_day.day == DAY].set_index("org_unit_id")
    for row in stock[stock.item_id == item_id].itertuples():
        if row.org_unit_id in last.index:
            assert told(last.loc[[row.org_unit_id]], "on_hand", "used", "used_days") == told(
                stock[(stock.org_unit_id == row.org_unit_id) & (stock.item_id == item_id)], "on_hand", "used", "used_days"
            )
        else:
            assert row.used_days == 0, "nothing was told in the week"
            assert pd.isna(row.on_hand)


def of_unit(rows: pd.DataFrame, unit: str) -> dict[int, tuple[Any, ...]]:
    own = rows[rows.org_unit_id == unit]
    return dict(zip([day.day for day in own.day], told(own, "told", "on_hand", "used", "used_days", "use"), strict=True))


def test_stock_by_day_knows_no_later_revision_and_no_closed_unit(door) -> None:
    rows = door.fetch(supplies.stock_by_day, EVERYBODY, MOMENT, LAST_30, "mask")
    assert "S4" not in set(rows.org_unit_id)
    assert of_unit(rows, "S6")[28] == (5, 5, 3, 3, 1), "its correction to nothing comes an hour later"
    later = door.fetch(supplies.stock_by_day, EVERYBODY, Moment(DAY, at(21), "Asia/Shanghai"), LAST_30, "mask")
    assert of_unit(later, "S6")[28] == (0, 0, 8, 3, 6)


def test_a_day_that_was_not_told_keeps_the_stock_of_the_two_before_and_says_so(door) -> None:
    masks = of_unit(door.fetch(supplies.stock_by_day, EVERYBODY, MOMENT, LAST_30, "mask"), "N2")
    assert masks[23] == (70, 70, 15, 3, 5)
    assert masks[25] == (None, 70, 15, 3, None)
    assert masks[26] == (None, None, 15, 3, None), "three days old is no stock on hand"
    assert 30 not in masks, "days on which nothing was told in the week are not there"


def test_days_that_contradict_themselves_and_days_of_a_stock_out_are_no_use(door) -> None:
    masks = of_unit(door.fetch(supplies.stock_by_day, EVERYBODY, MOMENT, LAST_30, "mask"), "S2")
    assert masks[21] == (10, 10, None, 0, None), "what was there before is not known"
    assert masks[22] == (15, 15, None, 0, -5), "more than there can be"
    assert masks[23] == (14, 14, 1, 1, 1)
    rice = door.fetch(supplies.stock_by_day, EVERYBODY, MOMENT, LAST_30, "rice")
    assert of_unit(rice, "N3")[28] == (-2, -2, None, 0, None), "below nothing: told, and no use"
    assert of_unit(rice, "N1")[28] == (0, 0, 30, 3, None), "out of stock: not a day of use"


def test_use_on_the_first_day_of_the_course_looks_at_the_day_before_it(database: Database) -> None:
    first = LAST_30[0]
    rows = [
        {"org_unit_id": "A", "item_id": "mask", "stock_date": day, "revision": 1, "on_hand": on_hand, "received": 0, "recorded_at": at(9)}
        for day, on_hand in ((first - timedelta(days=1), 50), (first, 42))
    ]
    with opened(database, {stock_day: rows}) as fetch:
        assert told(fetch(supplies.stock_by_day, LAST_30, "mask").iloc[:1], "told", "use") == [(42, 8)]


def test_orders_on_the_way_are_told_one_by_one_the_earliest_expected_first_and_those_without_a_day_last(door) -> None:
    orders = door.fetch(supplies.open_orders, EVERYBODY, MOMENT)
    assert told(orders, "order_id", "org_unit_id", "quantity", "expected_on") == [
        ("O1", "N1", 200, date(2021, 12, 29)),
        ("O4", "S1", 80, None),
    ], "O2 was received, O3 is not placed yet, O5's unit is closed"
