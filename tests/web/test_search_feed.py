"""Every search has its feed: valid Atom, the newest first, nothing but what the public may know."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import etree
from sqlalchemy import Engine, event

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # RFC 3339


def fetched(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.data)


def only(element, name):
    (found,) = element.findall(f"{ATOM}{name}")
    return found


def links(element):
    return {each.get("rel"): each.get("href") for each in element.findall(f"{ATOM}link")}


@pytest.mark.parametrize(
    "query", ["", "?q=commune", "?q=nothing-at-all", "?type=speech&lang=es", "?page=9999"]
)
def test_a_feed_has_all_that_atom_requires(client, query):
    feed = fetched(client, f"/search.atom{query}")
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert re.match(r"https?://|ark:/", only(element, "id").text)
        assert only(element, "title").text
        assert MOMENT.fullmatch(only(element, "updated").text)
        assert all(only(author, "name").text for author in element.findall(f"{ATOM}author"))
        assert links(element)["alternate"].startswith("https://archive.example.org/")
    assert feed.find(f"{ATOM}author") is not None
    assert links(feed)["self"].startswith("https://archive.example.org/search.atom")
    identifiers = [only(entry, "id").text for entry in feed.findall(f"{ATOM}entry")]
    assert len(identifiers) == len(set(identifiers))


def test_it_answers_the_same_question_as_the_page(client, ids):
    feed = fetched(client, "/search.atom?q=commune&type=speech")
    found = client.get("/api/v1/search?q=commune&type=speech").json["items"]
    assert sorted(only(entry, "id").text for entry in feed.findall(f"{ATOM}entry")) == sorted(
        f"ark:/99999/{item['id']}" for item in found
    )
    (entry,) = [each for each in feed.findall(f"{ATOM}entry") if ids.speech in only(each, "id").text]
    assert only(entry, "title").text == "Address to the communes"
    assert only(entry, "summary").text == "She tells the assembly what a commune is."
    assert only(only(entry, "author"), "name").text == "Pérez, María"


def test_the_latest_added_come_first_whatever_the_order_of_the_page(client):
    feed = fetched(client, "/search.atom?sort=title")
    added = [only(entry, "published").text for entry in feed.findall(f"{ATOM}entry")]
    assert added == sorted(added, reverse=True)


def test_the_pages_of_a_feed_lead_to_one_another_and_have_every_record_once(
    client, builder, archive, monkeypatch
):
    monkeypatch.setattr("archive.web.endpoints.search_feed.ENTRIES", 4)
    address, seen = "/search.atom?type=document", []
    identifiers = set()
    while address:
        feed = fetched(client, address)
        identifiers.add(only(feed, "id").text)
        seen += [only(entry, "id").text for entry in feed.findall(f"{ATOM}entry")]
        following = links(feed).get("next")
        address = following and "?".join(urlsplit(following)[2:4])
    assert len(identifiers) == 1
    assert len(seen) == len(set(seen)) == client.get("/api/v1/search?type=document").json["total"]["value"]


def test_the_identifier_of_a_feed_does_not_depend_on_how_its_address_is_written(client):
    one = fetched(client, "/search.atom?type=speech&type=document&q=commune&page=1&utm_source=mail")
    other = fetched(client, "/search.atom?q=commune&type=document&type=speech")
    assert only(one, "id").text == only(other, "id").text


def test_the_reading_room_fetches_what_everybody_does(client, room):
    everybody = client.get("/search.atom?q=quince")
    assert room.get("/search.atom?q=quince").data == everybody.data
    assert everybody.headers["Cache-Control"] == "public, no-cache"
    assert fetched(room, "/search.atom?q=quince").findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("secret", ["pomegranate", "persimmon", "medlar", "quince"])
def test_nothing_closed_is_in_a_feed(room, secret):
    assert secret not in room.get("/search.atom").text
    assert fetched(room, f"/search.atom?q={secret}").findall(f"{ATOM}entry") == []


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    tag = client.get("/search.atom?q=commune").headers["ETag"]
    assert client.get("/search.atom?q=commune", headers={"If-None-Match": tag}).status_code == 304


def test_the_search_page_offers_its_address_and_its_feed(client):
    page = client.get("/search?q=commune&type=speech&sort=title&page=1").text
    head, body = page.split("</head>")
    assert '<link rel="alternate" type="application/atom+xml"' in head
    assert "/search.atom?q=commune&amp;type=speech" in head
    kept = body.split('id="keep"')[1].split("</section>")[0]
    assert 'href="/search?q=commune&amp;type=speech&amp;sort=title"' in kept
    assert 'href="/search.atom?q=commune&amp;type=speech"' in kept


def test_a_feed_has_nothing_in_place_of_what_nothing_has(client, ids):
    assert "commune" in client.get("/search.atom?q=commune").text

    assert "<entry" not in client.get("/search.atom?q=commune+zebraquux").text


@pytest.fixture
def read():
    """The statements that are put to the catalogue meanwhile."""
    statements = []

    def note(_connection, _cursor, statement, *_others):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


def test_no_text_is_read_for_a_feed_which_shows_none(client, read):
    def texts(address):
        read.clear()
        assert "Address to the communes" in client.get(address).text
        return [each for each in read if "passage.text" in each]

    assert texts("/search?q=citizens+square")  # that no other test asks: pages are kept
    assert not texts("/search.atom?q=citizens+square")
