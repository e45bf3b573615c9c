"""What stands on the maps: checkpoints, seats and places under control, each where it is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard import atlas, maps
from dashboard.assets import chosen_outlines
from dashboard.data import Door
from dashboard.districts import FIRST_SHADE, District, class_of, classes
from dashboard.indicators import manning
from dashboard.indicators.checkpoints import STATUS_OF
from dashboard.indicators.figure import worst
from dashboard.indicators.rows import each
from dashboard.outlines import Outlines
from dashboard.palette import STATUSES
from dashboard.situation import Situation, situation
from dashboard.texts import DASH
from dashboard.view import View
from dashboard.whereabouts import Middle, middle, placed
from dashboard.wording import KINDS, kind_text, on_day
from data_access.checkpoints import SIGNS_MISSED
from data_access.control import LEVELS, controls_in_force
from data_access.duty import signs_of_life
from data_access.moment import Moment
from data_access.organisation import seats as seats_of
from data_access.scope import Scope

_STATES = tuple((name, STATUS_OF.get(name), name in ("manned", "understaffed", "unmanned", "unknown")) for name in manning.STATES)
_COLUMNS = ("status", "checkpoint", "unit", "kind", "district", "staff-now", "last-sign")


def posts(view: View) -> pd.DataFrame:
    """The checkpoints as `checkpoints.judged` has them, with what `whereabouts.placed` tells; the district of one without any is its unit's. The worst
    first."""
    return view.door.make_table(_posts, view.scope, view.moment)


def points(view: View) -> list[Any]:
    """The checkpoints that have a place, the worst first: org_unit_id, status (None: closed), lon, lat, name_zh, name_en, reason (none)."""
    named, units = ("org_unit_id", "status", "lon", "lat", "name_zh", "name_en", "reason"), view.door.units_in(view.scope, view.moment)
    of_all = view.once_for_all("points", lambda: each(view.door.make(_posts, view.scope.without_choice(), view.moment), *named))
    return [row for row in of_all if not row.reason and row.org_unit_id in units]


def seats(view: View) -> pd.DataFrame:
    """The live units (`organisation.seats`), with what `whereabouts.placed` tells."""
    return view.door.make_table(_seats, view.scope, view.moment)


def controls(view: View) -> pd.DataFrame:
    """The places under control (`control.controls_in_force`), with what `whereabouts.placed` tells, and whether one stands `at_seat` of its unit because
    it gives no coordinates of its own."""
    return view.door.make(_controls, view.scope, view.moment)


def _controls(door: Door, scope: Scope, moment: Moment) -> pd.DataFrame:
    found = placed(door.fetch(controls_in_force, scope, moment), chosen_outlines(), _middle(door, scope, moment))
    sat = door.make(_seats, scope, moment)
    sat = sat[sat.reason == ""].set_index("org_unit_id")
    at_seat = (found.reason == "missing") & found.org_unit_id.isin(sat.index)
    lon, lat = (found[name].where(~at_seat, found.org_unit_id.map(sat[name])) for name in ("lon", "lat"))
    return found.assign(lon=lon, lat=lat, at_seat=at_seat, reason=found.reason.where(~at_seat, ""))


def _posts(door: Door, scope: Scope, moment: Moment) -> pd.DataFrame:
    now = situation(door, scope, moment)
    found = placed(now.posts, chosen_outlines(), _middle(door, scope, moment))
    if now.figure("checkpoint.manned").lacks:  # nobody tells who stands there
        is_open = found.state != "closed"
        found = found.assign(state=found.state.where(~is_open, "unknown"), status=found.status.where(~is_open, "no_data"))
    of_unit = door.make(_seats, scope, moment).set_index("org_unit_id").district
    order = {status: place for place, status in enumerate(STATUSES)}
    found = found.assign(
        district=found.district.where(found.district.notna(), found.org_unit_id.map(of_unit)).fillna(""),
        need=found.status.map(order).fillna(len(order)),
    )
    return found.sort_values(["need", "sort_order", "checkpoint_id"], kind="stable", ignore_index=True)


def _seats(door: Door, scope: Scope, moment: Moment) -> pd.DataFrame:
    return placed(door.fetch(seats_of, scope, moment), chosen_outlines(), _middle(door, scope, moment))


def _middle(door: Door, scope: Scope, moment: Moment) -> Middle | None:
    """Of the seats of everybody the reader may see, whatever is chosen."""
    return middle([door.fetch(seats_of, scope.without_choice(), moment)])


def district_of_units(view: View) -> dict[str, str]:
    """The code of the district of each unit that has one, given or looked up."""
    found = seats(view)
    found = found[found.district.notna()]
    return dict(zip(found.org_unit_id, found.district, strict=True))


def city_and_county(view: View, now: Situation, shade: str | None, by_district: Sequence[District]) -> None:
    """The maps, the city close up and the counties around it, over their own points, and below them the table of all posts."""
    words, ground = view.words, chosen_outlines()
    judged, sat, held = posts(view), seats(view), controls(view)
    areas, laid = _laid(view, judged, sat, held)
    plays = not now.figure("checkpoint.manned").lacks and view.moment.last_moment >= view.moment.starts_at
    signs = view.door.fetch(signs_of_life, view.scope, view.moment) if plays and atlas.course_is_asked_for() else None
    atlas.atlas(
        atlas.Sheet(
            language=words.language,
            title=words("map-table-title", count=len(judged)),
            columns=[words(f"column-{name}") for name in _COLUMNS],
            words={name: words(f"atlas-{name}", **_PLACES.get(name, {})) for name in _WORDS},
            maps=laid,
            plays=plays,
            units={unit: view.units.label(unit) for unit in dict.fromkeys([*judged.org_unit_id, *sat.org_unit_id])},
            posts=_told_posts(view, judged, areas, ground),
            states=_states(view),
            kinds=[(kind, kind_text(kind, words)) for kind in _kinds(judged)],
            seats=_told_seats(view, now, sat),
            controls=[_control(view, row) for row in held.itertuples()],
            levels=[(words(f"level-{level}"), int((held.level_rank == rank).sum())) for rank, level in enumerate(LEVELS) if rank],
            shade=_shade(view, shade, by_district) if shade and by_district else None,
            course=None if signs is None else _course(view, judged, signs),
            style_url=view.door.settings.map_style_url,
        )
    )


@dataclass(frozen=True)
class OnTheWall:
    """The maps; on each its checkpoints that have a place, the worst first, and the places under control; how many have none; how many stand how."""

    maps: list[atlas.Map]
    posts: list[list[atlas.Post]]
    controls: list[list[atlas.Control]]
    off_the_map: int
    counts: list[tuple[str, str, int]]  # word, status, how many


def for_the_wall(view: View) -> OnTheWall:
    """What stands on the maps of a wall."""
    judged, sat, held = posts(view), seats(view), controls(view)
    areas, laid = _laid(view, judged, sat, held)
    told = [post for post in _told_posts(view, judged, areas, chosen_outlines()) if post.place[0] is not None]
    area_of = dict(zip(view.units.table.org_unit_id, view.units.table.area, strict=True))
    on = [
        areas.index("city") if area_of.get(row.org_unit_id) == "city" and "city" in areas else len(areas) - 1 for row in held.itertuples()
    ]
    places = [(at, one) for at, one in zip(on, (_control(view, row) for row in held.itertuples()), strict=True) if one.place[0] is not None]
    return OnTheWall(
        laid,
        [[post for post in told if post.on == at] for at in range(len(areas))],
        [[one for where, one in places if where == at] for at in range(len(areas))],
        len(judged) - len(told),
        [(state.word, state.status, int((judged.state == state.name).sum())) for state in _states(view)],
    )


def _laid(view: View, judged: pd.DataFrame, sat: pd.DataFrame, held: pd.DataFrame) -> tuple[list[str], list[atlas.Map]]:
    """The areas that have a map each, and the maps, over their own points."""
    area_of = dict(zip(view.units.table.org_unit_id, view.units.table.area, strict=True))
    where = [_places(rows, area_of) for rows in (judged, sat, held)]
    there = pd.concat([rows[["lon", "lat", "area"]] for rows in where], ignore_index=True)
    areas = _areas(there.area)
    return areas, [_map(view, area, there, judged, areas, chosen_outlines()) for area in areas]


_WORDS = (
    *("states", "kinds", "layers", "seats", "names", "play", "pause", "slider", "live", "asItStands", "ofAll", "clear"),
    *("closer", "farther", "whole", "noMaps", "staff", "sign", "together", "nobodyThere"),
)
_PLACES = {  # where the browser fills in
    "ofAll": {"shown": "#", "all": "@"},
    "staff": {"told": "#"},
    "sign": {"told": "#"},
    "together": {"told": "#"},
}


def _areas(there: pd.Series) -> list[str]:
    """The maps: the city's where anything lies there, and one of all the rest, which is the counties' where anything is said to lie in them."""
    rest = there[there != "city"]
    outside = ["county" if (rest == "county").any() else "all"] if len(rest) or there.empty else []
    return [*(["city"] if (there == "city").any() else []), *outside]


def _places(rows: pd.DataFrame, area_of: dict[str, str | None]) -> pd.DataFrame:
    return rows[rows.reason == ""].assign(area=lambda there: there.org_unit_id.map(area_of))


def _map(view: View, area: str, there: pd.DataFrame, judged: pd.DataFrame, areas: list[str], ground: Outlines) -> atlas.Map:
    words = view.words
    own = there[(there.area == "city") == (area == "city")]
    on = judged[_map_of(judged, areas) == areas.index(area)]
    title = words(f"map-{area}-title")
    told = [f"{words(f'state-{name}')} {number}" for name, _, always in _STATES if (number := int((on.state == name).sum())) or always]
    label = f"{title}: {words('map-table-title', count=len(on))}; {words('list-comma').join(told)}; {words('map-is-told-below')}"
    return atlas.Map(area, f"{title} · {len(on)}", label, maps.bounds_over(own, ground.bounds))


def _map_of(judged: pd.DataFrame, areas: list[str]) -> pd.Series:
    """On which of the maps each post belongs."""
    if len(areas) == 1:
        return pd.Series(0, index=judged.index)
    return judged.area.eq("city").fillna(False).map({True: 0, False: 1})


def _states(view: View) -> list[atlas.State]:
    order = {status: place for place, status in enumerate(STATUSES)}
    return [
        atlas.State(name, view.words(f"state-{name}"), status or "closed", order.get(status, len(order)), always)
        for name, status, always in _STATES
    ]


def status_of(state: int) -> str:
    """The status of a post's place in the states."""
    return _STATES[state][1] or "closed"


