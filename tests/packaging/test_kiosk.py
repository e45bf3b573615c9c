"""What README gives for a small PC under a screen: the script waits for the dashboard and opens the wall; the unit starts the script, for good."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LINK = "https://board.intranet/wall?lang=zh&scene=board,map&token=of-the-tests"


def block(language: str) -> str:
    """README's only block of it."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)
    return found


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the script, and with stand-ins: curl answers at the third time, chromium writes down what it was told."""
    for name, text in {
        "situation-wall": block("sh"),
        "curl": f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n[ "$(wc -l <{tmp_path}/asked)" -ge 3 ]\n',
        "sleep": "#!/bin/sh\n",
        "chromium": f'#!/bin/sh\nfor one in "$@"; do echo "$one" >>{tmp_path}/told; done\n',
    }.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "link").write_text(f"{LINK}\n")
    return tmp_path


def test_the_script_waits_until_the_dashboard_serves_and_opens_the_wall_full_screen(machine: Path) -> None:
    environment = {"PATH": f"{machine}:{os.environ['PATH']}", "HOME": str(machine)}
    subprocess.run([machine / "situation-wall", machine / "link"], env=environment, check=True, timeout=30)
    asked = (machine / "asked").read_text().splitlines()
    assert len(asked) == 3
    assert all(one.endswith(" https://board.intranet/healthz") for one in asked), "the token is asked of nobody"
    told = (machine / "told").read_text().splitlines()
    assert told[-1] == LINK
    assert "--kiosk" in told
    assert [one for one in told if "healthz" in one] == []


def test_without_a_link_the_script_opens_nothing(machine: Path) -> None:
    environment = {"PATH": f"{machine}:{os.environ['PATH']}", "HOME": str(machine)}
    ended = subprocess.run([machine / "situation-wall", machine / "nothing"], env=environment, check=False, capture_output=True, timeout=30)
    assert ended.returncode != 0
    assert not (machine / "told").exists()


def test_the_unit_starts_the_script_again_whenever_it_ends() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read_string(block("ini"))
    assert unit["Service"]["ExecStart"].split()[-1] == "/usr/local/bin/situation-wall"
    assert (unit["Service"]["Restart"], unit["Service"]["User"]) == ("always", "wall")
    assert unit["Install"]["WantedBy"]
