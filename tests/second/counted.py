"""Says at the end of a run how many worlds were compared, and how often, by kind of database: on the quietest run and with several workers too."""

from __future__ import annotations

from typing import Any

PROPERTY = "compared"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == PROPERTY and report.when == "call":
                    terminalreporter.write_line(str(value))
