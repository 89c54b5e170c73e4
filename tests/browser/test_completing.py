"""The search box as a combobox: by keyboard, by finger, by ear; and without a script as ever."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def type_in(visit):
    """Open a page and type into its search box; return the page, the box and the options."""

    def type_in(words, path="/", **look):
        page = visit(path, **look)
        box = page.get_by_role("combobox")
        box.fill("")
        box.press_sequentially(words)
        expect(page.get_by_role("option")).not_to_have_count(0)
        return page, box, page.get_by_role("option")

    return type_in


def test_arrows_go_through_the_list_and_enter_asks(type_in):
    page, box, options = type_in("por aho")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox")).to_have_id(box.get_attribute("aria-controls"))
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_contain_text("por ahora")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=por+ahora")
    assert page.faults == []


def test_enter_asks_for_what_was_typed_where_nothing_was_chosen(type_in):
    page, _box, _options = type_in("por aho")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=por+aho")


def test_escape_closes_the_list_and_keeps_what_was_typed(type_in):
    page, box, _options = type_in("comu")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("comu")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_how_many_there_are_is_announced(type_in):
    page, box, options = type_in("comu")
    status = page.locator(".typing [role=status]")
    expect(status).to_have_text(f"{options.count()} suggestions")
    box.press_sequentially("zzzz")
    expect(status).to_have_text("No suggestions")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_name_leads_to_its_page(type_in):
    page, _box, options = type_in("chávez")
    options.filter(has_text="Chávez Frías, Hugo").click()
    page.wait_for_url("**/agents/*")
    assert page.faults == []


def test_a_word_that_is_chosen_keeps_the_filters(type_in):
    page, _box, options = type_in("comuna", path="/search?q=x&type=document")
    options.filter(has_text="word").first.click()
    page.wait_for_url("**/search?q=comuna*type=document")


def test_nothing_is_asked_for_a_single_letter_and_once_for_a_word_typed_quickly(visit):
    page = visit("/")
    asked = []
    page.on("request", lambda each: asked.append(each.url) if "complete?" in each.url else None)
    box = page.get_by_role("combobox")
    box.press_sequentially("c")
    page.wait_for_timeout(300)
    assert asked == []
    with page.expect_response("**/search/complete?*"):
        box.press_sequentially("omuna", delay=10)
    page.wait_for_timeout(300)
    assert len(asked) == 1
    assert asked[0].endswith("q=comuna")


@pytest.mark.parametrize(
    "look",
    [{"width": 1280, "scheme": "light"}, {"width": 360, "scheme": "dark", "language": "es"}],
    ids=["wide", "narrow"],
)
def test_axe_finds_nothing_wrong_with_the_open_list(type_in, look):
    page, _box, options = type_in("comu", **look)
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]
    for option in options.all():
        assert option.bounding_box()["height"] >= 40


def test_a_finger_chooses_without_closing_the_keyboard_first(chromium, site):
    context = chromium.new_context(viewport={"width": 360, "height": 700}, has_touch=True, base_url=site)
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    page.get_by_role("combobox").tap()
    page.keyboard.type("por aho")
    page.get_by_role("option").first.tap()
    page.wait_for_url("**/search?q=por+ahora")
    context.close()


def test_without_script_the_box_is_a_plain_box(visit):
    page = visit("/", script=False)
    box = page.get_by_role("searchbox")
    box.fill("por ahora")
    box.press("Enter")
    page.wait_for_url("**/search?q=por+ahora")


def test_a_suggested_query_is_a_click_away(visit):
    page = visit("/search?q=Chavs")
    page.get_by_role("link", name="chávez").click()
    page.wait_for_url("**/search?q=ch%C3%A1vez")
    assert page.locator(".entry").count() > 0
