"""The page of an item: its text and the catalogue's words, marked, numbered and never mixed."""

import re


def block(page, name):
    """Return the part of a page with this class, roughly: up to the next section of its rank."""
    return page.split(f'class="{name}"')[1].split("</section>")[0]


def test_a_speech_reads_with_numbered_paragraphs(client, ids):
    page = client.get(f"/items/{ids.speech}").text
    assert [int(n) for n in re.findall(r'class="passage" id="p(\d+)"', page)] == [1, 2, 3, 4]
    assert "we meet in the square of Barquisimeto" in block(page, "source")
    assert "20 October 2012" in page
    assert "Plaza Bolívar, Barquisimeto" in page


def test_what_the_source_says_and_what_the_catalogue_says_stand_apart(client, ids):
    page = client.get(f"/items/{ids.speech}").text
    assert "She tells the assembly" not in block(page, "source")
    assert "She tells the assembly" in block(page, "stated")
    assert "we meet in the square" not in block(page, "stated")


def test_the_description_is_in_the_language_of_the_reader(client, ids):
    page = client.get(f"/items/{ids.speech}?lang=es").text
    assert "Discurso a las comunas</span></h1>" in page
    assert "Dice a la asamblea" in page
    assert "She tells the assembly" not in page.split("<body>")[1]
    assert '<div class="text" lang="en">' in page


def test_linked_records_are_named_in_the_language_of_the_reader(client, ids):
    assert re.search(
        r'<a href="/subjects/\w+"( lang="es")?>Comunas</a>', client.get(f"/items/{ids.speech}?lang=es").text
    )
    assert re.search(r'<a href="/subjects/\w+">Communes</a>', client.get(f"/items/{ids.speech}?lang=en").text)


def test_words_searched_for_are_marked_in_the_original_text(client, ids):
    page = client.get(f"/items/{ids.speech}?q=venezuelan").text
    assert '<mark id="m1">Vene-zuelan</mark>' in page  # the line end of the print is not torn open
    assert 'href="#p2">' in block(page, "places")


def test_a_phrase_is_marked_as_one(client, ids):
    assert '<mark id="m1">Comuna o nada</mark>' in client.get(f'/items/{ids.speech}?q="comuna o nada"').text


def test_text_is_shown_and_never_run(client, ids):
    page = client.get(f"/items/{ids.speech}?q=alert").text
    assert "<script>alert" not in page
    assert '&lt;script&gt;<mark id="m1">alert</mark>(1)' in page


def test_a_document_shows_its_pages_and_where_they_stand_in_the_file(client, ids):
    page = client.get(f"/items/{ids.document}").text
    assert f'href="/items/{ids.document}/files/minutes.pdf#page=2"' in page
    assert "No text on this page." in page
    assert f"/items/{ids.document}/sizes/320/minutes.pdf.jpg" in page


def test_an_image_is_offered_in_sizes_with_its_text_alternative(client, ids):
    page = client.get(f"/items/{ids.image}").text
    assert 'alt="A map with seven communes marked in red."' in page
    assert f"/items/{ids.image}/sizes/1280/map.jpg.webp 1280w" in page
    assert "Original, 1500 × 1000" in page


def test_neighbours_in_the_collection_are_linked(client, ids):
    page = client.get(f"/items/{ids.speech}").text
    assert f'rel="prev" href="/items/{ids.first}"' in page.replace('class="before" ', "")
    assert 'rel="next"' not in client.get(f"/items/{ids.hidden}").text


def test_the_head_carries_dublin_core_open_graph_and_formats(client, ids):
    page = client.get(f"/items/{ids.speech}").text
    assert '<meta name="dcterms.created" content="2012-10-20">' in page
    assert '<meta property="og:title" content="Address to the communes">' in page
    assert f'<link rel="canonical" href="https://archive.example.org/items/{ids.speech}">' in page
    assert re.search(
        rf'<link rel="alternate" type="[^"]+" title="[^"]+" href="/items/{ids.speech}.qdc.xml">', page
    )


def test_a_record_is_cited_by_its_lasting_address(client, ids):
    page = client.get(f"/items/{ids.speech}").text
    assert f"https://archive.example.org/items/{ids.speech}</p>" in page
    assert f"ark:/99999/{ids.speech}" in page


def test_rights_are_said_in_words_and_linked(client, ids):
    page = client.get(f"/items/{ids.speech}").text
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert "CC BY 4.0" in page


def test_a_related_item_is_linked_by_its_title(client, ids):
    page = client.get(f"/items/{ids.recording}").text
    assert f'<a href="/ark:/99999/{ids.speech}">Address to the communes</a>' in page


def test_a_recording_without_a_transcript_says_so(client, ids):
    assert "No text of it is held here" in client.get(f"/items/{ids.recording}").text


def test_the_text_is_to_be_had_plain(client, ids):
    response = client.get(f"/items/{ids.speech}/text")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text.split("\n\n")[1].startswith("The Vene-\nzuelan commune")
