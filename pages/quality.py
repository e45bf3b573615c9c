"""Quality: what is stale, silent or contradictory first; each source against its limit, unit by unit; what was imported."""

from dashboard import silence
from dashboard.components import frame, lists, markup, walls
from dashboard.components import quality as parts
from dashboard.queries import contradictory, freshness, given, imports
from dashboard.situation import situation
from dashboard.tables import quality
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
sources, wrong, files = freshness(here), contradictory(here), imports(here)

frame.heading(here, "page-quality", now.figures)
parts.summary(here, now, sources, wrong, files)
left, right = markup.halves()
with left:
    parts.lags(here, sources)
    quality.sources(here, sources)
with right:
    lists.silent_units(here, now)
    parts.report_delays(here, now)
silence.matrix(here, given(here, now.reports.org_unit_id[now.reports.reports]))
left, right = markup.halves()
with left:
    parts.contradictions(here, now, wrong)
with right:
    quality.contradictory(here, wrong)
markup.title(here, "quality-imports-rejected-title")
quality.imports(here, files)
walls.served(here)
