"""Statements built once for every moment: at each they give what the statement built for it alone gives, on every kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from data_access import contradictions, production, quality
from data_access.anytime import AnyMoment, Day, fetch, statement
from data_access.moment import DueTime, Moment
from data_access.rows import table
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.data_access.test_queries import ARGUMENTS
from tests.databases import Database, engines
from tests.world import DAY, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)
SHANGHAI, BERLIN = "Asia/Shanghai", "Europe/Berlin"
MOMENTS = (
    Moment(DAY, NOW, SHANGHAI),
    Moment(DAY, at(14), SHANGHAI),  # the same day, less of it known
    Moment(DAY - timedelta(days=1), NOW, SHANGHAI),
    Moment(DAY - timedelta(days=3), NOW, SHANGHAI),
    Moment(DAY + timedelta(days=1), NOW, SHANGHAI),
    Moment(DAY - timedelta(days=28), NOW, SHANGHAI),  # another month
    Moment(DAY, NOW, BERLIN),
    Moment(date(2021, 10, 31), NOW, BERLIN),  # of 25 hours
)
BY_MONTH = {production.incidents_by_unit, production.output, contradictions.contradictions}  # their days are those of a month up to D


@pytest.fixture(scope="module")
def connection(known_world: Database) -> Iterator[sa.Connection]:
    for engine in engines(known_world):
        with engine.connect() as opened:
            yield opened


def arguments(query: Any, moment: Moment) -> tuple[Any, ...]:
    """Those of the query, its days counted back from the moment's."""
    ago = DAY - moment.day
    return EVERYTHING, moment, *(tuple(_moved(one, ago) for one in more) if isinstance(more, tuple) else more for more in ARGUMENTS[query])


def _moved(argument: Any, ago: timedelta) -> Any:
    return argument - ago if isinstance(argument, date) else argument


@pytest.mark.parametrize("query", ARGUMENTS, ids=lambda query: query.__name__)
def test_at_every_moment_the_rows_are_those_of_a_statement_of_its_own(connection: sa.Connection, query: Any) -> None:
    found = 0
    for moment in MOMENTS:
        asked = arguments(query, moment)
        own, rows = table(connection, query(*asked)), fetch(connection, query, asked)
        assert rows.equals(own)
        assert list(rows.dtypes) == list(own.dtypes)
        found += len(rows)
    assert found or query is quality.imports


def test_no_query_is_built_anew_for_each_moment() -> None:
    for query in ARGUMENTS:
        built = [statement(query, arguments(query, moment), moment) for moment in MOMENTS if moment.timezone == SHANGHAI]
        assert None not in built, query
        days_of_month = {moment.day.day for moment in MOMENTS if moment.timezone == SHANGHAI}
        assert len(set(map(id, built))) == (len(days_of_month) if query in BY_MONTH else 1), query


def test_a_relation_that_is_absent_has_no_rows_at_any_moment(connection: sa.Connection) -> None:
    from data_access.compliance import daily_reports

    for moment in MOMENTS[:3]:
        asked = (EVERYTHING, moment, (DueTime("17:00", False, 0),))
        assert not fetch(connection, daily_reports, asked, {"daily_report"}).received.any()
    assert fetch(connection, daily_reports, (EVERYTHING, MOMENTS[0], (DueTime("17:00", False, 0),))).received.any()


def test_a_value_that_is_not_known_yet_cannot_be_looked_into() -> None:
    """Else what one moment gave would stand in the statement of all."""
    any_moment = AnyMoment(SHANGHAI)
    for value in (any_moment.day, any_moment.state_at, any_moment.weekday(any_moment.day)):
        for deed in (bool, str, "{}".format, lambda one: one == DAY, lambda one: one < DAY, lambda one: one.year):
            with pytest.raises((TypeError, AttributeError)):
                deed(value)
    with pytest.raises(TypeError):
        min(any_moment.known_at, any_moment.state_at)
    with pytest.raises(TypeError):
        any_moment.day + timedelta(hours=1)
    with pytest.raises(TypeError):
        any_moment.day.replace(day=1)


def test_days_and_instants_are_worked_out_of_the_moment() -> None:
    any_moment, due = AnyMoment(SHANGHAI), DueTime("17:00", True, 30)
    for moment in MOMENTS:
        week_before, real = any_moment.day - timedelta(days=7), moment.day - timedelta(days=7)
        assert week_before.at(moment) == real
        assert any_moment.on(week_before).state_at.at(moment) == moment.on(real).state_at
        assert (any_moment.ends_at - timedelta(hours=3)).at(moment) == moment.ends_at - timedelta(hours=3)
        assert any_moment.earlier(6).known_at.at(moment) == moment.earlier(6).known_at
        assert any_moment.weekday(week_before).at(moment) == moment.weekday(real)
        assert any_moment.due(due, week_before).at(moment) == moment.due(due, real)
        assert [day.at(moment) for day in any_moment.days_back(3)] == list(moment.days_back(3))
    assert max(Day(-3), Day(0), Day(-1)) == Day(0)
    assert Day(0) - Day(-3) == timedelta(days=3)
    on_the_28th = AnyMoment(SHANGHAI, day_of_month=28).day
    assert on_the_28th.replace(day=1).at(MOMENTS[0]) == date(2021, 12, 1)
    with pytest.raises(TypeError):
        (on_the_28th - timedelta(days=1)).day  # noqa: B018
