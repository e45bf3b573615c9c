"""Every query takes a scope and a moment: nothing is fetched for the units of others, and nothing from the future."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

import data_access
from dashboard.data import Door
from dashboard.settings import Settings
from data_access import (
    cases,
    checkpoints,
    compliance,
    contradictions,
    control,
    directives,
    duty,
    inspections,
    liaisons,
    measures,
    notices,
    organisation,
    people,
    production,
    quality,
    supplies,
    testing,
)
from data_access.contract import metadata
from data_access.intake import prefill
from data_access.moment import DueTime, Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import world
from tests.databases import Databases, written
from tests.world import DAY, NOW, at

OF_A_LOOK = {
    "data_access.version",
    "data_access.turns",
    "data_access.access",
}  # of the whole organisation: when something changes, and who may see what
HIDDEN = {"G", "S", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "X"}
CATALOGUES = {  # they name no unit and no person
    "data_access.owed.due_times",
    "data_access.measures.catalogue",
    "data_access.supplies.items",
    "data_access.organisation.demonstration",
    "data_access.organisation.without_district",
}
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
DUE = (DueTime("17:00", False, 0), DueTime("18:00", False, 30))
MEASURES = ("health_monitoring", "disinfection", "patrol", "isolation_care")
DUE_MEASURES = tuple(DueTime(due_time, False, 0) for due_time in ("10:00", "12:00", "17:00", "18:00", "19:00", "20:00", "23:00"))
ARGUMENTS = {  # what each query takes after scope and moment
    compliance.daily_reports: (DUE,),
    compliance.reports_by_day: (MOMENT.days_back(3), DUE),
    compliance.reports_by_unit_and_day: (MOMENT.days_back(3), DUE),
    cases.last_confirmed: (MOMENT.days_back(3),),
    cases.silent_since: (MOMENT.days_back(2),),
    cases.known_since: (MOMENT.days_back(3), MOMENT.days_back(2)),
    organisation.units: (),
    measures.measures_by_unit: (MEASURES, DUE_MEASURES),
    measures.measure_slots: (MEASURES, DUE_MEASURES),
    measures.measures_by_day: (MOMENT.days_back(3), MEASURES, DUE_MEASURES),
    measures.measures_by_unit_and_day: (MOMENT.days_back(3), MEASURES, DUE_MEASURES),
    testing.testing: (),
    testing.in_round: ("R2",),
    testing.rounds_addressed: (),
    testing.course: (("R2", "R3"), True),
    testing.waiting: (("R2", "R3"),),
    testing.rounds: (),
    supplies.stock: (),
    supplies.stock_by_day: (MOMENT.days_back(30), "mask"),
    supplies.open_orders: (),
    supplies.orders_on_the_way: (),
    duty.desk_shifts: (),
    duty.teams: (),
    duty.signs_of_life: (),
    directives.receipts_by_unit: (),
    directives.directives: (),
    directives.hours_to_each_step: (),
    directives.not_conveyed: (),
    people.reported_persons: (),
    inspections.inspections: (),
    notices.notices: (),
    liaisons.liaisons: (),
    production.production_by_unit: (),
    production.incidents_by_unit: (),
    production.output: (),
    control.controlled_units: (),
    control.controls_in_force: (),
    organisation.ancestry: (),
    organisation.seats: (),
    organisation.contacts: (),
    organisation.particulars: (),
    checkpoints.checkpoints: (120,),
    contradictions.contradictions: (),
    quality.freshness: (),
    quality.newest_by_unit: (),
    quality.imports: (),
    organisation.newest_report_day: (60,),
    prefill.rounds_of_day: (),
    prefill.progress_known: (("R2", "R3"),),
    prefill.shifts_of_day: (),
    prefill.posts_of_day: (),
}


def queries() -> dict[str, Callable]:
    found = {}
    for module in pkgutil.walk_packages(data_access.__path__, "data_access."):
        if ".migrations" in module.name or module.name in OF_A_LOOK:
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            returned = typing.get_type_hints(function).get("return")
            if function.__module__ == module.name and not name.startswith("_") and getattr(returned, "__origin__", returned) is sa.Select:
                found[f"{module.name}.{name}"] = function
    return found


def test_every_query_takes_a_scope_and_a_moment_first() -> None:
    assert len(queries()) > len(CATALOGUES)
    for name, query in queries().items():
        hints = list(typing.get_type_hints(query).items())
        if name in CATALOGUES:
            assert not set(typing.get_type_hints(query).values()) & {Scope, Moment}
        else:
            assert hints[:2] == [("scope", Scope), ("moment", Moment)], name


def test_every_query_is_tried_here() -> None:
    assert {f"{query.__module__}.{query.__name__}" for query in ARGUMENTS} | CATALOGUES == set(queries())


@pytest.mark.parametrize("query", ARGUMENTS, ids=lambda query: query.__name__)
def test_a_viewer_with_no_unit_gets_nothing(door, query) -> None:
    rows = door.fetch(query, Scope(frozenset()), MOMENT, *ARGUMENTS[query])
    assert rows.dropna(how="all").empty or not rows.select_dtypes("number").fillna(0).any(axis=None)


@pytest.mark.parametrize("query", ARGUMENTS, ids=lambda query: query.__name__)
def test_hiding_a_unit_takes_all_trace_of_it_and_leaves_the_others(door, query) -> None:
    """What the whole group's rows say of N's units is what N's viewer gets, whatever S does."""
    only_n = door.fetch(query, Scope(frozenset({"N"})), MOMENT, *ARGUMENTS[query])
    if query not in (
        organisation.ancestry,
        notices.notices,
    ):  # whom a notice from above is addressed to, and who stands above whom, no screen names
        assert not {str(value) for value in only_n.to_numpy().ravel()} & HIDDEN
    if "org_unit_id" in only_n:
        everything = door.fetch(query, Scope(WHOLE_ORGANISATION), MOMENT, *ARGUMENTS[query])
        of_n = everything[everything.org_unit_id.isin(only_n.org_unit_id)]
        if query is organisation.units:
            of_n = of_n.assign(parent_id=of_n.parent_id.where(of_n.parent_id.isin(only_n.org_unit_id), None))
        assert set(only_n.org_unit_id) <= {"N", "N1", "N2", "N3", "N4"}
        assert len(only_n) or query is cases.last_confirmed, "nobody of N had a case"
        by_unit = lambda rows: rows.astype(str).sort_values(list(rows.columns)).reset_index(drop=True)  # noqa: E731
        assert by_unit(only_n).equals(by_unit(of_n))
    elif query is quality.imports:
        assert only_n.empty, "files are of the whole organisation"
    else:
        assert not only_n.equals(door.fetch(query, Scope(frozenset({"S"})), MOMENT, *ARGUMENTS[query])) or only_n.size == 1


