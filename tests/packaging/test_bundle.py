"""Installation without internet: `make bundle` collects everything, `make install-offline` asks nobody."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


class DeadIndex:
    """An address on this machine that takes calls and answers nothing."""

    def __init__(self) -> None:
        self.calls = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._kept: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"

    def _take(self) -> None:
        while True:
            try:
                self._kept.append(self._listening.accept()[0])
            except OSError:
                return
            self.calls += 1

    def close(self) -> None:
        self._listening.close()
        for one in self._kept:
            one.close()


@pytest.fixture
def dead_index() -> Iterator[DeadIndex]:
    made = DeadIndex()
    yield made
    made.close()


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, unpacked on another machine."""
    folder = tmp_path_factory.mktemp("bundle")
    made = subprocess.run([ROOT / ".ci" / "bundle", folder], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert made.returncode == 0, made.stderr
    (folder / "there").mkdir()
    subprocess.run(["tar", "-C", folder / "there", "-xzf", made.stdout.strip()], check=True)
    (unpacked,) = (folder / "there").iterdir()
    return unpacked


def environment(index: DeadIndex) -> dict[str, str]:
    """Nothing of this environment; every way to a network leads to the index that answers nothing."""
    everywhere = dict.fromkeys(
        ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"), index.url
    )
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYENV_VERSION")}
    return kept | everywhere | {"PIP_TIMEOUT": "2", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}


def test_it_installs_with_no_network_and_what_is_installed_works(bundle: Path, dead_index: DeadIndex, tmp_path: Path) -> None:
    command, asks = ["make", "install-offline", f"INTO={tmp_path / 'here'}"], environment(dead_index)
    done = subprocess.run(command, cwd=bundle, env=asks, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "situation-board, version" in done.stdout
    program = tmp_path / "here" / "bin" / "situation-board"
    url = f"sqlite:///{tmp_path / 'board.sqlite'}"
    for arguments in (
        ("demo", "--day", "2021-12-28"),
        ("template", "one.xlsx", "--day", "2021-12-28", "--unit", "H-001"),
        ("import", "one.xlsx", "--dry-run"),
    ):
        done = subprocess.run([program, *arguments, "--database", url], cwd=tmp_path, env=asks, capture_output=True, text=True, check=False)
        assert done.returncode == (1 if arguments[0] == "import" else 0), done.stderr
        assert "Traceback" not in done.stderr
    assert dead_index.calls == 0, "somebody was asked"


def test_a_bundle_that_was_changed_on_its_way_or_is_for_another_machine_is_refused(
    bundle: Path, dead_index: DeadIndex, tmp_path: Path
) -> None:
    def refused() -> str:
        run = subprocess.run(
            [bundle / "install", tmp_path / "x"], env=environment(dead_index), capture_output=True, text=True, check=False, timeout=120
        )
        assert run.returncode == 2
        return run.stderr

    before = (bundle / "requirements.lock").read_bytes()
    (bundle / "requirements.lock").write_bytes(before + b"\n")
    assert "the bundle is not as it was made; copy it anew" in refused()
    (bundle / "requirements.lock").write_bytes(before)
    made_for = (bundle / "made-for").read_text()
    (bundle / "made-for").write_text("3.9 Linux riscv64\n")
    assert "this bundle is for Python 3.9 on Linux riscv64" in refused()
    (bundle / "made-for").write_text(made_for)
    assert not (tmp_path / "x").exists()
