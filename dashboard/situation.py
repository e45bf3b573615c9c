"""The situation of a scope at a moment: figures, cells, what needs attention and who is silent, for the screens and the briefing alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.data import Door, Query
from dashboard.indicators import cases, checkpoints, control, directives, duty, measures, people, production, reporting, supplies, testing
from dashboard.indicators.attention import Attention, attention
from dashboard.indicators.both_hands import OneHanded, one_handed
from dashboard.indicators.figure import Cell, Figure, not_supplied
from dashboard.indicators.rows import each, of_units
from dashboard.indicators.sources import lacking, lacking_for_cell
from dashboard.indicators.transfers import Place, Proposal, proposals
from data_access import checkpoints as checkpoints_in
from data_access import control as control_in
from data_access import directives as directives_in
from data_access import measures as measures_in
from data_access import production as production_in
from data_access import supplies as supplies_in
from data_access import testing as testing_in
from data_access.cases import known_since, last_confirmed, silent_since
from data_access.compliance import daily_reports
from data_access.coordinates import to_wgs84
from data_access.duty import desk_shifts
from data_access.moment import Moment
from data_access.organisation import seats
from data_access.scope import Scope, is_by_unit


@dataclass(frozen=True, slots=True)
class Situation:
    """Figures, cells and attention, and the tables they were made of.

    `reports` is a row per live unit (`compliance.daily_reports`), `silent` those of them that are overdue, longest first; `testing` a row per unit
    and population, judged; `pairs` each unit's stock of each item, `proposals` what could be moved between them; `posts` a row per checkpoint,
    judged; `issued` a row per directive to any unit that the viewer may see, for its title; `both_hands` the units that one hand has let go;
    `measures` and `items` the catalogues. `absent`: the relations that the database does not supply.
    """

    moment: Moment
    reports: pd.DataFrame
    figures: tuple[Figure, ...]
    cells: tuple[Cell, ...]
    attention: tuple[Attention, ...]
    silent: pd.DataFrame
    testing: pd.DataFrame
    pairs: tuple[supplies.Pair, ...]
    proposals: tuple[Proposal, ...]
    posts: pd.DataFrame
    issued: pd.DataFrame
    both_hands: tuple[OneHanded, ...]
    measures: pd.DataFrame
    items: pd.DataFrame
    absent: frozenset[str]

    def figure(self, figure_id: str) -> Figure:
        return next(figure for figure in self.figures if figure.id == figure_id)

    def figures_of(self, *prefixes: str) -> list[Figure]:
        return [figure for figure in self.figures if figure.id.startswith(prefixes)]


def situation(door: Door, scope: Scope, moment: Moment) -> Situation:
    """Everything the contract's figures say of the scope at the moment, made once for all who ask. Raises DatabaseAway or DatabaseUnfit."""
    return door.make(_situation, scope, moment)


