"""What an administrator may set: from the environment, else from the secrets file; anything unknown is refused."""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.sign_in import SignIn, read_sign_in
from data_access.contract import metadata
from data_access.intake.limits import MEGABYTE, Limits

PREFIX = "SITUATION_BOARD_"
TABLE = "situation_board"
SECRETS_FILE = Path(".streamlit/secrets.toml")
LANGUAGES = ("zh", "en")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingsWrong(Exception):
    """A setting is unknown, missing or not what it should be; the message says which, where it stands and what is expected."""


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise ValueError("the name of a time zone, such as Asia/Shanghai") from None
    return text


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(f"one of {', '.join(LANGUAGES)}")
    return text


def _number(least: float, most: float, unit: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise ValueError(f"a number of {unit} from {least:g} to {most:g}")
        return number

    return read


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or not 1900 <= instant.year <= 2999:
        raise ValueError("an instant with its offset, such as 2021-12-28T17:42:00+08:00")
    return instant


def _adcodes(text: str) -> frozenset[str]:
    codes = frozenset(part.strip() for part in text.split(",") if part.strip())
    if any(not re.fullmatch(r"\d{6}", code) for code in codes):
        raise ValueError("six-digit codes of GB/T 2260, separated by commas")
    return codes


def _crs(text: str) -> str:
    if text not in ("wgs84", "gcj02", "bd09"):
        raise ValueError("one of wgs84, gcj02, bd09")
    return text


def _style_url(text: str) -> str:
    if text and not re.fullmatch(r"(https?:/)?/[^\s/]\S*", text):
        raise ValueError("the address of a style, such as https://tiles.intranet/style.json, or a path on this server")
    return text


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("addresses or networks, separated by commas, such as 127.0.0.1, 10.0.0.0/24") from None


def _header(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9-]{1,64}", text):
        raise ValueError("the name of a header, such as X-Forwarded-Email")
    return text.lower()


def _hosts(text: str) -> frozenset[str]:
    hosts = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    if any(not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host) for host in hosts):
        raise ValueError("names as they stand in the browser's address, without port, separated by commas, such as board.intranet")
    return hosts


def _hours_by_source(text: str) -> tuple[tuple[str, float], ...]:
    """Hours for every source, then those of single ones: `24`, or `24, duty_shift=8, production_day=48`."""
    hours = _number(0.1, 8760, "hours")
    found = {}
    try:
        for part in text.split(","):
            source, _, limit = part.rpartition("=")
            found[source.strip()] = hours(limit)
        if "" not in found or not set(found) <= {"", *metadata.tables}:
            raise ValueError
    except ValueError:
        raise ValueError("a number of hours from 0.1 to 8760, and after it tables with their own, such as 24, duty_shift=8") from None
    return tuple(found.items())


