"""The token that opens walls: one of the environment, or one of the secrets file as it stands now."""

from __future__ import annotations

import hmac
from pathlib import Path

import pytest

from dashboard.data import Door
from dashboard.settings import Settings, load
from dashboard.wall import tokens
from data_access.access import EVERYTHING, NOTHING


def settings(path: Path, token: str | None, **environment: str) -> Settings:
    told(path, token)
    return load({"STREAMLIT_SECRETS_FILES": str(path), **environment})


def told(path: Path, token: str | None) -> None:
    path.write_text("[situation_board]\n" + (f'wall_token = "{token}"\n' if token is not None else ""), "utf-8")


def test_without_a_token_in_the_settings_none_opens() -> None:
    assert not tokens.opens(Settings(), "")
    assert not tokens.opens(Settings(), "x")
    assert not tokens.opens(load({"SITUATION_BOARD_WALL_TOKEN": ""}), "")


def test_the_environments_token_opens_and_no_other_does() -> None:
    chosen = load({"SITUATION_BOARD_WALL_TOKEN": "of-the-tests"})
    assert tokens.opens(chosen, "of-the-tests")
    for other in ("", "of-the-test", "of-the-tests ", "OF-THE-TESTS", "of-the-tests\ud800"):
        assert not tokens.opens(chosen, other)


def test_a_token_that_is_changed_in_the_file_no_longer_opens_and_the_new_one_does(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    chosen = settings(path, "the first")
    assert tokens.opens(chosen, "the first")
    told(path, "the second one")
    assert not tokens.opens(chosen, "the first")
    assert tokens.opens(chosen, "the second one")
    told(path, None)
    assert not tokens.opens(chosen, "the second one")


def test_a_file_that_is_gone_or_cannot_be_read_opens_nothing_until_it_can(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    chosen = settings(path, "the first")
    path.write_text("[situation_board", "utf-8")
    assert not tokens.opens(chosen, "the first")
    path.unlink()
    assert not tokens.opens(chosen, "the first")
    told(path, "the first")
    assert tokens.opens(chosen, "the first")


def test_the_environment_comes_before_the_file_whatever_is_written_there(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    chosen = settings(path, "of the file", SITUATION_BOARD_WALL_TOKEN="of the environment")
    assert tokens.opens(chosen, "of the environment")
    assert not tokens.opens(chosen, "of the file")


def test_a_token_that_is_no_text_in_the_file_is_what_is_written_there(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[situation_board]\nwall_token = 20211228\n", "utf-8")
    assert tokens.opens(load({"STREAMLIT_SECRETS_FILES": str(path)}), "20211228")


def test_tokens_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[int, int]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert tokens.opens(Settings(wall_token="a"), "a")
    assert not tokens.opens(Settings(wall_token="a"), "a much longer one")
    assert compared == [(32, 32), (32, 32)], "digests, so that not even the length is told"


def test_a_token_opens_everything_of_the_wall_and_the_wrong_one_nothing_whoever_is_asked(door: Door) -> None:
    for chosen in (Settings(wall_token="t"), Settings(wall_token="t", trusted_header="x-email")):
        door.settings = chosen
        assert door.access(None, "t") == EVERYTHING
        assert door.access(None, "u") == NOTHING
