"""`/search/complete` for the search box and for browsers, and *Did you mean* on page and in the API."""

import json

import pytest
from lxml import etree

SUGGESTIONS = "application/x-suggestions+json"


def test_the_box_is_told_kind_by_kind_how_a_word_goes_on(client, ids):
    answer = client.get("/search/complete?q=add").json
    assert answer["q"] == "add"
    title = next(each for each in answer["completions"] if each["kind"] == "title")
    assert (title["text"], title["address"]) == ("Address to the communes", f"/items/{ids.speech}")
    assert title["query"] is False
    phrase = client.get("/search/complete?q=comuna+o+nad").json["completions"][0]
    assert (phrase["kind"], phrase["text"], phrase["query"]) == ("phrase", "comuna o nada", True)
    assert phrase["address"] == "/search?q=comuna+o+nada"


def test_kinds_are_called_in_the_language_of_the_reader(client):
    labels = {
        each["kind"]: each["label"]
        for each in client.get("/search/complete?q=com&lang=es").json["completions"]
    }
    assert (labels["word"], labels["subject"]) == ("palabra", "tema")


def test_browsers_are_told_in_their_own_form(client, ids):
    asked = client.get("/search/complete?q=pérez", headers={"Accept": SUGGESTIONS})
    assert asked.content_type == SUGGESTIONS
    q, texts, kinds, addresses = json.loads(asked.data)
    assert q == "pérez"
    assert len(texts) == len(kinds) == len(addresses) > 0
    place = texts.index("Pérez, María")
    assert kinds[place] == "name"
    assert addresses[place].startswith("https://archive.example.org/agents/")
    assert client.get("/search/complete?q=pérez&format=opensearch").data == asked.data


def test_the_description_of_the_search_leads_browsers_there(client):
    root = etree.fromstring(client.get("/opensearch.xml").data)
    (url,) = (each for each in root.findall("{*}Url") if each.get("rel") == "suggestions")
    assert url.get("type") == SUGGESTIONS
    template = url.get("template").removeprefix("https://archive.example.org")
    assert client.get(template.replace("{searchTerms}", "pérez")).content_type == SUGGESTIONS


@pytest.mark.parametrize(
    "q", ["", "?q=", "?q=a", "?q=%00", "?q=%ff%fe", '?q="', "?q=((", "?q=" + "x" * 5000, "?q=a&q=b"]
)
def test_nothing_typed_is_an_error(client, q):
    response = client.get(f"/search/complete{q}")
    assert response.status_code == 200
    assert response.json["completions"] == []


def test_answers_are_kept_briefly_and_by_the_reader_alone(client):
    response = client.get("/search/complete?q=comm")
    assert response.headers["Cache-Control"] == "private, max-age=30"
    assert {"Accept", "Accept-Language", "Cookie"} <= set(response.vary)
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_what_is_closed_completes_nothing_for_the_public(client, room):
    for q in ("pomeg", "restricted dos", "persim", "draft per", "medl"):
        assert client.get("/search/complete", query_string={"q": q}).json["completions"] == []
        assert room.get("/search/complete", query_string={"q": q}).json["completions"] == []
    assert client.get("/search/complete?q=quin").json["completions"] == []
    assert [each["text"] for each in room.get("/search/complete?q=quin").json["completions"]] == ["quince"]
    assert [each["text"] for each in room.get("/search/complete?q=secret+qui").json["completions"]] == [
        "secret quince"
    ]


def test_every_search_box_asks_for_completions_and_works_without(client):
    for path in ("/", "/search?q=comuna", "/search/help"):
        page = client.get(path).text
        assert 'data-complete="/search/complete"' in page
        assert "js/complete.js" in page
        assert 'role="combobox"' not in page


def test_what_may_have_been_meant_is_a_link_that_keeps_the_filters(client):
    page = client.get("/search?q=Venezuelam&type=speech").text
    assert 'Did you mean <a href="/search?q=venezuelan&amp;type=speech"><em>venezuelan</em></a>?' in page
    assert "¿Quiso decir" in client.get("/search?q=Venezuelam&lang=es").text
    assert "Did you mean" not in client.get("/search?q=commune").text


def test_the_api_tells_what_may_have_been_meant(client, room):
    assert client.get("/api/v1/search?q=venezuelam").json["suggestion"] == "venezuelan"
    assert client.get("/api/v1/search?q=commune").json["suggestion"] is None
    assert client.get("/api/v1/search?q=quinse").json["suggestion"] is None
    assert room.get("/api/v1/search?q=quinse").json["suggestion"] == "quince"