@pytest.mark.parametrize("query", [query for query in ARGUMENTS if query is not organisation.units], ids=lambda query: query.__name__)
def test_a_row_recorded_later_changes_nothing_before(door, query) -> None:
    """At 14:00 none of the day's reports had come: the day's rows are those of a database that lacks them."""
    early = Moment(DAY, at(14), "Asia/Shanghai")
    rows = door.fetch(query, Scope(WHOLE_ORGANISATION), early, *ARGUMENTS[query])
    if query is organisation.newest_report_day:
        assert list(rows.report_date) == [DAY - timedelta(days=1)]
    elif query is compliance.daily_reports:
        assert not rows.received.any()
    elif query is compliance.reports_by_day:
        assert rows.set_index("day").reported[DAY] == 0
    elif query is cases.last_confirmed:
        assert max(rows.last_confirmed_on) == DAY - timedelta(days=1), "S4's, which existed on that day"


@pytest.mark.parametrize("query", ARGUMENTS, ids=lambda query: query.__name__)
def test_tables_of_mariadbs_usual_collation_give_the_same_rows(other_collation, known_mariadb, query) -> None:
    """Others' tables, behind views, need not be made as ours are."""
    scope = Scope(WHOLE_ORGANISATION, area="city", city_adcodes=frozenset({"610102"}))
    assert other_collation.fetch(query, scope, MOMENT, *ARGUMENTS[query]).equals(
        known_mariadb.fetch(query, scope, MOMENT, *ARGUMENTS[query])
    )


@pytest.fixture(scope="module")
def known_mariadb(databases: Databases) -> Iterator[Door]:
    with Door(written(databases.initialised("mariadb"), world.ROWS).reader(), Settings()) as door:
        yield door


@pytest.fixture(scope="module")
def other_collation(databases: Databases) -> Iterator[Door]:
    database = written(databases.initialised("mariadb"), world.ROWS)
    engine = database.writer()
    with engine.connect() as connection:
        for table in metadata.tables:
            connection.exec_driver_sql(f"ALTER TABLE {table} CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    engine.dispose()
    with Door(database.reader(), Settings()) as door:
        yield door
