"""The one clock. Everything that needs to know the time asks here, so that a test, or a demonstration, can set it for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_ahead = timedelta()


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC) + _ahead


def set_to(instant: datetime) -> None:
    """Let the clock run on from `instant` (aware)."""
    global _ahead
    _ahead = instant - datetime.now(UTC)


def set_to_real_time() -> None:
    global _ahead
    _ahead = timedelta()
