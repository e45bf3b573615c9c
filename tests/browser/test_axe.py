"""Nobody is kept out: axe-core finds nothing grave on any page, in either language or theme, at a desk and on a phone."""

from __future__ import annotations

from tests.gallery.finding import lines
from tests.gallery.visiting import Round


def test_axe_finds_no_serious_or_critical_violation_on_any_page(seen: Round) -> None:
    assert lines(one for one in seen.findings if one.what.startswith("axe ")) == []
