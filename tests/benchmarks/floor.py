"""The floor: a page that sends the very elements of the overview, with constant data and no work, on the same server. What Streamlit itself costs.

`served_floor` records what one viewer of a running dashboard is sent, and serves it; `python -m tests.benchmarks.floor FILE serve ...` is that server:
the dashboard's own, with every option, route and layer before it, but another entry.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks import held
from tests.benchmarks.viewers import KEEPS_FRESH, recorded
from tests.serving import Started, served

SENT_ANEW = ("delta", "page_config_changed")  # all else is the server's own to say
ENTRY = Path(__file__).parent / "floor_entry.py"
LENGTH_BYTES = 4


@contextmanager
def served_floor(
    of: Started, folder: Path, database_url: str, clock: datetime, addresses: Sequence[str] = ("?lang=zh",), *, widgets: bool = False
) -> Iterator[Started]:
    """The floor of the page that the dashboard shows at the first of the addresses; asked again it shows the others by turns. With `widgets` it also has
    those of the page, which Streamlit keeps for each session, beside their recorded likenesses."""
    kept = folder / f"floor-of-{len(addresses)}-addresses.messages"
    with kept.open("wb") as file:
        for address in addresses:
            for message in _elements(recorded(of.url, address)):
                _write(file, message.SerializeToString())
            _write(file, b"")
    command = (sys.executable, "-m", __spec__.name, str(kept), *(["--widgets"] if widgets else []))
    with served(database_url, clock=clock, command=command) as server:
        yield server


def _elements(messages: Sequence[ForwardMsg]) -> Iterator[ForwardMsg]:
    pulses = {message.auto_rerun.fragment_id for message in messages if message.WhichOneof("type") == "auto_rerun"}
    for message in messages:  # the floor has a pulse of its own
        if message.delta.new_element.bidi_component.component_name == KEEPS_FRESH:  # it would ask for what the floor does not know
            continue
        if message.WhichOneof("type") in SENT_ANEW and message.delta.fragment_id not in pulses:
            message.hash = ""  # worked out in each run, as of any element
            message.metadata.cacheable = False
            if message.WhichOneof("type") == "delta":
                message.delta.ClearField("fragment_id")
            yield message


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)


def read(file: Path) -> list[list[ForwardMsg]]:
    """The messages of each address; an empty one ends them."""
    content, found, at = file.read_bytes(), [[]], 0
    while at < len(content):
        length = int.from_bytes(content[at : at + LENGTH_BYTES], "big")
        at += LENGTH_BYTES
        if length:
            found[-1].append(ForwardMsg.FromString(content[at : at + length]))
        else:
            found.append([])
        at += length
    return found[:-1]


def main() -> None:
    import os

    from dashboard import cli, serve

    os.environ["FLOOR_MESSAGES"] = sys.argv.pop(1)
    if sys.argv[1] == "--widgets":
        os.environ["FLOOR_WIDGETS"] = sys.argv.pop(1)
    serve.ENTRY = ENTRY
    held.listen()
    cli.main()


if __name__ == "__main__":
    main()
