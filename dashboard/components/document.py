"""What only the browser can do: name the document and its parts, open a page in one step of the history, tell when a refresh disturbs nobody."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard.data import ASK_EVERY, DRAW_EVERY
from dashboard.standing import ADDRESS
from dashboard.texts import Words

Link = Mapping[str, str | Sequence[str]]
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en-GB"}
_HERE = Path(__file__).parent / "browser"
_described = st.components.v2.component("document", js=(_HERE / "document.js").read_text("utf-8"))
_address = st.components.v2.component("address", js=(_HERE / "address.js").read_text("utf-8"))
_going = st.components.v2.component("going", js=(_HERE / "going.js").read_text("utf-8"))
_refreshing = st.components.v2.component("refreshing", js=(_HERE / "refreshing.js").read_text("utf-8"))


def describe(words: Words) -> None:
    """The document's language, and names of its landmarks in the reader's words."""
    named = {
        "sidebar": words("landmark-sidebar"),
        "pages": words("landmark-pages"),
        "openSidebar": words("sidebar-open"),
        "closeSidebar": words("sidebar-close"),
        "skip": words("skip-to-content"),
    }
    shown = {
        "--words-loading": words("loading"),
        "--words-still-loading": words("still-loading"),
        "--words-open-sidebar": words("sidebar-open"),
        "--words-skip": words("skip-to-content"),
    }
    _described(key="described", data={"lang": LANGUAGE_TAGS[words.language], "words": named, "shown": shown})


def complete(asked: Mapping[str, Sequence[str]], link: Link) -> None:
    """Where the address has other parameters, those `asked`, `link` takes their place."""
    if not says(asked, link):
        of = [(name, value) for name, values in asked.items() for value in values]
        _address(key="address", data={"of": of, "query": query(link)})


def go(pages: Sequence[str], page: str, link: Link) -> None:
    """Open the page of that path, one of `pages`, with these parameters: a single step, so that Back leads to where the reader was."""
    _going(key="going", data={"pages": list(pages), "page": page, "query": query(link), "step": time.time_ns()})


def keep_fresh(viewer: str, stands: str, refresh_seconds: float, by_proxy: bool) -> None:
    """The browser asks how the viewer's screen stands, and has the page drawn anew where that is no longer so: not while somebody is typing, selecting, or
    looking into something held open. Where a proxy signs people in (`by_proxy`) and no longer lets it ask, it opens the page anew, and so meets the proxy."""
    every, least = (1000 * share * refresh_seconds for share in (ASK_EVERY, DRAW_EVERY))
    data = {"ask": f"{ADDRESS}?of={viewer}&drawn={stands}", "stands": stands, "every": every, "least": least, "signedInBefore": by_proxy}
    _refreshing(key="refreshing", data=data, on_ready_change=lambda: None)


def query(link: Link) -> str:
    """The parameters as they stand in an address, without the question mark."""
    return urlencode(link, doseq=True)


def says(asked: Mapping[str, Sequence[str]], link: Link) -> bool:
    """Whether the parameters `asked` are those of the link, in whatever order."""
    return {name: list(values) for name, values in asked.items()} == {name: _as_list(value) for name, value in link.items()}


def _as_list(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
