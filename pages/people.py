"""People and work: who is accounted for and in isolation, duty desks, directives, production and its safety, units under control."""

from dashboard import boards
from dashboard.components import frame, markup, tiles
from dashboard.queries import median_hours, output
from dashboard.situation import situation
from dashboard.tables import people
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("people.", "cases.", "control.", "duty.", "directive.", "production.", "safety.")

frame.heading(here, "page-people", figures)
tiles.tiles(here, now, figures)
boards.of_measures(here, now, only=("duty", "directive", "production", "cases"), height="50dvh")

left, right = markup.halves()
with left:
    markup.title(here, "people-directives-title", hours=here.words.one_decimal(median_hours(here)))
    people.directives(here, now)
with right:
    markup.title(here, "people-both-hands-title", count=len(now.both_hands))
    people.both_hands(here, now)
markup.title(here, "people-output-title")
people.output(here, now, output(here))
