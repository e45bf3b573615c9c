"""Who somebody is: by the claims that an identity provider signed, or by the header of a trusted proxy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.settings import Settings
from data_access.access import principal_in

FROM_PROXY = "principal"  # the key under which Streamlit keeps the header's value


@dataclass(frozen=True, slots=True)
class Person:
    """The names that the person may have been granted something under, the one he is called by first; and until when the provider vouches for him."""

    principals: tuple[str, ...]
    until: datetime | None = None

    @property
    def name(self) -> str:
        return self.principals[0]

    @property
    def is_vouched_for(self) -> bool:
        return self.until is None or datetime.now(UTC) < self.until  # the provider's clock, whatever the dashboard's is set to


def of_session(settings: Settings) -> Person | None:
    """Who opened the page that is being drawn; None where nobody is known, or nobody asked."""
    if settings.sign_in:
        return of_claims(st.user.to_dict()) if st.user.get("is_logged_in") else None
    return of_header(st.user.get(FROM_PROXY)) if settings.trusted_header else None


def of_request(request: HTTPConnection, settings: Settings) -> Person | None:
    """Who makes a request beside the page."""
    if settings.sign_in:
        signed = starlette_websocket._get_signed_cookie_with_chunks(dict(request.cookies), USER_COOKIE_NAME)
        claims = starlette_websocket._parse_decoded_user_cookie(signed, settings.sign_in.origin) if signed else {}
        return of_claims(claims) if claims.get("is_logged_in") else None
    return of_header(request.headers.get(settings.trusted_header)) if settings.trusted_header else None


def of_claims(claims: Mapping[str, Any]) -> Person | None:
    """The e-mail address, unless the provider says that it is not verified, and the subject; not a subject that looks like an address, where the provider
    gives another: some let people choose it. Who is vouched for without an end is not vouched for."""
    email, subject = _name(claims.get("email")), _name(claims.get("sub"))
    is_verified = str(claims.get("email_verified", True)).lower() == "true"
    own = email if is_verified else None
    if subject and "@" in subject and "email" in claims and subject != own:
        subject = None
    names = tuple(dict.fromkeys(name for name in (own, subject) if name))
    ends = claims.get("exp")
    try:
        until = datetime.fromtimestamp(float(ends or 0), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        until = datetime.fromtimestamp(0, UTC)
    return Person(names, until) if names else None


def of_header(value: Any) -> Person | None:
    name = _name(value)
    return Person((name,)) if name else None


def _name(value: Any) -> str | None:
    try:
        return principal_in(value) if isinstance(value, str) else None
    except ValueError:
        return None
