"""What others write is seen at the next look, whatever way it comes; and where nothing changed, nothing is counted again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import clock, data
from dashboard.data import AWAY, CLOCK_STANDS, Door, LookDue, Screen
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.trends import what_stood, what_was_done
from data_access import anytime
from data_access.contract import (
    ContractBroken,
    control_status,
    daily_report,
    directive_receipt,
    duty_shift,
    exemption,
    measure_record,
    org_unit,
    requirement,
    stock_day,
    supply_item,
    supply_order,
    testing_progress,
)
from data_access.engine import DatabaseAway
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope, is_by_unit
from tests import world
from tests.conftest import ROOT
from tests.data_access.test_queries import ARGUMENTS
from tests.databases import Database, Databases, written
from tests.world import DAY, at

EVERYBODY = Scope(WHOLE_ORGANISATION)
NOW = world.NOW + timedelta(seconds=1)  # what falls due at the world's present has
STEP = timedelta(seconds=11)  # to the next look


@pytest.fixture
def own(databases: Databases, kind: str) -> Database:
    """The known world, to be written in."""
    return written(databases.initialised(kind), world.ROWS)


@pytest.fixture
def live(own: Database) -> Iterator[Door]:
    clock.stand_at(NOW)
    with Door(own.reader(), Settings(database_url=own.reader_url)) as opened:
        yield opened


def execute(database: Database, statement: Any) -> None:
    writer = database.writer()
    with writer.begin() as connection:
        assert connection.execute(statement).rowcount
    writer.dispose()


def standing(door: Door) -> Any:
    return door.standing(DAY)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at(9), on_site=1),
            id="a late commit with an older recorded_at",
        ),
        pytest.param(
            sa.insert(daily_report).values(
                org_unit_id="N1", report_date=DAY - timedelta(days=50), revision=9, recorded_at=at(9), confirmed=3
            ),
            id="a correction of a day long ago that the days since the last case rest on",
        ),
        pytest.param(
            sa.delete(daily_report).where(daily_report.c.org_unit_id == "N1", daily_report.c.report_date == DAY), id="a row withdrawn"
        ),
        pytest.param(sa.update(org_unit).where(org_unit.c.org_unit_id == "N1").values(staff_count=77), id="a unit changed in place"),
        pytest.param(sa.update(supply_item).values(min_days=99), id="an item changed in place"),
        pytest.param(
            sa.update(requirement).where(requirement.c.org_unit_id == "G").values(due_time="09:00"), id="a requirement changed in place"
        ),
        pytest.param(sa.update(exemption).values(reason="another"), id="an exemption changed in place"),
        pytest.param(sa.update(control_status).values(place_name="another"), id="a control changed in place"),
        pytest.param(sa.update(supply_order).values(quantity=7), id="an order changed in place"),
        pytest.param(sa.delete(measure_record).where(measure_record.c.record_date == DAY), id="records withdrawn"),
        pytest.param(sa.delete(stock_day).where(stock_day.c.stock_date == DAY - timedelta(days=5)), id="stock of days ago withdrawn"),
        pytest.param(sa.delete(testing_progress).where(testing_progress.c.round_id == "R2"), id="testing withdrawn"),
        pytest.param(sa.delete(directive_receipt), id="receipts withdrawn"),
        pytest.param(sa.delete(duty_shift), id="shifts withdrawn"),
    ],
)
def test_whatever_way_a_change_comes_the_next_look_sees_it(own: Database, live: Door, change: Any) -> None:
    before = standing(live)
    execute(own, change)
    assert standing(live) == before, "not before the next look is due"
    clock.stand_at(NOW + STEP)
    after = standing(live)
    assert after.version != before.version
    assert after.known_at >= NOW + STEP


def test_a_row_that_does_not_say_when_it_came_is_watched_by_what_it_holds(own: Database, live: Door) -> None:
    """A view without history over a system that keeps no time of its own."""
    execute(own, sa.update(duty_shift).values(recorded_at=None))
    clock.stand_at(NOW + STEP)
    before = standing(live)
    execute(own, sa.update(duty_shift).values(signed_out_at=NOW))
    clock.stand_at(NOW + 2 * STEP)
    assert standing(live).version != before.version


def test_where_nothing_changed_nothing_is_fetched(live: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = live.moment(EVERYBODY, None, None)
    now = situation(live, EVERYBODY, moment)
    fetched: list[Any] = []
    plain = anytime.table
    monkeypatch.setattr(anytime, "table", lambda connection, statement: (fetched.append(statement), plain(connection, statement))[1])
    turns_at = live.standing(DAY).turns_at
    assert turns_at > NOW + 2 * STEP, "the world stands still for a while after its present"
    for step in (1, 2):
        clock.stand_at(NOW + step * STEP)
        again = live.moment(EVERYBODY, None, None)
        assert situation(live, EVERYBODY, again) is now
    assert fetched == []


def test_a_due_time_that_passes_turns_the_cell_though_nobody_wrote_a_row(own: Database) -> None:
    due = at(18) + timedelta(minutes=30)  # of S1, which reported at 18:20: not for whom reports later
    execute(own, sa.delete(daily_report).where(daily_report.c.org_unit_id == "S1", daily_report.c.report_date == DAY))
    clock.stand_at(due - timedelta(seconds=5))

    def cell(door: Door) -> str:
        now = situation(door, EVERYBODY, door.moment(EVERYBODY, None, None))
        return next(one.status for one in now.cells if (one.org_unit_id, one.measure_id) == ("S1", "daily_report"))

    with Door(own.reader(), Settings(database_url=own.reader_url)) as door:
        before = door.standing(DAY)
        assert cell(door) == "not_due"
        assert before.turns_at <= due
        clock.stand_at(due + timedelta(seconds=6))
        assert door.standing(DAY).version == before.version, "no row was written"
        assert cell(door) == "attention"


def test_a_row_dated_ahead_by_the_databases_clock_is_shown_as_soon_as_it_is_known(own: Database, live: Door) -> None:
    soon = NOW + timedelta(seconds=20)
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=soon))
    received = lambda: situation(live, EVERYBODY, live.moment(EVERYBODY, None, None)).figure("reporting.completeness").numerator  # noqa: E731
    clock.stand_at(NOW + STEP)
    before = received()
    clock.stand_at(NOW + 2 * STEP)
    assert received() == before + 1


def states(door: Door, instant: Any) -> dict[tuple[str, str], str]:
    cells = situation(door, EVERYBODY, Moment(DAY, instant, "Asia/Shanghai")).cells
    return {(cell.org_unit_id, cell.measure_id): cell.status for cell in cells}


@pytest.mark.parametrize("begin", [at(9), at(16), NOW])
def test_between_two_turns_no_cell_changes_its_state(world_on_sqlite: Database, monkeypatch: pytest.MonkeyPatch, begin: Any) -> None:
    """The clock is asked at every turn, and just before the next: the states between are the same, so no turn was missed."""
    monkeypatch.setattr(data, "CLOCK_STANDS", timedelta(days=1))
    clock.stand_at(begin)
    with Door(world_on_sqlite.reader(), Settings(database_url=world_on_sqlite.reader_url)) as door:
        instant, turned = begin, 0
        while turned < 25:
            clock.stand_at(instant)
            found = door.standing(DAY)
            if found.turns_at >= Moment(DAY, NOW, "Asia/Shanghai").ends_at:
                break
            assert states(door, found.known_at) == states(door, found.turns_at - timedelta(microseconds=1)), found
            instant, turned = found.turns_at + timedelta(microseconds=1), turned + 1
        assert turned > 3


@pytest.mark.parametrize("query", [query for query in ARGUMENTS if is_by_unit(query)], ids=lambda query: query.__name__)
def test_what_is_cut_from_the_whole_is_what_the_database_gives_for_the_choice(door: Door, query: Callable[..., Any]) -> None:
    moment = Moment(DAY, NOW, "Asia/Shanghai")
    for scope in (
        Scope(WHOLE_ORGANISATION, frozenset({"N"})),
        Scope(WHOLE_ORGANISATION, frozenset({"S1", "N2", "X"})),
        Scope(WHOLE_ORGANISATION, area="county"),
        Scope(frozenset({"N", "S"}), frozenset({"S"}), "county"),
        Scope(frozenset({"N"}), frozenset({"S1"})),  # what is not allowed
    ):
        cut = door.fetch(query, scope, moment, *ARGUMENTS[query])
        asked = door._table(query, scope, moment, *ARGUMENTS[query])
        assert cut.astype(str).equals(asked.astype(str)), scope
        assert list(cut.dtypes) == list(asked.dtypes), scope


def test_most_queries_are_of_single_units() -> None:
    assert sum(is_by_unit(query) for query in ARGUMENTS) > len(ARGUMENTS) / 2


def test_the_day_that_somebody_looks_at_is_watched_however_long_ago_it_is(own: Database, live: Door) -> None:
    long_ago = DAY - timedelta(days=300)
    before, today = live.standing(long_ago), live.standing(DAY)
    execute(own, sa.insert(daily_report).values(org_unit_id="N1", report_date=long_ago, revision=1, recorded_at=at(9)))
    clock.stand_at(NOW + STEP)
    assert live.standing(long_ago).version != before.version
    assert live.standing(DAY) == today, "today's readers are not disturbed"


def test_a_new_row_of_today_does_not_touch_what_was_made_of_days_that_are_over(own: Database, live: Door) -> None:
    made: list[Moment] = []

    def of_day(_door: Door, _scope: Scope, moment: Moment) -> None:
        made.append(moment)

    for table in (requirement, exemption):  # what is known only later leaves the two instants two
        execute(own, sa.update(table).values(recorded_at=None))
    over = Moment(DAY - timedelta(days=3), NOW, "Asia/Shanghai")
    live.make_of_past(of_day, EVERYBODY, over, ("stock_day",))
    execute(own, sa.insert(stock_day).values(org_unit_id="N1", item_id="rice", stock_date=DAY, revision=9, recorded_at=NOW))
    clock.stand_at(NOW + STEP)
    later = Moment(over.day, NOW + STEP, "Asia/Shanghai")
    live.make_of_past(of_day, EVERYBODY, later, ("stock_day",))
    assert made == [over]
    execute(own, sa.insert(stock_day).values(org_unit_id="N1", item_id="rice", stock_date=over.day, revision=9, recorded_at=at(9)))
    clock.stand_at(NOW + 2 * STEP)
    live.make_of_past(of_day, EVERYBODY, later, ("stock_day",))
    assert made == [over, later]


def test_what_pages_show_is_made_anew_before_they_are_told_that_it_changed(
    own: Database, live: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the old figures stand until the new ones are there, and a change that a hundred pages wait for is counted once."""
    live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
    situation(live, EVERYBODY, live.moment(EVERYBODY, None, None))
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at(9)))
    clock.stand_at(NOW + STEP)
    changed = live.moment(EVERYBODY, None, None)
    monkeypatch.setattr(anytime, "table", lambda *_: pytest.fail("a page had to fetch it"))
    assert situation(live, EVERYBODY, changed).figure("reporting.completeness").numerator == 6


