"""Map: checkpoints, seats and control areas, the city beside the counties, districts by a figure, and the table of all posts."""

from dashboard import filters, mapping
from dashboard.components import frame, lists, markup, tiles
from dashboard.districts import by_district
from dashboard.situation import situation
from dashboard.tables import checkpoints
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

frame.heading(here, "page-map", now.figures_of("checkpoint."))
left, right = markup.tile_and_rest()
with left:
    tiles.post_tile(here, now)
with right:
    shade = filters.shade(here)
districts = by_district(here, now, shade, mapping.posts(here), mapping.district_of_units(here)) if shade else []

if now.posts.empty:
    markup.calm(here, "map-none", now.figure("checkpoint.manned"))
mapping.city_and_county(here, now, shade, districts)
checkpoints.posts(here)
lists.off_the_map(here)
checkpoints.districts(here, now, shade, districts)
