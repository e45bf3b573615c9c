"""Which relations of the contract each figure is made of; without one of them it does not exist."""

from __future__ import annotations

from collections.abc import Collection

_OF: dict[str, tuple[str, ...]] = {  # by the beginning of the figure's id, the longest that fits
    "reporting": ("measure", "requirement", "daily_report"),
    "measure": ("measure", "requirement", "measure_record"),
    "measure.health_monitoring": ("measure", "requirement", "daily_report"),
    "measure.isolation_care": ("measure", "requirement", "daily_report"),
    "testing": ("testing_round", "testing_progress"),
    "supply": ("supply_item", "stock_day"),
    "checkpoint": ("checkpoint", "duty_shift"),
    "duty": ("duty_shift",),
    "people": ("daily_report",),
    "cases": ("daily_report",),
    "directive": ("directive", "directive_receipt"),
    "production": ("production_day",),
    "safety": ("production_day",),
    "control": ("control_status",),
}
_LIFTED_BY = {"reporting", "measure"}  # an exemption lifts the duty, where any is supplied
NO_HISTORY = ("org_unit", "measure", "checkpoint", "testing_round", "supply_item", "supply_order", "directive", "notice", "liaison")


def sources(figure_id: str) -> tuple[str, ...]:
    """The relations that the figure needs, beside the units themselves."""
    parts = figure_id.split(".")
    for length in range(len(parts), 0, -1):
        found = _OF.get(".".join(parts[:length]))
        if found:
            return found
    raise KeyError(figure_id)


def sources_shown(figure_id: str) -> tuple[str, ...]:
    """All the relations that the figure is read from."""
    lifted = ("exemption",) if figure_id.split(".")[0] in _LIFTED_BY else ()
    return ("org_unit", *sources(figure_id), *lifted)


def without_history(relations: Collection[str]) -> tuple[str, ...]:
    """Those of the relations that keep no history: at any instant they are shown as they are now."""
    return tuple(name for name in relations if name in NO_HISTORY)


def lacking(figure_id: str, absent: Collection[str]) -> tuple[str, ...]:
    """The relations that the figure needs and the database does not supply."""
    return tuple(name for name in sources(figure_id) if name in absent)


def lacking_for_cell(measure_id: str, absent: Collection[str]) -> tuple[str, ...]:
    """The same of a cell, under its measure's name or one of ours."""
    if measure_id == "daily_report":
        return lacking("reporting", absent)
    return lacking(measure_id if measure_id.split(".")[0] in _OF else f"measure.{measure_id}", absent)