def test_a_look_whose_figures_cannot_be_fetched_changes_nothing_and_says_so(
    own: Database, live: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
    now = situation(live, EVERYBODY, live.moment(EVERYBODY, None, None))
    last = live.look()
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at(9)))
    clock.stand_at(NOW + STEP)

    def stalled(*_: Any) -> None:
        raise DatabaseAway("it does not answer")

    monkeypatch.setattr(anytime, "table", stalled)
    with pytest.raises(DatabaseAway):
        live.look()
    assert live.away_since is not None
    with live.holding(live.look_drawn("overview") or last):
        assert situation(live, EVERYBODY, live.moment(EVERYBODY, None, None)) is now
    clock.stand_at(NOW + 2 * STEP)
    monkeypatch.setattr("dashboard.data.SECONDS_BETWEEN_FAILURES", 0)
    assert standing(live).version != last.standings[DAY].version, "what cannot be made for one page is not kept from all for ever"


def test_a_screen_is_told_another_word_as_soon_as_it_would_be_drawn_otherwise_and_not_before(own: Database, live: Door) -> None:
    word = live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
    clock.stand_at(NOW + STEP)
    assert live.stands("a viewer") == word, "nothing changed"
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at(9)))
    clock.stand_at(NOW + 2 * STEP)
    assert live.stands("a viewer") != word
    assert live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)})) == live.stands("a viewer")
    assert live.stands("somebody else") is None


