"""Testing: each round against its clock, every unit's progress, what is pending, what came before."""

from dashboard.components import frame, markup, progress, tiles
from dashboard.queries import rounds
from dashboard.situation import situation
from dashboard.tables import testing
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("testing.")

frame.heading(here, "page-testing", figures)
tiles.tiles(here, now, figures)

left, right = markup.halves()
with left:
    progress.testing_bars(here, now)
with right:
    progress.round_clocks(here, now)
testing.units(here, now)
markup.title(here, "testing-rounds-title")
testing.rounds(here, rounds(here))
