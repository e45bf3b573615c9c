"""A day of checkpoints: at every instant as the page has it there, and a confirmation counts at its time."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from dashboard import mapping
from dashboard.data import Door
from dashboard.indicators.checkpoints import judged
from dashboard.indicators.manning import STATES, STEP, course
from dashboard.settings import Settings
from data_access import duty
from data_access.checkpoints import checkpoints
from data_access.contract import duty_shift
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import map_world, world
from tests.databases import Database, Databases, written
from tests.world import DAY, NOW, at

SCOPE = Scope(WHOLE_ORGANISATION)
TWO_INTERVALS = timedelta(minutes=240)


def of_day(door: Door, moment: Moment):
    posts = judged(door.fetch(checkpoints, SCOPE, moment, 120))
    return posts, course(posts, door.fetch(duty.signs_of_life, SCOPE, moment), moment, TWO_INTERVALS)


def test_the_last_instant_is_the_present_on_every_database(door: Door) -> None:
    moment = Moment(DAY, NOW, "Asia/Shanghai")
    posts, made = of_day(door, moment)
    assert made.instants[-1] == NOW
    assert made.instants[:2] == (moment.starts_at, moment.starts_at + STEP)
    assert [STATES[state] for state in made.states[:, -1]] == list(posts.state)


def test_a_shift_counts_for_the_post_s_unit_whoever_sent_it(databases: Databases) -> None:
    database = written(
        databases.initialised("sqlite"), map_world.ROWS | {duty_shift: [row | {"org_unit_id": "C"} for row in map_world.ROWS[duty_shift]]}
    )
    with Door(database.reader(), Settings(database_url=database.reader_url)) as door:
        moment = Moment(DAY, NOW, "Asia/Shanghai")
        alone = Scope(WHOLE_ORGANISATION, frozenset({"A"}))
        posts = judged(door.fetch(checkpoints, alone, moment, 120))
        made = course(posts, door.fetch(duty.signs_of_life, alone, moment), moment, TWO_INTERVALS)
        assert [STATES[state] for state in made.states[:, -1]] == list(posts.state) == ["manned"]


@pytest.mark.slow
def test_at_every_hour_it_is_what_the_board_showed_then(demonstration: Database) -> None:
    """The demonstration's rows arrive as things happen: so what is known now of an instant is what was known then."""
    with Door(demonstration.reader(), Settings(database_url=demonstration.reader_url)) as door:
        posts, made = of_day(door, Moment(DAY, at(23, 30), "Asia/Shanghai"))
        assert len(posts) == 125
        seen = set()
        for place in range(0, len(made.instants), 4):
            then, _ = of_day(door, Moment(DAY, made.instants[place], "Asia/Shanghai"))
            assert list(then.checkpoint_id) == list(posts.checkpoint_id)
            assert [STATES[state] for state in made.states[:, place]] == list(then.state), made.instants[place]
            seen |= set(then.state)
        assert seen >= {"manned", "understaffed", "unmanned", "unknown", "off"}


def frames(signs: list[dict], **post) -> tuple[pd.DataFrame, pd.DataFrame]:
    blank = {"checkpoint_id": "C", "required_staff": 2, "staffed_24h": True, "opened_at": pd.NaT, "closed_at": pd.NaT}
    posts = pd.DataFrame([blank | post]).astype({"required_staff": "Int64", "staffed_24h": "boolean"})
    columns = ("starts_at", "ends_at", "signed_in_at", "signed_out_at", "sign_at")
    row = {"checkpoint_id": "C", "shift_id": "D", "present_staff": 2} | dict.fromkeys(columns, pd.NaT)
    table = pd.DataFrame([row | sign for sign in signs], columns=[*row])
    for frame, names in ((posts, ("opened_at", "closed_at")), (table, columns)):
        for name in names:
            frame[name] = pd.to_datetime(frame[name], utc=True).astype("datetime64[us, UTC]")
    return posts, table.astype({"present_staff": "Int64"})


