"""A second computation of every figure: plain Python over plain rows, written from the definitions and from nothing of the product.

Rows are dictionaries by table, with instants as aware datetimes and days as dates. Nothing here may import the product, a frame or a database.
"""

from __future__ import annotations

from tests.second.computation import measures, posts, reports, supplies, testing, work
from tests.second.computation.answer import Answer, Cell, Figure, Proposal
from tests.second.computation.known import Asked, Known, Rows, Rules

__all__ = ["Answer", "Asked", "Cell", "Figure", "Proposal", "Rows", "Rules", "answered"]

PARTS = (
    reports.reporting,
    measures.measures,
    testing.testing,
    supplies.supplies,
    posts.checkpoints,
    posts.duty,
    reports.people,
    reports.cases,
    work.directives,
    work.production,
    work.control,
)


def answered(rows: Rows, asked: Asked, rules: Rules) -> Answer:
    """Everything the definitions say of the rows, for the units, the day and the knowledge asked for."""
    known = Known(rows, asked, rules)
    for part in PARTS:
        part(known)
    known.answer.sort_order = {unit: row["sort_order"] for unit, row in known.live.items()}
    return known.answer
