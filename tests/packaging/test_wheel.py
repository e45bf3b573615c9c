"""The installed application: a wheel in an environment of its own, started from `/`, is the same as the project's folder."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.navigation import PAGES
from dashboard.streamlit_files import FOLDER
from tests.databases import Databases
from tests.serving import answer, serving

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of a fresh environment that holds the locked packages and the wheel, and nothing of this folder."""
    folder = tmp_path_factory.mktemp("installed")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def pip(python: str | Path, *arguments: str) -> None:
        command = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("situation_board-*.whl")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    pip(python, "install", "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    pip(python, "install", "--no-deps", str(wheel))
    return folder / "venv" / "bin" / "situation-board"


def test_the_wheel_serves_every_page_from_the_root_folder(installed: Path, databases: Databases, reader, tmp_path: Path) -> None:
    database = databases.empty("sqlite")
    secrets = tmp_path / "board.toml"
    secrets.write_text(f'[situation_board]\ndatabase_url = "{database.url}"\norganisation = "秦岭集团"\n', "utf-8")
    subprocess.run([installed, "demo", "--database", database.url], cwd="/", check=True, stdout=subprocess.DEVNULL)
    with serving(None, secrets=secrets, command=[str(installed)]) as url:
        someone = reader()
        for entry in PAGES:
            page = someone.open(f"{url}/{entry.path}?lang=zh")
            expect(page.locator(".demonstration")).to_be_visible()
            expect(page.locator(".brand")).to_contain_text("秦岭集团")
            if not entry.path:
                assert "/43" in page.locator(".st-key-figure-reporting-completeness").inner_text(), "44 units, one of them exempt"
                expect(page.locator(".board table")).to_be_visible()
        someone.assert_untroubled(url)
        assert answer(f"{url}/app/static/icon.svg") == (200, (ROOT / "dashboard" / "static" / "icon.svg").read_bytes())
        someone.page.goto(f"{url}/wall?lang=zh&scene=map")
        expect(someone.page.locator(".wall h1")).to_have_text("秦岭集团")
        expect(someone.page.locator(".ground svg")).to_have_count(2)
        page = someone.open(f"{url}/map?lang=zh")
        expect(page.locator(".atlas")).to_have_attribute("data-drawn", "maps", timeout=60_000)
        assert [answer(f"{url}/{path}")[0] for path in ("healthz", "readyz", "metrics")] == [200, 200, 200]
        script = re.search(rb"static/js/index[\w.-]+\.js", answer(f"{url}/")[1])
        assert script is not None
        asked = urllib.request.Request(f"{url}/{script[0].decode()}", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked, timeout=10) as told:
            assert gzip.decompress(told.read()) == (FOLDER / script[0].decode()).read_bytes()


def test_the_wheel_holds_the_application_and_nothing_else(installed: Path) -> None:
    (wheel,) = installed.parents[2].glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    rooms = {name.split("/")[0] for name in names}
    assert {room for room in rooms if not room.endswith(".dist-info")} == {"dashboard", "data_access", "pages"}
    for needed in (
        "dashboard/locales/zh.ftl",
        "dashboard/style.css",
        "dashboard/static/icon.svg",
        "dashboard/outlines/shaanxi.geojson",
        "pages/overview.py",
    ):
        assert needed in names
    assert "data_access/migrations/versions/0001_contract.py" in names
