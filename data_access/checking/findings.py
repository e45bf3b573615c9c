"""What a check found: one fault of one column of one relation, how often it occurs, and the first rows that have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ERROR, NOTE = "error", "note"
LISTED = 1000  # rows of one fault that are fetched; their number is always the true one


@dataclass(frozen=True, slots=True)
class Place:
    """A row by its key (empty: the relation itself), and what stands there (None: nothing)."""

    key: str
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is a short code, `message` a sentence: what is wrong and what to do. `places` are the first of `count`."""

    severity: str
    kind: str
    table: str
    column: str | None
    message: str
    count: int = 1
    places: Sequence[Place] = (Place(""),)
