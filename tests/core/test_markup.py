"""XML comes in without danger and goes out without what it cannot hold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.core.markup import XML_LANG, beginning, child, clean, parse, serialise


def test_no_entity_is_resolved(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    outside = f'<!DOCTYPE r [<!ENTITY a SYSTEM "{secret.as_uri()}">]><r>&a;</r>'
    inside = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'
    for text in (outside, inside):
        assert parse(text.encode()).text is None


def test_attributes_without_a_value_are_left_out():
    root = etree.Element("r")
    child(root, "title", "Discurso", {XML_LANG: "es", "scheme": None})
    assert serialise(root, declaration=False) == b'<r>\n  <title xml:lang="es">Discurso</title>\n</r>\n'


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_without_what_xml_cannot_hold(text):
    root = etree.Element("r")
    child(root, "t", text, {"a": text})
    [read] = parse(serialise(root))
    # A carriage return is written as a reference, and comes back.
    assert (read.text or "") == clean(text)
    assert read.get("a") == clean(text)


@pytest.mark.parametrize("end", ["</mods></list>", "<cut", "&nothing;</mods>", "\x00", "</list>"])
def test_the_first_elements_are_known_whatever_comes_after_them(end):
    head = f'<list xmlns="urn:x"><mods><title>A</title>{end}'.encode()
    assert [each.tag for each in beginning(head, 2)] == ["{urn:x}list", "{urn:x}mods"]


def test_what_is_no_xml_has_no_first_elements():
    assert list(beginning(b"title,creator\n", 5)) == []
    assert list(beginning(b"", 5)) == []
