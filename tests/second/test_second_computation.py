"""The product's every figure, cell and line against the second computation's, on small hostile worlds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given

from tests.second.computation import Asked, answered
from tests.second.counted import PROPERTY
from tests.second.differences import Comparison, Difference
from tests.second.product import Product
from tests.second.smaller import smaller
from tests.second.worlds import World, so_many, worlds

SHOWN = 12


def differences(product: Product, world: World) -> tuple[int, dict[Asked, list[Difference]]]:
    """How many comparisons, and what differs, by question."""
    product.holds(world.rows)
    compared, found = 0, {}
    for asked, brief in zip(world.questions, product.briefs(world.questions, world.rules), strict=True):
        comparison = Comparison()
        comparison.whole(answered(world.rows, asked, world.rules), brief)
        compared += comparison.compared
        if comparison.differences:
            found[asked] = comparison.differences
    return compared, found


def told(product: Product, world: World, found: dict[Asked, list[Difference]]) -> str:
    """The first question that shows a difference, on as few rows as show it."""
    asked, first = next(iter(found.items()))
    alone = replace(world, questions=(asked,))

    def differs(candidate: World) -> bool:
        _, there = differences(product, candidate)
        return any(one.what == first[0].what and one.field == first[0].field for one in there.get(asked, ()))

    least = smaller(alone, differs)
    _, there = differences(product, least)
    return "\n".join([str(asked), *map(str, there[asked][:SHOWN]), str(least)])


@pytest.mark.slow
def test_the_second_computation_says_the_same(product: Product, kind: str, record_property: Callable[[str, object], None]) -> None:
    worlds_seen = comparisons = 0
    differing: list[tuple[World, dict[Asked, list[Difference]]]] = []

    @so_many(in_ci=300, otherwise=40)
    @given(worlds())
    def look(world: World) -> None:
        nonlocal worlds_seen, comparisons
        if differing:  # one is enough, and is made small below, once
            return
        compared, found = differences(product, world)
        worlds_seen += 1
        comparisons += compared
        if found:
            differing.append((world, found))

    look()
    record_property(PROPERTY, f"second computation on {kind}: {worlds_seen} worlds, {comparisons} comparisons")
    if differing:
        pytest.fail(told(product, *differing[0]), pytrace=False)
