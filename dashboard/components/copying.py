"""A button that copies a text, or the address of a moment, to the clipboard, and says in words whether it did."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.texts import plain
from dashboard.view import View

KEYS_TO_COPY = "Ctrl+C"
_HERE = Path(__file__).parent / "browser"
_component = st.components.v2.component(
    "copying",
    html='<div class="copying"></div>',
    css=(_HERE / "copying.css").read_text("utf-8"),
    js=(_HERE / "copying.js").read_text("utf-8"),
)


def copy_button(view: View, label: str, text: str, key: str) -> None:
    """Copies `text`, line by line as it stands. Where the browser gives no clipboard (an address without https), it is shown selected instead."""
    _button(view, label, "\n".join(plain(line) for line in text.splitlines()), key, is_link=False)


def copy_link_button(view: View, label: str, query: str, key: str) -> None:
    """Copies the address of the page that is open, whole, with `query` (without the "?") in place of its own."""
    _button(view, label, "?" + query, key, is_link=True)


def _button(view: View, label: str, text: str, key: str, *, is_link: bool) -> None:
    words = view.words
    data = {
        "text": text,
        "isLink": is_link,
        "label": plain(label),
        "copied": words("copied"),
        "byHand": words("copy-by-hand", keys=KEYS_TO_COPY),
    }
    _component(key=key, data=data | {"lang": words.language}, height="content")
