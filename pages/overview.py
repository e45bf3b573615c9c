"""Overview: is it under control, what changed, who needs a call."""

from dashboard import boards
from dashboard.components import frame, lists, markup, sentence, small_map, tiles
from dashboard.queries import trends
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

frame.heading(here, "page-overview", tiles.headline_figures(now))
sentence.sentence(here, now)
tiles.headlines(here, now, trends(here))

left, right = markup.board_and_list()
with left:
    boards.of_measures(here, now, height="calc(100dvh - 25.5rem)")
with right:
    lists.attention(here, now)
    small_map.small_map(here, now)
