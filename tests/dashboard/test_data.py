"""The one door to SQL and its memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
import streamlit as st

from dashboard import clock, data
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.trends import trends
from data_access.compliance import daily_reports
from data_access.contract import daily_report, org_unit, requirement
from data_access.directives import receipts_by_unit
from data_access.engine import DatabaseUnfit
from data_access.measures import catalogue
from data_access.moment import Moment
from data_access.organisation import seats
from data_access.organisation import units as units_of
from data_access.production import production_by_unit
from data_access.scope import WHOLE_ORGANISATION, Scope
from data_access.supplies import items
from tests import world
from tests.databases import Database, Databases, written
from tests.world import DAY, NOW, at

MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
N, S = Scope(frozenset({"N"})), Scope(frozenset({"S"}))


@pytest.fixture
def statements(door: Door) -> Iterator[list[str]]:
    """The statements that reach the database, one by one."""
    seen: list[str] = []
    engine = door._reader._engine
    note = lambda connection, cursor, statement, *rest: seen.append(statement)  # noqa: ARG005, E731
    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def units(door: Door, scope: Scope, moment: Moment = MOMENT) -> set[str]:
    return set(door.fetch(daily_reports, scope, moment, ()).org_unit_id)


def leaks_between_scopes(door: Door) -> bool:
    """Whether one viewer is ever shown what was fetched for another."""
    asked = [N, S, N, Scope(WHOLE_ORGANISATION), Scope(frozenset()), S, Scope(WHOLE_ORGANISATION, frozenset({"N"})), N]
    answers = [units(door, scope) for scope in asked]
    return not (
        all("S1" not in answers[place] for place in (0, 2, 4, 6, 7))
        and all("N1" not in answers[place] for place in (1, 4, 5))
        and answers[3]
    )


def test_what_is_asked_twice_is_counted_once(door: Door, statements: list[str]) -> None:
    units(door, N)
    counted = len(statements)
    units(door, N)
    assert len(statements) == counted


def test_a_viewer_is_never_shown_what_was_fetched_for_another(door: Door) -> None:
    assert not leaks_between_scopes(door)


def test_that_test_fails_for_a_memory_without_the_scope_in_its_key(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    key = Door._key
    without_scope = lambda self, query, *rest: tuple(part for part in key(self, query, *rest) if not isinstance(part, Scope))  # noqa: E731
    monkeypatch.setattr(Door, "_key", without_scope)
    assert leaks_between_scopes(door)


def test_another_moment_is_counted_anew(door: Door) -> None:
    received = lambda moment: int(door.fetch(daily_reports, N, moment, ()).received.sum())  # noqa: E731
    assert (received(MOMENT), received(Moment(DAY, at(17), "Asia/Shanghai")), received(MOMENT)) == (2, 1, 2)


def test_new_rows_are_seen_at_the_next_look_and_not_before(databases: Databases, kind: str) -> None:
    database = written(databases.initialised(kind), world.ROWS)
    clock.stand_at(NOW)
    door = Door(database.reader(), Settings(refresh_seconds=10))
    moment = Moment(DAY, NOW, "Asia/Shanghai")
    assert not door.fetch(daily_reports, N, moment, ()).set_index("org_unit_id").received["N3"]
    written(database, {daily_report: [{"org_unit_id": "N3", "report_date": DAY, "revision": 1, "recorded_at": at(19)}]})
    assert not door.fetch(daily_reports, N, moment, ()).set_index("org_unit_id").received["N3"]
    clock.stand_at(NOW + timedelta(seconds=11))
    assert door.fetch(daily_reports, N, moment, ()).set_index("org_unit_id").received["N3"]
    written(
        database, {org_unit: [{"org_unit_id": "N9", "parent_id": "N", "kind": "site", "name_zh": "新", "reports": True, "sort_order": 9}]}
    )
    clock.stand_at(NOW + timedelta(seconds=22))
    assert "N9" in units(door, N), "a table without history is watched too"
    writer = database.writer()
    with writer.begin() as connection:
        connection.execute(sa.update(requirement).where(requirement.c.org_unit_id == "G").values(due_time="09:00"))
    writer.dispose()
    clock.stand_at(NOW + timedelta(seconds=33))
    due = door.fetch(daily_reports, N, moment, door.due_times("daily_report")).set_index("org_unit_id").due_at
    assert due["N1"] == at(9), "a requirement changed in place, as a view without history would"
    door.close()


def test_many_asking_at_once_cost_one_query(door: Door, statements: list[str]) -> None:
    look = door.look()
    statements.clear()
    together = threading.Barrier(8)
    answers: list[set[str]] = []

    def ask() -> None:
        together.wait()
        with door.holding(look):
            answers.append(units(door, Scope(frozenset({"N1", "S1"}))))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"N1", "S1"}] * 8
    assert len([statement for statement in statements if "daily_report" in statement]) == 1


def test_what_is_fetched_from_both_ends_is_asked_for_once(door: Door, statements: list[str]) -> None:
    asks = {daily_reports: ((),), seats: (), receipts_by_unit: (), production_by_unit: ()}
    alone = [door.fetch(query, N, MOMENT, *more) for query, more in asks.items()]
    with Door(door._reader._engine, door.settings) as another:
        another.look()
        statements.clear()
        another.fetch_beside(asks, N, MOMENT)
        tables = [another.fetch(query, N, MOMENT, *more) for query, more in asks.items()]
        another._beside.submit(lambda: None).result(30)  # in its line: what was begun before is over
    assert all(one.equals(other) for one, other in zip(tables, alone, strict=True))
    assert len(statements) == len(asks)


def test_what_is_begun_beside_is_there_before_anybody_asks(door: Door, statements: list[str]) -> None:
    door.fetch_beside({daily_reports: ((),)}, N, MOMENT)
    door._beside.submit(lambda: None).result(30)
    begun = len(statements)
    assert units(door, N)
    assert len(statements) == begun > 0


def test_what_is_known_is_not_begun_beside_once_more_for_any_choice(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    with door.holding(door.look()):
        door.fetch(seats, N, MOMENT)
        monkeypatch.setattr(door._beside, "submit", lambda _: pytest.fail("it was begun once more"))
        door.fetch_beside({seats: ()}, N, MOMENT)
        door.fetch_beside({seats: ()}, Scope(N.allowed, frozenset({"N1"})), MOMENT)


@pytest.mark.parametrize("allowed", [None, ("N",), ("N2", "S"), ()], ids=str)
@pytest.mark.parametrize("area", [None, "city", "county"])
def test_who_is_chosen_is_told_as_the_database_tells_it(door: Door, allowed: tuple[str, ...] | None, area: str | None) -> None:
    """Also where the choice stands above what the viewer may see, beside it, or nowhere."""
    for chosen in ((), ("N",), ("N1",), ("N", "N1"), ("S2", "N2"), ("G",), ("nobody",)):
        may_see = WHOLE_ORGANISATION if allowed is None else frozenset(allowed)
        scope = Scope(may_see, frozenset(chosen), area, city_adcodes=frozenset({"610103"}))
        assert door.units_in(scope, MOMENT) == set(door.fetch(units_of, scope, MOMENT).org_unit_id), scope


def test_who_is_below_whom_is_told_where_the_tree_has_a_cycle(databases: Databases) -> None:
    database = written(databases.initialised("sqlite"), world.ROWS)
    writer = database.writer()
    with writer.begin() as connection:
        connection.execute(sa.update(org_unit).where(org_unit.c.org_unit_id == "N").values(parent_id="N1"))
    writer.dispose()
    with Door(database.reader(), Settings()) as opened:
        assert {"S", "S1"} <= opened.units_in(Scope(WHOLE_ORGANISATION, frozenset({"S"})), MOMENT)
        assert not opened.units_in(Scope(WHOLE_ORGANISATION, frozenset({"N"})), MOMENT), "as the database tells it"


def test_a_choice_that_nobody_made_before_asks_the_database_nothing(door: Door, statements: list[str]) -> None:
    with door.holding(door.look()):
        for scope in (N, Scope(N.allowed, frozenset({"N2"}))):
            situation(door, scope, MOMENT), trends(door, scope, MOMENT)
        statements.clear()
        for scope in (Scope(N.allowed, frozenset({"N1"})), Scope(N.allowed, frozenset({"N2", "N3"}), "city")):
            situation(door, scope, MOMENT), trends(door, scope, MOMENT)
    assert statements == []


def test_what_fails_beside_fails_for_nobody_who_did_not_ask_for_it(door: Door) -> None:
    def wrong(*_: object) -> sa.Select[tuple[int]]:
        raise DatabaseUnfit("that cannot be asked")

    door.fetch_beside({daily_reports: ((),), wrong: ()}, N, MOMENT)
    assert units(door, N)
    with pytest.raises(DatabaseUnfit, match="cannot be asked"):
        door.fetch(wrong, N, MOMENT)


def test_catalogues_are_kept_while_tables_of_past_days_pass(door: Door, statements: list[str]) -> None:
    def of_past(opened: Door, _scope: Scope, _moment: Moment) -> int:
        return len(opened.catalogue(catalogue)) + len(opened.catalogue(items)) + len(opened.due_times("patrol"))

    door.look()
    statements.clear()
    for days in range(1, 4):
        assert door.make_of_past(of_past, N, MOMENT.on(DAY - timedelta(days=days)), ("stock_day",))
    assert len([statement for statement in statements if "FROM measure" in statement]) == 1
    assert len([statement for statement in statements if "FROM supply_item" in statement]) == 1


def test_what_a_page_does_to_its_table_no_other_page_sees(door: Door) -> None:
    mine = door.fetch(daily_reports, N, MOMENT, ())
    mine["org_unit_id"] = "spoiled"
    mine.loc[0, "sort_order"] = 99
    assert "spoiled" not in units(door, N)
    assert 99 not in set(door.fetch(daily_reports, N, MOMENT, ()).sort_order)


def test_a_chart_is_built_once_for_all(door: Door) -> None:
    built = []

    def draw(table, words):
        built.append(words)
        return {"rows": len(table)}

    first = door.draw(draw, "zh", daily_reports, N, MOMENT, ())
    assert door.draw(draw, "zh", daily_reports, N, MOMENT, ()) is first
    assert door.draw(draw, "zh", daily_reports, S, MOMENT, ()) != first
    assert built == ["zh", "zh"]


def test_a_viewer_who_clears_streamlits_caches_harms_nobody(known_world: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", known_world.reader_url)
    opened = data.door()
    units(opened, N)
    st.cache_data.clear()
    st.cache_resource.clear()
    assert data.door() is opened
    engine = opened._reader._engine
    asked: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    units(opened, N)
    assert asked == [], "neither the engine nor what was counted is lost"


def test_without_a_day_a_page_shows_today_while_reports_are_fresh(door: Door) -> None:
    everybody = Scope(WHOLE_ORGANISATION)
    assert door.moment(everybody, None, None).day == DAY
    assert door.moment(everybody, None, at(9)).day == DAY, "yesterday's reports are not days old"


def test_without_a_day_and_with_old_reports_the_newest_reported_day_is_shown(door: Door) -> None:
    clock.stand_at(NOW + timedelta(days=3))
    assert door.moment(Scope(WHOLE_ORGANISATION), None, None).day == DAY
    assert door.moment(Scope(WHOLE_ORGANISATION), world.DAY_BEFORE, None).day == world.DAY_BEFORE
    silent = Scope(WHOLE_ORGANISATION, frozenset({"N3"}))
    assert door.moment(silent, None, None).day == DAY, "a silent unit does not move the page into its own past"
