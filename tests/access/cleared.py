"""A server whose memory is emptied when it is told to (SIGUSR1), so that tests see what is fetched and what is remembered."""

from __future__ import annotations

import signal

import streamlit as st

from dashboard import data


def _clear(*_: object) -> None:
    opened = data.opened()
    if opened is not None:
        opened._memory.clear()
    st.cache_data.clear()
    st.cache_resource.clear()


if __name__ == "__main__":
    from dashboard import cli

    signal.signal(signal.SIGUSR1, _clear)
    cli.run()
