"""The filters: from the URL to a choice, from the sidebar's widgets back to the URL, one step of the history a choice. The URL is what holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard import clock, data
from dashboard.choice import AREAS, FIRST_DAY, LAST_DAY, SECTIONS, SHADES, VIEWS, Choice, LinkInvalid, read_choice
from dashboard.components.copying import copy_link_button
from dashboard.components.document import query, says
from dashboard.components.markup import label
from dashboard.data import Door
from dashboard.indicators import supplies
from dashboard.indicators.overdue import DAILY_REPORT
from dashboard.settings import LANGUAGES
from dashboard.situation import Situation
from dashboard.texts import Words
from dashboard.view import View
from data_access.measures import FROM_REPORTS, catalogue
from data_access.moment import Moment
from data_access.scope import Scope
from data_access.supplies import items
from data_access.testing import rounds_addressed

WIDTH = 360  # pixels, of what one page alone lets choose
ALL = ""  # no measure is called so
A_DAY = timedelta(days=1)
DRAWN = "_drawn"  # the choices that a reader's widgets were drawn of last, and before that


def reader_language(default: str) -> str:
    """The link's language where it names a known one, else the browser's, else the one set."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    browser = (st.context.locale or "").split("-")[0].lower()
    return browser if browser in LANGUAGES else default


