"""Streamlit's own files over HTTP: compressed, kept by the browser, and byte for byte those on disk."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from dashboard import assets, streamlit_files
from dashboard.streamlit_files import FOLDER, StreamlitFiles
from tests.databases import Database
from tests.serving import serving
from tests.world import NOW


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def unpacked(self) -> bytes:
        return gzip.decompress(self.body) if self.headers["Content-Encoding"] == "gzip" else self.body


class Server:
    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The path goes out as it is written, `..` and all."""
        connection = http.client.HTTPConnection(self._address, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@pytest.fixture(scope="module")
def server(world_on_sqlite: Database) -> Iterator[Server]:
    with serving(world_on_sqlite.reader_url, clock=NOW) as url:
        yield Server(url)


NAMED = sorted(set(re.findall(r"static/[\w./-]+", (FOLDER / "index.html").read_text("utf-8"))))


def test_every_file_that_the_page_names_is_the_one_on_disk_compressed_or_not(server: Server) -> None:
    assert len(NAMED) > 10
    plain = packed = 0
    for name in NAMED:
        on_disk = (FOLDER / name).read_bytes()
        unpacked, zipped = server.ask(f"/{name}"), server.ask(f"/{name}", Accept_Encoding="gzip, deflate, br")
        assert (unpacked.status, unpacked.body, unpacked.headers["Content-Encoding"]) == (200, on_disk, None), name
        assert (zipped.status, zipped.unpacked) == (200, on_disk), name
        assert "immutable" in zipped.headers["Cache-Control"], name
        assert "max-age=31536000" in zipped.headers["Cache-Control"], name
        if name.endswith((".js", ".css")):
            assert zipped.headers["Content-Encoding"] == "gzip", name
            assert zipped.headers["Vary"] == unpacked.headers["Vary"] == "Accept-Encoding"
            assert zipped.headers["Content-Type"].split("/")[1].startswith(("javascript", "css"))
            plain, packed = plain + len(on_disk), packed + len(zipped.body)
    assert packed < plain * 0.4


@pytest.mark.parametrize("path", ["/", "/index.html", "/map", "/unit?unit=n1"])
def test_the_page_itself_is_asked_for_each_time_and_sent_only_when_it_changed(server: Server, path: str) -> None:
    on_disk = (FOLDER / "index.html").read_bytes()
    page = server.ask(path, Accept_Encoding="gzip")
    assert (page.unpacked, page.headers["Cache-Control"]) == (on_disk, "no-cache")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    again = server.ask(path, Accept_Encoding="gzip", If_None_Match=page.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", page.headers["ETag"])
    assert server.ask(path, Accept_Encoding="gzip", If_None_Match='"another"').status == 200


def test_head_tells_what_get_would_send(server: Server) -> None:
    for headers in ({}, {"Accept_Encoding": "gzip"}):
        get, head = (server.ask(f"/{NAMED[-1]}", method, **headers) for method in ("GET", "HEAD"))
        assert (head.status, head.body) == (200, b"")
        assert int(head.headers["Content-Length"]) == len(get.body)
        for name in ("Content-Type", "Content-Encoding", "ETag", "Cache-Control", "Vary"):
            assert head.headers[name] == get.headers[name]


def test_a_tag_is_of_one_form_of_the_file(server: Server) -> None:
    path = next(f"/{name}" for name in NAMED if name.endswith(".js"))
    zipped, plain = server.ask(path, Accept_Encoding="gzip").headers["ETag"], server.ask(path).headers["ETag"]
    assert zipped != plain
    assert server.ask(path, If_None_Match=zipped).status == 200
    assert server.ask(path, If_None_Match=f'"x", W/{plain}').status == 304
    assert server.ask(path, If_None_Match="*").status == 304


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("", False),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0, *", False),
        ("gzip; q=0.0", False),
        ("*", True),
        ("*;q=0", False),
        ("xgzip", False),
        ("identity", False),
    ],
)
def test_what_is_compressed_goes_to_who_takes_it(accepted: str, zipped: bool) -> None:
    assert assets._takes_gzip(accepted) is zipped


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../__init__.py",
        "/static/js/../../../__init__.py",
        "/static/%2e%2e/%2e%2e/config.py",
        "/static/..%2f..%2fconfig.py",
        "/static//etc/passwd",
        "//static/js",
        "/..%5c..%5cconfig.py",
    ],
)
def test_no_path_leads_out_of_the_folder(server: Server, path: str) -> None:
    for headers in ({}, {"Accept_Encoding": "gzip"}):
        answer = server.ask(path, **headers)
        assert answer.status in (400, 404) or answer.unpacked == (FOLDER / "index.html").read_bytes(), path
        assert b"import " not in answer.unpacked or b"<!doctype" in answer.unpacked.lower()


def test_all_else_stays_with_streamlit(server: Server) -> None:
    font = next(name for name in NAMED if name.endswith(".woff2"))
    assert server.ask(f"/{font}", Accept_Encoding="gzip").body == (FOLDER / font).read_bytes()
    assert server.ask("/_stcore/health").body == b"ok"
    assert server.ask("/", "POST").status == 405
    assert b"<svg" in server.ask("/app/static/icon.svg").body


def test_every_name_that_is_kept_for_ever_has_a_hash_in_it() -> None:
    for path, file in StreamlitFiles(lambda *_: None)._files.items():
        if streamlit_files._kept(file).caching == assets.FOREVER:
            assert re.search(r"\.[\w-]{8}\.(js|css|svg)$", path), path
