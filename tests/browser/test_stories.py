"""Stories, clicked through: the first hour on an empty desk, Ankara day by day, an edit, a what-if."""

import re

import pytest

ARTICLE = """\
Teacher sentenced in Arland

ARLAND CITY, 5 March 2024 (Coast News) - A court in Arland sentenced Cleo Quill, a citizen of Belmark, to eight years \
in prison on Tuesday. Ana Arn, a Belmark citizen held in Arland, was charged with smuggling, officials said.
"""
TABLE = "name;held_by;citizen_of\nAna Arn;A;B\nBen Bell;B;A\n"


def first_hour(one):
    """A new case, people from a table, an article, two positions, the best deal, its brief; `one` is signed in."""
    page = one.page
    page.locator("a[href='/new']").click()
    page.get_by_label("Id", exact=True).first.fill("harbour")
    page.get_by_label("Parties, one on a line").fill("A Arland\nB Belmark")
    page.get_by_label("Positions begin on").fill("2024-01-01")
    page.get_by_role("button", name="Make the case").click()
    page.wait_for_url("**/cases/harbour")

    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="People from a table").click()
    page.get_by_label("The table").fill(TABLE)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Write 2 people into the case").click()
    page.wait_for_url(re.compile(r".*/people(\?.*)?$"))
    assert "2 people fit" in one.words()

    page.get_by_role("link", name="Reports").click()
    page.get_by_label("The article, pasted").fill(ARTICLE)
    page.get_by_label("Published on").fill("2024-03-05")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#report")
    page.get_by_role("link", name=re.compile("smuggling")).first.click()
    assert "smuggling" in page.inner_text(".diff >> nth=0") or "smuggling" in one.words()
    page.get_by_role("button", name="Accept").click()
    page.wait_for_selector("text=Accepted, and written into the case")

    for party, worth in (("A", "ben-bell"), ("B", "ana-arn")):
        page.goto(f"{one.desk.origin}/cases/harbour/parties/{party}")
        page.locator("main a[href*='/position'][href*='at=0']").first.click()
        _position(page, worth)
        page.wait_for_url(f"**/parties/{party}*")

    page.goto(f"{one.desk.origin}/cases/harbour/bench?on=2024-03-06")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector(".cards article")


def _position(page, worth):
    """Fill the form of a position: one worth; look at it, and write it."""
    page.locator("input[name='worth-0-text']").fill(worth)
    page.locator("input[name='worth-0-value']").fill("40")
    page.get_by_role("button", name="Look at it in words").click()
    page.locator("button[name='do'][value='save']").first.click()


def test_the_first_hour_on_an_empty_desk(desk, visit):
    one = visit(desk).signed_in()
    first_hour(one)
    words = one.words()
    assert "2 people would be freed" in words and "Arland" in words and "Why it can sign" in words
    one.page.get_by_role("link", name="Brief to print").click()
    one.page.wait_for_selector("text=Who goes where")
    assert "Ana Arn: released by Arland, to Belmark" in one.words()


def test_the_first_hour_without_any_script(desk, visit):
    one = visit(desk, java_script_enabled=False).signed_in()
    first_hour(one)
    assert "2 people would be freed" in one.words()


def test_ankara_from_its_first_day_to_its_last(ankara, visit):
    one = visit(ankara).signed_in()
    page = one.page
    page.get_by_role("link", name=re.compile("Ankara")).click()
    page.get_by_role("link", name="Day by day").click()
    page.get_by_label("Who must be among the released").fill("gershkovich")
    page.get_by_role("button", name="Reckon").click()
    page.wait_for_selector("ol.strip a.deal >> nth=5")
    links = page.locator("ol.strip a")
    told = [links.nth(i).inner_text() for i in range(links.count())]
    assert told[0] == "–2022-06-01: no deal" or "2022-06-01: no deal" in told[0]
    assert "2024-02-09: deal" in " ".join(told) and "2024-02-16: no deal" in " ".join(told)
    assert "2024-07-17: deal: 24 people and 2 minors" in " ".join(told)
    links.first.click()
    assert "These cannot all hold" in one.words()
    for _ in range(len(told) - 1):  # from day to day with the arrow key
        before = page.inner_text("#day")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => document.getElementById('day')?.textContent !== before", arg=before)
    assert page.inner_text("#day") == "2024-08-01" and "24 people and 2 minors" in one.words()
    page.locator("#slider").focus()
    page.keyboard.press("Home")
    page.wait_for_function("document.getElementById('day')?.textContent === '2022-06-01'")

    page.goto(f"{ankara.origin}/cases/ankara-2024/bench?on=2024-07-31")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector(".cards article >> nth=6")
    assert "24 people and 2 minors would be freed" in one.words() and "comes to 999" in one.words()


def test_a_front_is_clicked(ankara, visit):
    one = visit(ankara).signed_in()
    page = one.page
    page.goto(f"{ankara.origin}/cases/ankara-2024/bench?on=2024-07-31&verb=front&parties=RU&parties=US")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector("#chart canvas")
    box = page.locator("#chart").bounding_box()
    assert box is not None
    pointed = "[...document.querySelectorAll('#chart div')].some(one => one.style.cursor === 'pointer')"
    for x in range(int(box["x"]) + 60, int(box["x"] + box["width"]), 8):  # a point of the picture leads to its cards
        for y in range(int(box["y"]) + 20, int(box["y"] + box["height"]) - 50, 8):
            page.mouse.move(x, y)
            if page.evaluate(pointed):
                page.mouse.click(x, y)
                page.wait_for_function("location.hash.startsWith('#point-')")
                assert page.locator(page.evaluate("location.hash")).get_attribute("open") is not None
                return
    pytest.fail("no point of the picture can be clicked")


def test_a_what_if_beside_the_case(harbour, visit):
    one = visit(harbour).signed_in()
    page = one.page
    page.goto(f"{harbour.origin}/cases/harbour/bench?on=2024-03-01&out=B")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector("text=Belmark stays away.")
    page.wait_for_selector("p.verdict")
    page.get_by_label("Keep what is supposed as a what-if").fill("without-b")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_selector("text=Side by side")
    page.goto(f"{harbour.origin}/cases/harbour/bench?on=2024-03-01")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector(".cards article")
    page.get_by_label("Ask the same beside it of").select_option("without-b")
    page.get_by_role("button", name="Show both").click()
    page.wait_for_selector("text=“deal” on the left, “none” on the right")


def test_an_edit_is_seen_in_another_window_and_undone(harbour, visit):
    one, other = visit(harbour).signed_in(), visit(harbour).signed_in("analyst")
    other.go("/cases/harbour/people/ana")
    other.page.wait_for_function("document.querySelector('#live') !== null")
    one.go("/cases/harbour/people/ana?key=name&at=0")
    one.page.get_by_label("Value", exact=True).fill("Ana B. Arn")
    one.page.locator("section[aria-labelledby='fact'] >> button").click()
    one.page.wait_for_selector("h1:has-text('Ana B. Arn')")
    other.page.wait_for_selector("#changed:not([hidden])")
    one.page.get_by_role("link", name="History", exact=True).click()
    one.page.get_by_role("button", name=re.compile("undo", re.I)).first.click()
    one.go("/cases/harbour/people/ana")
    assert "Ana B. Arn" not in one.page.inner_text("h1")