def asked() -> dict[str, list[str]]:
    """The parameters of the URL as they stand there."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def choice_in_link(zone: ZoneInfo, language: str) -> Choice:
    """The choice in the URL. Raises LinkInvalid."""
    return read_choice(asked(), language=language, zone=zone, now=clock.now())


def write(choice: Choice) -> None:
    """The choice into the URL: for the callbacks of what makes one. Not where the reader went on meanwhile, as by Forward twice: the widgets that he left
    are then behind those that were drawn, and choose nothing; nor where the URL says so already, and may say more before this reaches it."""
    if not says(asked(), choice.to_link()) and not _went_on():
        _drawn_of(choice)
        st.query_params.from_dict(choice.to_link())


def _drawn_of(choice: Choice) -> None:
    drawn = st.session_state.get(DRAWN, ())
    if choice not in drawn[:1]:
        st.session_state[DRAWN] = (choice, *drawn)[:2]


def _went_on() -> bool:
    """Whether the URL is another than the widgets were last drawn of, and than before that: who chooses twice at once may not have seen the first."""
    drawn, opened = st.session_state.get(DRAWN, ()), data.opened()
    if not drawn or opened is None:
        return False
    try:
        return choice_in_link(opened.settings.zone, drawn[0].language) not in drawn
    except LinkInvalid:
        return True


def now_of(view: View) -> Choice:
    """The choice without its past: the present day, by itself where no day is asked for, else by name."""
    return _on_day(view, replace(view.choice, as_of=None), view.door.today())


def sidebar(view: View) -> None:
    """The widgets; each writes the URL, and the URL sets each."""
    choice, moment, units, words = view.choice, view.moment, view.units, view.words
    _drawn_of(choice)
    shown = {
        "filter-day": moment.day,
        "filter-units": list(choice.units),
        "filter-area": choice.area,
        "filter-as-of": choice.as_of and _to_the_minute(choice.as_of, moment),
    }
    for key, value in shown.items():
        st.session_state[key] = value
    st.date_input(
        words("filter-day"),
        key="filter-day",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        on_change=_write,
        args=(choice, moment),
        format="YYYY-MM-DD",
    )
    _day_steps(view)
    st.multiselect(
        words("filter-units"),
        units.in_order,
        key="filter-units",
        format_func=units.indented,
        placeholder=words("filter-units-all", count=int(units.table.reports.sum())),
        on_change=_write,
        args=(choice, moment),
        select_all=False,
    )
    st.segmented_control(
        words("filter-area"),
        AREAS,
        key="filter-area",
        format_func=lambda area: words(f"area-{area}"),
        on_change=_write,
        args=(choice, moment),
    )
    st.datetime_input(
        words("filter-as-of"),
        value=None,
        key="filter-as-of",
        min_value=datetime.combine(FIRST_DAY, time()),
        max_value=datetime.combine(LAST_DAY, time()),
        on_change=_write,
        args=(choice, moment),
        format="YYYY-MM-DD",
    )
    language(choice, words)
    link = query(choice.to_link(day=moment.day, as_of=moment.known_at.astimezone(moment.zone)))
    copy_link_button(view, words("copy-link"), link, "copy-link")


def language(choice: Choice, words: Words) -> None:
    """The switch of languages."""
    st.session_state["filter-language"] = choice.language
    st.segmented_control(
        words("filter-language"),
        LANGUAGES,
        key="filter-language",
        required=True,
        format_func=lambda name: words(f"language-{name}"),
        on_change=_write_language,
        args=(choice,),
    )


def _day_steps(view: View) -> None:
    """The day before and the day after, one click each; there is none after the present."""
    day, today = view.moment.day, view.door.today(view.choice.as_of)
    with st.container(horizontal=True, key="day-steps"):
        for key, to, closed in (("day-before", day - A_DAY, day <= FIRST_DAY), ("day-after", day + A_DAY, day >= today)):
            to_day = None if closed else _on_day(view, view.choice, to)
            st.button(view.words(key), key=key, disabled=closed, on_click=write, args=(to_day,))


def _on_day(view: View, choice: Choice, day: date) -> Choice:
    """The choice on that day, which is left unsaid where it is the day shown without one: such a link moves on at midnight."""
    unsaid = view.door.moment(view.scope, None, choice.as_of).day
    return replace(choice, day=None if day == unsaid else day)


def measure(view: View) -> str | None:
    """The measure chosen on the page, of those in the catalogue; None is all of them."""
    rows = view.door.catalogue(catalogue)
    names = {row.measure_id: view.words.name(row) for row in rows.itertuples()}
    st.session_state["filter-measure"] = view.choice.measure or ALL
    st.pills(
        view.words("filter-measure"),
        [ALL, *names],
        key="filter-measure",
        format_func=lambda name: label(names[name]) if name in names else view.words("filter-measure-all"),
        on_change=_write_measure,
        args=(view.choice,),
        required=True,
        label_visibility="collapsed",
    )
    return view.choice.measure


def arrangement(view: View, measure_id: str | None) -> str:
    """How the page is laid out, by unit, by day or by slot; of a measure with slots by slot where the link says nothing."""
    with_slots = measure_id is None or measure_id not in (DAILY_REPORT, *FROM_REPORTS)
    options = VIEWS if with_slots else VIEWS[:2]
    usual = "slot" if measure_id is not None and with_slots else "unit"
    chosen = view.choice.view if view.choice.view in options else usual
    names = {"unit": view.words("view-unit"), "day": view.words("view-day"), "slot": view.words("view-slot")}
    st.session_state["filter-view"] = chosen
    st.segmented_control(
        view.words("filter-view"),
        options,
        key="filter-view",
        format_func=names.__getitem__,
        on_change=_write_view,
        args=(view.choice, usual),
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def section(view: View, needs: Mapping[str, int]) -> str:
    """The part of the page of people to look at; each says how much of it needs attention."""
    st.session_state["filter-section"] = view.choice.section or SECTIONS[0]
    st.pills(
        view.words("filter-section"),
        SECTIONS,
        key="filter-section",
        format_func=lambda name: view.words("section-needs", section=view.words(f"section-{name}"), count=needs.get(name, 0)),
        on_change=_write_section,
        args=(view.choice,),
        required=True,
        label_visibility="collapsed",
    )
    return view.choice.section or SECTIONS[0]


def item(view: View, now: Situation) -> str | None:
    """The supply item to look at: the one in the link, else the one that is needed most; None where no unit keeps any."""
    kept = [pair.item_id for pair in sorted(now.pairs, key=supplies.need)]
    if not kept:
        return None
    names = {row.item_id: view.words.name(row) for row in now.items.itertuples()}
    chosen = view.choice.item or kept[0]
    st.session_state["filter-item"] = chosen
    st.selectbox(
        view.words("filter-item"),
        list(dict.fromkeys([*kept, chosen])),
        key="filter-item",
        format_func=lambda item_id: names[item_id],
        on_change=_write_item,
        args=(view.choice,),
        width=WIDTH,
    )
    return chosen


def shade(view: View) -> str | None:
    """By what the map's districts are coloured; None: by nothing."""
    st.session_state["filter-shade"] = view.choice.shade or ALL
    st.selectbox(
        view.words("filter-shade"),
        (ALL, *SHADES),
        key="filter-shade",
        format_func=lambda name: view.words(f"shade-{name or 'none'}"),
        on_change=_write_shade,
        args=(view.choice,),
        width=WIDTH,
    )
    return view.choice.shade


