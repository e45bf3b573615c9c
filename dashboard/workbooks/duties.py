"""What one unit's workbook of a day is made of, asked of the database once: whom it is for, what is owed, and what stands in each row already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard.choice import LinkInvalid
from data_access import measures, organisation, owed, supplies
from data_access.intake import layout, prefill
from data_access.moment import DueTime, Moment
from data_access.rows import table
from data_access.scope import WHOLE_ORGANISATION, Scope

Row = Mapping[str, Any]  # what stands in a row already, by the contract's names; in brackets what is only told
ROUNDS = 3  # earlier rounds from whose rows it is taken whom a unit counts together


@dataclass(frozen=True, slots=True)
class Duties:
    """`unit` is None where the workbook is for any unit; then `units` are those it may be for."""

    day: date
    unit: Row | None
    units: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str], ...]
    rows: Mapping[str, tuple[Row, ...]]  # by the part's sheet


def reporting_units(connection: sa.Connection, moment: Moment, within: str | None) -> list[str]:
    """The units that report on D, of the one named and all below it. Raises LinkInvalid where there is no such unit."""
    units = _units(connection, moment, within)
    return list(units[units.reports & units.exists].sort_values(["sort_order", "org_unit_id"]).org_unit_id)


def duties(connection: sa.Connection, moment: Moment, unit: str | None) -> Duties:
    """Raises LinkInvalid where there is no such unit on D."""
    units = _units(connection, moment, unit)
    scope = Scope(WHOLE_ORGANISATION, frozenset([unit] if unit else ()))

    def own(query: sa.Select[Any]) -> pd.DataFrame:
        found = table(connection, query)
        return found[found.org_unit_id == unit] if unit else found

    named = units[units.reports & units.exists].sort_values(["sort_order", "org_unit_id"])
    one = None
    if unit is not None:
        row = units[units.org_unit_id == unit].iloc[0]
        known = own(organisation.particulars(scope, moment))
        if known.empty:
            raise LinkInvalid(f"--unit {unit!r}: there is no such unit on {moment.day}")
        one = {"org_unit_id": unit, "name": row.name_zh, "name_en": row.name_en, "staff_count": _known(known.iloc[0].staff_count)}
        one["dependant_count"] = _known(known.iloc[0].dependant_count)
    posts = own(prefill.posts_of_day(scope, moment))
    return Duties(
        moment.day,
        one,
        tuple(zip(named.org_unit_id, named.name_zh, strict=True)),
        tuple(zip(posts.checkpoint_id, posts.name_zh, strict=True)),
        {
            layout.MEASURES.sheet: tuple(_slots(connection, scope, moment, unit)),
            layout.TESTING.sheet: tuple(_rounds(own, scope, moment, one)),
            layout.STOCK.sheet: tuple(_items(connection, own, scope, moment, unit)),
            layout.SHIFTS.sheet: tuple(_shifts(own, scope, moment, dict(zip(posts.checkpoint_id, posts.name_zh, strict=True)), unit)),
        },
    )


def _units(connection: sa.Connection, moment: Moment, within: str | None) -> pd.DataFrame:
    units = table(connection, organisation.units(Scope(WHOLE_ORGANISATION, frozenset([within] if within else ())), moment))
    if within is not None and units.empty:
        raise LinkInvalid(f"--unit {within!r}: there is no such unit")
    return units


def _known(value: Any) -> Any:
    return None if value is None or value is pd.NA or value is pd.NaT or value != value else value


def _slots(connection: sa.Connection, scope: Scope, moment: Moment, unit: str | None) -> Iterator[Row]:
    """What is owed and has records of its own; for any unit every slot that anybody owes, with what is the same for all."""
    due = sorted({DueTime(row.due_time, bool(row.next_day), row.grace_minutes) for row in connection.execute(owed.due_times())})
    names = table(connection, measures.catalogue()).set_index("measure_id")
    ids = [name for name in names.index if name not in layout.FROM_REPORT]
    found = table(connection, measures.measure_slots(scope, moment, ids, due)) if ids else pd.DataFrame()
    if found.empty:
        return
    found = found[~found.exempt.astype(bool)]
    if unit is not None:
        found = found[found.org_unit_id == unit]
    for (measure_id, slot), of_slot in found.groupby(["measure_id", "slot"], sort=False):
        row, same = names.loc[measure_id], {name: of_slot[name].dropna().unique() for name in ("required", "due_at")}
        yield {
            "measure_id": measure_id,
            "slot": int(slot),
            "(name)": _both(row.name_zh, row.name_en),
            "(due)": same["due_at"][0] if len(same["due_at"]) == 1 else None,
            "(required)": int(same["required"][0]) if len(same["required"]) == 1 else None,
        }


def _both(chinese: str, english: str | None) -> str:
    return f"{chinese} {english}" if english else chinese


def _rounds(own: Any, scope: Scope, moment: Moment, one: Row | None) -> Iterator[Row]:
    """The rounds that run on D, or the last before it, each with the populations that are expected or were told."""
    found = own(prefill.rounds_of_day(scope, moment)).drop_duplicates("round_id")
    if found.empty:
        return
    recent = found.head(ROUNDS)
    running = found[found.ends_at > moment.starts_at]
    known = own(prefill.progress_known(scope, moment, sorted({*recent.round_id, *running.round_id})))
    together = one is not None and not known[known.population == "combined"].empty
    family = one is None or bool(one["dependant_count"])
    expected = ["combined"] if together else ["staff", *(["dependant"] if family else [])]
    for round_ in (running if not running.empty else found.head(1)).itertuples():
        told = (
            known[known.round_id == round_.round_id].set_index("population") if one is not None else known.iloc[0:0].set_index("population")
        )
        for population in dict.fromkeys([*expected, *(told.index if not together else ())]):
            last = told.loc[population] if population in told.index else None
            yield {
                "round_id": round_.round_id,
                "population": population,
                "(name)": _both(round_.name_zh, round_.name_en),
                "(closes)": round_.ends_at,
                "(roster)": None if last is None else _known(last.target),
                "(last)": None if last is None else _known(last.sampled),
            }


def _items(connection: sa.Connection, own: Any, scope: Scope, moment: Moment, unit: str | None) -> Iterator[Row]:
    """Every item, those first that the unit keeps, with what it had the day before."""
    before = own(supplies.stock(scope, moment.on(moment.day - timedelta(days=1))))
    kept = before.set_index("item_id").on_hand if unit is not None else pd.Series(dtype=object)
    items = table(connection, supplies.items())
    for item in sorted(items.itertuples(), key=lambda item: item.item_id not in kept.index):
        yield {
            "item_id": item.item_id,
            "(name)": _both(item.name_zh, item.name_en),
            "(unit)": _both(item.unit_zh, item.unit_en if item.unit_en != item.unit_zh else None),
            "(before)": _known(kept.get(item.item_id)),
        }


def _shifts(own: Any, scope: Scope, moment: Moment, posts: Mapping[str, str], unit: str | None) -> Iterator[Row]:
    if unit is None:
        return
    planned = [name for name in (*layout.SHIFTS.keys, *layout.SHIFTS.given) if name not in layout.SHIFT_REPORTS]
    for shift in own(prefill.shifts_of_day(scope, moment)).to_dict("records"):
        yield {name: _known(shift[name]) for name in planned} | {
            "(name)": posts.get(shift["checkpoint_id"] or ""),
            "(known)": _came_and_went(shift, moment),
        }


def _came_and_went(shift: Mapping[str, Any], moment: Moment) -> str | None:
    """07:51–16:02, or 07:51– while the post is held; nothing where nobody took it."""
    came, went = (_known(shift[name]) for name in ("signed_in_at", "signed_out_at"))
    if came is None:
        return None
    return "–".join("" if at is None else f"{at.astimezone(moment.zone):%H:%M}" for at in (came, went))
