"""The map with 5,000 checkpoints beside the map with 125, in Chromium without a graphics card.

First paint: from asking for the page until both maps and the table stand drawn, and the browser's own first contentful paint; the database's tables are in
the dashboard's memory, and the browser's in its cache, as with the second of two readers. Panning: frames a second while the map is dragged about.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, expect

from tests.benchmarks.figures import Report, figure, report
from tests.benchmarks.viewers import rounded, spread
from tests.chromium import Reader, launched
from tests.databases import Databases, written
from tests.map_world import many
from tests.serving import serving
from tests.world import NOW

FEW, MANY, TURNS = 125, 5000, 7
FRAMES = """() => { window.frames = 0; window.counting = true;
  const count = () => { if (!window.counting) return; window.frames++; requestAnimationFrame(count); }; requestAnimationFrame(count); }"""


def opened(browser: Browser, home: str) -> tuple[Reader, float, float, int]:
    """A reader of the map, seconds until all is drawn, seconds until the first paint, and bytes over the websocket."""
    reader, taken = Reader(browser, None, 1440, 900, "zh-CN"), []
    reader.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: taken.append(len(frame))))
    began = time.perf_counter()
    reader.page.goto(f"{home}/map?lang=zh")
    expect(reader.page.locator(".atlas")).to_have_attribute("data-drawn", "maps", timeout=120_000)
    drawn = time.perf_counter() - began
    painted = reader.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
    return reader, drawn, painted, sum(taken)


def frames_a_second(reader: Reader) -> float:
    """While the map of the counties is dragged about for some seconds."""
    page, box = reader.page, reader.page.locator(".atlas .canvas").nth(1).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    began = time.perf_counter()
    turn = 0
    while time.perf_counter() - began < 4:
        turn += 1
        page.mouse.move(x + 80 * (turn % 20 - 10) / 10, y + 50 * (turn % 14 - 7) / 7)
    page.mouse.up()
    return page.evaluate("(window.counting = false, window.frames)") / (time.perf_counter() - began)


def measure() -> Report:
    with ExitStack() as stack:
        databases = Databases(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        stack.callback(databases.close)
        homes = {
            posts: stack.enter_context(
                serving(written(databases.initialised("sqlite"), many(posts)).reader_url, clock=NOW, refresh_seconds=3600)
            )
            for posts in (FEW, MANY)
        }
        browser = stack.enter_context(launched(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        drawn: dict[int, list[float]] = {FEW: [], MANY: []}
        painted: dict[int, list[float]] = {FEW: [], MANY: []}
        frames: dict[int, list[float]] = {FEW: [], MANY: []}
        taken: dict[int, int] = {}
        for turn in range(-1, TURNS):  # the first of each warms, and is not counted
            for posts, home in homes.items():
                reader, whole, first, taken[posts] = opened(browser, home)
                if turn >= 0:
                    drawn[posts].append(whole)
                    painted[posts].append(first)
                    frames[posts].append(frames_a_second(reader))
                reader.close()
    figures, notes = {}, {}
    for title, told, aim in (
        ("first contentful paint, seconds", painted, {"at_most": 1.5}),
        ("maps and table drawn, seconds", drawn, {"at_most": 1.5}),
        ("frames a second while panning", frames, {"at_least": 0.5}),
    ):
        figures[f"{title}: {MANY} checkpoints beside {FEW}"] = figure(median(told[MANY]) / median(told[FEW]), **aim)
        notes[title] = {posts: spread(values) | {"least": rounded(min(values))} for posts, values in told.items()}
    notes["websocket, kilobytes"] = {posts: rounded(size / 1000) for posts, size in taken.items()}
    return report(figures, notes)
