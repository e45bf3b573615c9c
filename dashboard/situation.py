"""The situation of a scope at a moment: figures, cells, what needs attention and who is silent, for the screens and the briefing alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from dashboard.data import Door
from dashboard.indicators import cases, reporting
from dashboard.indicators.attention import Attention, attention
from dashboard.indicators.figure import Cell, Figure
from data_access.cases import known_since, last_confirmed
from data_access.compliance import daily_reports
from data_access.moment import Moment
from data_access.scope import Scope


@dataclass(frozen=True, slots=True)
class Situation:
    """`reports` is a row per live unit (`compliance.daily_reports`), `silent` those of them that are overdue, longest first."""

    moment: Moment
    reports: pd.DataFrame
    figures: tuple[Figure, ...]
    cells: tuple[Cell, ...]
    attention: tuple[Attention, ...]
    silent: pd.DataFrame

    def figure(self, figure_id: str) -> Figure:
        return next(figure for figure in self.figures if figure.id == figure_id)


def situation(door: Door, scope: Scope, moment: Moment) -> Situation:
    """Everything the contract's figures say of the scope at the moment. Raises DatabaseAway or DatabaseUnfit."""
    stale_after = timedelta(hours=door.settings.stale_hours)
    reports = door.fetch(daily_reports, scope, moment, door.due_times("daily_report"))
    looked_back = moment.days_back(cases.DAYS_LOOKED_BACK + 1)
    last = door.fetch(last_confirmed, scope, moment, looked_back).last_confirmed_on[0]
    since = door.fetch(known_since, scope, moment, *cases.days_since_and_after(last, moment))
    figures = (
        reporting.completeness(reports, moment, stale_after),
        reporting.timeliness(reports, moment, stale_after),
        reporting.zero(reports, moment, stale_after),
        cases.confirmed(reports, moment, stale_after),
        cases.suspected(reports, moment, stale_after),
        cases.days_since(last, since, reports, moment, stale_after),
    )
    cells = (*reporting.cells(reports, moment), *cases.cells(reports))
    sort_order = dict(zip(reports.org_unit_id, reports.sort_order, strict=True))
    return Situation(moment, reports, figures, cells, tuple(attention(cells, sort_order)), reporting.silent(reports))
