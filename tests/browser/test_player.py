"""A recording and its transcript, in a browser: a time plays from there, with and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def silence(found):
    """The address of the recording."""
    return found("q=title:silencio")["page"]


def reaches(page, second):
    """Say whether the recording comes to a second before long."""
    for _ in range(50):
        if page.evaluate("document.querySelector('audio').currentTime") >= second:
            return True
        page.wait_for_timeout(100)
    return False


def test_a_time_plays_from_there_and_what_is_said_is_marked(visit, silence):
    page = visit(silence)
    page.get_by_role("link", name="0:02").click()
    page.locator("#p2[aria-current]").wait_for()
    assert reaches(page, 2.05)
    assert page.evaluate("location.hash") == "#p2"


def test_whoever_comes_to_a_passage_finds_the_recording_at_its_second(visit, silence):
    page = visit(silence + "#p3")
    assert reaches(page, 4)
    assert page.evaluate("document.querySelector('audio').paused")


def test_without_script_a_time_leads_to_that_second_of_the_recording(visit, silence):
    page = visit(silence, script=False)
    assert page.get_by_role("link", name="0:02").get_attribute("href").endswith("habla.wav#t=2")


def test_the_page_has_no_barriers(visit, silence):
    found = Axe().run(visit(silence), options=RULES)
    assert not found.response["violations"], found.generate_report()