def test_a_screen_of_what_was_known_then_is_turned_by_no_clock_and_still_by_what_is_written(own: Database, live: Door) -> None:
    word = live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}, as_of=True))
    clock.stand_at(NOW + 2 * CLOCK_STANDS)
    assert live.stands("a viewer") == word
    execute(own, sa.update(org_unit).where(org_unit.c.org_unit_id == "N1").values(name_zh="新名单位"))
    clock.stand_at(NOW + 2 * CLOCK_STANDS + STEP)
    assert live.stands("a viewer") != word


def test_while_the_database_is_away_every_screen_is_told_so_and_then_how_it_stands(live: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    word = live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))

    def stalled(*_: Any) -> None:
        raise DatabaseAway("it does not answer")

    with monkeypatch.context() as broken:
        broken.setattr("dashboard.data.data_versions", stalled)
        clock.stand_at(NOW + STEP)
        assert live.stands("a viewer") == AWAY
        assert live.shows("a viewer", Screen(EVERYBODY, {})) == AWAY
    monkeypatch.setattr("dashboard.data.SECONDS_BETWEEN_FAILURES", 0)
    live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
    assert live.stands("a viewer") == word


def test_how_a_screen_stands_is_said_at_once_only_where_no_look_is_due(live: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    word = live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
    with monkeypatch.context() as at_once:
        at_once.setattr(live, "_run", lambda *_: pytest.fail("it asked the database"))
        assert live.stands_at_once("a viewer") == word
        assert live.stands_at_once("somebody else") is None
        clock.stand_at(NOW + STEP)
        with pytest.raises(LookDue):
            live.stands_at_once("a viewer")
        with live._looking:  # somebody takes it
            assert live.stands_at_once("a viewer") == word
        live._failure = (time.monotonic(), DatabaseAway("it does not answer"))
        assert live.stands_at_once("a viewer") == AWAY
        live._failure = None
    live.shows("another", Screen(EVERYBODY, {DAY - timedelta(days=9): live.standing(DAY)}))
    live.look()
    with pytest.raises(LookDue):
        live.stands_at_once("another")


def test_a_day_that_was_looked_at_no_longer_stands_as_it_did_when_somebody_comes_back_to_it(
    own: Database, live: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.data.DAYS_WATCHED", 1)
    past, other = DAY - timedelta(days=5), DAY - timedelta(days=6)
    word = live.shows("a viewer", Screen(EVERYBODY, {past: live.standing(past)}))

    def after_others_were_asked_for(step: int) -> str | None:
        clock.stand_at(clock.now() + timedelta(milliseconds=1))
        live.standing(other)
        clock.stand_at(NOW + step * STEP)
        assert past not in live.look().standings
        return live.stands("a viewer")

    assert after_others_were_asked_for(1) == word
    assert after_others_were_asked_for(2) == word
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=past, revision=9, recorded_at=at(9)))
    assert after_others_were_asked_for(3) != word


