"""What a benchmark reports: ratios within one run, each with its aim; absolute figures stand beside them as notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Report = dict[str, Any]


def figure(ratio: float, *, at_most: float | None = None, at_least: float | None = None) -> Report:
    """A ratio beside its aim."""
    reached = (at_most is None or ratio <= at_most) and (at_least is None or ratio >= at_least)
    aim = {"at_most": at_most} if at_most is not None else {"at_least": at_least}
    return {"ratio": round(ratio, 3), "aim": aim, "reached": reached}


def report(figures: Mapping[str, Report], notes: Mapping[str, Any]) -> Report:
    return {"figures": dict(figures), "notes": dict(notes)}
