"""Access: who may see what, and until when. For admins, to read; grants are given and taken back on the command line."""

from dashboard.components import frame, markup
from dashboard.tables import grants
from dashboard.view import view

here = view()

frame.heading(here, "page-access", None)
markup.note(here.words("access-how"))
grants.table(here)
