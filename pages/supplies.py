"""Supplies: days of stock of every unit and item, and where they run short."""

from dashboard import boards, components, filters, tables
from dashboard.queries import orders
from dashboard.situation import situation
from dashboard.view import view

here = view()
now = situation(here.door, here.scope, here.moment)
figures = now.figures_of("supply.")

components.heading(here, "page-supplies", figures)
components.supply_tiles(here, now)

if now.pairs:
    boards.of_stock(here, now)
    right, left = components.halves()
    with left:
        components.stock_bars(here, now, filters.item(here, now))
    with right:
        components.title(here, "supplies-items-title")
        tables.items(here, now)
    components.title(here, "supplies-proposals-title", count=len(now.proposals))
    tables.proposals(here, now, orders(here))
else:
    components.calm(here, "supplies-none", now.figure("supply.units_short"))
