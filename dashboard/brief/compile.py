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
from data_access.access import GrantWrong, access_of, principal_in
from data_access.engine import reading_engine
from data_access.scope import WHOLE_ORGANISATION


def compile_brief(
    settings: Settings,
    *,
    day: str | None,
    as_of: str | None,
    units: tuple[str, ...],
    area: str | None,
    language: str | None,
    principal: str | None = None,
) -> str:
    """The briefing: of the whole organisation, or of what a person's grants open to him. Raises GrantWrong where they open nothing, LinkInvalid naming the
    option that is wrong, DatabaseAway, DatabaseUnfit."""
    given = {"day": day, "asof": as_of, "area": area}
    parameters = {name: [value] for name, value in given.items() if value is not None} | {"unit": list(units)}
    with Door(reading_engine(settings.database_url), settings) as door:
        choice = read_choice(parameters, language=language or settings.language, zone=settings.zone, now=door.look().at)
        words = Words(choice.language, settings.timezone)
        scope = scope_of(door, choice, _allowed(door, principal))
        moment = door.moment(scope, choice.day, choice.as_of)
        try:
            allowed = units_allowed(door, scope, moment, choice, words)
        except LinkInvalid:
            raise LinkInvalid(f"--unit: {', '.join(units)}: no such unit, or not one you may see") from None
        if allowed.table.empty and principal is not None:
            raise GrantWrong(f"--for: no unit is open to {principal}: give something with `situation-board grant`")
        return as_json(situation(door, scope, moment), trends(door, scope, moment), choice, allowed, words)


def _allowed(door: Door, principal: str | None) -> frozenset[str] | None:
    if principal is None:
        return WHOLE_ORGANISATION
    try:
        name = principal_in(principal)
    except ValueError as error:
        raise GrantWrong(f"--for: expected {error}") from None
    return access_of((name,), door.read_grants(), door.look().at).allowed
