"""Takes the README's pictures: every page of the running demonstration, in Chromium, into docs/screenshots/. Run by `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dashboard.cli import main  # noqa: E402 (the project's root comes first)
from dashboard.navigation import PAGES  # noqa: E402
from tests.chromium import FLAGS, executable  # noqa: E402
from tests.serving import serving  # noqa: E402

NOW = datetime(2021, 12, 28, 17, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
SHOTS = (("zh", "light", 1440, 900), ("en", "dark", 1440, 900), ("zh", "light", 390, 844))


def take(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        database = f"sqlite:///{temporary}/demonstration.sqlite"
        main.main(["demo", "--database", database, "--day", f"{NOW:%Y-%m-%d}"], standalone_mode=False)
        with serving(database, clock=NOW) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
            for entry in PAGES:
                for language, theme, width, height in SHOTS:
                    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
                    page = context.new_page()
                    page.goto(f"{url}/{entry.path}?lang={language}")
                    page.locator(".legend").wait_for()
                    page.wait_for_timeout(3000)  # charts, boards and maps draw themselves after they are attached
                    path = folder / f"{entry.path or 'overview'}-{language}-{width}.png"
                    page.screenshot(path=path)
                    print(path.relative_to(ROOT))
                    context.close()
            browser.close()


take(ROOT / "docs" / "screenshots")