def test_a_look_that_falls_due_while_something_is_made_does_not_wait_for_it(own: Database) -> None:
    """Its own thread makes it: what is made ahead may need the same."""
    past, made = Moment(DAY - timedelta(days=5), NOW, "Asia/Shanghai"), []

    def of_past(door: Door, _scope: Scope, moment: Moment) -> int:
        execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=7, recorded_at=at(9)))
        clock.stand_at(NOW + STEP)
        made.append(moment)
        return len(door.look().standings)

    def of_page(door: Door, scope: Scope, _moment: Moment) -> int:
        return door.make_of_past(of_past, scope, past, ("stock_day",))

    clock.stand_at(NOW)
    with Door(own.reader(), Settings(database_url=own.reader_url), deadline_seconds=20) as door:
        door.shows("a viewer", Screen(EVERYBODY, {DAY: door.standing(DAY)}))
        with door._lock:
            door._deeds[of_page, EVERYBODY, DAY] = None
        version = door.standing(DAY).version
        assert door.make_of_past(of_past, EVERYBODY, past, ("stock_day",))
        assert made == [past]
        assert door.standing(DAY).version != version
        assert not door.fails


def test_a_choice_that_was_left_is_not_made_anew(own: Database, live: Door) -> None:
    """One viewer has one screen: what he chose before is nobody's any more."""
    made: list[Scope] = []

    def count(_door: Door, scope: Scope, _moment: Moment) -> None:
        made.append(scope)

    left, kept = Scope(None, frozenset({"N1"})), Scope(None, frozenset({"N2"}))
    for scope in (left, kept):
        live.shows("a viewer", Screen(scope, {DAY: live.standing(DAY)}))
        live.make(count, scope, live.moment(scope, None, None))
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at(9)))
    clock.stand_at(NOW + STEP)
    live.look()
    assert made == [left, kept, kept]


