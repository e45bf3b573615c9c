"""Goes on writing a demonstration as a working day would, until it is told to stop or its last day is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from data_access.demonstration.writing import Demonstration

SECONDS_BETWEEN = 3.0


def go_on(
    reopen: Callable[[], Demonstration], now: Callable[[], datetime], stopped: Callable[[float], bool], tell: Callable[[str], None]
) -> None:
    """Write what arrives, every few seconds. `stopped(seconds)` waits so long and says whether to end.

    A database that is away is waited for: the demonstration is taken up again where the database says it stands.
    """
    demonstration, away = reopen(), False
    while not stopped(SECONDS_BETWEEN):
        try:
            demonstration = reopen() if away else demonstration
            demonstration.write_until(now())
        except SQLAlchemyError:
            if not away:
                tell("the database is away; trying again")
            away = True
            continue
        if away:
            tell("the database is back")
        away = False
        if now() >= demonstration.ends_at:
            tell("the demonstration's last day is over")
            return
