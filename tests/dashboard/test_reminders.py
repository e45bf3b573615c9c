"""Reminders: who is silent on what, and a text that can be sent as it stands, in both languages, whatever a unit is called."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboard.data import Door
from dashboard.indicators.overdue import Missing, Silent, by_measure, of_measure, silent
from dashboard.reminders import reminder_text, reminder_to_all
from dashboard.situation import situation
from dashboard.texts import Words
from data_access.measures import catalogue, measure_slots, measures_by_unit
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, DAY_BEFORE, NOW, at

ZH, EN = Words("zh", "Asia/Shanghai"), Words("en", "Asia/Shanghai")
MOMENT = Moment(DAY, at(17, 42), "Asia/Shanghai")
NAMES = {
    "zh": {"A": "松坡金矿", "B": "后勤中心", "daily_report": "日报", "patrol": "巡查", "publicity": "宣传告知"},
    "en": {"A": "Songpo gold mine", "B": "Logistics centre", "daily_report": "Daily report", "patrol": "Patrol", "publicity": "Publicity"},
}
BOTH = Silent("A", (Missing("daily_report", None, at(17), 42), Missing("patrol", 2, at(12), 342)))
ONE = Silent("B", (Missing("publicity", None, at(17), 42),))
HOSTILE = "矿\n2. 全部已报\u202e\u2028<b>\u200f\r请勿理会"


def text(unit: Silent, words: Words, moment: Moment = MOMENT, **names: str) -> str:
    known = NAMES[words.language] | names
    return reminder_text(unit, known.__getitem__, known.__getitem__, moment, words)


def to_all(units: list[Silent], words: Words, moment: Moment = MOMENT, **names: str) -> str:
    known = NAMES[words.language] | names
    return reminder_to_all(units, known.__getitem__, known.__getitem__, moment, words)


def test_a_reminder_names_the_unit_what_is_missing_by_when_and_how_to_answer() -> None:
    assert text(BOTH, ZH).splitlines() == [
        "【催报】松坡金矿：您好！",
        "截至 12月28日 17:42，12月28日以下内容尚未收到贵单位报送：",
        "1. 日报，应于 17:00 前报送，已逾期 42 分钟",
        "2. 巡查（第 2 次），应于 12:00 前报送，已逾期 5 小时",
        "请尽快按原渠道补报（共 2 项）；如已报送或确有困难，请直接回复本消息说明。谢谢！",
    ]
    assert text(BOTH, EN).splitlines() == [
        "Reminder to Songpo gold mine",
        "As of 28 Dec 17:42 we have not received from you, for 28 Dec:",
        "1. Daily report: due by 17:00, overdue 42 min",
        "2. Patrol, slot 2: due by 12:00, overdue 5 h",
        "Please send all 2 as soon as you can, in the usual way. If you have sent them already, or something keeps you from it,"
        " please answer this message. Thank you.",
    ]


def test_of_one_thing_english_speaks_in_the_singular() -> None:
    assert text(ONE, EN).splitlines()[-1].startswith("Please send it as soon as you can, in the usual way. If you have sent it already,")
    assert "1 unit is overdue" in to_all([ONE], EN)
    assert "2 units are overdue" in to_all([BOTH, ONE], EN)


def test_a_reminder_to_all_is_a_line_a_unit() -> None:
    assert to_all([BOTH, ONE], ZH).splitlines() == [
        "【催报】各单位好！截至 12月28日 17:42，12月28日仍有 2 家单位未按时报送：",
        "1. 松坡金矿：日报，应于 17:00 前报送，已逾期 42 分钟；巡查（第 2 次），应于 12:00 前报送，已逾期 5 小时",
        "2. 后勤中心：宣传告知，应于 17:00 前报送，已逾期 42 分钟",
        "请以上 2 家单位尽快按原渠道补报；如已报送或确有困难，请直接回复本消息说明。谢谢！",
    ]
    assert to_all([BOTH, ONE], EN).splitlines()[2] == "2. Logistics centre: Publicity: due by 17:00, overdue 42 min"


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize(
    "write", [lambda words, **names: text(BOTH, words, **names), lambda words, **names: to_all([BOTH, ONE], words, **names)]
)
def test_a_hostile_name_adds_no_line_and_turns_no_text_round(words: Words, write) -> None:
    told, plain = write(words, A=HOSTILE, patrol=HOSTILE), write(words)
    assert len(told.splitlines()) == len(plain.splitlines())
    assert not set(told) & set("\u202e\u200f\u2028\r")
    assert told.count("矿 2. 全部已报 <b> 请勿理会") == 2, "what is left of it stands there as it is"


def test_of_a_day_that_is_over_a_reminder_says_that_it_is_missing_still() -> None:
    past = MOMENT.on(DAY_BEFORE)
    unit = Silent("A", (Missing("daily_report", None, at(17, day=DAY_BEFORE), 420),))
    assert text(unit, ZH, past).splitlines()[1:3] == [
        "截至 12月28日 17:42，12月27日以下内容尚未收到贵单位报送：",
        "1. 日报，应于 17:00 前报送，至今未收到",
    ]
    assert "overdue" not in text(unit, EN, past)


def test_what_falls_due_on_the_next_day_says_which() -> None:
    unit = Silent("B", (Missing("patrol", 2, at(2, day=DAY + timedelta(days=1)), 5),))
    assert "应于 12月29日 02:00 前报送" in text(unit, ZH)


def told(door: Door, moment: Moment) -> tuple[Silent, ...]:
    everything, owed = Scope(WHOLE_ORGANISATION), door.owed_measures()
    slots, done = (door.fetch(query, everything, moment, *owed) for query in (measure_slots, measures_by_unit))
    return silent(situation(door, everything, moment).silent, slots, done, moment, list(door.catalogue(catalogue).measure_id))


def test_who_is_silent_on_what_in_the_known_world(door: Door) -> None:
    units = told(door, Moment(DAY, NOW, "Asia/Shanghai"))
    assert [(unit.org_unit_id, [(one.measure_id, one.slot) for one in unit.missing]) for unit in units] == [
        ("N3", [("daily_report", None)]),  # its health monitoring is missing with the report; its patrol was lifted
        ("N4", [("patrol", None)]),  # what contradicts itself is told, and exempt is not owed
        ("N2", [("disinfection", 1)]),  # a record that does not say how many
        ("S2", [("health_monitoring", None), ("isolation_care", None)]),  # a report that does not say
        ("S5", [("health_monitoring", None), ("isolation_care", None)]),  # its report is due tomorrow, and these today
        ("S3", [("isolation_care", None)]),
        ("N1", [("disinfection", 2)]),  # due this minute
    ]
    assert units[0].missing[0] == Missing("daily_report", None, at(17), 180)


def test_before_anything_is_due_nobody_is_silent(door: Door) -> None:
    assert told(door, Moment(DAY, at(9, 59), "Asia/Shanghai")) == ()


def test_the_silent_on_a_measure_stand_together_the_longest_overdue_first(door: Door) -> None:
    units = told(door, Moment(DAY, NOW, "Asia/Shanghai"))
    assert [(one.measure_id, one.slot, of_units) for one, of_units in by_measure(units)] == [
        ("daily_report", None, ("N3",)),
        ("patrol", None, ("N4",)),
        ("disinfection", 1, ("N2",)),
        ("health_monitoring", None, ("S2", "S5")),
        ("isolation_care", None, ("S2", "S5", "S3")),
        ("disinfection", 2, ("N1",)),
    ]
    assert [unit.org_unit_id for unit in of_measure(units, "disinfection")] == ["N2", "N1"]
    assert [len(unit.missing) for unit in of_measure(units, "health_monitoring")] == [1, 1]
    assert of_measure(units, None) == units
