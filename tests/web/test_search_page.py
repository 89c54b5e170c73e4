"""The search page: every filter can be put in and taken out, and nothing asked is an error."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest


def hrefs(page, part):
    """Return the addresses of the links that contain `part`."""
    return [
        unescape(each.split('"')[0])
        for each in page.split('href="')[1:]
        if part in unescape(each.split('"')[0])
    ]


def test_a_result_shows_its_passage_and_leads_to_it(client, ids):
    page = client.get("/search?q=venezuelan").text
    assert f'href="/items/{ids.speech}?q=venezuelan#p2"' in page
    assert "<mark>Vene-\nzuelan</mark>" in page


def test_a_value_of_a_facet_is_put_in_and_taken_out_by_links(client):
    address = hrefs(client.get("/search?q=commune").text, "type=speech")[0]
    assert parse_qs(urlsplit(address).query) == {"q": ["commune"], "type": ["speech"]}
    page = client.get(address).text
    assert "Filters in force" in page
    assert "/search?q=commune" in hrefs(page, "/search")


def test_facets_and_words_speak_the_language_of_the_reader(client, ids):
    answer = client.get("/api/v1/search?lang=es").json["facets"]
    assert "Comunas" in [each["label"] for each in answer["subject"]]
    assert "Discurso" in [each["label"] for each in answer["type"]]
    named = client.get("/api/v1/search?q=subject:comunas").json
    assert ids.speech in [each["id"] for each in named["items"]]


def test_several_values_of_a_facet_are_joined_by_or(client):
    counts = [client.get(f"/api/v1/search?{q}").json["total"]["value"] for q in
              ("type=speech", "type=image", "type=speech&type=image")]  # fmt: skip
    assert counts[2] == counts[0] + counts[1] > counts[0]


def test_a_new_question_keeps_the_filters(client):
    page = client.get("/search?q=commune&type=speech&from=2010&sort=date").text
    form = page.split('class="ask"')[1].split("</form>")[0]
    for name, value in (("type", "speech"), ("from", "2010"), ("sort", "date")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form


def test_filters_can_be_removed_one_by_one_and_all_at_once(client):
    page = client.get("/search?q=commune&type=speech&from=2010").text
    assert "/search?q=commune&from=2010" in hrefs(page, "/search")
    assert "/search?q=commune&type=speech" in hrefs(page, "/search")
    assert ">Remove all filters</a>" in page


def test_a_filter_that_nothing_has_is_told_and_can_be_dropped(client, ids):
    page = client.get("/search?q=commune&type=speech&language=xx&language=en").text
    notice = page.split('class="notice"')[1].split("</div>")[0]
    assert "Language: nothing here has “xx”." in notice
    assert 'href="/search?q=commune&amp;type=speech&amp;language=en"' in notice
    assert page.count('class="notice"') == 1

    for known in ("type=image", "language=en", f"collection={ids.fonds}"):
        assert "nothing here has" not in client.get(f"/search?q=nothing-at-all&{known}").text


def test_whether_something_closed_has_a_value_is_not_told(client, ids):
    for address in (f"/search?subject={ids.hidden}", f"/search?subject={'b' * 9}"):
        assert "nothing here has" in client.get(address).text


def test_an_empty_answer_helps(client):
    page = client.get("/search?q=nothing-at-all&type=speech").text
    assert "Nothing found" in page
    assert "Ask again without the filters" in page


def test_results_go_on_on_the_next_page(client):
    first = client.get("/search?sort=title").text
    assert "Page 1 of" in first
    second = client.get(hrefs(first, "page=2")[0]).text
    assert 'rel="prev"' in second


QUESTIONS = (
    '"',
    "((((",
    "AND OR NOT",
    "date:xyz",
    "title:",
    "*",
    "~",
    "-",
    "a" * 5000,
    "\x00",
    "from:..",
    "🜚 ﬁ",
)


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: ascii(q[:12]))
def test_nothing_asked_is_an_error(client, q):
    asked = {"q": q, "from": q, "to": q, "sort": q, "page": q, "type": q, "collection": q}
    assert client.get("/search", query_string=asked).status_code == 200
    assert client.get("/api/v1/search", query_string={"q": q}).status_code == 200


def test_how_a_question_was_read_is_said(client):
    page = client.get('/search?q="commune').text
    assert "A quotation mark has no partner" in page
    assert "Unas comillas no tienen pareja" in client.get('/search?q="commune&lang=es').text


def test_the_api_answers_as_agreed(client, ids):
    answer = client.get("/api/v1/search?q=venezuelan&size=3").json
    assert set(answer) >= {"total", "items", "facets", "suggestion", "took_ms"}
    assert answer["total"] == {"value": 1, "relation": "eq"}
    item = answer["items"][0]
    assert (item["id"], item["title"], item["type"]) == (ids.speech, "Address to the communes", "speech")
    assert item["date"] == "2012-10-20"
    assert item["address"] == f"https://archive.example.org/items/{ids.speech}"
    passage = item["passages"][0]
    assert passage["number"] == 2
    assert passage["address"] == f"{item['address']}?q=venezuelan#p2"
    ((start, end),) = passage["marks"]
    assert passage["snippet"][start:end] == "Vene-\nzuelan"
    assert {"value": "speech", "label": "Speech", "count": 1} in answer["facets"]["type"]


def test_an_empty_question_lists_everything_there_is_to_see(client):
    answer = client.get("/api/v1/search?size=100").json
    assert answer["total"]["value"] > 15
    assert len(answer["items"]) == answer["total"]["value"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("size=0", "whole number"),
        ("size=x", "whole number"),
        ("size=1e3", "whole number"),
        ("page=-1", "whole number"),
        ("page=" + "9" * 40, "whole number"),
        ("size=101", "at most 100"),
        ("sort=best", "relevance, -date, date, title, -added"),
        ("from=abc", "abc"),
        ("to=2012-02-31", "2012-02"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_a_problem_that_says_so(client, query, said):
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == 422
    assert said in response.json["detail"]


def test_a_date_that_was_not_understood_is_said_and_filters_nothing(client):
    page = client.get("/search?from=abc").text
    assert "not understood as a date" in page
    assert "Filters in force" not in page


def test_a_page_beyond_the_last_leads_to_the_last(client):
    page = client.get("/search?sort=title&page=9999").text
    assert "There is no such page" in page
    assert "No record that you may see" not in page
    assert 'rel="next"' not in client.get(hrefs(page, "page=")[0]).text


@pytest.mark.usefixtures("ids")
def test_days_the_wrong_way_about_are_turned_and_that_is_said(client):
    right = client.get("/api/v1/search?from=1990&to=2012").json
    wrong = client.get("/api/v1/search?from=2012&to=1990").json

    assert wrong["total"] == right["total"]
    assert "the other way about" in wrong["notices"][0]
