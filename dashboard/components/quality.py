"""Data quality: what is stale or silent first, each source against its limit, when reports came, which rows contradict themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup

from dashboard.components.markup import calm, html, literal, sign, supplied, title
from dashboard.components.progress import Bar, bars
from dashboard.indicators.freshness import Source, delays
from dashboard.situation import Situation
from dashboard.texts import DASH
from dashboard.view import View
from data_access.contradictions import TABLES

SOURCE_STATUS = {"fresh": "met", "stale": "attention", "silent": "no_data", "not_supplied": "no_data"}
PAGE_OF_TABLE = {  # where a unit's rows of the table are shown
    "daily_report": "compliance",
    "measure_record": "compliance",
    "testing_progress": "testing",
    "stock_day": "supplies",
    "duty_shift": "map",
    "production_day": "people",
    "directive_receipt": "people",
}
_DELAYS = {
    "missing": "attention",
    "later": "attention",
    "late-within-an-hour": "attention",
    "in-the-last-hour": "met",
    "early": "met",
    "waiting": "not_due",
}


def summary(view: View, now: Situation, sources: Sequence[Source], wrong: pd.DataFrame, files: pd.DataFrame) -> None:
    """What is wrong with the data, in a few counts, each with its sign where it is not 0."""
    given = [one for one in sources if one.state != "not_supplied"]
    counts = (
        ("quality-stale", sum(one.state == "stale" for one in given) if given else None, "attention"),
        ("quality-silent-sources", sum(one.state == "silent" for one in given) if given else None, "no_data"),
        ("quality-overdue", None if now.figure("reporting.completeness").lacks else len(now.silent), "attention"),
        ("quality-wrong", len(wrong) if looked_at(now) else None, "check"),
        ("quality-rejected", None if "import_batch" in now.absent else int((files.rows_rejected > 0).sum()), "attention"),
        ("quality-not-supplied", len(now.absent), "no_data"),
    )
    lines = Markup("").join(
        Markup("<li>{} <b>{}</b> <span>{}</span></li>").format(
            sign(view, status) if count else "", view.words.number(count), view.words(key)
        )
        for key, count, status in counts
    )
    html('<ul class="counts">{}</ul>', lines)


def lags(view: View, sources: Sequence[Source]) -> None:
    """Each source's age against its limit, which is the line in the middle: those beyond it first."""
    rows = [
        Bar(
            view.words(f"source-{one.name.replace('_', '-')}"),
            SOURCE_STATUS[one.state],
            one.age / (2 * one.limit) if one.age is not None and one.limit else None,
            _lag(view, one),
            (0.5,) if one.limit and one.age is not None else (),
        )
        for one in sources
    ]
    bars(view, view.words("quality-bars-title"), rows, "lags")


def _lag(view: View, one: Source) -> str:
    words = view.words
    if one.state in ("silent", "not_supplied"):
        return words(f"source-state-{one.state.replace('_', '-')}")
    age = words("lag-timeless") if one.age is None else _duration(view, one.age)
    return words("lag-no-limit", age=age) if one.limit is None else words("lag-of-limit", age=age, limit=_duration(view, one.limit))


def _duration(view: View, span: timedelta) -> str:
    return view.words.duration(span.total_seconds() // 60)


def report_delays(view: View, now: Situation) -> None:
    """How many units sent their daily report when, against the time it was due; the late and the missing first."""
    counts = delays(now.reports)
    expected = sum(counts.values())
    if not expected:
        title(view, "quality-delays-title")
        calm(view, "nothing-expected", now.figure("reporting.completeness"))
        return
    rows = [
        Bar(
            view.words(f"delay-{name}"),
            status,
            counts[name] / expected,
            view.words("delay-units", count=counts[name]),
        )
        for name, status in _DELAYS.items()
        if counts[name]
    ]
    bars(view, view.words("quality-delays-title"), rows, "delays")


def looked_at(now: Situation) -> bool:
    """Whether any relation is there whose rows may contradict themselves."""
    return not set(TABLES) <= now.absent


def contradictions(view: View, now: Situation, wrong: pd.DataFrame) -> None:
    """The contradictory rows by reason, most first, and the units they are of, each a link to the page that shows its rows."""
    words = view.words
    title(view, "quality-contradictory-title", count=len(wrong) if looked_at(now) else words.number(None))
    if wrong.empty and (looked_at(now) or supplied(view, *TABLES)):
        calm(view, "quality-contradictory-none")
    if wrong.empty:
        return
    reasons = wrong.groupby("reason", sort=False).size().sort_values(ascending=False, kind="stable")
    rows = [
        Bar(words(f"contradiction-{reason}"), "check", count / len(wrong), words.number(int(count))) for reason, count in reasons.items()
    ]
    bars(view, words("quality-reasons-title"), rows, "reasons")
    links = Markup("").join(_unit(view, str(unit), own) for unit, own in wrong.groupby("org_unit_id", sort=False))
    html('<h3 id="wrong-units">{}</h3><ul class="links" aria-labelledby="wrong-units">{}</ul>', words("quality-units-wrong"), links)


def _unit(view: View, unit: str, own: pd.DataFrame) -> Markup:
    page = PAGE_OF_TABLE.get(own.table_name.iloc[0], "")
    section = {"production_day": "work", "directive_receipt": "orders"}.get(own.table_name.iloc[0], view.choice.section)
    link = f"./{page}?{urlencode(view.choice.to_link(units=(unit,), section=section), doseq=True)}"
    text = view.words("unit-with-rows", unit=view.units.label(unit), count=len(own))
    return Markup('<li><a href="{}" target="_self">{}</a></li>').format(link, literal(text))


def given_text(view: View, age: timedelta | None, state: str) -> str:
    """What stands in a cell of the matrix: how long ago, or that nothing came."""
    if state == "silent":
        return DASH
    return view.words("given-timeless") if age is None else _duration(view, age)


def headings(view: View, tables: Mapping[str, object]) -> list[tuple[str, str]]:
    """The matrix's columns: table and name."""
    return [(name, view.words(f"source-{name.replace('_', '-')}")) for name in tables]
