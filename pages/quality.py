"""Quality: how fresh every source is, who is silent, which rows contradict themselves, what was imported."""

from dashboard.components import frame, lists, markup
from dashboard.queries import contradictory, freshness, imports
from dashboard.situation import situation
from dashboard.tables import quality
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
wrong, files = contradictory(here), imports(here)

frame.heading(here, "page-quality", now.figures)
markup.title(here, "quality-sources-title")
quality.sources(here, freshness(here))
lists.silent_units(here, now)
markup.title(here, "quality-contradictory-title", count=len(wrong))
if wrong.empty:
    markup.calm(here, "quality-contradictory-none")
else:
    quality.contradictory(here, wrong)
markup.title(here, "quality-imports-title")
if files.empty:
    markup.calm(here, "quality-imports-none")
else:
    quality.imports(here, files)
