"""Testing: each round against its clock, every unit's progress in it, what waits for its result, and the rounds before."""

from dashboard import filters
from dashboard.components import frame, markup, rounds, tiles
from dashboard.queries import rounds as rounds_so_far
from dashboard.queries import rounds_shown
from dashboard.situation import situation
from dashboard.tables import testing
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures, so_far = now.figures_of("testing."), rounds_so_far(here)

frame.heading(here, "page-testing", figures)
tiles.tiles(here, now, figures)
filters.testing_round(here, so_far)
shown = rounds_shown(here, now)
rounds.clocks(here, now, shown)
rounds.units(here, shown)
markup.title(here, "testing-rounds-title")
testing.rounds(here, so_far, now.figure("testing.coverage"))
