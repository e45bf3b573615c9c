"""Which sentence a reader sees for which failure; the reason itself goes to the log."""

from __future__ import annotations

from dashboard.settings import SettingsWrong
from data_access.contract import ContractBroken
from data_access.engine import DatabaseAway, DatabaseUnfit

_SENTENCES: dict[type[Exception], str] = {
    DatabaseAway: "database-away",
    DatabaseUnfit: "database-unfit",
    ContractBroken: "data-wrong",
    SettingsWrong: "settings-wrong",
}


def sentence_for(error: BaseException) -> str:
    """The key of the sentence."""
    return next((key for kind, key in _SENTENCES.items() if isinstance(error, kind)), "failed")
