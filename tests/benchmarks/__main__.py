"""`make benchmark`: runs the benchmarks, all or those named, and writes one JSON with what they found.

`python -m tests.benchmarks [NAME...] [--output FILE]`; progress goes to standard error. Each figure is a ratio within this one run, beside its aim and
whether it is reached; absolute figures are notes. Ends with 0 whether or not the aims are reached, with 1 where a benchmark could not be run.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import platform
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import click

BENCHMARKS = (  # modules beside this one, each with `measure() -> dict`
    "first_paint",
    "viewers_200",
    "plain_page",
    "history",
    "driver_alone",
    "memory_guard",
    "map_of_many",
    "intake",
)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(BENCHMARKS))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file that the JSON goes to; else standard output.")
def main(names: tuple[str, ...], output: Path | None) -> None:
    """Run the benchmarks named, or all."""
    found: dict[str, Any] = {}
    for name in names or BENCHMARKS:
        say(f"== {name}")
        began = time.monotonic()
        try:
            with contextlib.redirect_stdout(sys.stderr):
                found[name] = importlib.import_module(f"tests.benchmarks.{name}").measure()
        except Exception as error:
            traceback.print_exc()
            found[name] = {"failed": f"{type(error).__name__}: {error}"[:500]}
        found[name]["seconds"] = round(time.monotonic() - began)
        for title, one in found[name].get("figures", {}).items():
            (bound, aim), reached = next(iter(one["aim"].items())), "reached" if one["reached"] else "NOT REACHED"
            say(f"   {title}: {one['ratio']} ({bound.replace('_', ' ')} {aim}: {reached})")
        say(f"   {found[name]['seconds']} s")
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    text = json.dumps({"schema": 1, "machine": machine, "benchmarks": found}, ensure_ascii=False, indent=1) + "\n"
    if output:
        output.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    sys.exit(any("failed" in one for one in found.values()))


if __name__ == "__main__":
    main()
