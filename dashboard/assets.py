"""Files that the browser fetches and keeps, each compressed once. Here are those that maps are drawn with and on; a changed one has another address."""

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
    """A file as it is sent: compressed, as every browser asks for it; who does not gets it unpacked."""

    gzipped: bytes
    media_type: str
    digest: str
    caching: str = FOREVER

    @classmethod
    def of(cls, content: bytes, media_type: str, caching: str = FOREVER) -> Asset:
        return cls(gzip.compress(content, 9, mtime=0), media_type, hashlib.sha256(content).hexdigest()[:16], caching)

    def answer(self, request: Request) -> Response:
        """For GET and HEAD: the file, or that it is what the reader already has."""
        zipped = _takes_gzip(request.headers.get("Accept-Encoding", ""))
        tag = f'"{self.digest}-gzip"' if zipped else f'"{self.digest}"'
        headers = {"Cache-Control": self.caching, "ETag": tag, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        if _has(tag, request.headers.get("If-None-Match", "")):
            return Response(status_code=304, headers=headers)
        content = self.gzipped if zipped else gzip.decompress(self.gzipped)
        headers["Content-Length"] = str(len(content))
        if zipped:
            headers["Content-Encoding"] = "gzip"
        return Response(b"" if request.method == "HEAD" else content, media_type=self.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding lets gzip be sent: named with a weight other than 0, or under `*` where it is not named."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        weights[name] = weight.strip("0.") != "" or not weight
    return weights.get("gzip", weights.get("*", False))


def _has(tag: str, known: str) -> bool:
    """Whether an If-None-Match names the tag."""
    return tag in {one.strip().removeprefix("W/") for one in known.split(",")} or known.strip() == "*"


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
    return Asset.of(make(ground), media_type)


def _fetch(request: Request) -> Response:
    name, digest = request.path_params["name"], request.path_params["digest"]
    if name not in _MADE or digest != _asset(name).digest:
        return PlainTextResponse("there is no such file\n", 404)
    return _asset(name).answer(request)


ROUTE = Route("/assets/{digest}/{name}", _fetch)
