"""Printed lines flow, paragraphs stay, and no word is touched."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.search.highlight import Part
from archive.web.reflow import flowing

PAGE = (
    "The assembly met in the square on the first of May, and\n"
    "those who had come from the hills spoke first, since they\n"
    "had the longest way home.\n"
    "It was agreed:\n"
    "1. that the road be mended before the rains begin again;\n"
    "2. that the school be kept open."
)


def shown(text, *parts):
    return "".join(part.text for part in flowing(text, parts or (Part(text, False),)))


def test_lines_of_one_paragraph_flow_and_paragraphs_stay():
    assert shown(PAGE).split("\n") == [
        "The assembly met in the square on the first of May, and those who had come from the hills "
        "spoke first, since they had the longest way home.",
        "It was agreed:",
        "1. that the road be mended before the rains begin again;",
        "2. that the school be kept open.",
    ]


def test_the_foot_of_a_page_stays_a_line_of_its_own():
    page = PAGE.partition(" since")[0] + "\nand it was noon before the last of the square.\nMinutes · 12"
    whole = (Part(page, False),)
    assert flowing(page, whole, "xii", "12")[0].text.endswith("square.\nMinutes · 12")
    assert flowing(page, whole, "", "None")[0].text.endswith("square. Minutes · 12")


def test_a_mark_across_a_line_end_stays_one():
    parts = (Part(PAGE[:52], False), Part(PAGE[52:64], True), Part(PAGE[64:], False))
    assert [part.text for part in flowing(PAGE, parts) if part.marked] == [PAGE[52:64].replace("\n", " ")]


def test_empty_lines_stay():
    assert shown("one line here\n\nanother line") == "one line here\n\nanother line"


@given(st.text(alphabet="abc .-\n\r•1)", max_size=300), st.lists(st.integers(0, 300), max_size=5))
def test_only_line_ends_change(text, cuts):
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    parts = [Part(text[a:b], bool(n % 2)) for n, (a, b) in enumerate(pairwise(places))]
    flowed = shown(text, *parts)
    assert "".join(flowed.split()) == "".join(text.split())
    assert len(flowed) <= len(text)


def test_word_broken_at_a_line_end_stands_together_with_its_hyphen():
    assert shown("Las defini-\nciones resumen") == "Las defini-ciones resumen"
    assert shown("Las defini\u00ad\r\nciones resumen") == "Las defini\u00adciones resumen"
    assert "1992-ciones" not in shown("de 1992-\n1998")


def test_mark_over_a_broken_word_stays_over_it():
    parts = (Part("Las ", False), Part("defini-\nciones", True), Part(" resumen", False))
    whole = "".join(part.text for part in parts)
    assert [part.text for part in flowing(whole, parts) if part.marked] == ["defini-ciones"]
