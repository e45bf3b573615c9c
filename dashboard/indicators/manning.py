"""Which checkpoints were manned when: the states of a day, a quarter of an hour apart, from the shifts' own revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.moment import Moment

STEP, A_MINUTE = timedelta(minutes=15), timedelta(minutes=1)
STATES = ("manned", "understaffed", "unmanned", "unknown", "off", "closed")
_LONG_AGO = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Course:
    """`instants` from the day's beginning to S; `states`, a row per checkpoint in the order of the posts and a column per instant: its place in
    STATES."""

    instants: tuple[datetime, ...]
    states: NDArray[np.int8]


def course(posts: pd.DataFrame, signs: pd.DataFrame, moment: Moment, patience: timedelta) -> Course:
    """Each post at each instant t as `checkpoints.judged` has it at S = t, with what is known at T.

    `posts` as `checkpoints.checkpoints` gives them, `signs` as `duty.signs_of_life`; a sign of life is fresh for `patience`. The last sign at t is the
    newest up to t of the sign-in and of every confirmation that any revision of the shift tells; who is present then is told by the revision
    that gave it, or where none has by then, by the first. So a confirmation counts at its time, although the newest revision remembers only the last;
    one that the newest revision no longer knows of is withdrawn.
    """
    instants = _instants(moment)
    at = _microseconds(pd.Series(instants, dtype="datetime64[us, UTC]"))
    place = {checkpoint: number for number, checkpoint in enumerate(posts.checkpoint_id)}
    signs = signs[signs.checkpoint_id.isin(place.keys())].reset_index(drop=True)
    shifts = signs.drop_duplicates("shift_id")
    of_post = shifts.checkpoint_id.map(place).to_numpy(np.int64)
    starts, ends, signed_in, signed_out = (
        _microseconds(shifts[name]) for name in ("starts_at", "ends_at", "signed_in_at", "signed_out_at")
    )
    came, left = signed_in != _LONG_AGO, signed_out != _LONG_AGO
    last = _last_signs(signs, shifts, at)
    sign_at, present = _microseconds(signs.sign_at), signs.present_staff.to_numpy(np.float64, na_value=np.nan)
    first = shifts.index.to_numpy(np.int64)
    longest = patience // timedelta(microseconds=1)
    required = posts.required_staff.to_numpy(np.float64, na_value=np.nan)
    opened, closed = (_microseconds(posts[name]) for name in ("opened_at", "closed_at"))
    around_the_clock = posts.staffed_24h.fillna(True).to_numpy(bool)
    states = np.empty((len(posts), len(at)), dtype=np.int8)
    for column, instant in enumerate(at):
        on = (starts <= instant) & (ends > instant)
        holds = on & came & (signed_in <= instant) & ~(left & (signed_out <= instant))
        sign = last[:, column]
        newest = np.maximum(np.where(sign >= 0, sign_at[sign], _LONG_AGO), signed_in)
        fresh = holds & (newest >= instant - longest)
        says = np.where(fresh, present[np.where(sign >= 0, sign, first)], np.nan)
        planned, held, lively = (_any(of_post, flag, len(posts)) for flag in (on, holds, fresh))
        everybody_says = ~_any(of_post, fresh & ~(says >= 0), len(posts))
        there = np.bincount(of_post[says >= 0], weights=says[says >= 0], minlength=len(posts))
        is_open = (opened <= instant) & ((closed == _LONG_AGO) | (closed > instant))
        states[:, column] = np.select(
            [~is_open, ~around_the_clock & ~planned, ~held, ~lively, everybody_says & (there < required)],
            [STATES.index(name) for name in ("closed", "off", "unmanned", "unknown", "understaffed")],
            STATES.index("manned"),
        )
    return Course(tuple(instants), states)


def _instants(moment: Moment) -> list[datetime]:
    """Every quarter of an hour of D until S, and S; a quarter within the minute of S is S."""
    whole = max(0, int((moment.last_moment - moment.starts_at) / STEP) + 1)
    steps = (moment.starts_at + number * STEP for number in range(whole))
    return [*(step for step in steps if moment.last_moment - step >= A_MINUTE), moment.last_moment]


def _last_signs(signs: pd.DataFrame, shifts: pd.DataFrame, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """A row per shift and a column per instant: which row of `signs` told the newest sign of life up to then, -1 for none. Of two at the same
    instant the later revision."""
    number = {shift: place for place, shift in enumerate(shifts.shift_id)}
    shift, sign_at = signs.shift_id.map(number).to_numpy(np.int64), _microseconds(signs.sign_at)
    newest_told = signs.drop_duplicates("shift_id", keep="last").set_index("shift_id").sign_at
    withdrawn = sign_at > _microseconds(newest_told.reindex(signs.shift_id))
    order = np.argsort(sign_at, kind="stable")
    order = order[(sign_at[order] != _LONG_AGO) & ~withdrawn[order]]
    last, newest = np.empty((len(shifts), len(at)), dtype=np.int64), np.full(len(shifts), -1)
    told = 0
    for column, until in enumerate(np.searchsorted(sign_at[order], at, side="right")):
        rows = order[told:until]
        newest[shift[rows]] = rows  # in the order of time: the last one stays
        told, last[:, column] = until, newest
    return last


def _any(of_post: NDArray[np.int64], flag: NDArray[np.bool_], posts: int) -> NDArray[np.bool_]:
    """Of each post, whether the flag is up at any of its shifts."""
    return np.bincount(of_post[flag], minlength=posts) > 0


def _microseconds(instants: pd.Series) -> NDArray[np.int64]:
    """Since 1970; what is missing was long ago."""
    return instants.astype("datetime64[us, UTC]").to_numpy("datetime64[us]").astype(np.int64)
