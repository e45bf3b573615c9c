"""Shifts around the clock at checkpoints and duty desks, each told as it happens: planned, signed in, confirmed, signed out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.contract import duty_shift
from data_access.demonstration.organisation import Post, Unit
from data_access.demonstration.telling import Arrival, Row, Teller

AROUND_THE_CLOCK = (((0, 8), (8, 16), (16, 24)), ((4, 12), (12, 20), (20, 28)))  # posts change at two sets of hours; one goes past midnight
BY_DAY, AT_THE_DESK = ((8, 14), (14, 20)), ((0, 12), (12, 24))
TEAMS = {
    "gate": "security",
    "road": "party_vanguard",
    "tent": "youth_commando",
    "testing_point": "medical_support",
    "isolation_point": "logistics",
}
MINUTES_BETWEEN = 85  # of two confirmations
NOBODY, SILENT, SHORT_HANDED = 0.014, 0.045, 0.025  # chances: nobody comes; of the others, no sign after the first; one is missing


def at_post(teller: Teller, post: Post, day: date) -> Iterator[Arrival]:
    """The day's shifts of a checkpoint."""
    if not post.opens <= teller.offset(day) <= post.closes:
        return
    hours = AROUND_THE_CLOCK[post.unit.number % 2] if post.around_the_clock else BY_DAY
    for number, (starts, ends) in enumerate(hours, start=1):
        shift_id = f"{post.id}-{day:%m%d}-{number}"
        row = {"checkpoint_id": post.id, "team": TEAMS[post.kind], "planned_staff": post.staff}
        yield from _told(teller, shift_id, post.unit, day, starts, ends, row, confirms=True)


def at_desk(teller: Teller, unit: Unit, day: date) -> Iterator[Arrival]:
    """The day's shifts of a unit's duty desk, which is asked for no confirmation."""
    for number, (starts, ends) in enumerate(AT_THE_DESK, start=1):
        row = {"checkpoint_id": None, "team": "duty_desk", "planned_staff": 1}
        yield from _told(teller, f"{unit.id}-{day:%m%d}-{number}", unit, day, starts, ends, row, confirms=False)


def _told(teller: Teller, shift_id: str, unit: Unit, day: date, starts: int, ends: int, row: Row, *, confirms: bool) -> Iterator[Arrival]:
    luck = teller.chance("shift", shift_id, day.year)
    starts_at, ends_at = teller.at(day, starts), teller.at(day, ends)
    planned_at = teller.at(day - timedelta(days=1), 18)
    row = row | {"shift_id": shift_id, "org_unit_id": unit.id, "starts_at": starts_at, "ends_at": ends_at, "leader": "带班干部"}
    yield Arrival(planned_at, duty_shift, row | {"revision": 1, "recorded_at": planned_at})
    fate = luck.random()
    if fate < NOBODY:
        return
    planned = row["planned_staff"]
    present = max(1, planned - 1) if SILENT <= fate < SILENT + SHORT_HANDED else planned
    signed_in_at = starts_at + timedelta(minutes=luck.choice((-9, -6, -4, -3, -2, 0, 0, 3)))
    row = row | {"signed_in_at": signed_in_at, "present_staff": present}
    yield Arrival(signed_in_at, duty_shift, row | {"revision": 2, "recorded_at": signed_in_at})
    revision, confirmed_at = 2, signed_in_at
    if confirms and fate >= SILENT:
        while (confirmed_at := confirmed_at + timedelta(minutes=MINUTES_BETWEEN + luck.randint(-12, 12))) < ends_at - timedelta(minutes=20):
            revision, row = revision + 1, row | {"last_confirmed_at": confirmed_at}
            yield Arrival(confirmed_at, duty_shift, row | {"revision": revision, "recorded_at": confirmed_at})
    signed_out_at = ends_at + timedelta(minutes=luck.choice((-2, 0, 1, 2, 4)))
    checked = luck.randint(5, 90) if confirms else None
    counts = {
        "signed_out_at": signed_out_at,
        "persons_checked": checked,
        "persons_refused": None if checked is None else luck.choice((0, 0, 0, 1, 2)),
        "abnormal_temperature": None if checked is None else int(luck.random() < 0.02),
    }
    yield Arrival(signed_out_at, duty_shift, row | counts | {"revision": revision + 1, "recorded_at": signed_out_at})
