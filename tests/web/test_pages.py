"""Every page answers, in both languages, with sound HTML."""

from html.parser import HTMLParser

import pytest

from archive.catalogue.authorities import find
from archive.catalogue.writing import withdraw
from archive.metadata.record import Kind

VOID = {"meta", "link", "input", "img", "br", "hr", "source", "rect", "line", "path"}


class Reader(HTMLParser):
    """Collects what is wrong with a page."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.faults, self.headings, self.references = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"an attribute twice on <{tag}>")
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("aria-labelledby", "for", "aria-controls"):
            self.references += given.get(name, "").split()
        if tag == "img" and "alt" not in given:
            self.faults.append("an image without a text alternative")
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"inline style or script on <{tag}>")
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_is_sound_html(app, addresses, language):
    client = app.test_client()
    for address in addresses:
        response = client.get(address, headers={"Accept-Language": language})
        assert response.status_code == 200, address
        page = read(response.text)
        assert page.faults == [], address
        assert page.open == [], address
        assert len(page.ids) == len(set(page.ids)), address
        assert set(page.references) <= set(page.ids), address
        assert page.headings.count(1) == 1, address
        assert f'<html lang="{language}"' in response.text


def test_every_page_links_to_pages_that_answer(client, addresses):
    seen = set()
    for address in addresses:
        for link in links(client.get(address).text):
            if link not in seen:
                seen.add(link)
                response = client.get(link)
                assert response.status_code in (200, 301, 302), f"{address} → {link}"
                response.close()
    assert len(seen) > 60


def links(html):
    found = []

    class Links(HTMLParser):
        def handle_starttag(self, tag, attrs):
            for name, value in attrs:
                if name in {"href", "src"} and value.startswith("/"):
                    found.append(value.partition("#")[0])

    Links().feed(html)
    return found


def test_the_home_page_shows_what_is_here(client, ids):
    page = client.get("/").text
    assert "Communal movement" in page
    assert 'href="/search?from=2012&amp;to=2012&amp;sort=date"' in page
    assert "2012: 1 item" in page
    assert 'href="/search?type=speech"' in page


def test_a_name_leads_to_the_records_it_stands_in(client, ids):
    listing = client.get("/agents?letter=p").text
    address = next(link for link in links(listing) if link.startswith("/agents/"))
    page = client.get(address).text
    assert "Pérez, María" in page
    assert "Address to the communes" in page
    assert ">2 items</h2>" in page


def test_a_collection_shows_its_parts_and_pages_through_its_items(client, ids):
    page = client.get(f"/collections/{ids.series}").text
    assert f'href="/collections/{ids.fonds}"' in page
    after = next(link for link in links(page) if "after=" in link)
    assert "Circular number 6" in client.get(after).text + page


def test_a_name_leads_to_the_names_that_refer_to_it(client, builder, archive):
    builder.add("subject", {"title": "Councils of fishers", "broader": "Councils"})
    with archive.catalogue.read() as session:
        above = find(session, Kind.SUBJECT, ["Councils"])["Councils"]
    assert "Councils of fishers" in client.get(f"/subjects/{above}").text


def test_a_cursor_that_leads_nowhere_leads_to_the_first_page(client, ids):
    for address in ("/agents", f"/collections/{ids.series}"):
        lost = client.get(f"{address}?after=zzz")
        assert lost.status_code == 200
        assert "María" in lost.text or "Circular number 1" in lost.text


def test_an_item_of_the_ice_age_leaves_the_home_page_standing(client, builder, archive, why):
    old = builder.add("document", {"title": "A stone", "date": "Y-17E7"})
    page = client.get("/").text
    with archive.catalogue.write() as session:
        withdraw(session, [old], why)
    assert page.count('class="bar"') < 40
    assert "1 earlier item" in page


def test_a_record_of_another_kind_is_led_to_its_own_address(client, ids):
    response = client.get(f"/items/{ids.fonds}")
    assert (response.status_code, response.location) == (301, f"/collections/{ids.fonds}")
