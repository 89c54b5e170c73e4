"""A type of item that has no template of its own still has a page."""

import pytest

from archive.web.pages import items


@pytest.fixture
def without_a_form_of_its_own(monkeypatch):
    monkeypatch.setattr(items, "FORMS", items.FORMS - {"document.html"})


def test_it_is_shown_by_the_common_one(without_a_form_of_its_own, client, ids):
    page = client.get(f"/items/{ids.document}?q=commune").text
    assert 'Item one: the <mark id="m1">commune</mark>.' in page
    assert "Catalogue description" in page
