"""Which build of the dashboard this is: another as soon as anything that it is made of is another."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE_OF = (".py", ".js", ".css", ".ftl", ".svg", ".geojson")


@cache
def build() -> str:
    """Sixteen letters."""
    told = hashlib.sha256(version("streamlit").encode())
    for folder in ("dashboard", "data_access", "pages"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in MADE_OF:
                told.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return told.hexdigest()[:16]
