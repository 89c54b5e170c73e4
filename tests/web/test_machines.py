"""What robots, browsers and operators are answered."""

from lxml import etree


def test_robots_are_kept_from_endless_pages(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /search" in lines
    assert "Disallow: /*?q=" in lines
    assert "Disallow: /items" not in lines


def test_a_browser_can_offer_the_search(client):
    response = client.get("/opensearch.xml")
    root = etree.fromstring(response.data)
    url = root.find("{*}Url").get("template")
    assert url == "https://archive.example.org/search?q={searchTerms}"


def test_health_and_readiness_are_told(client):
    assert client.get("/healthz").text == "ok\n"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.text.startswith("ok\ncatalogue ")
    assert ready.headers["Cache-Control"] == "no-store"
