"""Every page in both languages and themes, on a phone, a desk and two walls: nothing cut, laid over another, foreign or broken. And the looking can fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from dashboard.navigation import PAGES
from dashboard.settings import LANGUAGES
from tests.gallery import album
from tests.gallery.finding import Finding, lines
from tests.gallery.visiting import SIZES, THEMES, Round, Visit, arrangements, go_round, look

PLAIN = (
    "<!doctype html><title>planted</title><style>body { margin: 0; font: 16px/1.5 sans-serif; }</style>"
    "<div data-testid='stApp' data-test-script-state='notRunning'><main data-testid='stMain' style='height: 880px; overflow: auto'>{}"
    "<footer class='legend'>Signs</footer></main></div>"
)
IN_SHADOW = "<div id='host'></div><script>document.getElementById('host').attachShadow({{ mode: 'open' }}).innerHTML = `{}`;</script>"
LONG = "A text that is much longer than its place"
PLANTED = {  # what is found -> the page that has it, and its language
    "clipped text": ("en", f"<p style='width: 80px; overflow: hidden; white-space: nowrap'>{LONG}</p>"),
    "clipped text, with dots and without its words in full": (
        "en",
        f"<p style='width: 80px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis'>{LONG}</p>",
    ),
    "clipped text, below": ("en", f"<p style='width: 120px; height: 30px; overflow: hidden'>{LONG}</p>"),
    "clipped text, inside a component": (
        "en",
        IN_SHADOW.format(f"<div style='width: 80px; overflow: hidden; white-space: nowrap'>{LONG}</div>"),
    ),
    "clipped text, typed": ("en", f"<input value='{LONG}' style='width: 60px'>"),
    "text outside the window": ("en", f"<p style='position: fixed; left: 1400px; white-space: nowrap'>{LONG}</p>"),
    "text sticks out of its frame": (
        "en",
        "<button style='width: 40px; padding: 0; white-space: nowrap; text-align: left; display: block'>suspected</button>",
    ),
    "text over text": (
        "en",
        "<p style='position: absolute; top: 40px'>One line</p><p style='position: absolute; top: 44px'>And another</p>",
    ),
    "scrolls sideways": ("en", "<div style='width: 1600px; height: 9px'></div>"),
    "scrolls sideways, a board": (
        "en",
        IN_SHADOW.format(
            "<div class='board'><div class='scroll' style='width: 400px; overflow: auto'><div style='width: 500px; height: 9px'></div></div></div>"
        ),
    ),
    "does not fit without scrolling": ("en", "<div style='height: 1000px'></div>"),
    "failure on screen": ("en", "<p class='failure'>This page failed.</p>"),
    "page of dashes": ("en", "<ul class='counts'>" + "<li><b>—</b></li>" * 5 + "<li><b>7</b></li></ul>"),
    "untranslated": ("en", "<p>逾期 3 units</p>"),
    "untranslated, in Chinese": ("zh", "<p>3 家 overdue</p>"),
    "untranslated, a name that has its English": ("en", "<p>总部机关</p>"),
    "untranslated, an accessible name": ("zh", "<div data-testid='stHtml'><i role='img' aria-label='Breach'>◆</i></div>"),
    "name of a message": ("en", "<p>column-unit</p>"),
    "value that nobody worded": ("zh", "<p>逾期 None</p>"),
}
AS_IT_SHOULD_BE = (
    f"<p title='{LONG}' style='width: 80px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis'>{LONG}</p>"
    "<div style='width: 200px; overflow: auto'><div style='width: 400px; white-space: nowrap'>A list that scrolls inside, and says so by its bar</div></div>"
    "<p>金精矿 · daily_report.csv</p><button>中文</button><ul class='counts'><li><b>—</b></li><li><b>7</b></li></ul>"
)


@pytest.fixture(scope="module")
def blank(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def found(page: Page, names: dict[str, list[str]], language: str, body: str) -> list[Finding]:
    page.set_content(PLAIN.replace("{}", body))
    return look(page, Visit("overview", ""), language, "light", names)


def test_nothing_is_cut_foreign_broken_or_out_of_place_on_any_page(seen: Round) -> None:
    assert lines(one for one in seen.findings if not one.what.startswith("axe ")) == []


def test_the_gallery_holds_every_page_in_both_languages_and_themes_at_every_width(seen: Round) -> None:
    pages = {entry.path or "overview" for entry in PAGES}
    assert sum(picture.page in pages for picture in seen.pictures) == len(PAGES) * len(LANGUAGES) * len(THEMES) * len(SIZES)
    assert {picture.page for picture in seen.pictures} >= {place.name for place in arrangements()}
    folder = seen.folder
    assert folder is not None
    assert all((folder / picture.file).stat().st_size > 5_000 for picture in seen.pictures)
    index = album.index(folder, seen.pictures, ["one finding <b>"]).read_text("utf-8")
    assert all(picture.file in index for picture in seen.pictures)
    assert "one finding &lt;b&gt;" in index
    assert album.montage(folder, seen.pictures).stat().st_size > 100_000


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_defect_is_found(blank: Page, names: dict[str, list[str]], planted: str) -> None:
    language, body = PLANTED[planted]
    assert planted.split(",")[0] in {one.what for one in found(blank, names, language, body)}


def test_what_is_as_it_should_be_is_not_called_a_defect(blank: Page, names: dict[str, list[str]]) -> None:
    assert found(blank, names, "en", AS_IT_SHOULD_BE) == []


def test_a_console_error_a_request_that_leaves_and_what_axe_finds_are_told(chromium: Browser, names: dict[str, list[str]]) -> None:
    body = "<p style='color: #ccc'>Pale</p><img src='http://192.0.2.1/far.png' alt=''><script>console.error('broken')</script>"

    class Planted(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PLAIN.replace("{}", body).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Planted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        told = go_round(chromium, url, names, places=[Visit("planted", "")], languages=["en"], themes=["light"], sizes=[(1440, 900)])
    finally:
        server.shutdown()
        server.server_close()
    text = "\n".join(lines(told.findings))
    assert "broken" in text
    assert "request that leaves the machine: http://192.0.2.1/far.png" in text
    assert "axe color-contrast" in text


def test_a_finding_is_one_line_with_the_themes_and_widths_it_shows_at() -> None:
    one = [Finding("map", "en", theme, width, "clipped text", "Gate", "th") for theme in THEMES for width in (1440, 390)]
    assert lines(one) == ['map en light+dark 390,1440: clipped text: "Gate" in th']
