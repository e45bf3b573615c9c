"""The situation in one sentence."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.components.markup import html
from dashboard.components.tiles import unmanned
from dashboard.situation import Situation
from dashboard.view import View


def sentence(view: View, now: Situation) -> None:
    """The situation in one sentence: reports and cases, then testing, supplies and posts where there is something to say."""
    words = view.words
    completeness, zero, confirmed = (now.figure(name) for name in ("reporting.completeness", "reporting.zero", "cases.confirmed"))
    if lacks := completeness.lacks or confirmed.lacks:
        first = words("sentence-not-supplied", names=words("list-comma").join(lacks))
    else:
        first = words(
            "sentence",
            day=words.day(now.moment.day),
            expected=completeness.denominator,
            received=completeness.numerator,
            zero=zero.numerator,
            confirmed=confirmed.numerator,
            unknown=confirmed.unknown,
            silent=len(now.silent),
        )
    clauses: list[tuple[str, bool]] = []
    coverage, positive = now.figure("testing.coverage"), now.figure("testing.positive")
    if coverage.denominator:
        newest = now.testing.sort_values("starts_at").round_no.iloc[-1]
        told = words("sentence-testing", round=int(newest), share=words.percent(coverage.value), positive=positive.numerator)
        clauses.append((told, bool(positive.numerator)))
    if short := now.figure("supply.units_short").numerator:
        clauses.append((words("sentence-supplies", count=short), True))
    if gone := unmanned(now.figure("checkpoint.manned")):
        clauses.append((words("sentence-posts", count=gone), True))
    stop, comma = words("sentence-stop"), words("sentence-comma")
    parts = [Markup('<b class="alarm">{}</b>').format(told) if alarm else Markup("{}").format(told) for told, alarm in clauses]
    rest = Markup.escape(comma).join(parts) + stop if parts else ""
    view.shown.sentence = first + (comma.join(told for told, _ in clauses) + stop if clauses else "")
    html('<p class="sentence">{} {}</p>', first, rest)
