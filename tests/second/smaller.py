"""Makes a world that shows a difference as small as it can, row by row, so that what is left can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.second.worlds import World

MOST_TRIES = 300


def smaller(world: World, differs: Callable[[World], bool]) -> World:
    """The world without the rows that it does not need to differ: first whole tables, then ever smaller parts of them."""
    tries = 0

    def still(candidate: World) -> bool:
        nonlocal tries
        tries += 1
        return differs(candidate)

    for table in sorted(world.rows, key=lambda name: -len(world.rows[name])):
        size = len(world.rows[table])
        while size and tries < MOST_TRIES:
            start = 0
            while start < len(world.rows[table]) and tries < MOST_TRIES:
                rows = world.rows[table]
                candidate = replace(world, rows=world.rows | {table: rows[:start] + rows[start + size :]})
                if still(candidate):
                    world = candidate
                else:
                    start += size
            size //= 2
    return world
