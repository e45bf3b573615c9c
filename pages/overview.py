"""Overview: is it under control, what changed, who needs a call."""

from dashboard import boards, charts
from dashboard.components import frame, lists, markup, progress, sentence, tiles
from dashboard.queries import reports_by_day
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

frame.heading(here, "page-overview", tiles.headline_figures(now))
sentence.sentence(here, now)
tiles.headlines(here, now)

left, right = markup.board_and_list()
with left:
    boards.of_measures(here, now, height="calc(100dvh - 25rem)")
with right:
    lists.attention(here, now)
    progress.chart(here, here.words("chart-cases-title"), charts.confirmed_by_day, *reports_by_day(here))