def test_what_was_made_of_days_as_they_stood_some_changes_ago_is_let_go_of(own: Database, live: Door) -> None:
    sizes = []
    for change in range(8):
        live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
        situation(live, EVERYBODY, live.moment(EVERYBODY, None, None))
        sizes.append(len(live._memory))
        execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=change + 1, recorded_at=at(9)))
        clock.stand_at(NOW + (change + 1) * STEP)
    assert sizes[3] > sizes[0], "the last few are kept"
    assert max(sizes[5:]) <= sizes[4] + 5, sizes


def test_days_that_are_over_of_which_rows_come_later_do_not_pile_up(own: Database, live: Door) -> None:
    """What they were made of is told by the instant alone as long as some of it is still to come."""
    later = {"round_id": "R1", "org_unit_id": "N1", "population": "staff", "revision": 50, "sampled": 1, "recorded_at": at(23)}
    execute(own, sa.insert(testing_progress).values(later))
    sizes = []
    for change in range(12):
        live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
        what_stood(live, EVERYBODY, live.moment(EVERYBODY, None, None))
        sizes.append(len(live._memory))
        execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=change + 1, recorded_at=at(9)))
        clock.stand_at(NOW + (change + 1) * STEP)
    assert max(sizes[6:]) <= sizes[5] + 2, sizes


def opened(database: Database, monkeypatch: pytest.MonkeyPatch, now: Any, **asked: str) -> str:
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", database.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", now.isoformat())
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in ({"lang": "zh"} | asked).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return " ".join(element.proto.body for element in page.get("html"))


