"""People and work: who is accounted for and in isolation, duty desks, directives, production and its safety, units under control."""

from dashboard import boards, components, tables
from dashboard.queries import median_hours, output
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("people.", "cases.", "control.", "duty.", "directive.", "production.", "safety.")

components.heading(here, "page-people", figures)
components.tiles(here, now, figures)
boards.of_measures(here, now, only=("duty", "directive", "production", "cases"), height="50dvh")

left, right = components.halves()
with left:
    components.title(here, "people-directives-title", hours=here.words.one_decimal(median_hours(here)))
    tables.directives(here, now)
with right:
    components.title(here, "people-both-hands-title", count=len(now.both_hands))
    tables.both_hands(here, now)
components.title(here, "people-output-title")
tables.output(here, now, output(here))
