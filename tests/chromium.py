"""Chromium for the tests, and a reader whose every request, console line and failure is watched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",  # maps are drawn without a graphics card, too
    "--enable-unsafe-swiftshader",
    "--disable-gpu-rasterization",  # all else is drawn by the processor at once, which Debian's own flags would have emulated
    "--disable-gpu-compositing",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PROBES = ("/_stcore/health", "/_stcore/host-config")  # a page opened by its own link looks for these beside it first: two 404s


_Kind = tuple[Browser, datetime | None, str, int]
_free: dict[_Kind, list[BrowserContext]] = defaultdict(list)  # a context that has the dashboard's own files opens a page in half the time


class Reader:
    """A reader's browser with nothing remembered from another but the dashboard's own files; watched from the first request on."""

    def __init__(self, browser: Browser, clock: datetime | None, width: int, height: int, locale: str, scale: int = 1) -> None:
        self._kind = (browser, clock, locale, scale)
        self._context = _free[self._kind].pop() if _free[self._kind] else browser.new_context(locale=locale, device_scale_factor=scale)
        self.page: Page = self._context.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        if clock is not None:
            self.page.clock.set_fixed_time(clock)
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        self.page.on("console", self._hear)

    def _hear(self, message) -> None:  # type: ignore[no-untyped-def]
        expected = "404" in message.text and message.location["url"].endswith(PROBES)
        if message.type == "error" and not expected:
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def open(self, url: str) -> Page:
        """Open the address and wait until its page stands there, its figures or its sentence."""
        self.page.goto(url)
        self.settled()
        return self.page

    def settled(self) -> None:
        """Drawn to its end: the script has run, and no widget's code is still on its way."""
        self.page.locator(".legend, .failure, .empty").first.wait_for(timeout=30_000)
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)

    def assert_untroubled(self, home: str) -> None:
        """No exception on screen, no console error, and no request that left the machine."""
        assert self.troubles == []
        assert self.page.get_by_test_id("stException").count() == 0
        left = [url for url in self.requests if not url.startswith((home, "data:", "blob:"))]
        assert left == []

    def close(self) -> None:
        """Leave the browser to the next reader, without a trace."""
        if self.page.is_closed():
            return
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        for page in self._context.pages:
            page.close()
        self._context.clear_cookies()
        self._context.clear_permissions()
        _free[self._kind].append(self._context)


def executable() -> str | None:
    """Debian's Chromium where there is one; else Playwright's own."""
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


def _fonts(folder: Path) -> dict[str, str]:
    """Where the machine has no Chinese font, the one of a package, for this browser alone."""
    has_one = (
        shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip()
    )
    if has_one:
        return {}
    package = Path(str(find_spec("pylopdf_fonts_zh_cn").origin)).parent  # type: ignore[union-attr] (a test dependency)
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{package}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}</cachedir></fontconfig>")
    return {"FONTCONFIG_FILE": str(config)}


@contextmanager
def launched(folder: Path, *more: str) -> Iterator[Browser]:
    """A browser that writes Chinese, started with `more` flags; what it needs for that is kept in the folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, *more], env={**os.environ, **_fonts(folder)})
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with launched(tmp_path_factory.mktemp("fonts")) as browser:
        yield browser


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """Makes readers; each is a person of their own."""
    opened: list[Reader] = []

    def make(clock: datetime | None = None, width: int = 1440, height: int = 900, locale: str = "zh-CN") -> Reader:
        opened.append(Reader(chromium, clock, width, height, locale))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
