"""Memory of a wall that runs and runs: `python -m tests.benchmarks.soak [--minutes 35] [--refresh 2]`; JSON. By hand, as it takes as long as it says.

One wall in Chromium over the demonstration, redrawn at every other refresh, as somebody commits a row each `2 * refresh` seconds. Every half minute: the
server's resident memory, and what JavaScript and the document hold in the browser after its garbage was collected. `growth` compares the median of the
last five minutes with that of the five after the first five.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import click
import psutil
import sqlalchemy as sa
from playwright.sync_api import CDPSession

from data_access.contract import daily_report
from data_access.engine import writing_engine
from tests.benchmarks.demonstration import NOW, folder_with_demonstration
from tests.benchmarks.figures import figure, report
from tests.chromium import Reader, launched
from tests.serving import served

SAMPLE_EVERY, SETTLE, WINDOW = 30.0, 300.0, 300.0  # seconds
MOST = 1.02
AS_AT_THE_WALL = "--js-flags=--no-opt --no-maglev --no-sparkplug"  # as README starts it on a small PC


def _write(database: str, stop: threading.Event, every: float, ahead: float) -> None:
    """A correction of one unit's report, again and again."""
    engine, revision = writing_engine(database), 100
    while not stop.wait(every):
        revision += 1
        row = {
            "org_unit_id": "D1-017",
            "report_date": NOW.date(),
            "revision": revision,
            "confirmed": 0,
            "fever": 0,
            "suspected": revision % 3,
        }
        with engine.begin() as connection:
            recorded_at = datetime.fromtimestamp(time.time() + ahead, UTC)
            connection.execute(sa.insert(daily_report).values(row | {"recorded_at": recorded_at}))
    engine.dispose()


def _held(browser: CDPSession) -> dict[str, int]:
    for _ in range(2):
        browser.send("HeapProfiler.collectGarbage")
    counts = browser.send("Memory.getDOMCounters")
    return {"heap": browser.send("Runtime.getHeapUsage")["usedSize"], "nodes": counts["nodes"], "listeners": counts["jsEventListeners"]}


def measure(minutes: float, refresh: float) -> dict[str, Any]:
    samples: list[dict[str, Any]] = []
    with (
        folder_with_demonstration() as (_, database),
        tempfile.TemporaryDirectory() as fonts,
        launched(Path(fonts), AS_AT_THE_WALL) as chromium,
    ):
        ahead, stop = NOW.timestamp() - time.time(), threading.Event()
        with served(database, clock=NOW, refresh_seconds=refresh) as server:
            writer = threading.Thread(target=_write, args=(database, stop, 2 * refresh, ahead))
            someone = Reader(chromium, None, 1920, 1080, "zh-CN")
            page = someone.page
            try:
                page.goto(f"{server.url}/wall?lang=zh")
                page.locator(".wall[data-scene]").wait_for(timeout=60_000)
                writer.start()
                browser, process, began = page.context.new_cdp_session(page), psutil.Process(server.pid), time.monotonic()
                browser.send("HeapProfiler.enable")
                while (passed := time.monotonic() - began) < 60 * minutes:
                    wall = page.locator(".wall")
                    own = {
                        "seconds": round(passed),
                        "rss": process.memory_info().rss,
                        "live": wall.get_attribute("data-live"),
                        **_held(browser),
                    }
                    samples.append(own)
                    print(json.dumps(own), file=sys.stderr, flush=True)
                    page.wait_for_timeout(1000 * max(0.0, SAMPLE_EVERY - (time.monotonic() - began - passed)))
                troubles = someone.troubles
            finally:
                stop.set()
                if writer.ident:
                    writer.join()
                someone.close()
    after = [one for one in samples if one["seconds"] >= SETTLE]
    first = [one for one in after if one["seconds"] < SETTLE + WINDOW]
    last = [one for one in after if one["seconds"] >= 60 * minutes - WINDOW]
    growth = {
        name: median(one[name] for one in last) / median(one[name] for one in first) for name in ("rss", "heap", "nodes", "listeners")
    }
    notes = {
        "minutes": minutes,
        "refresh_seconds": refresh,
        "server_rss_megabytes": [round(median(one["rss"] for one in part) / 2**20, 1) for part in (first, last)],
        "browser_heap_megabytes": [round(median(one["heap"] for one in part) / 2**20, 2) for part in (first, last)],
        "samples_that_were_live": f"{sum(one['live'] == 'live' for one in samples)}/{len(samples)}",
        "troubles": troubles,
    }
    return report({f"growth of {name} after the first five minutes": figure(ratio, at_most=MOST) for name, ratio in growth.items()}, notes)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--minutes", default=35.0, show_default=True)
@click.option("--refresh", default=2.0, show_default=True, help="Seconds.")
def main(minutes: float, refresh: float) -> None:
    """Let a wall run."""
    if minutes * 60 < SETTLE + 2 * WINDOW:
        raise click.BadParameter("at least 15 minutes, so that there is something to compare")
    print(json.dumps(measure(minutes, refresh), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
