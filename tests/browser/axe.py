"""axe-core on a page: what keeps people from using it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """A line each, with the first places. The script runs as the debugger's, so that the page's policy stays."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(r => r.violations.map(v =>"
        " `${v.id}: ${v.help}: ${v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`))",
        RULES,
    )
    return [str(line) for line in found]
