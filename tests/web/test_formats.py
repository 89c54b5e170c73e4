"""Records as data: by the ending of the address, and by what the client would rather have."""

import pytest
from lxml import etree

from archive.export.registry import EXPORTERS


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)
def test_every_format_is_to_be_had_by_its_ending(client, ids, exporter):
    for section, id in (("items", ids.speech), ("collections", ids.fonds)):
        response = client.get(f"/{section}/{id}.{exporter.extension}")
        assert response.status_code == 200
        assert response.content_type == exporter.media_type
        assert id in response.text
        assert response.headers["Cache-Control"] == "public, no-cache"


def test_the_client_says_what_it_would_rather_have(client, ids):
    address = f"/items/{ids.speech}"
    page = client.get(address, headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    data = client.get(address, headers={"Accept": "application/json"})
    xml = client.get(address, headers={"Accept": "application/xml"})
    anything = client.get(address, headers={"Accept": "*/*"})
    assert (page.mimetype, anything.mimetype) == ("text/html", "text/html")
    assert data.json["id"] == ids.speech
    assert data.headers["Content-Location"] == f"/items/{ids.speech}.json"
    assert etree.fromstring(xml.data).tag.endswith("}dc")
    assert "Accept" in page.headers["Vary"]
    assert len({page.headers["ETag"], data.headers["ETag"], xml.headers["ETag"]}) == 3


def test_an_unknown_format_or_the_wrong_section_is_not_there(client, ids):
    assert client.get(f"/items/{ids.speech}.docx").status_code == 404
    assert client.get(f"/agents/{ids.speech}.json").status_code == 404
