"""The address of a view: a page with the filters in force, or with some of them changed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dashboard.choice import Choice


def address(path: str, choice: Choice, **changes: Any) -> str:
    """The page at `path` ("" the first), relative to any other page, with the choice's filters or those changed."""
    return f"./{path}?{urlencode(choice.to_link(**changes), doseq=True)}"
