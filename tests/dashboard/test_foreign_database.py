"""The board over somebody else's tables: the README's example on every kind of database, and a database that lacks one relation after another."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import clock, data, queries
from dashboard.choice import SECTIONS, Choice
from dashboard.data import Door
from dashboard.failures import sentence_for
from dashboard.navigation import PAGES
from dashboard.settings import Settings
from dashboard.situation import Situation, situation
from dashboard.trends import trends
from dashboard.view import View
from data_access.contract import metadata
from data_access.engine import DatabaseUnfit
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import foreign, world
from tests.dashboard.test_cli import run
from tests.databases import Database, Databases, written
from tests.world import DAY, DAY_BEFORE, NOW

APP = Path(data.__file__).with_name("app.py")
EVERYTHING = Scope(WHOLE_ORGANISATION)
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
LEFT_OUT = ["access_grant", "import_batch", "inspection", "liaison", "notice", "production_day"]
OF_REPORTS = ("measure.health_monitoring", "measure.isolation_care")
NULL_WITHOUT = {  # the beginnings of the figures that are null without the relation, as the contract has them
    "measure": ("reporting.", "measure."),
    "requirement": ("reporting.", "measure."),
    "daily_report": ("reporting.", *OF_REPORTS, "people.", "cases."),
    "measure_record": ("measure.",),
    "testing_round": ("testing.",),
    "testing_progress": ("testing.",),
    "supply_item": ("supply.",),
    "stock_day": ("supply.",),
    "checkpoint": ("checkpoint.",),
    "duty_shift": ("checkpoint.", "duty."),
    "directive": ("directive.",),
    "directive_receipt": ("directive.",),
    "production_day": ("production.", "safety."),
    "control_status": ("control.",),
}
FIGURES = {  # of the example: numerator, denominator, unknown
    "reporting.completeness": (2, 3, 1),  # SY-01 and SY-02 of three: SY-04 is freed, SY-05 no longer exists, sy-03 is nobody
    "reporting.timeliness": (1, 3, 1),  # SY-02 saved at 17:40
    "reporting.zero": (1, 2, 1),  # SY-02 has a fever
    "measure.health_monitoring": (28, 30, 1),  # 10 of 10 and 18 of 20
    "measure.disinfection": (10, 28, 4),  # 4 + 4 of 8, 2 of 8, 0 of 8, 0 of 4: SY-04 is free from 16:00 on
    "testing.coverage": (120, 190, 2),
    "testing.coverage.staff": (70, 140, 2),
    "testing.coverage.dependant": (50, 50, 0),
    "testing.pending": (20, None, 2),  # 60 less 40
    "testing.positive": (1, None, 2),
    "testing.positivity": (1, 100, 2),
    "supply.units_short": (1, 2, 0),  # SY-01 has 30 at 10 a day, SY-02 5 at 5 a day
    "checkpoint.manned": (1, 2, 0),  # the third post is between shifts
    "duty.coverage": (2370, 2400, 0),  # SY-02's desk stood empty from 0:00 to 0:30; minutes to 20:00
    "people.isolated": (4, None, 2),  # 2 at home and 1 away, and 1 of the family
    "people.accounted": (28, 30, 2),  # 18 of 20 and 10 of 10
    "cases.confirmed": (0, None, 2),
    "cases.suspected": (1, None, 2),
    "cases.days_since": (1, None, 2),
    "directive.conveyed": (1, 2, 0),
    "production.on_plan": (None, None, None),
    "safety.incidents": (None, None, None),
    "control.units": (1, None, 0),  # SY-02's was lifted two days ago
}


@pytest.fixture
def example(databases: Databases, kind: str) -> Database:
    """The README's example."""
    return foreign.foreign(databases, kind)


@pytest.fixture(autouse=True)
def _looks_again_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(data, "SECONDS_BETWEEN_FAILURES", 0)
    monkeypatch.chdir(tmp_path)  # where no settings lie


def opened(database: Database) -> Door:
    clock.stand_at(NOW)
    return Door(database.reader(), Settings(database_url=database.reader_url, refresh_seconds=10))


