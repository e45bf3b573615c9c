"""Reminders (催报), ready to paste: to one unit, or to all that are silent. Pure: what is missing in, lines of text out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.indicators.overdue import Missing, Silent
from dashboard.texts import Words, plain
from dashboard.wording import on_day
from data_access.moment import Moment

Naming = Callable[[str], str]  # of a unit or a measure, by its id


def reminder_text(unit: Silent, unit_name: Naming, measure_name: Naming, moment: Moment, words: Words) -> str:
    """To one unit: its name, the day, what is missing with its due time and how long it is overdue, and how to answer. One thing a line."""
    values = {"time": words.short_instant(moment.known_at), "day": words.short_day(moment.day)}
    things = [
        words("remind-thing", number=number, thing=_thing(one, measure_name, moment, words))
        for number, one in enumerate(unit.missing, start=1)
    ]
    return "\n".join(
        (
            words("remind-unit", unit=plain(unit_name(unit.org_unit_id))),
            words("remind-as-of", **values),
            *things,
            words("remind-answer", count=len(things)),
        )
    )


def reminder_to_all(units: Sequence[Silent], unit_name: Naming, measure_name: Naming, moment: Moment, words: Words) -> str:
    """To all of them at once, for a group chat: a line a unit, with what is missing of it."""
    values = {"time": words.short_instant(moment.known_at), "day": words.short_day(moment.day), "count": len(units)}
    lines = [
        words(
            "remind-line",
            number=number,
            unit=plain(unit_name(unit.org_unit_id)),
            things=words("sentence-comma").join(_thing(one, measure_name, moment, words) for one in unit.missing),
        )
        for number, unit in enumerate(units, start=1)
    ]
    return "\n".join((words("remind-all", **values), *lines, words("remind-all-answer", count=len(units))))


def missing_text(one: Missing, measure_name: Naming, words: Words) -> str:
    """What is missing, by name: "Patrol, slot 2"."""
    name = plain(measure_name(one.measure_id))
    return name if one.slot is None else words("measure-slot", measure=name, slot=one.slot)


def _thing(one: Missing, measure_name: Naming, moment: Moment, words: Words) -> str:
    """A day that is over runs no longer: of it the text says that the thing is missing still, and not for how long."""
    values = {"thing": missing_text(one, measure_name, words), "due": on_day(one.due_at, moment, words)}
    if moment.is_over:
        return words("remind-still-missing", **values)
    return words("remind-overdue", overdue=words("overdue-by", duration=words.duration(one.overdue_minutes)), **values)
