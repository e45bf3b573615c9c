"""Map: checkpoints by status, the city beside the counties, and the table of them all."""

from dashboard import components, mapping, tables
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

components.heading(here, "page-map", now.figures_of("checkpoint."))
components.post_tiles(here, now)

if now.posts.empty:
    components.calm(here, "map-none", now.figure("checkpoint.manned"))
else:
    mapping.city_and_county(here, now)
    components.title(here, "map-table-title", count=len(now.posts))
    tables.posts(here, now)
