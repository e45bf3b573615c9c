"""Memory and processor time of very many runs of the overview, by who collects the garbage: `python -m tests.benchmarks.memory_guard`; JSON.

Readers ask for run after run over Streamlit's own websocket, and leave after some runs for others to come, so that sessions end, too. `guard` is the
dashboard as it is served; `after every run` is Streamlit's own way; `python alone` is neither; `nobody` shows what there is to collect. Memory is to stay
level: `climbs` is megabytes per thousand runs over the second half, the ratios are to `after every run`.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

MODES = ("after every run", "guard", "python alone", "nobody")
SECONDS = float(os.environ.get("SECONDS_EACH", "25"))
READERS, RUNS_UNTIL_A_READER_LEAVES = 3, 15
MEGABYTE = 1 << 20
ROOT = Path(__file__).parents[2]


def serve(mode: str, its_id: str, arguments: list[str]) -> None:
    """The dashboard with its garbage collected so; it writes down its process id."""
    from contextlib import nullcontext

    import dashboard.serve
    from dashboard import cli, memory_guard

    Path(its_id).write_text(str(os.getpid()))
    dashboard.serve.OPTIONS |= {"runner.postScriptGC": mode == "after every run", "server.disconnectedSessionTTL": 1}
    if mode != "guard":
        memory_guard.guarding = nullcontext
    if mode == "nobody":
        gc.disable()
    sys.argv = ["situation-board", *arguments]
    cli.run()


class Process:
    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    def megabytes(self) -> float:
        return int((self._folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE

    def cpu_seconds(self) -> float:
        fields = (self._folder / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Readers:
    """They ask for runs of the overview, one after the other each, until told to stop."""

    def __init__(self, url: str) -> None:
        self.runs = 0
        self._url, self._ended, self._lock = url, threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in self._threads:
            thread.start()

    def wait_for(self, runs: int) -> None:
        """Until so many runs have ended, so that what is made once is made; or a minute."""
        until = time.monotonic() + 60
        while self.runs < runs and time.monotonic() < until:
            time.sleep(0.1)

    def end(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
        from websockets.sync.client import connect

        asking = BackMsg()
        asking.rerun_script.query_string = "lang=zh"
        while not self._ended.is_set():
            with urllib.request.urlopen(f"{self._url}/_stcore/health") as answer:
                cookie = answer.headers.get("Set-Cookie", "").split(";")[0]
            address = self._url.replace("http", "ws") + "/_stcore/stream"
            with connect(
                address,
                origin=self._url,
                subprotocols=["streamlit", cookie.partition("=")[2] or "none"],
                max_size=None,
                compression=None,
            ) as socket:
                for _ in range(RUNS_UNTIL_A_READER_LEAVES):
                    socket.send(asking.SerializeToString())
                    while ForwardMsg.FromString(socket.recv(30)).WhichOneof("type") != "script_finished":
                        pass
                    with self._lock:
                        self.runs += 1
                    if self._ended.is_set():
                        break


def measured(mode: str, database_url: str, folder: Path) -> dict[str, float]:
    from tests.serving import serving
    from tests.world import NOW

    its_id = folder / "pid"
    command = [sys.executable, str(Path(__file__)), mode, str(its_id)]
    with serving(database_url, clock=NOW, refresh_seconds=3600, command=command) as url:
        process, readers = Process(int(its_id.read_text())), Readers(url)
        readers.wait_for(10 * READERS)
        cpu, runs, began, told = process.cpu_seconds(), readers.runs, time.monotonic(), []
        while time.monotonic() - began < SECONDS:
            told.append((readers.runs, process.megabytes()))
            time.sleep(0.25)
        runs, cpu = readers.runs - runs, process.cpu_seconds() - cpu
        readers.end()
    half = told[len(told) // 2 :]
    climbs = linear_regression([float(ran) for ran, _ in half], [megabytes for _, megabytes in half]).slope * 1000
    return {
        "runs": runs,
        "cpu_ms_a_run": round(1000 * cpu / runs, 1),
        "megabytes_warm": round(told[0][1], 1),
        "megabytes_median_of_the_last_quarter": round(median(megabytes for _, megabytes in told[-len(told) // 4 :]), 1),
        "megabytes_most": round(max(megabytes for _, megabytes in told), 1),
        "climbs_megabytes_per_1000_runs": round(climbs, 1),
    }


def measure() -> dict[str, Any]:
    from tests.benchmarks.figures import figure, report
    from tests.databases import Databases

    os.environ["PYTHONPATH"] = str(ROOT)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database_url = os.environ.get("DATABASE_URL")
        if database_url is None:
            databases = Databases(folder)
            stack.callback(databases.close)
            database_url = databases.of_the_known_world("sqlite").reader_url
        by_mode = {mode: measured(mode, database_url, folder) for mode in MODES}
    after_every_run, guarded = by_mode["after every run"], by_mode["guard"]
    memory, work = "megabytes_median_of_the_last_quarter", "cpu_ms_a_run"
    return report(
        {
            "memory with the guard, beside a collection after every run": figure(guarded[memory] / after_every_run[memory], at_most=1.1),
            "work for a run with the guard, beside a collection after every run": figure(
                guarded[work] / after_every_run[work], at_most=0.7
            ),
        },
        {"seconds_each": SECONDS, "readers": READERS, "by_mode": by_mode},
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        serve(sys.argv[1], sys.argv[2], sys.argv[3:])
    else:
        print(json.dumps(measure(), indent=1))
