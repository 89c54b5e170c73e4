"""Crawlers are kept out of combinations of filters; people never are."""

import pytest

CRAWLERS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 Mobile Safari (compatible; Bytespider)",
    "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "Scrapy/2.11 (+https://scrapy.org)",
)
BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Lynx/2.9.0dev.5 libwww-FM/2.14",
    "curl/8.5.0",
    "",
)
DEEP = "creator=a&creator=b&subject=c&subject=d&place=e&type=speech&language=es"
ADDRESSES = ("/search", "/search.atom", "/api/v1/search", "/search/values")


@pytest.fixture
def searches(archive, monkeypatch):
    """How often the index was asked."""
    asked = []
    search = archive.search.search
    monkeypatch.setattr(archive.search, "search", lambda request: asked.append(request) or search(request))
    return asked


@pytest.mark.parametrize("agent", CRAWLERS)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", [DEEP, "page=51", "page=" + "9" * 30])
def test_a_crawler_that_goes_too_deep_is_refused_before_anything_is_searched(
    client, searches, agent, address, query
):
    response = client.get(f"{address}?facet=creator&{query}", headers={"User-Agent": agent})
    assert response.status_code == 403
    assert "/robots.txt" in response.text
    assert searches == []


@pytest.mark.parametrize("agent", BROWSERS)
@pytest.mark.parametrize("query", [DEEP, "page=51"])
def test_people_may_go_as_deep_as_they_like(client, agent, query):
    for address in ADDRESSES:
        response = client.get(f"{address}?facet=creator&{query}", headers={"User-Agent": agent})
        assert response.status_code == 200


@pytest.mark.parametrize("agent", CRAWLERS)
def test_a_crawler_may_ask_a_little_and_read_every_record(client, ids, agent):
    for address in ("/search?q=commune&type=speech&page=2", f"/items/{ids.speech}", "/collections"):
        assert client.get(address, headers={"User-Agent": agent}).status_code == 200


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("", "noindex, follow"),
        ("?q=commune", "noindex, follow"),
        ("?q=commune&type=speech", "noindex, follow"),
        ("?type=speech&from=2010", "noindex, nofollow"),
        ("?type=speech&type=image", "noindex, nofollow"),
    ],
)
def test_a_page_of_several_filters_leads_robots_nowhere(client, query, rule):
    response = client.get(f"/search{query}")
    assert f'<meta name="robots" content="{rule}">' in response.text
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_every_link_that_filters_tells_robots_not_to_follow(client):
    page = client.get("/search?q=commune OR circular&type=document&lang=en").text
    filtering = [each for each in page.split("<a ")[1:] if "/search?" in each.split(">")[0]]
    narrowing = [each.split(">")[0] for each in filtering if "subject=" in each or "from=" in each]
    assert len(narrowing) > 3
    assert [each for each in narrowing if 'rel="nofollow"' not in each] == []


def test_records_are_not_hidden_from_robots(client, ids):
    assert "X-Robots-Tag" not in client.get(f"/items/{ids.speech}").headers
