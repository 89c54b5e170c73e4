"""axe-core finds nothing wrong with any page (WCAG 2.2 AA), wide and narrow, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDE = {"width": 1280, "language": "en", "scheme": "light"}
NARROW = {"width": 360, "language": "es", "scheme": "dark"}
MAIN = ("home", "search", "speech", "document", "image")
OTHERS = ("recording", "collections", "collection", "agents", "person", "about", "error", "nothing", "values")
OTHERS += ("search help", "advanced search", "why", "why not", "similar")
LOOKS = [(name, look) for name in MAIN for look in (WIDE, NARROW)]
LOOKS += [(name, (WIDE, NARROW)[place % 2]) for place, name in enumerate(OTHERS)]


def named(part):
    return part if isinstance(part, str) else part["scheme"]


@pytest.mark.parametrize(("name", "look"), LOOKS, ids=named)
def test_axe_finds_nothing_wrong(visit, pages, name, look):
    page = visit(pages[name], **look)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]
    assert page.faults == [] or name == "error"


@pytest.mark.parametrize("name", MAIN)
def test_contrast_is_enough_in_the_other_scheme(visit, pages, name):
    page = visit(pages[name], scheme="dark")
    found = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    assert found.response["violations"] == []
