"""The search page in a browser: a span of years is drawn, values are found as they are typed."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
QUESTION = "/search?q=comuna"


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def total(page):
    return int(page.locator(".results-head h1").inner_text().split()[0])


def test_a_span_drawn_over_the_years_applies_when_it_is_let_go(visit):
    page = visit(QUESTION)
    everything = total(page)
    box = page.locator(".years .chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=5)
    drawn = page.locator(".span-shown").inner_text().split("–")
    assert asked(page) == {"q": ["comuna"]}
    page.mouse.up()
    page.wait_for_url("**from=**")
    assert (asked(page)["from"], asked(page)["to"]) == ([drawn[0]], [drawn[1]])
    assert 0 < total(page) < everything
    assert page.locator(".years .bar.within").count() < page.locator(".years .bar").count()
    assert page.faults == []


def test_a_handle_is_moved_by_keyboard_and_applies_by_enter(visit):
    page = visit(QUESTION)
    first, last = page.get_by_role("slider").all()
    low = int(first.get_attribute("aria-valuenow"))
    first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    assert int(first.get_attribute("aria-valuenow")) == low + 2
    assert asked(page) == {"q": ["comuna"]}
    last.focus()
    page.keyboard.press("Home")
    assert last.get_attribute("aria-valuenow") == str(low + 2)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=**")
    assert asked(page) == {"q": ["comuna"], "from": [str(low + 2)]}


def test_a_bar_is_a_link_with_script_and_without(visit):
    for script in (True, False):
        page = visit(QUESTION, script=script)
        page.locator(".years a .bar").first.click()
        page.wait_for_url("**from=**")
        assert page.locator(".chosen li").count() >= 2


def test_values_are_found_as_they_are_typed(visit):
    page = visit("/search")
    link = page.locator(".facet .all a").filter(has_text="Subject")
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("comm")
    values = page.locator(".finder li")
    others = values.filter(has_not_text=re.compile("comm", re.IGNORECASE))
    expect(others).to_have_count(0)
    expect(values).not_to_have_count(0)
    count = int(values.first.locator(".count").inner_text())
    page.keyboard.press("Escape")
    assert link.is_visible()
    assert "Subject" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Space")
    values.first.locator("a").click()
    page.wait_for_url("**subject=**")
    assert total(page) == count
    assert page.faults == []


def test_values_are_found_without_script(visit):
    page = visit("/search", script=False)
    page.locator(".facet .all a").filter(has_text="Subject").click()
    page.fill("#find", "comm")
    page.click("main form button")
    page.wait_for_url("**find=comm**")
    page.locator(".values li a").first.click()
    page.wait_for_url("**subject=**")
    assert page.locator(".chosen li").count() == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_results_come_before_what_narrows_them_for_eye_and_ear(visit, width):
    page = visit(QUESTION, width=width)
    above = "(one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING"
    ordered = f"({above})(document.querySelector('.entries'), document.querySelector('aside'))"
    assert page.evaluate(ordered)
    results, aside = page.locator(".entries").bounding_box(), page.locator("aside").bounding_box()
    assert (results["x"], results["y"]) < (aside["x"], aside["y"] + 1)
