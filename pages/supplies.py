"""Supplies: days of stock of every unit and item, and where they run short."""

from dashboard import boards, filters
from dashboard.components import frame, markup, progress, tiles
from dashboard.queries import orders
from dashboard.situation import situation
from dashboard.tables import supplies
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("supply.")

frame.heading(here, "page-supplies", figures)
tiles.supply_tiles(here, now)

if now.pairs:
    boards.of_stock(here, now)
    right, left = markup.halves()
    with left:
        progress.stock_bars(here, now, filters.item(here, now))
    with right:
        markup.title(here, "supplies-items-title")
        supplies.items(here, now)
    markup.title(here, "supplies-proposals-title", count=len(now.proposals))
    supplies.proposals(here, now, orders(here))
else:
    markup.calm(here, "supplies-none", now.figure("supply.units_short"))
