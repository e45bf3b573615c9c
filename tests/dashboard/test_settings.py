"""Settings: the environment first, then the secrets file; what is unknown or wrong is refused with its place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.settings import SettingsWrong, load


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def secrets(text: str, path: str = ".streamlit/secrets.toml") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def test_without_any_setting_the_defaults_hold() -> None:
    found = load({})
    assert (found.timezone, found.language, found.refresh_seconds) == ("Asia/Shanghai", "zh", 10)
    assert found.stale_after("daily_report") == timedelta(hours=24)


def test_a_source_may_have_a_limit_of_its_own() -> None:
    found = load({"SITUATION_BOARD_STALE_HOURS": "36, duty_shift = 8,production_day=48.5"})
    hours = [found.stale_after(source) / timedelta(hours=1) for source in ("daily_report", "duty_shift", "production_day")]
    assert hours == [36, 8, 48.5]
    for wrong in ("duty_shift=8", "24, no_table=8", "24,", "24 duty_shift=8", "-1"):
        with pytest.raises(SettingsWrong, match="SITUATION_BOARD_STALE_HOURS: expected a number of hours"):
            load({"SITUATION_BOARD_STALE_HOURS": wrong})


def test_the_environment_comes_before_the_secrets_file_and_an_option_before_both() -> None:
    secrets('[situation_board]\ndatabase_url = "sqlite:////a"\nlanguage = "en"\nrefresh_seconds = 30\n[other]\nx = 1\n')
    assert load({}).database_url == "sqlite:////a"
    found = load({"SITUATION_BOARD_DATABASE_URL": "sqlite:////b", "PATH": "x"})
    assert (found.database_url, found.language, found.refresh_seconds) == ("sqlite:////b", "en", 30)
    assert load({"SITUATION_BOARD_DATABASE_URL": "sqlite:////b"}, database_url="sqlite:////c").database_url == "sqlite:////c"


def test_the_secrets_file_may_stand_anywhere() -> None:
    secrets('[situation_board]\norganisation = "秦岭"\n', "elsewhere/board.toml")
    assert load({"STREAMLIT_SECRETS_FILES": "elsewhere/board.toml"}).organisation == "秦岭"
    with pytest.raises(SettingsWrong, match="there is no file"):
        load({"STREAMLIT_SECRETS_FILES": "elsewhere/none.toml"})


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SITUATION_BOARD_DATABASE": "x"}, "SITUATION_BOARD_DATABASE: no such setting; there are"),
        ({"SITUATION_BOARD_TIMEZONE": "Xian"}, "SITUATION_BOARD_TIMEZONE: expected the name of a time zone"),
        ({"SITUATION_BOARD_TIMEZONE": "../etc/passwd"}, "expected the name of a time zone"),
        ({"SITUATION_BOARD_LANGUAGE": "fr"}, "expected one of zh, en"),
        ({"SITUATION_BOARD_REFRESH_SECONDS": "0"}, "expected a number of seconds from 1 to 3600"),
        ({"SITUATION_BOARD_REFRESH_SECONDS": "nan"}, "expected a number of seconds"),
        ({"SITUATION_BOARD_CITY_ADCODES": "6101"}, "six-digit codes"),
        ({"SITUATION_BOARD_CLOCK": "2021-12-28"}, "an instant with its offset"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_place(environment: dict[str, str], expected: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        load(environment)
    assert expected in str(caught.value)


def test_an_unknown_key_of_the_secrets_file_is_refused_with_its_place() -> None:
    secrets('[situation_board]\ndatabse_url = "sqlite:////a"\n')
    with pytest.raises(SettingsWrong, match=r"secrets\.toml, \[situation_board\] databse_url: no such setting"):
        load({})


def test_a_secrets_file_that_cannot_be_read_keeps_its_secrets() -> None:
    secrets('[situation_board]\ndatabase_url = "postgresql://u:hunter2@h/d\n')
    with pytest.raises(SettingsWrong) as caught:
        load({})
    assert "hunter2" not in str(caught.value)
    assert "line 2" in str(caught.value)


def test_secrets_do_not_show_in_a_printed_setting() -> None:
    assert "hunter2" not in repr(settings.Settings(database_url="postgresql://u:hunter2@h/d", wall_token="hunter2"))
