"""Files that the browser fetches once and keeps: what maps are drawn with and on. Each is compressed once; a changed one has another address."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pydeck
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import data
from dashboard.outlines import Outlines, outlines

DECK, OUTLINES, PICTURE = "deck.js", "outlines.geojson", "outlines.svg"
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    content: bytes
    gzipped: bytes
    media_type: str
    digest: str


def chosen_outlines() -> Outlines:
    """The outlines that the settings name. Raises SettingsWrong."""
    chosen = data.door().settings
    return outlines(chosen.outlines, chosen.outlines_crs)


def address(name: str) -> str:
    """Where the file is fetched: beside the page, as the dashboard may stand below another path."""
    return f"assets/{_asset(name).digest}/{name}"


def _deck() -> bytes:
    """deck.gl as pydeck brings it along for pages without a network."""
    return (Path(pydeck.__file__).parent / "nbextension" / "static" / "index.js").read_bytes()


_MADE: dict[str, tuple[Callable[[Outlines], bytes], str]] = {
    DECK: (lambda _: _deck(), "text/javascript"),
    OUTLINES: (lambda ground: ground.geojson, "application/geo+json"),
    PICTURE: (lambda ground: ground.svg, "image/svg+xml"),
}


def _asset(name: str) -> Asset:
    return _made(name, chosen_outlines())


@cache
def _made(name: str, ground: Outlines) -> Asset:
    make, media_type = _MADE[name]
    content = make(ground)
    return Asset(content, gzip.compress(content, 9, mtime=0), media_type, hashlib.sha256(content).hexdigest()[:16])


def _fetch(request: Request) -> Response:
    name, digest = request.path_params["name"], request.path_params["digest"]
    if name not in _MADE or digest != _asset(name).digest:
        return PlainTextResponse("there is no such file\n", 404)
    asset = _asset(name)
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(asset.gzipped if zipped else asset.content, media_type=asset.media_type, headers=headers)


ROUTE = Route("/assets/{digest}/{name}", _fetch)
