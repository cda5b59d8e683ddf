"""Pictures of the desk for the docs: `make shots` writes docs/desk/*.png, small enough to be kept."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ANKARA, FLAGS, Desk, Visit, chromium, running
from tests.browser.test_stories import ARTICLE
from tests.desk.web.conftest import CASE

OUT = Path(__file__).parents[2] / "docs" / "desk"
COLOURS = 48


def main() -> None:
    """Write all of them anew."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "desk.sqlite") as desk, sync_playwright() as p:
        desk.scope().bring("ankara-2024", {file.name: file.read_bytes() for file in sorted(ANKARA.glob("*.yaml"))})
        desk.scope().bring("harbour", {"harbour.yaml": CASE.encode()})
        browser = p.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        one = Visit(browser, desk, viewport={"width": 1100, "height": 800}).signed_in()
        _shots(one.page, f"{desk.origin}/cases/ankara-2024")
        _phone(Visit(browser, desk, viewport={"width": 360, "height": 720}).signed_in(), desk)
        browser.close()


def _shots(page: Page, base: str) -> None:
    page.goto(f"{base}?on=2024-07-31")
    page.wait_for_selector("#graph canvas")
    page.wait_for_timeout(500)
    _keep(page, "overview")
    page.goto(f"{base}/people?on=2024-07-31&text=Уилан")
    _keep(page, "people")
    page.goto(f"{base}/people/navalny?on=2024-07-31")
    _keep(page, "person")
    page.goto(f"{base}/parties/DE?on=2023-06-01")
    _keep(page, "position")
    page.goto(f"{base}/day?on=2024-02-09")
    page.get_by_role("button", name="Reckon").click()
    page.wait_for_selector("ol.strip a.deal >> nth=5")
    page.locator("ol.strip a").nth(9).click()
    _keep(page, "days")
    page.goto(f"{base}/bench?on=2024-07-31")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector(".cards article")
    _keep(page, "answer")
    page.goto(f"{base}/bench?on=2023-12-05&want=gershkovich")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector("#clashes")
    _keep(page, "why")
    page.goto(f"{base}/bench?on=2024-07-31&verb=front&parties=RU&parties=US")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector("#chart canvas")
    page.wait_for_timeout(500)
    _keep(page, "front")
    page.goto(f"{base.rpartition('/')[0]}/harbour/read")
    page.get_by_label("The article, pasted").fill(ARTICLE)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#report")
    _keep(page, "report")


def _phone(one: Visit, desk: Desk) -> None:
    one.page.goto(f"{desk.origin}/cases/ankara-2024/day?on=2024-07-31")
    _keep(one.page, "phone")


def _keep(page: Page, name: str) -> None:
    """One picture of what is seen, in few colours."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(OUT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
