"""Searching in one text, in a browser: from match to match, by button, by key and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def guide(found):
    """The address of a document whose pages are pictures, searched for a word."""
    return found("q=title:%22guide+to+the+laws%22")["page"] + "?q=comuna"


def comes_to_rest(page, name):
    """Return how far below the top of the window something stands when the page has stopped moving."""
    before = None
    while (top := page.locator(name).bounding_box()["y"]) != before:
        before = top
        page.wait_for_timeout(200)
    return top


def said(page):
    return page.locator(".steps [role=status]").inner_text()


def test_buttons_and_keys_go_from_match_to_match(visit, guide):
    page = visit(guide)
    page.get_by_role("button", name="Next match").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert said(page).startswith("Match 2 of 4, p. 1")
    page.keyboard.press("n")
    assert said(page).startswith("Match 3 of 4, p. 2")
    assert page.evaluate("document.activeElement.id") == "m3"
    page.keyboard.press("n")
    page.keyboard.press("n")  # behind the last comes the first
    assert said(page).startswith("Match 1 of 4, p. 1")
    page.keyboard.press("p")
    assert page.evaluate("location.hash") == "#m4"
    assert comes_to_rest(page, "#m4") > page.locator(".steps").bounding_box()["height"]


def test_letters_typed_elsewhere_go_nowhere(visit, guide):
    page = visit(guide)
    page.locator("#within").focus()
    page.keyboard.press("n")
    page.locator(".trail a").first.focus()
    page.keyboard.press("n")
    assert page.evaluate("location.hash") == ""


def test_without_script_links_lead_from_match_to_match(visit, guide):
    page = visit(guide, script=False)
    assert page.locator(".steps").count() == 0
    page.click("text=To the first")
    page.click("#p1 .hits a[aria-label='Match after these']")
    assert page.url.endswith("#m3")
    assert 0 <= comes_to_rest(page, "#m3") < 900


def test_the_page_is_shown_with_its_marks(visit, guide):
    page = visit(guide)
    page.click(".page-view summary >> nth=0")
    marks = page.locator(".marked-page .over").first
    marks.scroll_into_view_if_needed()
    # Not wait_for_function: it evaluates a text in the page, which the site forbids.
    page.locator(".marked-page img").nth(1).evaluate("image => image.decode()")
    assert page.locator(".marked-page img").first.evaluate("image => image.naturalWidth") == 1280
    picture = page.locator(".marked-page img").first.bounding_box()
    assert marks.bounding_box() == pytest.approx(picture, abs=2)


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (360, "dark", "es")])
def test_axe_finds_nothing_wrong(visit, guide, width, scheme, language):
    page = visit(guide, width=width, scheme=scheme, language=language)
    page.click(".page-view summary >> nth=0")
    page.locator(".steps button").nth(1).click()
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.faults == []
