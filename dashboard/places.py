"""Where a unit lies, by name: the districts and counties that the map draws."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_NAMES = Path(__file__).parent / "static" / "outline_names.json"


def place_name(adcode: str | None, language: str) -> str:
    """The name of the district or county of that code; empty where the map knows none."""
    place = _places().get(adcode or "", {})
    return str(place.get("name_en" if language == "en" else "name", ""))


@cache
def _places() -> dict[str, dict[str, Any]]:
    return {place["adcode"]: place for place in json.loads(_NAMES.read_text("utf-8"))}
