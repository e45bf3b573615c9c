"""Supplies: days of stock of every unit and item, what runs out when, one item over time, what could be moved and what is on its way."""

from dashboard import boards, filters
from dashboard.components import frame, markup, progress, stock, tiles
from dashboard.situation import situation
from dashboard.tables import supplies
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("supply.")

frame.heading(here, "page-supplies", figures)
tiles.supply_tiles(here, now)

if now.pairs:
    first, board = markup.list_and_board()
    with first:
        stock.run_outs(here, now)
    with board:
        boards.of_stock(here, now, height="46dvh")
    stock.proposals(here, now)
    item = filters.item(here, now)
    left, right = markup.halves()
    with left:
        stock.course(here, now, item)
    with right:
        progress.stock_bars(here, now, item)
    stock.on_the_way(here, now)
    markup.title(here, "supplies-items-title")
    supplies.items(here, now)
else:
    markup.calm(here, "supplies-none", now.figure("supply.units_short"))
