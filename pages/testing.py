"""Testing: each round against its clock, every unit's progress, what is pending, what came before."""

from dashboard import components, tables
from dashboard.queries import rounds
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("testing.")

components.heading(here, "page-testing", figures)
components.tiles(here, now, figures)

left, right = components.halves()
with left:
    components.testing_bars(here, now)
with right:
    components.round_clocks(here, now)
tables.testing(here, now)
components.title(here, "testing-rounds-title")
tables.rounds(here, rounds(here))