def next_look(number: int = 1) -> None:
    clock.stand_at(NOW + timedelta(seconds=11 * number))


def now_at(door: Door, moment: Moment = MOMENT) -> Situation:
    return situation(door, EVERYTHING, moment)


def counts(figures: Any) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {one["id"]: (one["numerator"], one["denominator"], one["unknown"]) for one in figures}


def test_the_briefing_over_foreign_tables_gives_the_figures_worked_out_by_hand(capsys, example: Database) -> None:
    code, out, err = run(capsys, "brief", "--database", example.reader_url, "--format", "json", "--as-of", NOW.isoformat(), "--lang", "en")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert counts(told["figures"]) == FIGURES
    assert told["not_supplied"] == LEFT_OUT
    assert told["silent"] == ["SY-03"], "a report filed under sy-03 is not one of SY-03"
    made = [one for one in told["figures"] if one["id"] in ("production.on_plan", "safety.incidents")]
    assert all(value is None for one in made for name, value in one.items() if name in ("value", "checks", "status", "data_time"))
    assert not [cell for cell in told["cells"] if cell["measure_id"] == "production"]
    data_times = {one["id"]: one["data_time"] for one in told["figures"]}
    assert data_times["reporting.completeness"] == "2021-12-28T17:40:00+08:00", "saved in local time"


def test_check_finds_the_example_sound_but_for_its_one_stray_report(capsys, example: Database) -> None:
    code, out, err = run(capsys, "check", "--database", example.reader_url, "--day", DAY, "--format", "json")
    findings = json.loads(out)["findings"]
    assert (code, err) == (1, "")
    assert sorted(one["table"] for one in findings if one["kind"] == "not-supplied") == LEFT_OUT
    assert {one["severity"] for one in findings if one["kind"] == "not-supplied"} == {"note"}
    rest = [(one["table"], one["column"], one["kind"], one["found"]) for one in findings if one["kind"] != "not-supplied"]
    assert rest == [("daily_report", "org_unit_id", "orphan", "sy-03")]


def test_the_reader_of_the_views_may_not_read_the_tables_beneath(databases: Databases) -> None:
    example = foreign.foreign(databases, "postgresql")
    engine = example.reader()
    with engine.connect() as connection, pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        connection.exec_driver_sql("SELECT * FROM returns")
    engine.dispose()


@pytest.mark.slow
def test_a_view_that_appears_is_taken_up_at_the_next_look_and_one_that_goes_is_noticed(databases: Databases, kind: str) -> None:
    example = foreign.foreign(databases, kind, without=("stock_day",))
    with opened(example) as door:
        lacking = now_at(door).figure("supply.units_short")
        assert (lacking.value, lacking.lacks) == (None, ("stock_day",))
        foreign.lay(example, "stock_day")
        assert now_at(door).figure("supply.units_short").lacks == ("stock_day",), "not before the next look"
        next_look()
        assert now_at(door).figure("supply.units_short").value == 0.5
        foreign.tell(example, "DROP VIEW directive_receipt")
        next_look(2)
        now = now_at(door)
        assert (now.figure("directive.conveyed").value, now.figure("directive.conveyed").lacks) == (None, ("directive_receipt",))
        assert now.figure("supply.units_short").value == 0.5
        assert "directive_receipt" in now.absent


def test_a_change_in_place_without_a_time_of_change_is_seen_when_the_clock_turns(example: Database) -> None:
    foreign.tell(example, "UPDATE circular_to SET saved = NULL")
    with opened(example) as door:
        assert now_at(door).figure("directive.conveyed").numerator == 1
        foreign.tell(example, "UPDATE circular_to SET passed_on = '2021-12-28 19:59:00' WHERE dept = 'SY-02'")
        next_look(6)
        assert now_at(door, Moment(DAY, door.look().at, "Asia/Shanghai")).figure("directive.conveyed").numerator == 2


