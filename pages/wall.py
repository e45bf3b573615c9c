"""The wall: the situation on a screen in the command room, with nobody at the keyboard."""

from dashboard import arrivals
from dashboard.filters import asked
from dashboard.queries import trends
from dashboard.situation import situation
from dashboard.view import view
from dashboard.wall import heartbeats, screen, sheet
from dashboard.wall.link import read_wall
from dashboard.wall.news import noticed

here, link = view(), read_wall(asked())
now = situation(here.door, here.scope, here.moment)
new = noticed(here.door, here.scope, now) if here.moment.is_today and not here.choice.as_of else {}

heartbeats.shows(arrivals.viewer(), screen.shows(here, link))
screen.wall(here, link, arrivals.viewer(), sheet.sheet(here, now, trends(here)), sheet.news(here, now, new))
