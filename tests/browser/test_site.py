"""The site in a browser: narrow, without script, by keyboard, on paper."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["home", "search", "document", "image", "collections"])
def test_nothing_is_wider_than_the_smallest_phone(visit, pages, name):
    page = visit(pages[name], width=320, language="es")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_result_leads_to_the_passage_with_its_words_marked(visit, pages):
    page = visit(pages["document"])
    number = pages["document"].partition("#")[2]
    passage = page.locator(f"#{number}")
    assert passage.locator("mark").count() > 0
    assert 0 <= passage.bounding_box()["y"] < 900


def test_everything_can_be_read_and_searched_without_script(visit, pages):
    page = visit("/", script=False)
    page.fill("#q", "comuna")
    page.click("main form button")
    page.wait_for_url("**/search?q=comuna")
    assert page.locator(".entry").count() > 1
    page.locator(".facet a").first.click()
    page.wait_for_load_state()
    assert page.locator(".chosen").count() == 1
    image = visit(pages["image"], script=False)
    assert image.locator(".plate img").evaluate("image => image.naturalWidth") > 300


def test_the_keyboard_skips_to_the_content(visit):
    page = visit("/collections")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_keyboard_looks_closely_at_an_image_and_comes_back(visit, pages):
    page = visit(pages["image"])
    page.locator("[data-zoom]").focus()
    page.keyboard.press("Enter")
    page.locator("dialog.zoom[open] img[style*=transform]").wait_for()
    before = page.locator("dialog img").evaluate("image => image.style.transform")
    page.keyboard.press("+")
    assert page.locator("dialog img").evaluate("image => image.style.transform") != before
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.hasAttribute('data-zoom')")


def test_dark_and_light_are_the_readers_choice(visit):
    grounds = {
        visit("/", scheme=scheme).evaluate("getComputedStyle(document.documentElement).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert len(grounds) == 2


def test_on_paper_there_is_the_text_and_no_navigation(visit, pages):
    page = visit(pages["document"])
    page.emulate_media(media="print")
    assert not page.locator(".navigation").is_visible()
    assert page.locator(".source .text").is_visible()


def test_the_language_is_changed_where_one_stands(visit, pages):
    page = visit(pages["speech"])
    page.click("nav.language a")
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == "es"
    page.goto("/about")
    assert page.evaluate("document.documentElement.lang") == "es"
