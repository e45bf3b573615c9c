"""Sign-in by OpenID Connect: the table [auth] of the secrets file, held against what Streamlit needs of it, and the secret that cookies are signed with."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

CALLBACK = "/oauth2callback"
_OF_A_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The provider's name in the file (None: its values stand in [auth] itself), the origin that it sends people back to, and the table as it stands."""

    provider: str | None
    origin: str
    table: Mapping[str, Any] = field(repr=False)
    file: Path

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    def for_streamlit(self) -> dict[str, Any]:
        """The table with a secret in it, and no tokens handed to pages. Raises ValueError where none can be kept."""
        kept = {name: value for name, value in self.table.items() if name != "expose_tokens"}
        return {"cookie_secret": self.table.get("cookie_secret") or kept_secret(self.file.with_name("cookie_secret")), **kept}


def read_sign_in(table: Any, file: Path) -> SignIn:
    """What [auth] says. Raises ValueError, which says what is expected."""
    if not isinstance(table, dict):
        raise ValueError("a table")
    named = [name for name, value in table.items() if isinstance(value, dict)]
    if len(named) > 1:
        raise ValueError(f"one provider, and there are {', '.join(sorted(named))}")
    provider = named[0] if named else None
    values = table if provider is None else table[provider]
    missing = [name for name in _OF_A_PROVIDER if not isinstance(values.get(name), str) or not values[name]]
    if missing:
        raise ValueError(f"{', '.join(missing)}, as the provider gives them")
    target = urlsplit(str(table.get("redirect_uri", "")))
    if target.scheme not in ("http", "https") or not target.hostname or target.path != CALLBACK or target.query or target.fragment:
        raise ValueError(f"redirect_uri as the provider knows it, such as https://board.intranet{CALLBACK}")
    for name, there in (("redirect_uri", target), ("server_metadata_url", urlsplit(values["server_metadata_url"]))):
        if there.scheme != "https" and there.hostname not in LOOPBACK:
            raise ValueError(f"a {name} that begins with https:// (without TLS anybody on the way can take a person's place)")
    secret = table.get("cookie_secret", "")
    if not isinstance(secret, str) or 0 < len(secret) < SHORTEST_SECRET:
        raise ValueError(f"a cookie_secret of {SHORTEST_SECRET} characters or more, or none: then one is made and kept")
    return SignIn(provider, f"{target.scheme}://{target.netloc}", table, file)


def kept_secret(path: Path) -> str:
    """The secret in the file, made at first use and readable by its owner alone. Raises ValueError where that cannot be."""
    try:
        if not path.exists():
            with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}-") as file:  # its owner's alone
                file.write(secrets.token_urlsafe(48))
                file.flush()
                with suppress(FileExistsError):  # another process was quicker, and whole
                    os.link(file.name, path)
    except OSError as error:
        raise ValueError(f"a cookie_secret, as none can be kept in {path} ({error.strerror})") from None
    try:
        with path.open() as file:
            mode, secret = os.fstat(file.fileno()).st_mode, file.read().strip()
    except OSError as error:
        raise ValueError(f"a cookie_secret, as the one in {path} cannot be read ({error.strerror})") from None
    if stat.S_IMODE(mode) & 0o077:
        raise ValueError(f"that nobody else can read {path}: chmod 600, or delete it, and everybody signs in once more")
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"a secret in {path}, which is cut short: delete it, and a new one is made")
    return secret
