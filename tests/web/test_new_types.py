"""A type of item that has no template of its own still has a page."""

from dataclasses import replace

import pytest
from flask import render_template

from archive.catalogue import records
from archive.metadata.access import Viewer
from archive.web import record_page
from archive.web.pages import items


@pytest.fixture
def letter(archive, ids):
    with archive.catalogue.read() as session:
        return replace(records.get(session, ids.document, Viewer.public()), id=ids.document)


def test_an_item_without_a_template_is_shown_by_the_common_one(app, archive, letter, monkeypatch):
    monkeypatch.setattr(items, "_template", lambda record: ["records/letter.html", "records/item.html"])
    with app.test_request_context(f"/items/{letter.id}"), archive.catalogue.read() as session:
        parts = items._parts(session, letter)
        page = render_template(items._template(letter), **record_page.common(session, letter), **parts)
    assert "Item one: the commune." in page
    assert "Catalogue description" in page