def test_a_view_that_goes_between_two_looks_is_one_plain_sentence(example: Database) -> None:
    with opened(example) as door:
        now_at(door)
        foreign.tell(example, "DROP VIEW daily_report")
        with pytest.raises(DatabaseUnfit) as failed:
            now_at(door, MOMENT.on(DAY_BEFORE))
        assert sentence_for(failed.value) == "database-unfit"
        assert "\n" not in str(failed.value)
        next_look()
        assert now_at(door, MOMENT.on(DAY_BEFORE)).figure("cases.confirmed").lacks == ("daily_report",)


@pytest.mark.parametrize("kind", ["sqlite", "mariadb"])  # PostgreSQL keeps a table that a view reads
def test_a_view_whose_table_is_gone_is_one_plain_sentence(capsys, databases: Databases, kind: str) -> None:
    example = foreign.foreign(databases, kind)
    foreign.tell(example, "DROP TABLE post")
    code, out, err = run(capsys, "brief", "--database", example.reader_url, "--format", "json")
    assert (code, out) == (2, "")
    assert "mend" in err
    assert err.count("\n") == 1


def test_a_view_without_a_column_is_one_plain_sentence_and_an_error_of_check(capsys, example: Database) -> None:
    foreign.tell(example, "DROP VIEW measure_record")
    foreign.lay(example, "measure_record", lambda sql: sql.replace("times AS done,", ""))
    code, out, err = run(capsys, "brief", "--database", example.reader_url, "--format", "json", "--as-of", NOW.isoformat())
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "lacks a column of the contract" in err
    assert "let the view give it" in err
    _, out, _ = run(capsys, "check", "--database", example.reader_url, "--day", DAY, "--format", "json")
    missing = [(one["table"], one["column"], one["severity"]) for one in json.loads(out)["findings"] if one["kind"] == "missing-column"]
    assert missing == [("measure_record", "done", "error")]


def test_without_units_there_is_one_clear_line(capsys, example: Database) -> None:
    foreign.tell(example, "DROP VIEW org_unit")
    code, out, err = run(capsys, "brief", "--database", example.reader_url, "--format", "json")
    assert (code, out) == (2, "")
    assert "has no table or view org_unit" in err
    assert err.count("\n") == 1


@pytest.mark.slow
def test_each_relation_may_be_absent_and_only_its_own_figures_are_null(databases: Databases, kind: str) -> None:
    database = written(databases.initialised(kind), world.ROWS)
    with opened(database) as door:
        whole = {figure.id: figure for figure in now_at(door).figures}
        for number, name in enumerate(sorted(set(metadata.tables) - {"org_unit"}), 1):
            foreign.tell(database, f"ALTER TABLE {name} RENAME TO hidden")
            next_look(number)
            now = now_at(door)
            found = {figure.id: figure for figure in now.figures}
            assert now.absent == {name}
            assert (set(found) == set(whole)) or name == "measure", name
            for figure in found.values():
                if is_null_without(name, figure.id):
                    assert counts([dataclasses.asdict(figure)]) == {figure.id: (None, None, None)}, (name, figure.id)
                    assert (figure.value, figure.status, figure.lacks) == (None, None, (name,))
                elif name == "exemption" and figure.id.startswith(("reporting.", "measure.")):
                    assert figure.denominator is not None
                else:
                    assert figure == whole[figure.id], (name, figure.id)
            if name == "exemption":
                completeness = found["reporting.completeness"]
                assert (completeness.numerator, completeness.denominator, completeness.unknown) == (5, 8, 2), "N4 owes, too"
            everything_else(door, name)
            foreign.tell(database, f"ALTER TABLE hidden RENAME TO {name}")
        next_look(len(metadata.tables))
        assert {figure.id: figure for figure in now_at(door).figures} == whole


def is_null_without(name: str, figure_id: str) -> bool:
    own = NULL_WITHOUT.get(name, ())
    return figure_id.startswith(own) and not (name == "measure_record" and figure_id in OF_REPORTS) if own else False


