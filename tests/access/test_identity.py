"""Who somebody is: by what a provider says of him, and for as long as it says so."""

from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.requests import Request

from dashboard.identity import Person, of_claims, of_header, of_request
from dashboard.settings import Settings
from tests.access.signing import secrets_file

SOON = time.time() + 86400  # read when the tests are collected, so past any run of them


@pytest.mark.parametrize(
    ("claims", "names"),
    [
        ({"sub": "u1", "email": "Li@Example.org", "exp": SOON}, ("li@example.org", "u1")),
        ({"sub": "u1", "email": "li@example.org", "email_verified": True, "exp": SOON}, ("li@example.org", "u1")),
        ({"sub": "u1", "email": "li@example.org", "email_verified": False, "exp": SOON}, ("u1",)),
        ({"sub": "u1", "email": "li@example.org", "email_verified": "false", "exp": SOON}, ("u1",)),
        ({"sub": "u1", "email": "li@example.org", "email_verified": None, "exp": SOON}, ("u1",)),
        ({"sub": "u1", "exp": SOON}, ("u1",)),
        ({"sub": "boss@example.org", "exp": SOON}, ("boss@example.org",)),
        ({"sub": "Li@example.org", "email": "li@example.org", "exp": SOON}, ("li@example.org",)),
        ({"sub": "boss@example.org", "email": "li@example.org", "exp": SOON}, ("li@example.org",)),  # which he may have chosen
        ({"sub": "u1", "email": ["li@example.org"], "exp": SOON}, ("u1",)),
        ({"sub": "u1", "email": "li wang", "exp": SOON}, ("u1",)),
    ],
)
def test_a_person_goes_by_a_verified_address_and_by_the_subject(claims: dict[str, Any], names: tuple[str, ...]) -> None:
    person = of_claims(claims)
    assert person is not None
    assert person.principals == names
    assert person.is_vouched_for


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "boss@x.org", "email": "boss@x.org", "email_verified": False, "exp": 1},
        {},
        {"exp": SOON},
        {"email": "", "sub": None, "exp": SOON},
        {"sub": 7, "exp": SOON},
    ],
)
def test_who_has_no_name_is_nobody(claims: dict[str, Any]) -> None:
    assert of_claims(claims) is None


@pytest.mark.parametrize("ends", [None, 0, "", "soon", -1, 1e9, float("inf"), float("nan"), [1]])
def test_whom_the_provider_no_longer_vouches_for_or_never_said_until_when_is_out(ends: Any) -> None:
    person = of_claims({"sub": "u1", "exp": ends})
    assert person is not None
    assert not person.is_vouched_for


def test_a_proxy_names_a_person_in_whatever_case() -> None:
    assert of_header("Li@Example.org") == Person(("li@example.org",))
    assert of_header("") is None
    assert of_header(None) is None
    assert of_header("li wang") is None


def request(**headers: str) -> Request:
    raw = [(name.lower().replace("_", "-").encode(), text.encode("latin-1")) for name, text in headers.items()]
    return Request({"type": "http", "headers": raw})


def test_beside_the_page_only_the_header_that_is_set_tells_who_asks() -> None:
    chosen = Settings(trusted_header="x-forwarded-email")
    assert of_request(request(X_Forwarded_Email="li@example.org"), chosen) == Person(("li@example.org",))
    assert of_request(request(X_Forwarded_User="li@example.org"), chosen) is None
    assert of_request(request(X_Forwarded_Email="li@example.org"), Settings()) is None


def test_the_helper_of_these_tests_writes_what_is_read_as_sign_in(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from dashboard.settings import load

    path = secrets_file(tmp_path, 8501, "sqlite:////x")
    assert load({"STREAMLIT_SECRETS_FILES": str(path)}).asks_who