@dataclass(frozen=True, slots=True)
class _OfUnits:
    """What is told of each unit by itself: the rows of each query that figures are made of; the testing and the posts, judged; the pairs of stock; the
    cells by their subject; the seats."""

    rows: Mapping[Query, Sequence[Any]]
    rounds: pd.DataFrame
    posts: pd.DataFrame
    pairs: tuple[supplies.Pair, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    places: Mapping[str, Place]

    def among(self, units: frozenset[str]) -> _OfUnits:
        """The same of those units alone."""
        rows = {query: [row for row in own if row.org_unit_id in units] for query, own in self.rows.items()}
        rounds, posts = (of_units(table, units) for table in (self.rounds, self.posts))
        cells = {subject: tuple(cell for cell in own if cell.org_unit_id in units) for subject, own in self.cells.items()}
        return _OfUnits(rows, rounds, posts, tuple(pair for pair in self.pairs if pair.org_unit_id in units), cells, self.places)


def _asks(door: Door, moment: Moment) -> dict[Query, tuple[Hashable, ...]]:
    """What is asked for whatever comes of it, and what each query takes beside scope and moment."""
    return {
        daily_reports: (door.due_times("daily_report"),),
        testing_in.testing: (),
        checkpoints_in.checkpoints: (door.settings.check_interval_minutes,),
        supplies_in.stock: (),
        measures_in.measures_by_unit: door.owed_measures(),
        desk_shifts: (),
        directives_in.receipts_by_unit: (),
        production_in.production_by_unit: (),
        production_in.incidents_by_unit: (),
        control_in.controlled_units: (),
        last_confirmed: (moment.days_back(cases.DAYS_LOOKED_BACK + 1),),
        seats: (),
        directives_in.directives: (),
    }


_TOLD_OTHERWISE = (testing_in.testing, checkpoints_in.checkpoints, seats)  # as rounds, posts and places


def _of_units(door: Door, scope: Scope, moment: Moment) -> _OfUnits:
    tables = {query: door.fetch(query, scope, moment, *more) for query, more in _asks(door, moment).items() if is_by_unit(query)}
    rows = {query: each(table) for query, table in tables.items() if query not in _TOLD_OTHERWISE}
    catalogue = door.catalogue(measures_in.catalogue)
    rounds, posts = testing.judged(tables[testing_in.testing]), checkpoints.judged(tables[checkpoints_in.checkpoints])
    pairs = supplies.pairs(rows[supplies_in.stock], door.catalogue(supplies_in.items))
    cells = {
        "reporting": reporting.cells(rows[daily_reports], moment),
        "measures": measures.cells(rows[measures_in.measures_by_unit], catalogue[catalogue.measure_id != "daily_report"], moment),
        "testing": testing.cells(rounds, moment),
        "supplies": supplies.cells(pairs),
        "posts": checkpoints.cells(posts, moment),
        "desks": duty.cells(rows[desk_shifts], moment),
        "directives": directives.cells(rows[directives_in.receipts_by_unit], moment),
        "production": production.cells(rows[production_in.production_by_unit]),
        "cases": cases.cells(rows[daily_reports]),
    }
    absent = door.look().absent
    supplied = {name: tuple(cell for cell in own if not lacking_for_cell(cell.measure_id, absent)) for name, own in cells.items()}
    return _OfUnits(rows, rounds, posts, tuple(pairs), supplied, _places(tables[seats]))


def _situation(door: Door, scope: Scope, moment: Moment) -> Situation:
    absent, stale_after, asks = door.look().absent, door.settings.stale_after, _asks(door, moment)
    everybody = scope.without_choice()
    door.fetch_beside(asks, everybody, moment)
    catalogue, items = door.catalogue(measures_in.catalogue), door.catalogue(supplies_in.items)
    told = door.make(_of_units, everybody, moment)
    if scope != everybody:
        told = told.among(door.units_in(scope, moment))
    of, rows = told.cells, told.rows
    reports = door.fetch(daily_reports, scope, moment, *asks[daily_reports])
    last = max((row.last_confirmed_on for row in rows[last_confirmed]), default=None)
    days_looked_at, days_after = cases.days_since_and_after(last, moment)
    since = door.fetch(known_since, scope, moment, days_looked_at, days_after)
    silent_units = door.fetch(silent_since, scope, moment, days_after)
    owed_measures = catalogue[catalogue.measure_id != "daily_report"]
    made_on_day = rows[production_in.production_by_unit]

    def made(source: str, figure: Callable[..., Figure], *tables: object) -> Figure:
        return figure(*tables, moment, stale_after(source))

    figures = (
        made("daily_report", reporting.completeness, rows[daily_reports]),
        made("daily_report", reporting.timeliness, rows[daily_reports]),
        made("daily_report", reporting.zero, rows[daily_reports]),
        *measures.figures(rows[measures_in.measures_by_unit], owed_measures, of["measures"], moment, stale_after),
        *testing.figures(told.rounds, of["testing"], moment, stale_after("testing_progress")),
        made("stock_day", supplies.units_short, rows[supplies_in.stock], told.pairs),
        made("duty_shift", checkpoints.manned, told.posts, of["posts"]),
        made("duty_shift", duty.coverage, rows[desk_shifts], of["desks"]),
        made("daily_report", people.isolated, rows[daily_reports]),
        made("daily_report", people.accounted, rows[daily_reports]),
        made("daily_report", cases.confirmed, rows[daily_reports]),
        made("daily_report", cases.suspected, rows[daily_reports]),
        made("daily_report", cases.days_since, last, since, silent_units, rows[daily_reports]),
        made("directive_receipt", directives.conveyed, rows[directives_in.receipts_by_unit], of["directives"]),
        made("production_day", production.on_plan, made_on_day, of["production"]),
        made("production_day", production.incidents, rows[production_in.incidents_by_unit]),
        made("control_status", control.units, rows[control_in.controlled_units], len(reports)),
    )
    cells = tuple(cell for own in of.values() for cell in own)
    sort_order = dict(zip(reports.org_unit_id, reports.sort_order, strict=True))
    return Situation(
        moment,
        reports,
        tuple(not_supplied(figure, lacks) if (lacks := lacking(figure.id, absent)) else figure for figure in figures),
        cells,
        tuple(attention(cells, sort_order)),
        reporting.silent(reports),
        told.rounds,
        told.pairs,
        tuple(proposals(told.pairs, items, told.places, sort_order)),
        told.posts,
        door.fetch(directives_in.directives, everybody, moment),
        tuple(one_handed(made_on_day, cells, set(catalogue.measure_id))),
        catalogue,
        items,
        absent,
    )


def _places(seats_of: pd.DataFrame) -> dict[str, Place]:
    """Each unit's seat, longitude and latitude in WGS-84; one that is nowhere on earth is no place."""
    degrees = (seats_of[name].to_numpy(float, na_value=float("nan")) for name in ("longitude", "latitude"))
    longitudes, latitudes = to_wgs84(*degrees, seats_of.crs)
    on_earth = (abs(longitudes) <= 180) & (abs(latitudes) <= 90)
    there = zip(seats_of.org_unit_id, longitudes, latitudes, on_earth, strict=True)
    return {unit: (float(longitude), float(latitude)) for unit, longitude, latitude, on in there if on}
