"""Unit: all of one unit on one screen; of a division or the group, what stands below it."""

from dashboard import boards
from dashboard.components import at_unit, frame, lists, markup, tiles, unit
from dashboard.queries import trends
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)

frame.heading(here, "page-unit", now.figures, name=unit.name(here))
unit.facts(here)

if unit.leaf(here):
    left, middle, right = unit.thirds()
    with left:
        unit.measures(here, now)
    with middle:
        at_unit.attention(here, now)
        at_unit.report(here, now)
        at_unit.rounds(here, now)
        at_unit.directives(here, now)
        at_unit.inspections(here)
    with right:
        at_unit.stock(here, now)
        at_unit.posts(here, now)
        at_unit.shifts(here, now)
else:
    tiles.headlines(here, now, trends(here))
    left, right = markup.board_and_list()
    with left:
        boards.of_measures(here, now, height="calc(100dvh - 27.6rem)")
    with right:
        lists.attention(here, now)
    unit.own_measures(here, now)