def _whole_number(least: int, most: int, unit: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not least <= int(text) <= most:
            raise ValueError(f"a whole number of {unit} from {least} to {most}")
        return int(text)

    return read


def _setting(read: Callable[[str], Any], default: Any = MISSING) -> Any:
    return field(default=default, metadata={"read": read}) if default is not MISSING else field(metadata={"read": read})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; in the environment each bears the prefix SITUATION_BOARD_ and capitals."""

    database_url: str = field(default="", repr=False, metadata={"read": str})
    timezone: str = _setting(_zone, "Asia/Shanghai")
    language: str = _setting(_language, "zh")
    refresh_seconds: float = _setting(_number(1, 3600, "seconds"), 10.0)
    map_style_url: str = _setting(_style_url, "")
    outlines: str = _setting(str, "")
    outlines_crs: str = _setting(_crs, "wgs84")
    metrics_token: str = field(default="", repr=False, metadata={"read": str})
    wall_token: str = field(default="", repr=False, metadata={"read": str})
    check_interval_minutes: float = _setting(_number(1, 1440, "minutes"), 120.0)
    stale_hours: tuple[tuple[str, float], ...] = _setting(_hours_by_source, (("", 24.0),))
    organisation: str = _setting(str, "")
    city_adcodes: frozenset[str] = _setting(_adcodes, frozenset())
    clock: datetime | None = _setting(_instant, None)
    administrator: str = _setting(str, "")
    trusted_header: str = _setting(_header, "")
    trusted_proxies: tuple[Network, ...] = _setting(_networks, ())
    allowed_hosts: frozenset[str] = _setting(_hosts, frozenset())
    audit_log: str = _setting(str, "")
    import_max_file_mb: int = _setting(_whole_number(1, 1024, "megabytes"), Limits.file_bytes // MEGABYTE)
    import_max_unpacked_mb: int = _setting(_whole_number(1, 1024, "megabytes"), Limits.expanded_bytes // MEGABYTE)
    import_max_parts: int = _setting(_whole_number(10, 10_000, "parts"), Limits.parts)
    import_max_rows: int = _setting(_whole_number(10, 10_000_000, "rows"), Limits.rows)
    import_max_columns: int = _setting(_whole_number(10, 16_384, "columns"), Limits.columns)
    import_max_cells: int = _setting(_whole_number(1000, 10_000_000, "cells"), Limits.cells)
    import_max_cell_characters: int = _setting(_whole_number(100, 10_000_000, "characters"), Limits.cell_characters)
    sign_in: SignIn | None = None  # the table [auth] of the secrets file
    wall_token_files: tuple[Path, ...] = ()  # where the wall's token stands, or would stand, unless the environment gives it

    @property
    def asks_who(self) -> bool:
        """Whether a reader has to say who he is: by sign-in, or by the header of a proxy."""
        return self.sign_in is not None or bool(self.trusted_header)

    def stale_after(self, source: str) -> timedelta:
        """How old the newest row of a table may be before today's figures of it are stale."""
        hours = dict(self.stale_hours)
        return timedelta(hours=hours.get(source, hours[""]))

    @property
    def import_limits(self) -> Limits:
        """How large a file may be that is imported."""
        return Limits(
            self.import_max_file_mb * MEGABYTE,
            self.import_max_unpacked_mb * MEGABYTE,
            self.import_max_parts,
            self.import_max_rows,
            self.import_max_columns,
            self.import_max_cells,
            self.import_max_cell_characters,
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def load(environment: Mapping[str, str] = os.environ, **given: str | None) -> Settings:
    """Settings by precedence: `given` (a command's options), the environment, the secrets file. Raises SettingsWrong."""
    readers = {one.name: one.metadata["read"] for one in fields(Settings) if "read" in one.metadata}
    found: dict[str, tuple[str, str]] = {}  # name -> (text, where it stands)
    sign_in = None
    for path in secrets_files(environment):
        content = _content(path)
        for name, value in _table(path, content).items():
            found[name] = (_as_text(value), f"{path}, [{TABLE}] {name}")
        if "auth" in content:
            try:
                sign_in = read_sign_in(content["auth"], path)
            except ValueError as error:
                raise SettingsWrong(f"{path}, [auth]: expected {error}") from None
    for variable, text in environment.items():
        if variable.startswith(PREFIX):
            found[variable.removeprefix(PREFIX).lower()] = (text, variable)
    found |= {name: (text, f"--{name.split('_')[0]}") for name, text in given.items() if text is not None}
    values = {}
    for name, (text, where) in found.items():
        if name not in readers:
            raise SettingsWrong(f"{where}: no such setting; there are {', '.join(sorted(readers))}")
        try:
            values[name] = readers[name](text)
        except ValueError as error:
            raise SettingsWrong(f"{where}: expected {error}") from None
    in_files = () if PREFIX + "WALL_TOKEN" in environment else tuple(secrets_files(environment))
    chosen = Settings(**values, sign_in=sign_in, wall_token_files=in_files)
    if chosen.trusted_header and not chosen.trusted_proxies:
        raise SettingsWrong(f"{found['trusted_header'][1]}: expected trusted_proxies beside it, the addresses that may say who somebody is")
    if chosen.trusted_header and sign_in:
        raise SettingsWrong(f"{found['trusted_header'][1]}: expected either this or [auth] of {sign_in.file}, not both")
    return chosen


def wall_token_in(files: Sequence[Path]) -> str:
    """The wall's token as it stands in the secrets files now; empty where none of them has one. Raises SettingsWrong."""
    tables = [_table(path, _content(path)) for path in files if path.is_file()]
    return _as_text(next((table["wall_token"] for table in reversed(tables) if "wall_token" in table), ""))


def secrets_files(environment: Mapping[str, str] = os.environ) -> list[Path]:
    """The secrets files that exist, weakest first. A path named in STREAMLIT_SECRETS_FILES must exist."""
    named = environment.get("STREAMLIT_SECRETS_FILES", "")
    paths = [Path(part) for part in named.split(os.pathsep) if part]
    for path in paths:
        if not path.is_file():
            raise SettingsWrong(f"STREAMLIT_SECRETS_FILES: there is no file {path}")
    return paths or [path for path in [SECRETS_FILE] if path.is_file()]


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsWrong(f"{path}: not a TOML file that can be read ({_without_content(error)})") from None


def _table(path: Path, content: dict[str, Any]) -> dict[str, Any]:
    table = content.get(TABLE, {})
    if not isinstance(table, dict):
        raise SettingsWrong(f"{path}: [{TABLE}] is to be a table")
    return table


def _without_content(error: Exception) -> str:
    place = re.search(r"\(at (.*)\)$", str(error))  # the file holds secrets: say where it breaks, not what stands there
    return place[1] if place else type(error).__name__


def _as_text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
