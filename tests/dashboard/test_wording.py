"""Words of the board and of the attention list, on the known world."""

from __future__ import annotations

import pytest

from dashboard.data import Door
from dashboard.indicators.measures import slot_cells
from dashboard.indicators.sources import sources, sources_shown, without_history
from dashboard.situation import Situation, situation
from dashboard.texts import Words
from dashboard.wording import cell_detail, cell_text, columns, formula_text, overdue_text, reason_text
from data_access.contract import metadata
from data_access.measures import measure_slots
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, NOW

ZH, EN = Words("zh", "Asia/Shanghai"), Words("en", "Asia/Shanghai")
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")


@pytest.fixture
def now(door: Door) -> Situation:
    return situation(door, Scope(WHOLE_ORGANISATION), MOMENT)


def test_each_kind_of_cell_has_its_text(now: Situation) -> None:
    cells = {(cell.org_unit_id, cell.measure_id): cell for cell in now.cells}
    told = {key: (cell_text(cells[key], now, ZH), cell_text(cells[key], now, EN)) for key in cells}
    expected = {
        ("N1", "daily_report"): ("16:30", "16:30"),
        ("N3", "daily_report"): ("未报", "not in"),
        ("N4", "daily_report"): ("免", "exempt"),
        ("N1", "patrol"): ("未到", "not due"),
        ("N4", "disinfection"): ("矛盾", "check"),
        ("N4", "patrol"): ("—", "—"),
        ("N2", "health_monitoring"): ("90", "90"),
        ("S3", "health_monitoring"): ("无", "none"),
        ("N1", "testing"): ("73", "73"),
        ("N1", "supply.living"): ("0天", "0 d"),
        ("S1", "supply.protective"): ("2.5天", "2.5 d"),
        ("N3", "supply.protective"): ("未用", "no use"),
        ("S1", "cases"): ("2", "2"),
        ("S6", "cases"): ("疑似", "susp"),
        ("N1", "checkpoint"): ("缺员", "short"),
        ("S2", "supply.protective"): ("10天", "10 d"),
    }
    assert {key: told[key] for key in expected} == expected


def test_no_data_not_due_nought_and_exempt_never_read_alike(now: Situation) -> None:
    texts = {cell.status: {cell_text(one, now, EN) for one in now.cells if one.status == cell.status} for cell in now.cells}
    for status in ("no_data", "not_due", "exempt", "check"):
        others = set().union(*(found for other, found in texts.items() if other != status))
        assert not texts[status] & others, status


def test_a_cell_s_detail_gives_the_n_of_n_and_what_is_not_known(now: Situation) -> None:
    cells = {(cell.org_unit_id, cell.measure_id): cell for cell in now.cells}
    assert cell_detail(cells["N1", "disinfection"], now, EN) == "4/8 · 1 unknown · Disinfection: 4 of 8 done"
    assert cell_detail(cells["S3", "testing"], now, EN) == "1 contradictory"
    assert cell_detail(cells["S2", "supply.protective"], now, EN) == "Masks"


def test_every_line_of_the_attention_list_reads_in_both_languages(now: Situation) -> None:
    for words in (ZH, EN):
        lines = [f"{reason_text(line.cell, now, words)} / {overdue_text(line, MOMENT, words)}" for line in now.attention]
        assert len(set(lines)) > 12
    assert lines[2:6] == [
        "卡点6 unmanned / for 2 h",
        "卡点3 unmanned / ",
        "卡点10 unmanned / ",
        "Rice: none left / since 18:00",
    ]
    assert "testing round 3 ended at 15 of 20 sampled / overdue 2 h" in lines
    assert "Masks: 3 days of stock (target 7) / since 18:00" in lines


def test_the_board_s_columns_are_the_catalogue_s_and_ours_where_any_unit_has_a_cell(now: Situation) -> None:
    assert [name for name, _ in columns(now, ZH)] == [
        "daily_report",
        "health_monitoring",
        "disinfection",
        "patrol",
        "isolation_care",
        "testing",
        "checkpoint",
        "duty",
        "supply.protective",
        "supply.living",
        "directive",
        "production",
        "cases",
    ]


def test_slots_tell_what_was_done_of_each(door: Door, now: Situation) -> None:
    rows = door.fetch(measure_slots, Scope(WHOLE_ORGANISATION), MOMENT, *door.owed_measures())
    cells = slot_cells(rows[rows.measure_id == "disinfection"], now.measures)
    told = {(cell.org_unit_id, cell.measure_id): (cell.status, cell.numerator, cell.denominator) for cell in cells}
    assert {key: value for key, value in told.items() if key[0].startswith("N")} == {
        ("N1", "1"): ("met", 6, 4),  # both are shown: six of four
        ("N1", "2"): ("no_data", 0, 4),
        ("N2", "1"): ("no_data", 0, 4),
        ("N2", "2"): ("met", 4, 4),
        ("N3", "1"): ("exempt", 1, 4),
        ("N3", "2"): ("met", 4, 4),
        ("N4", "1"): ("check", -1, 4),
        ("N4", "2"): ("exempt", 0, 4),
    }
    assert told["S1", "1"] == ("exempt", 2, 2)


def test_every_figure_has_a_formula_in_words_and_tables_of_the_contract(now: Situation) -> None:
    for figure in now.figures:
        assert formula_text(figure, ZH) != formula_text(figure, EN)
        assert set(sources_shown(figure.id)) <= set(metadata.tables), figure.id
        assert sources(figure.id), figure.id
    assert len({formula_text(figure, EN) for figure in now.figures if not figure.id.startswith("measure.")}) == sum(
        not figure.id.startswith("measure.") for figure in now.figures
    ), "no two figures are the same"
    assert without_history(sources_shown("testing.coverage")) == ("org_unit", "testing_round")


@pytest.mark.parametrize(
    ("unit", "measure_id", "text", "detail"),
    [
        ("N1", "duty", "0", "0/20 h · nobody at the duty desk"),
        ("N2", "duty", "98", "19/20 h · duty desk empty for 20 min"),
        ("N2", "directive", "100", '1/1 · directive "Gates" conveyed late'),
        ("N3", "directive", "0", '0/1 · directive "Gates" not conveyed in time'),
        ("N1", "production", "96", "0 of 1 on plan"),
        ("N2", "production", "injury", "1 of 1 on plan · injury at work"),
        ("S1", "production", "80", "1 of 2 on plan · production below plan"),
        ("S2", "production", "100", "1 of 1 on plan"),
        ("S3", "production", "check", "0 of 0 on plan · 1 contradictory"),
    ],
)
def test_cells_of_duty_directives_and_production_say_what_is_behind_them(
    now: Situation, unit: str, measure_id: str, text: str, detail: str
) -> None:
    cell = next(one for one in now.cells if (one.org_unit_id, one.measure_id) == (unit, measure_id))
    assert (cell_text(cell, now, EN), cell_detail(cell, now, EN)) == (text, detail)
