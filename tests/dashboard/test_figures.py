"""The figures of the known world, worked out by hand, at several moments and scopes, on every kind of database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dashboard.data import Door
from dashboard.indicators import supplies, testing
from dashboard.indicators.figure import Figure, confidence
from dashboard.situation import Situation, situation
from data_access.directives import hours_to_each_step
from data_access.moment import Moment
from data_access.production import output
from data_access.scope import WHOLE_ORGANISATION, Scope
from data_access.supplies import orders_on_the_way
from tests.world import DAY, DAY_BEFORE, NOW, at


def now(door: Door, *units: str, known_at: datetime = NOW, day: date = DAY) -> Situation:
    return situation(door, Scope(WHOLE_ORGANISATION, frozenset(units)), Moment(day, known_at, "Asia/Shanghai"))


def told(figure: Figure) -> tuple[int | None, int | None, int, int]:
    return figure.numerator, figure.denominator, figure.unknown, figure.checks


@pytest.mark.parametrize(
    ("figure_id", "expected"),
    [  # numerator, denominator, unknown, checks
        ("reporting.completeness", (5, 7, 1, 0)),  # N1 N2 S1 S2 S3 of those and N3, S5; N3 is overdue, S5 not due
        ("reporting.timeliness", (4, 6, 1, 0)),  # N2 late, N3 silent; S5 not due
        ("reporting.zero", (2, 4, 2, 1)),  # N1 N2 of N1 N2 S1 S2; S2 undecided, N3 silent; S3 contradicts itself
        ("cases.confirmed", (2, None, 5, 0)),  # S1; unknown S2 (NULL), and silent N3 N4 S5 X
        ("cases.suspected", (1, None, 4, 0)),  # S6, though it owed no report that day; silent N3 N4 S5 X
        ("cases.days_since", (0, None, 0, 0)),  # S1's cases are of the day itself
        (
            "measure.disinfection",
            (12, 20, 2, 1),
        ),  # N1 4/8, N2 4/8, N3 4/4; N1 and N2 leave a slot unknown, N4's contradicts itself; S exempt
        ("measure.patrol", (1, 4, 1, 0)),  # N2 1/2, N4 0/2 unknown; N1's falls due at 23:00, N3 is exempt
        (
            "measure.health_monitoring",
            (32, 34, 4, 1),
        ),  # N1 10/10, N2 18/20, S3 0/0, S6 4/4; unknown N3 S1 S2 S5, of them S1 contradicts itself
        ("measure.isolation_care", (12, 13, 3, 0)),  # S1 6/6 + 3/4, S2 3/3 and a pair unknown, S6 0/0; unknown S2 S3 S5
        ("measure.meeting", (0, 0, 0, 0)),  # nobody owes one
        (
            "testing.coverage",
            (180, 255, 4, 1),
        ),  # N1 60/100 50/50, N2 10/40, S1 30/30, S2 15/20, S6 10/10, S7 5/5; unknown N3's family, N4 S5 X
        ("testing.coverage.staff", (120, 165, 3, 1)),  # N2 counts together: in the whole alone; S3 contradicts itself
        ("testing.coverage.dependant", (50, 50, 1, 0)),
        ("testing.pending", (20, None, 5, 1)),  # N1; N3 does not say what has come back
        ("testing.positive", (1, None, 5, 1)),  # S1
        ("testing.positivity", (1, 160, 5, 1)),  # 40 + 50 + 10 + 30 + 15 + 10 + 5 resulted
        ("supply.units_short", (2, 5, 1, 1)),  # N1 and S1 of N1 N3 S1 S2 S6; N2 undecided; N3's rice contradicts itself
        ("checkpoint.manned", (4, 7, 1, 0)),  # C1 C2 C7 C11 manned; C3 C6 C10 not; C5 unknown; C4 between shifts, C8 and C9 closed
        ("duty.coverage", (2380, 3600, 0, 0)),  # N1 0, N2 1180 (twenty minutes empty), S1 1200 of 1200 minutes each; S4 is gone, S2's ended
        ("people.accounted", (23, 25, 2, 1)),  # N1 18/20, S7 5/5; unknown N2 (parts missing) and silent N3; S3 contradicts itself
        ("directive.conveyed", (3, 6, 0, 0)),  # Z1 of N1 N2 N3 N4, Z2 of N1 S1; Z0 is too old, Z3 not issued
        ("production.on_plan", (4, 6, 1, 1)),  # N1 below, N2, S1 one of two, S2, S6; N3 unknown, S3 contradicts itself
        ("safety.incidents", (3, None, 1, 1)),  # N1's and S4's of the day before; N2 does not say, S2 says less than none
        ("control.units", (3, None, 0, 0)),  # N1 once, S, S2
        ("people.isolated", (7, None, 5, 1)),  # N1 4, S1 3 and a part missing; silent N3 N4 S5 X; S3 contradicts itself
    ],
)
def test_each_figure_of_the_whole_group(door: Door, figure_id: str, expected: tuple) -> None:
    assert told(now(door).figure(figure_id)) == expected


def test_a_ratio_is_its_numerator_over_its_denominator_and_nothing_where_nothing_is_expected(door: Door) -> None:
    assert now(door).figure("reporting.completeness").value == 5 / 7
    nothing = now(door, "S7").figure("reporting.completeness")
    assert (nothing.numerator, nothing.denominator, nothing.value, nothing.status) == (0, 0, None, None)


def test_a_figure_of_the_whole_is_the_sum_over_any_partition_of_units(door: Door) -> None:
    whole = now(door)
    for parts in ([("N",), ("S",), ("X",)], [("N1", "S1", "S5"), ("N2", "N3", "N4", "S2", "S3", "S4", "S6", "S7"), ("X",)]):
        pieces = [now(door, *part) for part in parts]
        for figure in whole.figures:
            if figure.id == "cases.days_since":
                continue  # the least of its parts, not their sum
            if figure.id == "control.units" and ("S",) not in parts:
                continue  # S is under control itself, and in no part without all below it
            summed = [sum(told(piece.figure(figure.id))[place] or 0 for piece in pieces) for place in range(4)]
            assert summed == [value or 0 for value in told(figure)], figure.id


def test_days_since_counts_from_the_last_case_and_says_who_was_silent_since(door: Door) -> None:
    # Of N1 alone: no case in 60 days; it reported on the 27th and 28th and was silent on the 59 days before.
    assert told(now(door, "N1").figure("cases.days_since")) == (None, None, 1, 0)
    # S4 existed up to the 27th and had a case on that day; on the 28th it does not exist, so nobody was silent since.
    assert told(now(door, "S4").figure("cases.days_since")) == (1, None, 0, 0)
    # N and S4: the last case is S4's; since then N3 and N4 were silent on the 28th.
    assert told(now(door, "N", "S4").figure("cases.days_since")) == (1, None, 2, 0)


def test_days_since_tells_its_own_data_and_its_contradictions(door: Door) -> None:
    alone = now(door, "N1").figure("cases.days_since")
    assert (alone.data_time, alone.confidence) == (at(16, 30), "partial")
    of_the_27th = now(door, "S4").figure("cases.days_since")
    assert of_the_27th.data_time == at(16, 30, DAY_BEFORE), "the figure is made of the row of that day"
    assert told(now(door, "S3").figure("cases.days_since")) == (None, None, 1, 0), "fever is negative, confirmed is not"
    assert told(now(door, "S2").figure("cases.days_since")) == (None, None, 1, 0), "a report without a count leaves it unknown"


def test_where_nobody_is_there_no_figure_has_a_value(door: Door) -> None:
    nobody = situation(door, Scope(WHOLE_ORGANISATION, frozenset({"N"}), "county"), Moment(DAY, NOW, "Asia/Shanghai"))
    assert {figure.value for figure in nobody.figures} == {None}
    assert {figure.denominator for figure in nobody.figures} == {0}
    assert {figure.status for figure in nobody.figures} == {None}
    assert (nobody.cells, nobody.attention) == ((), ())


def test_statuses_follow_the_worst_unit(door: Door) -> None:
    assert now(door).figure("reporting.completeness").status == "breach"  # N3 overdue since 17:00
    assert now(door, known_at=at(17, 50)).figure("reporting.completeness").status == "attention"
    assert now(door, "N1").figure("reporting.completeness").status == "met"
    assert now(door).figure("cases.confirmed").status == "breach"
    assert now(door, "N1").figure("cases.confirmed").status == "met"
    assert now(door, "N1", "X").figure("cases.confirmed").status == "no_data", "with a unit unknown it is never met"
    assert now(door, "S6").figure("cases.suspected").status == "attention"
    assert now(door).figure("reporting.zero").status is None
    assert now(door, "S2").figure("measure.isolation_care").status == "no_data", "its cell is met, and a pair of it unknown"


def test_cells_tell_each_unit(door: Door) -> None:
    cells = {(cell.org_unit_id, cell.measure_id): cell for cell in now(door).cells}
    statuses = {unit: cells[unit, "daily_report"].status for unit in ("N1", "N2", "N3", "N4", "S1", "S5")}
    assert statuses == {"N1": "met", "N2": "attention", "N3": "breach", "N4": "exempt", "S1": "met", "S5": "not_due"}
    assert ("S6", "daily_report") not in cells
    assert cells["N3", "daily_report"].overdue_minutes == 180
    assert cells["N3", "daily_report"].since == at(17)
    cases = {unit: cells[unit, "cases"].status for unit in ("N1", "N3", "S1", "S2", "S3", "S5", "S6", "X")}
    assert cases == {
        "N1": "met",
        "N3": "no_data",
        "S1": "breach",
        "S2": "no_data",
        "S3": "check",
        "S5": "not_due",
        "S6": "attention",
        "X": "no_data",
    }


def told_of_cell(cell) -> tuple:  # type: ignore[no-untyped-def]
    return cell.status, cell.numerator, cell.denominator, cell.unknown, cell.checks


def test_a_measure_s_cell_credits_up_to_what_each_slot_requires(door: Door) -> None:
    cells = {(cell.org_unit_id, cell.measure_id): cell for cell in now(door).cells}
    of = lambda measure: {unit: told_of_cell(cell) for (unit, name), cell in cells.items() if name == measure}  # noqa: E731
    assert {unit: told for unit, told in of("disinfection").items() if unit.startswith("N")} == {
        "N1": ("breach", 4, 8, 1, 0),  # six of four in the morning fill no evening
        "N2": ("breach", 4, 8, 1, 0),
        "N3": ("met", 4, 4, 0, 0),
        "N4": ("check", 0, 0, 0, 1),
    }
    assert {told[0] for unit, told in of("disinfection").items() if unit.startswith("S")} == {"exempt"}
    assert of("patrol") == {
        "N1": ("not_due", 0, 0, 0, 0),
        "N2": ("breach", 1, 2, 0, 0),
        "N3": ("exempt", 0, 0, 0, 0),
        "N4": ("no_data", 0, 2, 1, 0),
    }
    assert of("health_monitoring")["S3"] == ("met", 0, 0, 0, 0), "nobody to be monitored: nothing left undone"
    assert of("health_monitoring")["S1"] == ("check", 0, 0, 1, 1)
    assert of("isolation_care")["S1"] == ("attention", 9, 10, 0, 0)
    assert (cells["N2", "patrol"].since, cells["N2", "patrol"].overdue_minutes) == (at(10), 600)


def test_nothing_counts_before_it_is_due_unless_its_record_is_there(door: Door) -> None:
    early = {(cell.org_unit_id, cell.measure_id): told_of_cell(cell) for cell in now(door, known_at=at(11, 30)).cells}
    assert early["N1", "disinfection"] == ("met", 4, 4, 0, 0), "due at 12:00, and done at 11:00"
    assert early["N2", "disinfection"] == ("not_due", 0, 4, 1, 0), "a record without a count is not missing before it is due"
    assert early["N3", "health_monitoring"] == ("not_due", 0, 0, 0, 0)
    reported = now(door, known_at=at(16, 45)).figure("measure.health_monitoring")
    assert told(reported) == (14, 14, 1, 0), (
        "due at 17:00: N1 10/10, S3 0/0 and S6 4/4 are in, S2 does not say; the silent are not missing yet"
    )


def test_a_testing_cell_holds_the_share_against_the_clock(door: Door) -> None:
    cells = {cell.org_unit_id: cell for cell in now(door).cells if cell.measure_id == "testing"}
    assert {unit: (cell.status, cell.reason) for unit, cell in cells.items()} == {
        "N1": ("met", ""),  # 110 of 150 at half time
        "N2": ("attention", "testing-behind"),  # 10 of 40
        "N3": ("no_data", ""),  # no roster for staff, no row for the family
        "N4": ("no_data", ""),
        "S1": ("breach", "testing-positive"),
        "S2": ("breach", "testing-late"),  # not complete at 18:00
        "S3": ("check", ""),
        "S5": ("no_data", ""),
        "S6": ("met", ""),
        "S7": ("met", ""),
        "X": ("no_data", ""),
    }
    assert cells["N2"].since == at(16, 24), "a quarter of it was enough until 0.35 of 24 hours had passed"
    assert (cells["S2"].since, cells["S2"].overdue_minutes) == (at(18), 120)
    assert (cells["N3"].numerator, cells["N3"].denominator) == (20, None), "a count, and no percentage"
    assert testing.counted_without_roster(now(door).testing) == 20


def test_pace_is_measured_over_the_units_that_have_an_earlier_snapshot(door: Door) -> None:
    pace = next(pace for pace in testing.paces(now(door, "N").testing, Moment(DAY, NOW, "Asia/Shanghai")))
    assert (pace.round_id, pace.sampled, pace.target, pace.time_used) == ("R2", 120, 190, 0.5)
    assert pace.rate == pytest.approx((60 - 24) / 7), "N1: from 13:00 to 20:00"
    assert pace.eta == NOW + timedelta(hours=70 / (36 / 7))


def test_the_current_round_is_the_latest_begun_that_is_addressed_to_the_unit(door: Door) -> None:
    rounds = lambda known_at: dict(now(door, known_at=known_at).testing[["org_unit_id", "round_id"]].itertuples(index=False))  # noqa: E731
    assert {unit: rounds(NOW)[unit] for unit in ("N1", "S1", "X")} == {"N1": "R2", "S1": "R3", "X": "R1"}
    assert rounds(at(7, 59))["N1"] == "R1"
    assert set(rounds(at(21)).values()) == {"R5"}


def test_days_of_stock_are_stock_over_burn_and_judged_by_the_worse_of_two_burns(door: Door) -> None:
    pairs = {(pair.org_unit_id, pair.item_id): pair for pair in now(door).pairs}
    told = {key: (pair.status, pair.days_of_stock, pair.judged_days, pair.burn) for key, pair in pairs.items()}
    assert told == {
        ("N1", "mask"): ("attention", 3.0, 3.0, 10.0),
        ("N1", "rice"): ("breach", 0.0, 0.0, 10.0),  # burnt for three days, then nothing was there to use
        ("N2", "mask"): ("no_data", None, None, None),
        ("N2", "gown"): ("no_data", None, None, None),
        ("N3", "gown"): ("met", None, None, 0.0),
        ("N3", "rice"): ("check", None, None, None),
        ("S1", "mask"): ("breach", 20 / (32 / 7), 2.5, 32 / 7),
        ("S1", "rice"): ("no_data", None, None, None),
        ("S2", "mask"): ("met", 10.0, 10.0, 1.0),
        ("S6", "mask"): ("attention", 5.0, 5.0, 1.0),
    }
    assert pairs["N3", "gown"].no_use
    assert not pairs["N1", "rice"].no_use
    assert pairs["S2", "mask"].on_hand_on == DAY_BEFORE
    assert pairs["S2", "mask"].left_out_days == 1


def test_a_category_s_cell_is_its_worst_item_and_its_value_the_days_of_stock(door: Door) -> None:
    cells = {(cell.org_unit_id, cell.measure_id): cell for cell in now(door).cells if cell.measure_id.startswith("supply.")}
    assert (cells["N1", "supply.living"].reason, cells["N1", "supply.living"].value) == ("stock-out", 0)
    assert (cells["N2", "supply.protective"].status, cells["N2", "supply.protective"].value) == ("no_data", None)
    assert (cells["N3", "supply.protective"].status, cells["N3", "supply.protective"].value) == ("met", None), "no use: no days"
    assert (cells["S1", "supply.protective"].about, cells["S1", "supply.protective"].value) == ("mask", 4.375)


def test_an_item_of_the_group_is_a_sum_over_a_sum_beside_its_worst_unit(door: Door) -> None:
    here = now(door)
    masks = next(one for one in supplies.by_item(here.pairs, here.items) if one.item_id == "mask")
    assert (masks.on_hand, masks.burn) == (30 + 20 + 10 + 5, 10 + 32 / 7 + 1 + 1)
    assert (masks.worst.org_unit_id, masks.breach, masks.attention, masks.undecided, masks.pairs) == ("S1", 1, 2, 1, 5)


def test_a_checkpoint_is_manned_while_somebody_holds_it_and_gives_signs_of_life(door: Door) -> None:
    states = lambda known_at: dict(now(door, known_at=known_at).posts[["checkpoint_id", "state"]].itertuples(index=False))  # noqa: E731
    assert states(NOW) == {
        "C1": "manned",
        "C2": "understaffed",
        "C3": "unmanned",
        "C4": "off",
        "C5": "unknown",
        "C6": "unmanned",
        "C7": "manned",
        "C8": "closed",
        "C10": "unmanned",
        "C11": "manned",
    }
    assert states(at(20, 1))["C1"] == "unknown", "a minute later its sign is too old"
    assert states(at(17, 59))["C6"] == "off", "between shifts"
    assert states(at(20, 30))["C11"] == "unmanned", "it was signed out at 19:50, as is known from 20:30 on"


def test_a_unit_s_checkpoints_make_one_cell(door: Door) -> None:
    cells = {cell.org_unit_id: cell for cell in now(door).cells if cell.measure_id == "checkpoint"}
    assert told_of_cell(cells["N1"]) == ("attention", 2, 2, 0, 0)
    assert told_of_cell(cells["N2"]) == ("breach", 0, 1, 0, 0)
    assert told_of_cell(cells["N3"]) == ("no_data", 0, 0, 1, 0)
    assert (cells["S1"].since, cells["S1"].overdue_minutes, cells["S1"].about) == (at(18), 120, "C6")
    assert set(cells) == {"N1", "N2", "N3", "S1", "S2", "S5", "S6"}, "S3's is closed, S4 is gone"


def test_the_attention_list_is_ranked_by_need(door: Door) -> None:
    lines = [(line.cell.org_unit_id, line.subject) for line in now(door).attention]
    assert lines == [
        ("S1", "cases"),
        ("S1", "testing"),  # positive
        ("S1", "checkpoint"),  # unmanned for two hours; of the others nobody knows since when
        ("N2", "checkpoint"),
        ("S5", "checkpoint"),
        ("N1", "supply.living"),  # out of stock
        ("N3", "reporting"),
        ("N1", "duty"),  # nobody came since midnight
        ("N2", "patrol"),
        ("N2", "disinfection"),
        ("N3", "directive"),
        ("N4", "directive"),
        ("S2", "testing"),
        ("N1", "disinfection"),
        ("N2", "production"),
        ("S1", "production"),
        ("S1", "supply.protective"),
        ("N2", "health_monitoring"),  # from here on attention
        ("S1", "isolation_care"),
        ("N1", "checkpoint"),
        ("N1", "supply.protective"),
        ("N2", "reporting"),
        ("N2", "directive"),
        ("N2", "duty"),
        ("N2", "testing"),
        ("S6", "cases"),
        ("S6", "supply.protective"),
    ]


def test_silent_units_are_the_overdue_ones(door: Door) -> None:
    assert list(now(door).silent.org_unit_id) == ["N3"]
    assert list(now(door, known_at=at(16)).silent.org_unit_id) == []


def test_confidence_is_the_worst_that_holds(door: Door) -> None:
    assert now(door).figure("reporting.completeness").confidence == "partial"
    assert now(door, "N1").figure("reporting.completeness").confidence == "provisional"
    assert now(door, "N1", day=DAY_BEFORE).figure("reporting.completeness").confidence == "complete"
    assert now(door, "N1").figure("reporting.completeness").data_time == at(16, 30)


def test_a_figure_of_today_is_stale_when_its_newest_row_is_older_than_the_limit() -> None:
    late = Moment(DAY, at(23), "Asia/Shanghai")
    assert confidence(late, at(20), 0, 0, timedelta(hours=2)) == "stale"
    assert confidence(late, at(21), 0, 0, timedelta(hours=2)) == "provisional"
    assert confidence(late.on(DAY_BEFORE), at(20, day=DAY_BEFORE), 0, 0, timedelta(hours=2)) == "complete"


def cells_of(here: Situation, measure_id: str) -> dict[str, tuple]:
    return {cell.org_unit_id: (cell.status, cell.reason, cell.since) for cell in here.cells if cell.measure_id == measure_id}


def test_a_duty_desk_is_judged_by_its_longest_gap(door: Door) -> None:
    assert cells_of(now(door), "duty") == {
        "N1": ("breach", "desk-empty", at(0)),
        "N2": ("attention", "desk-gap", at(16)),
        "S1": ("met", "", None),
    }
    assert cells_of(now(door, known_at=at(16, 10)), "duty")["N2"] == ("attention", "desk-empty", at(16)), "nobody there for ten minutes"
    assert told(now(door, "N2", known_at=at(21)).figure("duty.coverage")) == (1260, 1260, 0, 0), "put right at 21:00"
    assert now(door, known_at=at(0)).figure("duty.coverage").denominator == 0, "the day has only begun"


def test_a_directive_is_judged_by_when_it_was_due(door: Door) -> None:
    assert cells_of(now(door), "directive") == {
        "N1": ("met", "", None),
        "N2": ("attention", "directive-late", at(12)),
        "N3": ("breach", "directive-overdue", at(12)),
        "N4": ("breach", "directive-overdue", at(12)),
        "S1": ("met", "", None),
    }
    assert cells_of(now(door, known_at=at(12)), "directive")["N3"] == ("met", "", None), "due this minute, and not overdue"
    assert cells_of(now(door, known_at=at(21)), "directive")["N4"] == ("met", "", None), "as is known since 21:00"
    hours = (
        door.fetch(hours_to_each_step, Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai"))
        .set_index("step")
        .median_hours["conveyed"]
    )
    assert hours == pytest.approx(25)
    earlier = (
        door.fetch(hours_to_each_step, Scope(WHOLE_ORGANISATION), Moment(DAY, at(18, 30), "Asia/Shanghai"))
        .set_index("step")
        .median_hours["conveyed"]
    )
    assert earlier == pytest.approx(26.5), "of two the mean"


def test_production_is_judged_by_the_worst_row_and_an_injury_is_a_breach(door: Door) -> None:
    assert cells_of(now(door), "production") == {
        "N1": ("met", "", None),
        "N2": ("breach", "injury", at(19)),
        "N3": ("no_data", "", None),
        "S1": ("breach", "below-plan", at(19)),
        "S2": ("met", "", None),
        "S3": ("check", "", None),
        "S6": ("met", "", None),
    }
    assert cells_of(now(door, known_at=at(21)), "production")["S6"][:2] == ("breach", "below-plan")


def test_output_is_summed_per_product_and_unit_of_measure_and_never_across(door: Door) -> None:
    rows = door.fetch(output, Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai"))
    told = {
        (row.product, row.unit_of_measure): (row.actual, row.planned, row.actual_to_date, row.planned_to_date) for row in rows.itertuples()
    }
    assert told == {("coal", "t"): (256, 270, 452, 470), ("power", "MWh"): (12, 10, 12, 10)}


def test_both_hands_names_who_lets_one_go(door: Door) -> None:
    assert [(one.org_unit_id, one.hand, one.measures_in_breach) for one in now(door).both_hands] == [
        ("N2", "held_back", ("disinfection", "patrol")),
        ("S1", "fell_behind", ()),
    ]


def test_a_transfer_goes_from_who_can_spare_it_to_who_has_the_fewest_days(door: Door) -> None:
    (one,) = now(door).proposals
    assert (one.item_id, one.giver, one.receiver, one.quantity) == ("mask", "S2", "S1", 3), "10 in hand, 1 a day, 7 days to keep"
    assert (one.days_before, one.days_after) == (2.5, 2.875)
    assert one.km == pytest.approx(9.16, abs=0.01)
    assert now(door, "S1").proposals == (), "nobody else is in scope"


def test_orders_on_the_way_are_summed_and_the_first_day_named(door: Door) -> None:
    rows = door.fetch(orders_on_the_way, Scope(WHOLE_ORGANISATION), Moment(DAY, NOW, "Asia/Shanghai"))
    told = [(row.org_unit_id, row.item_id, row.quantity, row.expected_on) for row in rows.itertuples()]
    assert told == [("N1", "rice", 200, DAY + timedelta(days=1)), ("S1", "mask", 80, None)]


def test_who_is_missing_is_named_beside_every_unknown(door: Door) -> None:
    here = now(door)
    assert here.figure("reporting.completeness").missing == ("N3",)
    assert here.figure("reporting.zero").missing == ("N3", "S2")
    assert here.figure("people.accounted").missing == ("N2", "N3")
    for figure in here.figures:
        assert bool(figure.missing) == bool(figure.unknown), figure.id
        assert len(figure.missing) <= figure.unknown
