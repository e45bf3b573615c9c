"""The filters: from the URL to a choice, from the sidebar's widgets back to the URL. The URL is what holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import streamlit as st

from dashboard import clock
from dashboard.choice import AREAS, FIRST_DAY, LAST_DAY, Choice, read_choice
from dashboard.components.markup import label
from dashboard.data import Door
from dashboard.indicators import supplies
from dashboard.settings import LANGUAGES
from dashboard.situation import Situation
from dashboard.units import Units
from dashboard.view import View
from data_access.measures import catalogue
from data_access.moment import Moment

ALL = ""  # no measure is called so


def reader_language(default: str) -> str:
    """The link's language where it names a known one, else the browser's, else the one set."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    browser = (st.context.locale or "").split("-")[0].lower()
    return browser if browser in LANGUAGES else default


def choice_in_link(door: Door, language: str) -> Choice:
    """The choice in the URL, which is then written there whole. Raises LinkInvalid."""
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    choice = read_choice(parameters, language=language, zone=door.settings.zone, now=max(clock.now(), door.look().at))
    if choice.to_link() != _as_link(parameters):
        st.query_params.from_dict(choice.to_link())
    return choice


def sidebar(choice: Choice, moment: Moment, units: Units) -> None:
    """The widgets; each writes the URL, and the URL sets each."""
    words = units.words
    shown = {
        "filter-day": moment.day,
        "filter-units": list(choice.units),
        "filter-area": choice.area,
        "filter-as-of": choice.as_of and _to_the_minute(choice.as_of, moment),
        "filter-language": choice.language,
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
    st.segmented_control(
        words("filter-language"),
        LANGUAGES,
        key="filter-language",
        required=True,
        format_func=lambda language: words(f"language-{language}"),
        on_change=_write,
        args=(choice, moment),
    )


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


def item(view: View, now: Situation) -> str | None:
    """The supply item to look at, first the one that is needed most; None where no unit keeps any."""
    kept = sorted(now.pairs, key=supplies.need)
    names = {row.item_id: view.words.name(row) for row in now.items.itertuples()}
    options = list(dict.fromkeys(pair.item_id for pair in kept))
    if not options:
        return None
    return st.selectbox(view.words("filter-item"), options, key="filter-item", format_func=lambda item_id: names[item_id])


def _write_measure(choice: Choice) -> None:
    chosen = st.session_state["filter-measure"]
    st.query_params.from_dict(choice.to_link(measure=None if chosen == ALL else chosen))


def _write(choice: Choice, moment: Moment) -> None:
    """After a widget changed: the choice it makes, into the URL. A day that was never chosen stays unchosen."""
    state = st.session_state
    as_of: datetime | None = state["filter-as-of"]
    if as_of is not None and choice.as_of is not None and as_of == _to_the_minute(choice.as_of, moment):
        as_of = choice.as_of  # the widget knows minutes only: what it did not change keeps its seconds
    elif as_of is not None:
        as_of = as_of.replace(tzinfo=moment.zone)
    day = state["filter-day"]
    changed = replace(
        choice,
        units=tuple(state["filter-units"]),
        area=state["filter-area"],
        day=choice.day if day == moment.day else day,
        as_of=as_of,
        language=state["filter-language"],
    )
    st.query_params.from_dict(changed.to_link())


def _to_the_minute(instant: datetime, moment: Moment) -> datetime:
    return instant.astimezone(moment.zone).replace(second=0, microsecond=0, tzinfo=None)


def _as_link(parameters: dict[str, list[str]]) -> dict[str, str | list[str]]:
    return {name: values if name == "unit" else values[-1] for name, values in parameters.items()}
