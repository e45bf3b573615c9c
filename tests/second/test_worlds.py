"""The worlds are worth comparing on: hostile enough to reach every status of every cell, and told quickly."""

from __future__ import annotations

import time
from collections import Counter, defaultdict

import pytest
from hypothesis import given

from tests.second.computation import Answer, answered
from tests.second.worlds import World, so_many, worlds

PLAIN = {"met", "attention", "breach", "no_data"}
OWED = PLAIN | {"not_due", "exempt"}
REACHED = {
    "daily_report": OWED - {"no_data"},
    "disinfection": OWED,
    "health_monitoring": OWED | {"check"},
    "isolation_care": OWED | {"check"},
    "testing": PLAIN | {"check"},
    "supply.protective": PLAIN | {"check"},
    "checkpoint": PLAIN | {"not_due"},
    "duty": PLAIN - {"no_data"},
    "directive": PLAIN - {"no_data"},
    "production": PLAIN | {"check"},
    "cases": PLAIN | {"not_due", "check"},
}


@pytest.fixture(scope="module")
def told() -> list[tuple[World, list[Answer]]]:
    """300 worlds and what the second computation says of each."""
    gathered: list[tuple[World, list[Answer]]] = []

    @so_many(300, 300)
    @given(worlds())
    def gather(world: World) -> None:
        gathered.append((world, [answered(world.rows, asked, world.rules) for asked in world.questions]))

    gather()
    return gathered


@pytest.mark.slow
def test_every_status_of_every_cell_is_reached(told: list[tuple[World, list[Answer]]]) -> None:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for _, answers in told:
        for (_, measure_id), cell in ((key, cell) for answer in answers for key, cell in answer.cells.items()):
            seen[measure_id][cell.status] += 1
    assert {name: wanted - set(seen[name]) for name, wanted in REACHED.items() if wanted - set(seen[name])} == {}


@pytest.mark.slow
def test_transfers_both_hands_every_confidence_and_empty_worlds_are_reached(told: list[tuple[World, list[Answer]]]) -> None:
    answers = [answer for _, of_world in told for answer in of_world]
    assert sum(len(answer.proposals) for answer in answers) >= 50
    assert {hand for answer in answers for hand in answer.both_hands.values()} == {"held_back", "fell_behind"}
    confidences = {figure.confidence for answer in answers for figure in answer.figures.values()}
    assert confidences == {"stale", "partial", "provisional", "complete"}
    assert any(not world.rows["org_unit"] for world, _ in told)
    assert {world.zone for world, _ in told} == {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"}


@pytest.mark.slow
def test_a_world_is_told_and_answered_in_the_blink_of_an_eye() -> None:
    began = time.process_time()

    @so_many(20, 20)
    @given(worlds())
    def tell(world: World) -> None:
        answered(world.rows, world.questions[0], world.rules)

    tell()
    assert (time.process_time() - began) / 20 < 0.05  # seconds of CPU, so that a busy machine does not matter
