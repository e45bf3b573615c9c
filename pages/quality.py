"""Quality: how fresh every source is, who is silent, which rows contradict themselves, what was imported."""

from dashboard import components, tables
from dashboard.queries import contradictory, freshness, imports
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
wrong, files = contradictory(here), imports(here)

components.heading(here, "page-quality", now.figures)
components.title(here, "quality-sources-title")
tables.sources(here, freshness(here))
components.silent_units(here, now)
components.title(here, "quality-contradictory-title", count=len(wrong))
if wrong.empty:
    components.calm(here, "quality-contradictory-none")
else:
    tables.contradictory(here, wrong)
components.title(here, "quality-imports-title")
if files.empty:
    components.calm(here, "quality-imports-none")
else:
    tables.imports(here, files)
