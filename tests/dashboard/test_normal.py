"""The world in which everything is as it should be: the figures say so."""

from __future__ import annotations

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import normal
from tests.databases import Databases, written
from tests.world import NOW


def test_in_the_normal_world_every_cell_is_met_and_nothing_needs_attention(databases: Databases) -> None:
    database = written(databases.initialised("sqlite"), normal.ROWS)
    clock.stand_at(NOW)
    everybody = Scope(WHOLE_ORGANISATION)
    with Door(database.reader(), Settings(database_url=database.reader_url)) as door:
        now = situation(door, everybody, door.moment(everybody, None, None))
    assert {cell.status for cell in now.cells} == {"met"}
    assert {cell.measure_id for cell in now.cells} >= {
        *normal.DONE_BY_RECORD,
        *normal.READ_FROM_REPORTS,
        "testing",
        "checkpoint",
        "duty",
        "cases",
    }
    assert now.attention == ()
    assert len(now.both_hands) == 0
    assert {figure.status for figure in now.figures} <= {"met", None}
    assert {figure.id for figure in now.figures if figure.unknown or figure.checks} == set()
