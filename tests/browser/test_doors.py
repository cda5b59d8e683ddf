"""Signing in and out, forbidden pages, keyboard only, paper."""

from tests.browser.conftest import ANKARA


def test_a_link_signs_in_once(harbour, visit):
    one, other = visit(harbour), visit(harbour)
    link = harbour.link()
    one.page.goto(link)
    one.page.wait_for_url(f"{harbour.origin}/")
    assert "The harbour talks" in one.words()
    assert other.page.goto(link).status == 410
    other.wrong.clear()  # Chromium tells of every status that is no success
    one.page.get_by_role("button", name="Sign out").click()
    one.go("/cases/harbour")
    assert "/sign-in" in one.page.url


def test_a_passkey_signs_in(harbour, visit):
    one = visit(harbour).signed_in()
    client = one.context.new_cdp_session(one.page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    one.go("/account")
    one.page.get_by_role("button", name="Add a passkey").click()
    one.page.wait_for_selector("form[action='/account/passkeys/remove']")
    one.page.get_by_role("button", name="Sign out").click()
    one.go("/sign-in")
    one.page.get_by_role("button", name="passkey").click()
    one.page.wait_for_url(f"{harbour.origin}/")
    assert "The harbour talks" in one.words()


def test_a_delegate_has_a_channel_and_a_scorecard_and_nothing_else(harbour, visit):
    harbour.scope().publish("harbour", "A", "text", {"title": "A draft", "text": "Ana for Ben."})
    one = visit(harbour).signed_in("a")
    one.go("/cases/harbour/channel/A")
    one.page.get_by_label("Note").fill("only with Ben")
    one.page.get_by_role("button", name="Note it").click()
    one.page.wait_for_selector("text=Noted, for your party only.")
    for path in (
        "/cases/harbour",
        "/cases/harbour/people",
        "/cases/harbour/bench",
        "/cases/harbour/channel/B",
        "/watch",
    ):
        assert one.page.goto(harbour.origin + path).status == 404
    assert all("404" in line for line in one.wrong)
    one.wrong.clear()


def test_by_keyboard_alone(harbour, visit):
    one = visit(harbour).signed_in()
    page = one.go("/cases/harbour/bench?on=2024-03-01")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    for _ in range(60):
        if page.evaluate("document.activeElement.textContent.trim()") == "Ask":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_selector(".cards article")
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("Escape")
    page = one.go("/cases/harbour/people")
    page.keyboard.press("/")
    page.keyboard.type("Ана")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 person fits")


def test_on_paper_there_are_no_menus_and_no_forms(harbour, visit):
    one = visit(harbour).signed_in()
    page = one.go("/cases/harbour/bench?on=2024-03-01")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector(".cards article")
    page.get_by_role("link", name="Brief to print").click()
    page.wait_for_selector("text=Who goes where")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible() and not page.locator("footer").first.is_visible()
    assert page.locator(".cards article").first.is_visible()
    assert len(page.pdf(format="A4")) > 5_000


def test_a_large_list_stays_quick_to_move_in(desk, visit):
    many = "".join(f"  p{n}: {{name: Person {n} Quill, held_by: A, citizen_of: B}}\n" for n in range(2_000))
    text = "case: big\nparties: {A: Arland, B: Belmark}\npeople:\n" + many + "positions:\n  A: [{from: 2024-01-01}]\n"
    desk.scope().bring("big", {"big.yaml": text.encode()})
    one = visit(desk).signed_in()
    page = one.go("/cases/big/people")
    page.get_by_role("link", name="page 2 →").click()
    page.wait_for_selector("text=page 2 of 20")
    assert page.locator("tbody tr").count() == 100 and ANKARA.exists()
