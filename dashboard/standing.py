"""Where a browser asks how the days on its screen stand: a word that is another as soon as the page would be drawn otherwise, and says nothing else."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard import data

ADDRESS = "./standing"  # from any page
NOBODY_KNOWS = 410  # of such a screen: the process has begun anew, or the viewer was long away
NOT_KEPT = {"Cache-Control": "no-store"}


async def standing(request: Request) -> PlainTextResponse:
    """How the screen stands, or 410. The look at the database that may be due is taken in a thread of its own."""
    opened, viewer = data.opened(), request.query_params.get("of", "")
    stands = None if opened is None else await run_in_threadpool(opened.stands, viewer)
    return PlainTextResponse(stands or "", 200 if stands else NOBODY_KNOWS, NOT_KEPT)


ROUTE = Route("/standing", standing)
