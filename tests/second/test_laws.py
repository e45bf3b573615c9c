"""Laws that hold of any figures made as defined, whatever they are: on small hostile worlds, on every kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given

from tests.second.computation import Rows
from tests.second.product import Product, instant
from tests.second.telling import Chance
from tests.second.worlds import World, so_many, worlds

Brief = dict[str, Any]
Part = frozenset[str]
SUMMED = ("numerator", "unknown", "checks")
NOT_SUMS = {"cases.days_since"}  # the newest of days, not a sum; every other figure is one
NEAR = 1e-6


def near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * max(1.0, abs(one), abs(other))


def by_id(brief: Brief) -> dict[str, dict[str, Any]]:
    return {figure["id"]: figure for figure in brief["figures"]}


def cells(brief: Brief) -> dict[tuple[str, str], dict[str, Any]]:
    return {(cell["org_unit_id"], cell["measure_id"]): cell for cell in brief["cells"]}


def parts_of(world: World) -> list[Part]:
    """The units of a flat world, each alone in no more than one of two or three parts."""
    chance = Chance(str(len(world.rows["daily_report"])))
    count = chance.randint(2, 3)
    parts: dict[int, set[str]] = {}
    for unit in world.rows["org_unit"]:
        parts.setdefault(chance.randrange(count), set()).add(unit["org_unit_id"])
    return [frozenset(part) for part in parts.values()]


def newest(times: list[str | None]) -> datetime | None:
    return max((at for at in map(instant, times) if at is not None), default=None)


@pytest.mark.slow
def test_a_figure_of_the_whole_is_the_sum_over_any_partition_of_units(product: Product) -> None:
    @so_many(in_ci=25, otherwise=6)
    @given(worlds(flat=True))
    def it_is(world: World) -> None:
        parts = parts_of(world)
        if not parts:
            return
        product.holds(world.rows)
        whole = replace(world.questions[0], chosen=frozenset(), allowed=None, area=None)
        questions = (whole, *(replace(whole, chosen=part) for part in parts))
        brief, *of_parts = product.briefs(questions, world.rules)
        for figure_id, figure in by_id(brief).items():
            if figure_id in NOT_SUMS:
                continue
            summands = [by_id(part)[figure_id] for part in of_parts]
            for field in SUMMED:
                assert near(figure[field], sum(part[field] for part in summands)), (figure_id, field, figure, summands, str(world))
            assert near(figure["denominator"] or 0, sum(part["denominator"] or 0 for part in summands)), (figure_id, figure, summands)
            assert instant(figure["data_time"]) == newest([part["data_time"] for part in summands]), (figure_id, figure, summands)
        together: dict[tuple[str, str], Any] = {}
        for part in of_parts:
            together |= cells(part)
        assert cells(brief) == together
        assert len(brief["attention"]) == sum(len(part["attention"]) for part in of_parts)

    it_is()


def known_at(rows: Rows, at: datetime) -> Rows:
    return {table: [row for row in some if (row.get("recorded_at") or at) <= at] for table, some in rows.items()}


@pytest.mark.slow
def test_what_is_recorded_later_changes_nothing_of_what_was_known(product: Product) -> None:
    @so_many(in_ci=25, otherwise=6)
    @given(worlds())
    def it_changes_nothing(world: World) -> None:
        asked = world.questions[:1]
        product.holds(world.rows)
        (with_later,) = product.briefs(asked, world.rules)
        product.holds(known_at(world.rows, asked[0].known_at))
        (without,) = product.briefs(asked, world.rules)
        assert with_later == without, (asked, str(world))

    it_changes_nothing()


@pytest.mark.slow
def test_hiding_a_unit_changes_nothing_of_the_others(product: Product) -> None:
    @so_many(in_ci=25, otherwise=6)
    @given(worlds())
    def it_changes_nothing(world: World) -> None:
        if not world.rows["org_unit"]:
            return
        product.holds(world.rows)
        everybody = replace(world.questions[0], chosen=frozenset(), allowed=None, area=None)
        hidden = world.rows["org_unit"][-1]["org_unit_id"]
        seen = replace(everybody, allowed=frozenset(unit for unit in _parents(world) if hidden not in _below(world, unit)))
        whole, less = product.briefs((everybody, seen), world.rules)
        gone = {key for key in cells(whole) if key not in cells(less)}
        assert cells(less) == {key: cell for key, cell in cells(whole).items() if key not in gone}, (hidden, str(world))
        still_seen = {unit for node in seen.allowed or () for unit in _below(world, node)}
        assert not {unit for unit, _ in gone} & still_seen
        assert hidden not in {line["org_unit_id"] for line in less["attention"]} | set(less["silent"]) | {unit for unit, _ in cells(less)}

    it_changes_nothing()


def _parents(world: World) -> dict[str, str | None]:
    return {unit["org_unit_id"]: unit["parent_id"] for unit in world.rows["org_unit"]}


def _below(world: World, node: str) -> set[str]:
    """The unit and all below it."""
    parents, below = _parents(world), {node}
    while more := {unit for unit, parent in parents.items() if parent in below} - below:
        below |= more
    return below


@pytest.mark.slow
def test_a_ratio_is_within_0_and_1(product: Product) -> None:
    """None may be more: credit stops at what is required, and what is more than all there is contradicts itself and is left out."""

    @so_many(in_ci=25, otherwise=6)
    @given(worlds())
    def it_is(world: World) -> None:
        product.holds(world.rows)
        for asked, brief in zip(world.questions, product.briefs(world.questions, world.rules), strict=True):
            for figure in brief["figures"]:
                if figure["unit"] == "ratio" and figure["value"] is not None:
                    assert 0 <= figure["value"] <= 1, (asked, figure, str(world))
            for cell in brief["cells"]:
                if cell["denominator"] is not None and not cell["measure_id"].startswith("supply.") and cell["value"] is not None:
                    assert 0 <= cell["value"] <= 1, (asked, cell, str(world))
            shown = [figure for figure in brief["figures"] if figure["denominator"] == 0]
            assert all(figure["value"] is None for figure in shown), (asked, shown)

    it_is()
