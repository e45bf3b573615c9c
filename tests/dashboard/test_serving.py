"""How the dashboard is started: what its server does beside showing pages."""

from __future__ import annotations

import inspect
import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from dashboard import serve


def test_what_is_sent_to_a_reader_is_not_held_back_for_an_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)  # put back afterwards
    serve._send_at_once()
    with starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 8)[0] as listening:
        listening.setblocking(True)
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert "_bind_server_socket(" in inspect.getsource(starlette_server.UvicornRunner.run), "this is how Streamlit binds"
