"""The situation of a scope at a moment: figures, cells, what needs attention and who is silent, for the screens and the briefing alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from dashboard.data import Door
from dashboard.indicators import cases, checkpoints, measures, people, reporting, supplies, testing
from dashboard.indicators.attention import Attention, attention
from dashboard.indicators.figure import Cell, Figure
from data_access import checkpoints as checkpoints_in
from data_access import measures as measures_in
from data_access import supplies as supplies_in
from data_access import testing as testing_in
from data_access.cases import known_since, last_confirmed
from data_access.compliance import daily_reports
from data_access.moment import Moment
from data_access.scope import Scope


@dataclass(frozen=True, slots=True)
class Situation:
    """Figures, cells and attention, and the tables they were made of.

    `reports` is a row per live unit (`compliance.daily_reports`), `silent` those of them that are overdue, longest first; `testing` a row per unit
    and population, judged; `pairs` each unit's stock of each item; `posts` a row per checkpoint, judged; `measures` and `items` the catalogues.
    """

    moment: Moment
    reports: pd.DataFrame
    figures: tuple[Figure, ...]
    cells: tuple[Cell, ...]
    attention: tuple[Attention, ...]
    silent: pd.DataFrame
    testing: pd.DataFrame
    pairs: tuple[supplies.Pair, ...]
    posts: pd.DataFrame
    measures: pd.DataFrame
    items: pd.DataFrame

    def figure(self, figure_id: str) -> Figure:
        return next(figure for figure in self.figures if figure.id == figure_id)

    def figures_of(self, *prefixes: str) -> list[Figure]:
        return [figure for figure in self.figures if figure.id.startswith(prefixes)]


def situation(door: Door, scope: Scope, moment: Moment) -> Situation:
    """Everything the contract's figures say of the scope at the moment, made once for all who ask. Raises DatabaseAway or DatabaseUnfit."""
    return door.make(_situation, scope, moment)


def _situation(door: Door, scope: Scope, moment: Moment) -> Situation:
    stale_after = timedelta(hours=door.settings.stale_hours)
    catalogue, items = door.catalogue(measures_in.catalogue), door.catalogue(supplies_in.items)
    reports = door.fetch(daily_reports, scope, moment, door.due_times("daily_report"))
    looked_back = moment.days_back(cases.DAYS_LOOKED_BACK + 1)
    last = door.fetch(last_confirmed, scope, moment, looked_back).last_confirmed_on[0]
    since = door.fetch(known_since, scope, moment, *cases.days_since_and_after(last, moment))
    owed_measures = catalogue[catalogue.measure_id != "daily_report"]
    done = door.fetch(measures_in.measures_by_unit, scope, moment, *door.owed_measures())
    rounds = testing.judged(door.fetch(testing_in.testing, scope, moment))
    stock = door.fetch(supplies_in.stock, scope, moment)
    posts = checkpoints.judged(door.fetch(checkpoints_in.checkpoints, scope, moment, door.settings.check_interval_minutes))
    pairs = tuple(supplies.pairs(stock, items))
    measure_cells, testing_cells = measures.cells(done, owed_measures, moment), testing.cells(rounds, moment)
    post_cells = checkpoints.cells(posts, moment)

    def made(figure: Callable[..., Figure], *tables: object) -> Figure:
        return figure(*tables, moment, stale_after)

    figures = (
        made(reporting.completeness, reports),
        made(reporting.timeliness, reports),
        made(reporting.zero, reports),
        *measures.figures(done, owed_measures, measure_cells, moment, stale_after),
        *testing.figures(rounds, testing_cells, moment, stale_after),
        made(supplies.units_short, stock, pairs),
        made(checkpoints.manned, posts, post_cells),
        made(people.isolated, reports),
        made(cases.confirmed, reports),
        made(cases.suspected, reports),
        made(cases.days_since, last, since, reports),
    )
    cells = (
        *reporting.cells(reports, moment),
        *measure_cells,
        *testing_cells,
        *supplies.cells(pairs),
        *post_cells,
        *cases.cells(reports),
    )
    sort_order = dict(zip(reports.org_unit_id, reports.sort_order, strict=True))
    needed = tuple(attention(cells, sort_order))
    return Situation(moment, reports, figures, cells, needed, reporting.silent(reports), rounds, pairs, posts, catalogue, items)