def testing_round(view: View, rounds: pd.DataFrame) -> None:
    """The round to look at, of those so far (`testing.rounds`), or the current ones; nothing where there is none to choose."""
    if rounds.empty and view.choice.round is None:
        return
    names = {
        row.round_id: f"{row.round_no} · {view.words.name(row)} · {view.words.short_instant(row.starts_at)}" for row in rounds.itertuples()
    }
    st.session_state["filter-round"] = view.choice.round or ALL
    st.selectbox(
        view.words("filter-round"),
        list(dict.fromkeys([ALL, *names, view.choice.round or ALL])),
        key="filter-round",
        format_func=lambda round_id: names.get(round_id, view.words("filter-round-other" if round_id else "filter-round-current")),
        on_change=_write_round,
        args=(view.choice,),
        label_visibility="collapsed",
        width=WIDTH,
    )


def refuse_unknown(door: Door, scope: Scope, moment: Moment, choice: Choice) -> None:
    """Raises LinkInvalid where the link names an item, or a round of the reader's units, that does not exist."""
    if choice.item is not None and choice.item not in set(door.catalogue(items).item_id):
        raise LinkInvalid("item")
    if choice.round is not None and choice.round not in set(door.fetch(rounds_addressed, scope.without_choice(), moment).round_id):
        raise LinkInvalid("round")


def _write_item(choice: Choice) -> None:
    write(replace(choice, item=st.session_state["filter-item"]))


def _write_round(choice: Choice) -> None:
    write(replace(choice, round=st.session_state["filter-round"] or None))


def _write_shade(choice: Choice) -> None:
    write(replace(choice, shade=st.session_state["filter-shade"] or None))


def _write_language(choice: Choice) -> None:
    write(replace(choice, language=st.session_state["filter-language"]))


def _write_section(choice: Choice) -> None:
    write(replace(choice, section=st.session_state["filter-section"]))


def _write_measure(choice: Choice) -> None:
    chosen = st.session_state["filter-measure"]
    write(replace(choice, measure=None if chosen == ALL else chosen))


def _write_view(choice: Choice, usual: str) -> None:
    chosen = st.session_state["filter-view"]
    write(replace(choice, view=None if chosen == usual else chosen))


def _write(choice: Choice, moment: Moment) -> None:
    """After a widget changed: the choice it makes, into the URL. A day that was never chosen stays unchosen."""
    state = st.session_state
    as_of: datetime | None = state["filter-as-of"]
    if as_of is not None and choice.as_of is not None and as_of == _to_the_minute(choice.as_of, moment):
        as_of = choice.as_of  # the widget knows minutes only: what it did not change keeps its seconds
    elif as_of is not None:
        as_of = as_of.replace(tzinfo=moment.zone)
    day = state["filter-day"]
    write(
        replace(
            choice,
            units=tuple(state["filter-units"]),
            area=state["filter-area"],
            day=choice.day if day == moment.day else day,
            as_of=as_of,
        )
    )


def _to_the_minute(instant: datetime, moment: Moment) -> datetime:
    return instant.astimezone(moment.zone).replace(second=0, microsecond=0, tzinfo=None)
