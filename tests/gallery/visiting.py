"""Goes round every page in every language, theme and width, looks at each and takes its picture. Each is opened once a language, then turned and sized."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLong

from dashboard.navigation import PAGES
from dashboard.settings import LANGUAGES
from tests.chromium import Reader
from tests.gallery.access import violations
from tests.gallery.finding import Finding
from tests.gallery.language import foreign

THEMES = ("light", "dark")
TRIED_BY_AXE = (1440, 390)
SIZES = ((1440, 900), (390, 844), (1920, 1080), (3840, 2160))
FOLDS = 768  # px; narrower, the sidebar is folded away
DESK = 1440  # from this width on no board scrolls sideways
DRAWN_WITHIN = 120_000  # ms; maps are drawn without a graphics card
DASHES = 0.4  # more than this share of a page's figures or cells without a value, where the data has them
OF_ONE = {"unit": "unit=D1-017"}  # pages of one thing, and the one of the demonstration that they are shown for
MORE = (
    ("overview-past", "", "day=2021-12-27"),
    ("compliance-day", "compliance", "view=day"),
    ("compliance-slots", "compliance", "measure=disinfection&view=slot"),
    ("compliance-one-by-day", "compliance", "measure=disinfection&view=day"),
    ("compliance-reports", "compliance", "measure=daily_report"),
    ("map-coloured", "map", "shade=isolated"),
    ("unit-division", "unit", "unit=D1"),
    ("people-work", "people", "section=work"),
    ("people-orders", "people", "section=orders"),
)
LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
STILL = """async (folds) => {
  const sidebar = () => document.querySelector("[data-testid=stSidebar]")?.getBoundingClientRect();
  const main = () => document.querySelector("[data-testid=stMain]");
  const folded = () => !sidebar() || (innerWidth <= folds ? sidebar().right <= 0 : sidebar().left >= 0);
  const there = () => folded() && (!main() || main().scrollWidth <= main().clientWidth);
  for (let turn = 0; turn < 40 && !there(); turn++) await new Promise((next) => setTimeout(next, 100));
  const seen = () => JSON.stringify([...document.querySelectorAll(
    "[data-testid=stSidebar], [data-testid=stMain], [data-testid=stMain] [data-testid], .board, .legend, canvas")].map((one) => {
      const box = one.getBoundingClientRect(); return [box.width | 0, box.height | 0, box.top | 0]; }));
  let last = "", same = 0;
  for (let turn = 0; turn < 80 && same < 3; turn++) {
    await new Promise((next) => setTimeout(next, 100));
    const now = seen();
    same = now === last ? same + 1 : 0;
    last = now;
  }
  await document.fonts.ready;
}"""
MAPS = ".atlas"
WHOLE = (
    "[data-testid=stApp], [data-testid=stAppViewContainer], [data-testid=stMain] "
    "{ position: static !important; height: auto !important; overflow: visible !important; } "
    f"@media (max-width: {FOLDS}px) {{ [data-testid=stSidebar] {{ display: none !important; }} }}"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to look at: its name in the gallery, and its address below the dashboard's, without the language. One `in_brief` is seen in the first
    theme at the first two sizes."""

    name: str
    path: str
    query: str = ""
    in_brief: bool = False

    def address(self, home: str, language: str) -> str:
        return f"{home}/{self.path}?{self.query}{'&' if self.query else ''}lang={language}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture taken: the file's name in the folder tells the rest."""

    page: str
    language: str
    theme: str
    width: int
    height: int

    @property
    def file(self) -> str:
        return f"{self.page}-{self.language}-{self.theme}-{self.width}.{'png' if self.width <= DESK else 'jpg'}"


@dataclass
class Round:
    """What a going-round saw."""

    findings: list[Finding] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    folder: Path | None = None  # of the pictures


def visits() -> list[Visit]:
    """Every page of the navigation; one of a single thing is shown for one."""
    return [Visit(entry.path or "overview", entry.path, OF_ONE.get(entry.path, "")) for entry in PAGES]


def arrangements() -> list[Visit]:
    """What else the pages can show, on another day, of another measure or unit."""
    return [Visit(*more, in_brief=True) for more in MORE]


