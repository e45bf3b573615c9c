"""The situation in one sentence."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.components.markup import html
from dashboard.components.tiles import unmanned
from dashboard.situation import Situation
from dashboard.view import View, once


def sentence(view: View, now: Situation) -> None:
    """The situation in one sentence: reports and cases, then testing, supplies and posts where there is something to say; what is in breach stands
    out."""
    words = view.words
    told_of, comma, stop = clauses(view, now), words("sentence-comma"), words("sentence-stop")
    parts = [Markup('<b class="alarm">{}</b>').format(told) if alarm else Markup("{}").format(told) for told, alarm in told_of]
    view.shown.sentence = comma.join(told for told, _ in told_of) + stop
    html('<p class="sentence">{}{}</p>', Markup.escape(comma).join(parts), stop)


@once
def clauses(view: View, now: Situation) -> list[tuple[str, bool]]:
    """Each clause, and whether it is an alarm."""
    words = view.words
    completeness, zero, confirmed = (now.figure(name) for name in ("reporting.completeness", "reporting.zero", "cases.confirmed"))
    if lacks := completeness.lacks or confirmed.lacks:
        told_of = [(words("sentence-not-supplied", names=words("list-comma").join(lacks)), False)]
    else:
        told_of = [
            (
                words(
                    "sentence-reports",
                    day=words.day(now.moment.day),
                    expected=completeness.denominator,
                    received=completeness.numerator,
                    zero=zero.numerator,
                    silent=len(now.silent),
                ),
                False,
            ),
            (words("sentence-cases", confirmed=confirmed.numerator, unknown=confirmed.unknown), bool(confirmed.numerator)),
        ]
    coverage, positive = now.figure("testing.coverage"), now.figure("testing.positive")
    if coverage.denominator:
        newest = now.testing.sort_values("starts_at").round_no.iloc[-1]
        told = words("sentence-testing", round=int(newest), share=words.percent(coverage.value), positive=positive.numerator)
        told_of.append((told, bool(positive.numerator)))
    if short := now.figure("supply.units_short").numerator:
        told_of.append((words("sentence-supplies", count=short), True))
    if gone := unmanned(now.figure("checkpoint.manned")):
        told_of.append((words("sentence-posts", count=gone), True))
    return told_of
