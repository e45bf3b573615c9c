"""The floor's script: puts the recorded elements on the page, and has a fragment that runs as often as the dashboard's, and does nothing."""

import os

import streamlit as st

from tests.benchmarks.floor_elements import put

run = st.session_state.get("run", 0)
st.session_state["run"] = run + 1
put(run)
if os.environ.get("FLOOR_WIDGETS"):
    from tests.benchmarks.floor_widgets import held

    held()


@st.fragment(run_every=10)
def pulse() -> None:
    pass


pulse()