def test_a_link_to_an_instant_of_another_day_shows_that_day(world_on_sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    told = opened(world_on_sqlite, monkeypatch, NOW, asof=(NOW - timedelta(days=1)).isoformat())
    assert 'class="tile"' in told
    assert 'class="failure"' not in told
    told = opened(world_on_sqlite, monkeypatch, NOW, day=(DAY - timedelta(days=200)).isoformat(), asof=NOW.isoformat())
    assert 'class="failure"' not in told


def test_what_comes_today_moves_a_page_that_had_to_show_an_older_day(own: Database) -> None:
    """However long somebody has kept that older day on a screen."""
    friday = NOW + timedelta(days=3)
    clock.stand_at(friday)
    with Door(own.reader(), Settings(database_url=own.reader_url)) as door:
        assert door.moment(EVERYBODY, None, None).day == DAY
        clock.stand_at(friday + timedelta(days=1))
        assert door.moment(EVERYBODY, None, None).day == DAY
        saturday = door.today()
        assert saturday == (friday + timedelta(days=1)).date()
        before = door.standing(saturday)
        execute(
            own, sa.insert(daily_report).values(org_unit_id="N1", report_date=saturday, revision=1, recorded_at=friday + timedelta(days=1))
        )
        clock.stand_at(friday + timedelta(days=1) + STEP)
        assert door.standing(saturday) != before
        assert door.moment(EVERYBODY, None, None).day == saturday


@pytest.mark.parametrize(
    "ended",
    [
        pytest.param(sa.update(control_status).values(until_at=at(8, day=DAY - timedelta(days=9))), id="a control"),
        pytest.param(sa.update(exemption).values(until_at=at(8, day=DAY - timedelta(days=9))), id="an exemption"),
        pytest.param(sa.update(requirement).values(effective_to=DAY - timedelta(days=9)), id="a requirement"),
    ],
)
def test_what_is_said_to_have_ended_long_ago_is_seen_to_end(own: Database, live: Door, ended: Any) -> None:
    before = standing(live)
    execute(own, ended)
    clock.stand_at(NOW + STEP)
    assert standing(live).version != before.version


def test_a_revision_that_ends_a_thing_in_the_past_is_seen(own: Database, live: Door) -> None:
    before = standing(live)
    engine = own.writer()
    with engine.connect() as connection:
        first = dict(connection.execute(sa.select(exemption).limit(1)).one()._mapping)
    engine.dispose()
    execute(own, sa.insert(exemption).values(first | {"revision": 99, "recorded_at": at(9), "until_at": first["from_at"]}))
    clock.stand_at(NOW + STEP)
    assert standing(live).version != before.version


def test_what_was_known_earlier_and_what_is_known_now_of_a_day_that_is_over_are_two(own: Database, live: Door) -> None:
    """An exemption that came five minutes ago: who looks as of ten minutes ago does not decide what others see."""
    from_at = at(0, day=DAY - timedelta(days=10))
    free = {
        "exemption_id": "free",
        "revision": 1,
        "org_unit_id": "G",
        "from_at": from_at,
        "reason": "x",
        "recorded_at": NOW - timedelta(minutes=5),
    }
    execute(own, sa.insert(exemption).values(free))
    clock.stand_at(NOW + STEP)

    def days(as_of: Any) -> list[Any]:
        moment = live.moment(EVERYBODY, DAY, as_of)
        return [(one.numerator, one.denominator) for one in what_was_done(live, EVERYBODY, moment)[0].points]

    earlier = days(NOW - timedelta(minutes=10))
    assert days(None) != earlier
    with Door(own.reader(), Settings(database_url=own.reader_url)) as other:
        moment = other.moment(EVERYBODY, DAY, None)
        assert [(one.numerator, one.denominator) for one in what_was_done(other, EVERYBODY, moment)[0].points] == days(None)


def test_one_page_that_cannot_be_made_keeps_nothing_from_the_others(own: Database, live: Door) -> None:
    def broken(*_: Any) -> None:
        raise ContractBroken("a row of another form")

    live.shows("a viewer", Screen(EVERYBODY, {DAY: live.standing(DAY)}))
    with pytest.raises(ContractBroken):
        live.make(broken, EVERYBODY, live.moment(EVERYBODY, None, None))
    before = standing(live)
    execute(own, sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at(9)))
    clock.stand_at(NOW + STEP)
    assert standing(live).version != before.version


def test_a_past_day_that_is_opened_is_not_drawn_a_second_time(live: Door) -> None:
    past = DAY - timedelta(days=5)
    before = live.standing(past)
    clock.stand_at(NOW + STEP)
    assert live.standing(past) == before


def test_after_a_refusal_nobody_goes_on_as_if_nothing_had_been(live: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    live.look()

    def refused(*_: Any) -> None:
        raise DatabaseAway("refused")

    monkeypatch.setattr(anytime, "table", refused)
    with pytest.raises(DatabaseAway):
        situation(live, EVERYBODY, live.moment(EVERYBODY, None, None))
    with pytest.raises(DatabaseAway):
        live.look()