def _kinds(judged: pd.DataFrame) -> list[str]:
    """Those that are there, the known in their order."""
    there = {_kind(kind) for kind in judged.kind}
    return [*(kind for kind in KINDS if kind in there), *sorted(there - set(KINDS))]


def _kind(kind: str | None) -> str:
    return DASH if pd.isna(kind) else str(kind)


def _told_posts(view: View, judged: pd.DataFrame, areas: list[str], ground: Outlines) -> list[atlas.Post]:
    words, state = view.words, {name: place for place, (name, *_) in enumerate(_STATES)}
    signs = {at: DASH if pd.isna(at) else on_day(at, view.moment, words) for at in judged.last_sign_at.unique()}
    return [
        atlas.Post(
            id=row.checkpoint_id,
            name=words.name(row),
            unit=row.org_unit_id,
            kind=_kind(row.kind),
            state=state[row.state],
            place=(row.lon, row.lat) if not row.reason else (None, None),
            staff="/".join(DASH if pd.isna(count) else str(count) for count in (row.present_staff, row.required_staff)),
            last_sign=signs.get(row.last_sign_at, DASH),
            district=district_text(view, row, ground),
            on=on,
        )
        for row, on in zip(judged.itertuples(), _map_of(judged, areas), strict=True)
    ]


