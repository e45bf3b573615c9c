"""Table expressions that many statements begin with: each laid out once, and then the same to all threads."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

import sqlalchemy as sa

KEPT = 256


def laid_out_once(make: Callable[..., sa.CTE]) -> Callable[..., sa.CTE]:
    """Remembers what `make` returns, which has its columns before anybody else sees it.

    SQLAlchemy makes the columns of a table expression when they are first asked for, without a lock. Two threads that ask for them at the same time get
    columns of their own, of which one's are then no longer the table's: a join written with those "could be of several tables", and as statements are
    kept, every page that runs it would fail until the process ends.
    """

    @wraps(make)
    def complete(*of: Any) -> sa.CTE:
        made = make(*of)
        made.c.keys()
        return made

    return lru_cache(KEPT)(complete)
