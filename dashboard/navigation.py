"""The pages: one line each. The sidebar's links carry the filters along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.choice import Choice
from dashboard.texts import Words


@dataclass(frozen=True, slots=True)
class Entry:
    path: str  # of the URL; "" is the first page
    file: str
    title: str


ICON = str(Path(__file__).parent / "static" / "icon.svg")

PAGES = (
    Entry("", "overview.py", "page-overview"),
    Entry("compliance", "compliance.py", "page-compliance"),
)


def pages(words: Words) -> list[st.Page]:
    return [
        st.Page(f"../pages/{entry.file}", title=words(entry.title), url_path=entry.path or None, default=not entry.path) for entry in PAGES
    ]


def links(all_pages: list[st.Page], choice: Choice) -> None:
    for page in all_pages:
        st.page_link(page, query_params=choice.to_link(), width="stretch")


def back_to_now(page: st.Page, choice: Choice, words: Words) -> None:
    with st.container(key="back-to-now"):
        st.page_link(page, label=words("back-to-now"), query_params=choice.to_link(day=None, as_of=None), width="stretch")
