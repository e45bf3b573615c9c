"""What an administrator sets so that people sign in: held against what it takes, told in one line, without the secret."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dashboard.settings import SettingsWrong, load
from dashboard.sign_in import SHORTEST_SECRET, kept_secret, read_sign_in

AUTH = {
    "redirect_uri": "https://board.intranet/oauth2callback",
    "client_id": "board",
    "client_secret": "hunter2",
    "server_metadata_url": "https://id.intranet/.well-known/openid-configuration",
}


def test_one_provider_in_the_table_itself_or_under_its_name() -> None:
    plain = read_sign_in(AUTH, Path("s.toml"))
    assert (plain.provider, plain.origin, plain.host) == (None, "https://board.intranet", "board.intranet")
    own = {name: AUTH[name] for name in AUTH if name != "redirect_uri"}
    assert read_sign_in({"redirect_uri": "http://127.0.0.1:8501/oauth2callback", "keycloak": own}, Path("s.toml")).provider == "keycloak"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"client_id": ""}, "client_id, as the provider gives"),
        ({"client_secret": 5}, "client_secret, as the provider gives"),
        ({"redirect_uri": ""}, "redirect_uri as the provider knows it"),
        ({"redirect_uri": "https://board.intranet/"}, "redirect_uri as the provider knows it"),
        ({"redirect_uri": "https://board.intranet/oauth2callback?x=1"}, "redirect_uri as the provider knows it"),
        ({"redirect_uri": "http://board.intranet/oauth2callback"}, "begins with https://"),
        ({"server_metadata_url": "http://id.intranet/.well-known/openid-configuration"}, "a server_metadata_url that begins with https://"),
        ({"cookie_secret": "short"}, f"a cookie_secret of {SHORTEST_SECRET} characters"),
        ({"a": {"client_id": "x"}, "b": {}}, "one provider, and there are a, b"),
    ],
)
def test_what_is_wrong_is_told_and_no_secret_with_it(changed: dict, expected: str) -> None:
    with pytest.raises(ValueError, match=expected) as told:
        read_sign_in(AUTH | changed, Path("s.toml"))
    assert "hunter2" not in str(told.value)


def test_a_wrong_table_is_a_wrong_setting_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text('[auth]\nclient_id = "x"\n')
    with pytest.raises(SettingsWrong, match=r"secrets.toml, \[auth\]: expected client_secret, server_metadata_url"):
        load({"STREAMLIT_SECRETS_FILES": str(path)})


def test_neither_the_table_nor_its_secrets_are_part_of_a_printed_setting(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in AUTH.items()))
    assert "hunter2" not in repr(load({"STREAMLIT_SECRETS_FILES": str(path)}))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"TRUSTED_HEADER": "X-Forwarded-Email"}, "expected trusted_proxies beside it"),
        ({"TRUSTED_HEADER": "X-Forwarded-Email: x"}, "expected the name of a header"),
        ({"TRUSTED_PROXIES": "the proxy"}, "expected addresses or networks"),
        ({"ALLOWED_HOSTS": "https://board.intranet"}, "expected names as they stand in the browser's address"),
        ({"ALLOWED_HOSTS": "*"}, "expected names"),
    ],
)
def test_who_may_say_who_somebody_is_has_to_be_said(settings: dict[str, str], expected: str) -> None:
    with pytest.raises(SettingsWrong, match=expected):
        load({f"SITUATION_BOARD_{name}": text for name, text in settings.items()})


def test_either_sign_in_or_a_proxy_tells_who_somebody_is(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in AUTH.items()))
    proxy = {"SITUATION_BOARD_TRUSTED_HEADER": "X-Forwarded-Email", "SITUATION_BOARD_TRUSTED_PROXIES": "127.0.0.1"}
    assert load(proxy).asks_who
    with pytest.raises(SettingsWrong, match="not both"):
        load(proxy | {"STREAMLIT_SECRETS_FILES": str(path)})


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "cookie_secret"
    secret = kept_secret(path)
    assert len(secret) >= SHORTEST_SECRET
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_secret(path) == secret
    assert read_sign_in(AUTH, tmp_path / "secrets.toml").for_streamlit()["cookie_secret"] == secret
    assert read_sign_in(AUTH | {"cookie_secret": "x" * 40}, tmp_path / "secrets.toml").for_streamlit()["cookie_secret"] == "x" * 40


def test_a_secret_that_others_can_read_or_that_is_cut_short_is_none(tmp_path: Path) -> None:
    path = tmp_path / "cookie_secret"
    secret = kept_secret(path)
    path.chmod(0o640)
    with pytest.raises(ValueError, match="chmod 600") as told:
        kept_secret(path)
    assert secret not in str(told.value)
    path.write_text("abc")
    path.chmod(0o600)
    with pytest.raises(ValueError, match="cut short"):
        kept_secret(path)
    with pytest.raises(ValueError, match="none can be kept"):
        kept_secret(tmp_path / "no folder" / "cookie_secret")


def test_no_token_of_the_provider_is_handed_to_a_page(tmp_path: Path) -> None:
    assert "expose_tokens" not in read_sign_in(AUTH | {"expose_tokens": ["id"]}, tmp_path / "s.toml").for_streamlit()
