"""The tables by day and round that pages draw beside the situation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.indicators.freshness import Given, Source, by_need, given_by_unit, sources
from dashboard.indicators.inspections import Inspection, judged
from dashboard.trends import TREND_DAYS
from dashboard.view import View
from data_access import (
    compliance,
    contradictions,
    control,
    directives,
    duty,
    inspections,
    liaisons,
    measures,
    notices,
    people,
    production,
    quality,
    supplies,
    testing,
)
from data_access.moment import Moment


def reports_by_day(view: View) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: the last 14 days."""
    return compliance.reports_by_day, view.moment.days_back(TREND_DAYS), view.door.due_times("daily_report")


def measure_by_day(view: View, measure_id: str) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: one measure over the last 14 days."""
    return measures.measures_by_day, view.moment.days_back(TREND_DAYS), (measure_id,), view.door.due_times(measure_id)


def rounds(view: View) -> pd.DataFrame:
    """Every testing round so far (`testing.rounds`)."""
    return view.door.fetch(testing.rounds, view.scope, view.moment)


def output(view: View) -> pd.DataFrame:
    """Output and plan by product (`production.output`)."""
    return view.door.fetch(production.output, view.scope, view.moment)


def orders(view: View) -> pd.DataFrame:
    """Supply orders on the way (`supplies.orders_on_the_way`)."""
    return view.door.fetch(supplies.orders_on_the_way, view.scope, view.moment)


def freshness(view: View) -> list[Source]:
    """Every source against its limit, those in need first."""
    moment = _asked(view)
    rows = view.door.fetch(quality.freshness, view.scope, moment)
    return by_need(sources(rows, view.door.look().absent, moment, view.door.settings.stale_after))


def given(view: View, units: Iterable[str]) -> dict[str, dict[str, Given]]:
    """What each of the units last gave to each supplied source that units give day by day."""
    moment, absent = _asked(view), view.door.look().absent
    rows = view.door.fetch(quality.newest_by_unit, view.scope, moment)
    tables = [table.name for table in quality.GIVEN_BY_UNITS if table.name not in absent]
    return given_by_unit(rows, units, tables, moment, view.door.settings.stale_after)


def _asked(view: View) -> Moment:
    """The present where a day was chosen for the reader: that nothing came since is what freshness has to say."""
    return view.moment.on(view.moment.known_at.astimezone(view.moment.zone).date()) if view.day_was_chosen_for_you else view.moment


def contradictory(view: View) -> pd.DataFrame:
    """The rows left out of figures (`contradictions.contradictions`)."""
    return view.door.fetch(contradictions.contradictions, view.scope, view.moment)


def imports(view: View) -> pd.DataFrame:
    """What was imported (`quality.imports`)."""
    return view.door.fetch(quality.imports, view.scope, view.moment)


def persons(view: View) -> pd.DataFrame:
    """What the newest reports say of persons (`people.reported_persons`)."""
    return view.door.fetch(people.reported_persons, view.scope, view.moment)


def teams(view: View) -> pd.DataFrame:
    """The teams on duty (`duty.teams`)."""
    return view.door.fetch(duty.teams, view.scope, view.moment)


def made(view: View) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Production of D and of the day before, and incidents of D's month, by unit (`production.production_by_unit`, `production.incidents_by_unit`)."""
    before = view.moment.on(view.moment.days_back(2)[0])
    of_day, of_day_before = (view.door.fetch(production.production_by_unit, view.scope, moment) for moment in (view.moment, before))
    return of_day, of_day_before, view.door.fetch(production.incidents_by_unit, view.scope, view.moment)


def steps(view: View) -> pd.DataFrame:
    """The steps that receipts of directives took, with their median hours (`directives.hours_to_each_step`)."""
    return view.door.fetch(directives.hours_to_each_step, view.scope, view.moment)


def not_conveyed(view: View) -> pd.DataFrame:
    """Who has not conveyed what is due (`directives.not_conveyed`)."""
    return view.door.fetch(directives.not_conveyed, view.scope, view.moment)


def inspected(view: View) -> list[Inspection]:
    """The inspections of the last 30 days, the open first."""
    return judged(view.door.fetch(inspections.inspections, view.scope, view.moment), view.moment)


def announced(view: View) -> pd.DataFrame:
    """Notices of the last 14 days (`notices.notices`)."""
    return view.door.fetch(notices.notices, view.scope, view.moment)


def contacts(view: View) -> pd.DataFrame:
    """Contacts outside of the last 14 days (`liaisons.liaisons`)."""
    return view.door.fetch(liaisons.liaisons, view.scope, view.moment)


def controlled(view: View) -> pd.DataFrame:
    """The places under control (`control.controls_in_force`)."""
    return view.door.fetch(control.controls_in_force, view.scope, view.moment)