def states(posts: pd.DataFrame, signs: pd.DataFrame, *instants) -> list[str]:
    made = course(posts, signs, Moment(DAY, at(0, day=DAY + timedelta(days=2)), "Asia/Shanghai"), TWO_INTERVALS)
    return [STATES[made.states[0, made.instants.index(instant)]] for instant in instants]


def test_a_confirmation_counts_at_its_time_though_the_newest_revision_remembers_only_the_last() -> None:
    shift = {"starts_at": at(8), "ends_at": at(20), "signed_in_at": at(8)}
    confirmed = [shift | {"sign_at": when} for when in (at(8), at(11), at(18))]
    assert states(*frames(confirmed), at(10), at(10, 15), at(11), at(15), at(15, 15), at(18), at(20)) == [
        "manned",  # two intervals of 120 minutes since the sign-in are not over
        "manned",
        "manned",
        "manned",  # just two intervals after eleven
        "unknown",
        "manned",
        "unmanned",  # the shift is over
    ]


def test_who_was_short_handed_is_told_by_the_revision_of_that_time() -> None:
    shift = {"starts_at": at(8), "ends_at": at(20), "signed_in_at": at(8), "signed_out_at": at(12)}
    told = [shift | {"sign_at": at(8), "present_staff": 1}, shift | {"sign_at": at(10), "present_staff": 2}]
    assert states(*frames(told), at(7, 45), at(9), at(10), at(12)) == ["unmanned", "understaffed", "manned", "unmanned"]


def test_a_view_without_history_keeps_its_headcount_before_its_last_confirmation() -> None:
    told = [{"starts_at": at(8), "ends_at": at(20), "signed_in_at": at(8), "sign_at": at(11), "present_staff": 1}]
    assert states(*frames(told), at(8), at(10), at(11)) == ["understaffed"] * 3


def test_a_confirmation_that_the_newest_revision_no_longer_knows_is_withdrawn() -> None:
    shift = {"starts_at": at(8), "ends_at": at(20), "signed_in_at": at(8)}
    assert states(*frames([shift | {"sign_at": at(17)}, shift | {"sign_at": at(8)}]), at(12), at(13), at(18)) == [
        "manned",
        "unknown",
        "unknown",
    ]


def test_a_post_is_closed_outside_its_time_and_off_between_its_shifts() -> None:
    shift = {"starts_at": at(8), "ends_at": at(12), "signed_in_at": at(8), "sign_at": at(8)}
    posts, signs = frames([shift], opened_at=at(7), closed_at=at(14), staffed_24h=False)
    assert states(posts, signs, at(6), at(7), at(8), at(12), at(14)) == ["closed", "off", "manned", "off", "closed"]


def test_two_shifts_at_once_count_together_and_one_that_does_not_say_leaves_it_at_manned() -> None:
    one = {"starts_at": at(8), "ends_at": at(20), "signed_in_at": at(8), "sign_at": at(8), "present_staff": 1}
    assert states(*frames([one, one | {"shift_id": "E"}]), at(9)) == ["manned"]
    assert states(*frames([one, one | {"shift_id": "E", "present_staff": None}]), at(9)) == ["manned"]
    assert states(*frames([one]), at(9)) == ["understaffed"]


@pytest.mark.parametrize("known_at", [at(0), at(3), at(0, day=DAY - timedelta(days=1))])
def test_without_posts_or_shifts_or_before_the_day_nothing_breaks(known_at) -> None:
    posts, signs = frames([])
    moment = Moment(DAY, known_at, "Asia/Shanghai")
    made = course(posts, signs, moment, TWO_INTERVALS)
    assert made.states.shape == (1, len(made.instants))
    assert set(made.states.ravel().tolist()) == {STATES.index("unmanned")}
    assert course(posts.iloc[:0], signs, moment, TWO_INTERVALS).states.shape[0] == 0


def test_the_maps_take_the_same_states() -> None:
    assert [name for name, *_ in mapping._STATES] == list(STATES)
    assert world.DAY == DAY
