"""The widgets and components of the overview as such, with constant options: what Streamlit itself keeps of them for each session. Recorded elements alone are
sent and forgotten, and no page with widgets holds as little."""

from datetime import date, datetime

import streamlit as st

UNITS = [f"unit {number}" for number in range(48)]
_component = st.components.v2.component("held", js="export default () => {}")


def held() -> None:
    st.date_input("Day", value=date(2021, 12, 28), min_value=date(1900, 1, 1), max_value=date(2999, 12, 31), key="day", on_change=print)
    st.multiselect("Units", UNITS, key="units", format_func=str.title, on_change=print)
    st.segmented_control("Area", ("city", "county"), key="area", format_func=str.title, on_change=print)
    st.segmented_control("Language", ("zh", "en"), key="language", format_func=str.title, on_change=print)
    st.datetime_input("As of", value=None, min_value=datetime(1900, 1, 1), max_value=datetime(2999, 12, 31), key="as-of", on_change=print)  # noqa: DTZ001
    for name in ("before", "after"):
        st.button(name, key=name, on_click=print)
    for name in ("board", "document", "copying", "search", "refreshing"):
        _component(key=name, data={"name": name}, on_change_change=print)
    with st.expander("More", key="more"):
        st.text("more")
