"""Searching in one item: matches counted, linked one to the next, marked in the text and on the pages."""

import re

import pytest

from archive.jobs.followers import catch_up
from archive.media.pdf import Pdf
from archive.media.plain_text import Markdown, PlainText

LINES = ("La comuna o nada", "Nada se decide sin la comuna")
OBJECTS = """1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [10 0 R 20 0 R] /Count 2 >> endobj
3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
"""
PAGE = """{page} 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {content} 0 R
/Resources << /Font << /F1 3 0 R >> >> >> endobj
{content} 0 obj << /Length {length} >> stream
{text}
endstream endobj
"""


def written(path):
    """Write a PDF of two pages with a line of text on each."""
    body = OBJECTS
    for page, line in zip((10, 20), LINES, strict=True):
        text = f"BT /F1 12 Tf 20 100 Td ({line}) Tj ET"
        body += PAGE.format(page=page, content=page + 1, length=len(text), text=text)
    path.write_text(f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n", encoding="ascii")
    return path


@pytest.fixture
def put(archive, builder, tmp_path):
    """Put a document with two pages of text into the archive."""

    def add(access="public"):
        path = written(tmp_path / "comuna.pdf")
        passages = Pdf().extract(path).passages
        id = builder.add("document", {"title": "Acta"}, files=[path], passages=passages, access=access)
        catch_up(archive)
        return id

    return add


def marks_on(client, id, page, q):
    return client.get(f"/items/{id}/marks/comuna.pdf.svg", query_string={"page": page, "q": q})


def test_matches_are_counted_and_their_passages_linked(client, put):
    page = client.get(f"/items/{put()}?q=comuna+nada").text
    found = page.split('<nav class="found"')[1].split("</nav>")[0]
    assert "4 matches" in found
    assert "on 2 pages" in found
    assert re.findall(r'href="#p(\d)".*?aria-hidden="true">(\d)<', found) == [("1", "2"), ("2", "2")]


def test_each_match_has_an_address_and_the_next_one_a_link(client, put):
    page = client.get(f"/items/{put()}?q=comuna+nada").text
    assert re.findall(r'<mark id="m(\d)">(\w+)', page) == [
        ("1", "comuna"),
        ("2", "nada"),
        ("3", "Nada"),
        ("4", "comuna"),
    ]
    first, second = (part.split("</section>")[0] for part in page.split('class="page-head"')[1:])
    assert ('href="#m3"' in first, 'aria-label="Match before' in first) == (True, False)
    assert ('href="#m2"' in second, 'aria-label="Match after' in second) == (True, False)


def test_the_language_of_the_search_is_understood(client, put):
    id = put()
    assert '<mark id="m1">comuna o nada</mark>' in client.get(f'/items/{id}?q="comuna o nada"').text
    assert client.get(f"/items/{id}?q=comun*").text.count("<mark") == 2
    assert client.get(f"/items/{id}?q=cumuna~").text.count("<mark") == 2
    loose = client.get(f'/items/{id}?q="comuna nada"~1').text
    assert re.findall(r'<mark id="m\d">(\w+)', loose) == ["comuna", "nada"]


def test_a_search_in_vain_says_so_and_offers_the_whole_archive(client, ids):
    page = client.get(f"/items/{ids.speech}?q=zebra").text
    assert "No match in this text." in page
    assert 'href="/search?q=zebra"' in page
    assert "<mark" not in page


def test_an_item_without_text_says_that_there_is_nothing_to_search_in(client, ids):
    page = client.get(f"/items/{ids.recording}?q=comuna").text
    assert "There is nothing to search in." in page
    assert 'id="within"' not in page


def test_the_box_asks_of_this_item(client, ids):
    page = client.get(f"/items/{ids.speech}?q=comuna&lang=en").text
    form = page.split('<form class="within"')[1].split("</form>")[0]
    assert f'action="/items/{ids.speech}#source"' in form
    assert 'value="comuna"' in form


def test_marks_lie_on_the_page_where_the_words_are(client, put):
    id = put()
    drawn = [marks_on(client, id, page, "comuna").text for page in (1, 2)]
    first, second = (re.search(r'<rect x="(\d+)"', each) for each in drawn)
    assert int(first[1]) < int(second[1])  # it is the second word of the first page, the last of the second
    assert all(each.count("<rect") == 1 for each in drawn)
    assert marks_on(client, id, 1, "comuna nada").text.count("<rect") == 2
    assert marks_on(client, id, 1, "zebra").text.count("<rect") == 0
    assert marks_on(client, id, 1, "comuna").content_type.startswith("image/svg+xml")


def test_marks_are_shown_on_pages_with_matches_alone(client, put):
    id = put()
    assert client.get(f"/items/{id}?q=decide").text.count("/marks/comuna.pdf.svg?page=2") == 2
    assert "/marks/" not in client.get(f"/items/{id}?q=zebra").text
    assert "/marks/" not in client.get(f"/items/{id}").text


@pytest.mark.parametrize("page", ["0", "3", "x", ""])
def test_there_are_no_marks_on_a_page_that_is_not_there(client, put, page):
    assert marks_on(client, put(), page, "comuna").status_code == 404


def test_a_closed_page_shows_its_marks_to_nobody_but_the_reading_room(client, room, put):
    id = put("reading_room")
    assert marks_on(room, id, 1, "comuna").text.count("<rect") == 1
    assert "private" in marks_on(room, id, 1, "comuna").headers["Cache-Control"]
    assert marks_on(client, id, 1, "comuna").status_code == 404
    assert client.get(f"/items/{id}/text.json?q=comuna").json == {"q": "comuna", "total": 0, "passages": []}
    assert room.get(f"/items/{id}/text.json?q=comuna").json["total"] == 2


def test_a_hidden_item_has_neither_text_nor_marks(client, room, put):
    id = put("restricted")
    for reader in (client, room):
        assert marks_on(reader, id, 1, "comuna").status_code == 404
        assert reader.get(f"/items/{id}/text.json?q=comuna").status_code == 404


def test_the_text_is_to_be_had_as_data_with_its_matches_counted(client, put):
    id = put()
    found = client.get(f"/items/{id}/text.json?q=nada").json
    assert found["total"] == 2
    assert [(each["page"], each["count"]) for each in found["passages"]] == [(1, 1), (2, 1)]
    for each in found["passages"]:
        ((start, end),) = each["matches"]
        assert each["text"][start:end].lower() == "nada"
        assert each["address"].endswith(f"/items/{id}#p{each['number']}")
    assert [each["text"] for each in client.get(f"/items/{id}/text.json").json["passages"]] == list(LINES)


@pytest.mark.parametrize("reader", [Markdown(), PlainText()], ids=lambda each: each.name)
def test_a_number_that_begins_a_line_is_shown_and_found(client, archive, builder, tmp_path, reader):
    path = tmp_path / "acta.txt"
    path.write_text(
        "Las dos palabras de la declaración del 4 de febrero de\n1992. Véase la entrada del año.\n\n"
        "1987. Se funda la junta.\n\n1) Uno.\n7. Siete.\n\n2009. Se crea un ministerio.\n",
        encoding="utf-8",
    )
    passages = reader.extract(path).passages
    id = builder.add("document", {"title": "Efemérides"}, files=[path], passages=passages)
    catch_up(archive)
    for year in ("1992", "1987", "2009"):
        page = client.get(f"/items/{id}?q={year}").text
        assert re.search(rf"<mark[^>]*>{year}</mark>\. ", page)
    shown = re.sub(r"<[^>]*>", "", client.get(f"/items/{id}").text)
    for line in ("febrero de 1992. Véase", "1987. Se funda", "1) Uno.", "7. Siete.", "2009. Se crea"):
        assert line in " ".join(shown.split())
    assert id in {each["id"] for each in client.get("/api/v1/search?q=junta+1987").json["items"]}