def go_round(
    browser: Browser,
    home: str,
    names: dict[str, list[str]],
    folder: Path | None = None,
    *,
    places: Iterable[Visit] | None = None,
    languages: Sequence[str] = tuple(LANGUAGES),
    themes: Sequence[str] = THEMES,
    sizes: Sequence[tuple[int, int]] = SIZES,
    whole: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> Round:
    """Look at every place in every language, theme and size; with a folder, put its pictures there, up to a desk's width of the `whole` page.

    `names` is `language.own_names` of the database that the dashboard at `home` shows.
    """
    told = Round(folder=folder)
    for place in [*visits(), *arrangements()] if places is None else places:
        seen_in, seen_at = (themes[:1], sizes[:2]) if place.in_brief else (themes, sizes)
        for language in languages:
            began = time.monotonic()
            someone = Reader(browser, None, *sizes[0], locale="en-GB" if language == "en" else "zh-CN")
            try:
                _look_at(someone, place, language, home, names, folder, seen_in, seen_at, whole, told)
            finally:
                someone.close()
            seconds = told.seconds[f"{place.name} {language}"] = time.monotonic() - began
            say(f"{place.name} {language}: {seconds:.1f} s")
    return told


def _look_at(
    someone: Reader,
    place: Visit,
    language: str,
    home: str,
    names: dict[str, list[str]],
    folder: Path | None,
    themes: Sequence[str],
    sizes: Sequence[tuple[int, int]],
    whole: bool,
    told: Round,
) -> None:
    page = someone.page
    page.emulate_media(color_scheme=themes[0])  # type: ignore[arg-type]
    troubles = 0
    for theme in themes:
        page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        if theme == themes[0]:
            try:
                someone.open(place.address(home, language))
            except (TooLong, AssertionError) as error:
                told.findings.append(
                    Finding(place.name, language, theme, sizes[0][0], "does not come to rest", str(error).splitlines()[0], "page")
                )
                continue
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            standing_still(page)
            told.findings += look(page, place, language, theme, names)
            if width in TRIED_BY_AXE:
                told.findings += [Finding(place.name, language, theme, width, *violation) for violation in violations(page)]
            if folder is not None:
                picture = Picture(place.name, language, theme, width, height)
                take(page, folder / picture.file, whole=whole and width <= DESK)
                told.pictures.append(picture)
        left = [f"request that leaves the machine: {url}" for url in someone.requests if not url.startswith((home, "data:", "blob:"))]
        heard = someone.troubles + left
        told.findings += [Finding(place.name, language, theme, width, "trouble", line, "console and network") for line in heard[troubles:]]
        troubles = len(heard)


def look(page: Page, place: Visit, language: str, theme: str, names: dict[str, list[str]]) -> list[Finding]:
    """What is wrong with the page as it stands in its window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    seen = seen_by_eye(page, must_fit=place.name == "overview" and width >= DESK)
    found = [Finding(place.name, language, theme, width, one["what"], one["text"], one["where"]) for one in seen["problems"]]
    for text, where in dict.fromkeys((one["text"], one["where"]) for one in seen["texts"]):
        found += [
            Finding(place.name, language, theme, width, what, words, where) for what, words in foreign(text, language, names[language])
        ]
    return found


def seen_by_eye(page: Page, *, must_fit: bool = False) -> dict[str, Any]:
    """What look.js tells: `problems` (what, text, where), `texts` (text, where) and `spots`, where each line of text stands."""
    return page.evaluate(LOOK, {"desk": DESK, "dashes": DASHES, "mustFit": must_fit})


def standing_still(page: Page) -> None:
    """Wait until nothing on the page changes its place or size any more, and maps have drawn themselves."""
    page.evaluate(STILL, FOLDS)
    maps = page.locator(MAPS)
    if maps.count():
        expect(maps).to_have_attribute("data-drawn", "maps", timeout=DRAWN_WITHIN)
        page.wait_for_timeout(1700)  # a map looks for the colours of a theme that has just changed


def take(page: Page, path: Path, *, whole: bool) -> None:
    """A picture of the window, or of the whole page laid out as in it."""
    if not whole:
        page.screenshot(path=path, timeout=DRAWN_WITHIN)
        return
    laid_open = page.add_style_tag(content=WHOLE)
    page.screenshot(path=path, full_page=True, timeout=DRAWN_WITHIN)
    laid_open.evaluate("style => style.remove()")
