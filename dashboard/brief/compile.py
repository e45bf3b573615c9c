"""From a command's options to the briefing's text."""

from __future__ import annotations

from dashboard.brief.as_json import as_json
from dashboard.choice import LinkInvalid, read_choice
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.texts import Words
from dashboard.trends import trends
from dashboard.units import scope_of, units_allowed
from data_access.engine import reading_engine


def compile_brief(
    settings: Settings, *, day: str | None, as_of: str | None, units: tuple[str, ...], area: str | None, language: str | None
) -> str:
    """The briefing. Raises LinkInvalid naming the option that is wrong, DatabaseAway, DatabaseUnfit."""
    given = {"day": day, "asof": as_of, "area": area}
    parameters = {name: [value] for name, value in given.items() if value is not None} | {"unit": list(units)}
    with Door(reading_engine(settings.database_url), settings) as door:
        choice = read_choice(parameters, language=language or settings.language, zone=settings.zone, now=door.look().at)
        words = Words(choice.language, settings.timezone)
        scope = scope_of(door, choice)
        moment = door.moment(scope, choice.day, choice.as_of)
        try:
            allowed = units_allowed(door, scope, moment, choice, words)
        except LinkInvalid:
            raise LinkInvalid(f"--unit: {', '.join(units)}: no such unit, or not one you may see") from None
        return as_json(situation(door, scope, moment), trends(door, scope, moment), choice, allowed, words)
