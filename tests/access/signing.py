"""People for the tests: a provider that vouches for them, the file that says so, and cookies signed as the dashboard signs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from websockets.sync.client import ClientConnection, connect

from tests.serving import answer, free_port

COOKIE_SECRET = "of the tests alone, and of no dashboard that anybody uses"
CLIENT_SECRET = "client-secret-5ghd7"
HOUR = 3600


@contextmanager
def provider(people: Sequence[str], seconds: int = HOUR, **more: dict[str, Any]) -> Iterator[str]:
    """The address of an identity provider on this machine that knows these people; what it says of them holds for so many seconds."""
    port = free_port()
    claims = [json.dumps({"sub": name, "email": name} | more.get(name, {})) for name in people]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--token-max-age", str(seconds)]
    process = subprocess.Popen(
        [*command, *(part for claim in claims for part in ("--user-claims", claim))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while answer(f"{url}/.well-known/openid-configuration")[0] != 200:
            assert process.poll() is None, "the provider did not start"
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def secrets_file(
    folder: Path, port: int, database_url: str, provider_url: str = "http://127.0.0.1:9", own_secret: bool = True, **settings: str
) -> Path:
    """The secrets file of a dashboard on that port, at which people sign in."""
    lines = {"database_url": database_url, "administrator": "信息中心", "audit_log": str(folder / "audit.jsonl")} | settings
    auth = {
        "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
        "client_id": "situation-board",
        "client_secret": CLIENT_SECRET,
        "server_metadata_url": f"{provider_url}/.well-known/openid-configuration",
    } | ({"cookie_secret": COOKIE_SECRET} if own_secret else {})
    path = folder / "secrets.toml"
    tables = {"situation_board": lines, "auth": auth}
    path.write_text(
        "\n".join(
            f"[{table}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in own.items()) for table, own in tables.items()
        ),
        "utf-8",
    )
    return path


def cookie(url: str, name: str, seconds: float = HOUR, secret: str = COOKIE_SECRET, **claims: Any) -> tuple[str, str]:
    """The cookie that the dashboard at `url` gives to who has signed in."""
    told = {
        "sub": name,
        "email": name,
        "exp": int(time.time() + seconds),
        "origin": url,
        "is_logged_in": True,
        "provider": "default",
    } | claims
    return USER_COOKIE_NAME, create_signed_value(secret, USER_COOKIE_NAME, json.dumps(told)).decode()


@dataclass
class Raw:
    """Somebody who speaks the websocket's protocol by hand: what he asks, and every byte he is sent."""

    url: str
    name: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    session: str = ""
    seconds: float = HOUR
    received: list[bytes] = field(default_factory=list)
    cookies_too: dict[str, str] = field(default_factory=dict)
    id: str = ""
    fragment: str = ""

    def __enter__(self) -> Raw:
        with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=20) as response:
            token = response.headers.get("Set-Cookie", "").split(";")[0].partition("=")[2]
        self.cookies = (
            {"_streamlit_xsrf": token} | (dict([cookie(self.url, self.name, self.seconds)]) if self.name else {}) | self.cookies_too
        )
        self._open = ExitStack()
        opening = connect(
            self.url.replace("http", "ws") + "/_stcore/stream",
            origin=self.headers.get("Origin", self.url),
            additional_headers={"Cookie": self.cookie_line} | {key: text for key, text in self.headers.items() if key != "Origin"},
            subprotocols=["streamlit", token or "none", *([self.session] if self.session else [])],
            max_size=None,
            open_timeout=60,
            proxy=None,
        )
        self.socket: ClientConnection = self._open.enter_context(opening)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def cookie_line(self) -> str:
        return "; ".join(f"{key}={value}" for key, value in self.cookies.items())

    def ask(self, page: str = "", query: str = "lang=zh", fragment: str = "") -> bytes:
        """Has the page drawn, or the fragment of it; all that was sent for it."""
        asking = BackMsg()
        asking.rerun_script.query_string, asking.rerun_script.page_name = query, page
        if fragment:
            asking.rerun_script.fragment_id = fragment
        return self.send(asking)

    def send(self, asking: BackMsg) -> bytes:
        self.socket.send(asking.SerializeToString())
        got = []
        while True:
            got.append(self.socket.recv(60))
            message = ForwardMsg.FromString(got[-1])
            self.fragment = message.delta.fragment_id or self.fragment
            self.id = message.new_session.initialize.session_id or self.id
            if message.WhichOneof("type") == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        self.received += got
        return b"".join(got)

    def fetch(self, address: str) -> tuple[int, bytes]:
        """A request beside the page, with the same cookies."""
        request = urllib.request.Request(f"{self.url}/{address.lstrip('./')}", headers={"Cookie": self.cookie_line, **self.headers})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