def district_text(view: View, row: Any, ground: Outlines) -> str:
    """The district by name, and that its border is near where it was looked up; why there is no place on the map where there is none."""
    words = view.words
    name = ground.name(row.district, words.language) or row.district or ""
    if row.reason:
        return words("list-comma").join([*([name] if name else []), words(f"off-map-{row.reason}")])
    if row.beyond:
        return words("district-near", district=name, other=ground.name(row.beyond, words.language) or row.beyond)
    if row.at_edge:
        return words("district-near-edge", district=name)
    return name or words("district-none")


def _told_seats(view: View, now: Situation, sat: pd.DataFrame) -> list[atlas.Seat]:
    statuses: dict[str, list[Any]] = {}
    for cell in now.cells:
        statuses.setdefault(cell.org_unit_id, []).append(cell.status)
    found = []
    for row in sat[sat.reason == ""].itertuples():
        status = worst(statuses.get(row.org_unit_id, [])) or "not_due"
        detail = view.words("seat-worst", status=view.words(f"status-{status.replace('_', '-')}"))
        found.append(atlas.Seat(row.org_unit_id, view.units.short_label(row.org_unit_id), (row.lon, row.lat), status, detail))
    return sorted(found, key=lambda seat: STATUSES.index(seat.status))


def _control(view: View, row: Any) -> atlas.Control:
    since = view.words("since", time=on_day(row.since_at, view.moment, view.words))
    told = [row.place_name, view.units.label(row.org_unit_id), since, *([view.words("control-at-seat")] if row.at_seat else [])]
    return atlas.Control(
        (row.lon, row.lat) if not row.reason else (None, None),
        int(row.level_rank) - 1,
        view.words(f"level-{LEVELS[row.level_rank]}"),
        " · ".join(told),
    )


def _shade(view: View, shade: str, found: Sequence[District]) -> atlas.Shade:
    words, ground = view.words, chosen_outlines()
    steps = classes(max((one.value for one in found), default=0))
    of = {one.adcode: (class_of(one, steps), district_told(view, shade, one)) for one in found if one.adcode in ground.places}
    named = [words("shade-not-known"), *(words("class-range", low=low, high=_end(low, high)) for low, high in steps)]
    counts = [sum(own == place for own, _ in of.values()) for place in range(FIRST_SHADE + len(steps))]
    return atlas.Shade(words(f"shade-{shade}"), list(zip(named, counts, strict=True)), of)


def _end(low: int, high: int | None) -> str:
    return "more" if high is None else "same" if high == low else str(high)


def district_told(view: View, shade: str, one: District) -> str:
    """Units short 2/5 · not known 1."""
    words = view.words
    value = f"{one.value if one.is_known else DASH}" if one.of is None else f"{one.value}/{one.of}"
    told = f"{words(f'shade-{shade}')} {value}"
    return f"{told} · {words('unknown-count', count=one.unknown)}" if one.unknown else told


def _course(view: View, judged: pd.DataFrame, signs: pd.DataFrame) -> tuple[manning.Course, list[str]]:
    moment, words = view.moment, view.words
    patience = SIGNS_MISSED * timedelta(minutes=view.door.settings.check_interval_minutes)
    made = manning.course(judged, signs, moment, patience)
    return made, [words("midnight") if moment.is_over and at == moment.last_moment else words.time(at) for at in made.instants]