def everything_else(door: Door, absent: str) -> None:
    """What the pages and the briefing ask beside the situation: no question fails."""
    view = View(door, EVERYTHING, MOMENT, None, Choice("zh", day=DAY), None, {}, demonstration=False)  # type: ignore[arg-type] (no words or units are read)
    for ask in (queries.rounds, queries.output, queries.orders, queries.contradictory, queries.imports, queries.persons, queries.teams):
        ask(view)
    for ask in (
        queries.made,
        queries.steps,
        queries.not_conveyed,
        queries.inspected,
        queries.announced,
        queries.contacts,
        queries.controlled,
    ):
        ask(view)
    assert absent not in queries.given(view, ["N1"])["N1"], "nobody is silent where nobody could speak"
    states = {one.name: one.state for one in queries.freshness(view)}
    assert states.pop(absent, "not_supplied") == "not_supplied"
    assert "not_supplied" not in states.values()
    for query, *arguments in (queries.reports_by_day(view), queries.measure_by_day(view, "disinfection")):
        door.fetch(query, EVERYTHING, MOMENT, *arguments)
    trends(door, EVERYTHING, MOMENT)
    door.moment(EVERYTHING, None, NOW)


@pytest.fixture
def page(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> tuple[Database, AppTest]:
    """The example, and a reader of English with the dashboard over it."""
    database = foreign.foreign(databases, "sqlite")
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", database.reader_url)
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", NOW.isoformat())
    reader = AppTest.from_file(str(APP), default_timeout=30)
    reader.query_params["lang"] = "en"
    return database, reader


def shown(reader: AppTest) -> str:
    assert not reader.exception
    return "\n".join(str(element.proto.body) for element in reader.get("html"))


def every_page(reader: AppTest) -> dict[str, str]:
    reader.run()
    told = {entry.path: shown(reader.switch_page(f"../pages/{entry.file}").run()) for entry in PAGES}
    for section in SECTIONS:
        reader.query_params["section"] = section
        told[section] = shown(reader.switch_page("../pages/people.py").run())
    return told


@pytest.mark.slow
def test_every_page_stands_over_the_example_and_says_what_is_not_supplied(page: tuple[Database, AppTest]) -> None:
    told = every_page(page[1])
    assert not [path for path, text in told.items() if 'class="failure"' in text]
    assert told["people"].count("<span>not supplied</span>") == 2
    assert "<b>50.0%</b>" in told["people"] or "1/2" in told["people"]
    assert "not supplied" not in told[""]
    assert "2/3" in told[""]
    for name in ("inspection", "notice", "liaison"):
        assert f"Not known: this database does not supply {name}." in told["orders"]
    assert "Inspections, last 30 days · —/— open" in told["orders"]
    assert "28/" in told["isolation"], "of the persons told"


def test_every_page_stands_over_units_and_nothing_else(page: tuple[Database, AppTest]) -> None:
    database, reader = page
    foreign.tell(database, *(f"DROP VIEW {name}" for name in foreign.views() if name != "org_unit"))
    told = every_page(reader)
    assert not [path for path, text in told.items() if 'class="failure"' in text]
    assert all("not supplied" in told[path] for path in ("", "people", "supplies", "testing", "compliance", "map"))
    for calm in ("Nothing needs attention now.", "No unit is overdue.", "No stock was told", "No testing round", "There is no checkpoint."):
        assert not [path for path, text in told.items() if calm in text], "nobody knows"
    assert "Not known: this database does not supply supply_item, stock_day." in told["supplies"]
    for path in ("supplies", "work", "orders", "isolation"):
        assert "<b>0</b>" not in told[path], "what nobody counts is not 0"
    for calm in (
        "No finding is open.",
        "Nothing is on the way.",
        "No place is under",
        "No notice",
        "No contact",
        "No directive",
        "No row contradicts",
    ):
        assert not [path for path, text in told.items() if calm in text], "nobody knows"


@pytest.mark.slow
def test_a_page_says_in_one_sentence_that_a_view_went_and_goes_on_at_the_next_look(page: tuple[Database, AppTest]) -> None:
    database, reader = page
    assert 'class="failure"' not in shown(reader.run())
    foreign.tell(database, "DROP VIEW daily_report")
    reader.query_params["day"] = DAY_BEFORE.isoformat()
    assert shown(reader.run()).count('class="failure"') == 1
    clock.stand_at(NOW + timedelta(seconds=30))
    text = shown(reader.run())
    assert 'class="failure"' not in text
    assert "does not supply" in text
