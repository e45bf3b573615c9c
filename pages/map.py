"""Map: checkpoints by status, the city beside the counties, and the table of them all."""

from dashboard import mapping
from dashboard.components import frame, markup, tiles
from dashboard.situation import situation
from dashboard.tables import checkpoints
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

frame.heading(here, "page-map", now.figures_of("checkpoint."))
tiles.post_tiles(here, now)

if now.posts.empty:
    markup.calm(here, "map-none", now.figure("checkpoint.manned"))
else:
    mapping.city_and_county(here, now)
    markup.title(here, "map-table-title", count=len(now.posts))
    checkpoints.posts(here, now)
