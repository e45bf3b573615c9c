"""What axe-core finds on a page: violations that keep somebody out. It sees into the board's shadow root, and into no canvas."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
NOT_OURS: dict[
    tuple[str, str], str
] = {}  # (rule, part of the element's own markup) of Streamlit's that no option or style of ours can mend -> why
RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"


def violations(page: Page) -> list[tuple[str, str, str]]:
    """(rule and its help, the element's markup, where) of each element that is in the way of somebody, gravely."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for violation in page.evaluate(RUN):
        for node in violation["nodes"] if violation["impact"] in GRAVE else ():
            if not any(violation["id"] == rule and part in node["html"] for rule, part in NOT_OURS):
                found.append((f"axe {violation['id']}: {violation['help']}", node["html"][:160], " ".join(map(str, node["target"]))[-120:]))
    return found
