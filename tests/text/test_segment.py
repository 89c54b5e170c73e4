"""Plain text falls into the headings and paragraphs that its writer meant."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.passages import PassageKind
from archive.text.segment import LONGEST, paragraphs

LONG = "The assembly heard every delegate before it voted. " * 4


def texts(text: str) -> list[str]:
    return [passage.text for passage in paragraphs(text)]


def test_blank_lines_divide_paragraphs_and_wrapped_lines_stay_together() -> None:
    assert texts("One line of it,\nand another.\n\nThe next\none.") == [
        "One line of it,\nand another.",
        "The next\none.",
    ]


def test_long_lines_are_a_paragraph_each() -> None:
    assert texts(f"{LONG}\n{LONG}\n{LONG}") == [LONG.strip()] * 3


def test_hand_wrapped_lines_break_after_a_short_last_line() -> None:
    first = "We have come a long way to speak of\nthe councils that the people made.\nThat is all."
    second = "Nobody had asked them to do so, but\nthey did it."
    assert texts(f"{first}\n{second}") == [first, second]


def test_hand_wrapped_lines_break_at_an_indent() -> None:
    first = "We have come a long way to speak of\nthe councils that the people have"
    second = "Nobody had asked them to do so and\nyet they did it, all of them here"
    assert texts(f"    {first}\n    {second}") == [first, second]


def test_verse_stays_together() -> None:
    verse = "Alma llanera\nyo nací en esta ribera\ndel Arauca vibrador"
    assert texts(verse) == [verse]


def test_carriage_returns_and_form_feeds_are_line_ends() -> None:
    assert texts("Uno.\r\n\r\nDos.\fTres.\r\rCuatro.") == ["Uno.", "Dos.", "Tres.", "Cuatro."]


@pytest.mark.parametrize(
    "heading", ["Preámbulo", "Article 1", "LA ASAMBLEA GENERAL", "# Comunas", "¿Qué es una comuna"]
)
def test_a_short_line_before_something_longer_is_a_heading(heading: str) -> None:
    first, second = paragraphs(f"{heading}\n\n{LONG}")
    assert first.kind is PassageKind.HEADING
    assert second.kind is PassageKind.PARAGRAPH
    assert second.label == heading.lstrip("# ")


@pytest.mark.parametrize(
    "opening", ["Compañeros y compañeras:", "Muchas gracias.", "and so on", "Señores diputados,"]
)
def test_a_short_sentence_is_no_heading(opening: str) -> None:
    assert paragraphs(f"{opening}\n\n{LONG}")[0].kind is PassageKind.PARAGRAPH


@pytest.mark.parametrize("row", ["From customs\t$216,370,286.77", "Total 99.960.253", "Balance of the year,"])
def test_a_row_of_accounts_is_no_heading(row: str) -> None:
    assert paragraphs(f"{row}\n\n{LONG}")[0].kind is PassageKind.PARAGRAPH


def test_a_title_and_a_subtitle_are_both_headings() -> None:
    found = paragraphs(f"Las comunas del país\n\nInforme\n\n{LONG}")
    assert [each.kind for each in found[:2]] == [PassageKind.HEADING] * 2


def test_a_long_paragraph_is_cut_where_sentences_end() -> None:
    found = texts("The assembly heard every delegate before it voted. " * 200)
    assert all(len(text) <= LONGEST and text.endswith("voted.") for text in found)
    assert "".join(found).count("voted") == 200


def test_words_broken_at_a_line_end_keep_their_hyphen() -> None:
    assert texts("The Vene-\nzuelan ruling class") == ["The Vene-\nzuelan ruling class"]


@given(st.text(st.sampled_from("aB. \n\t\r-\f¡áñ,"), max_size=300))
def test_passages_are_slices_of_the_text_in_order_and_lose_no_letter(text: str) -> None:
    place = 0
    for passage in paragraphs(text):
        place = text.index(passage.text, place) + len(passage.text)
    kept = "".join(passage.text for passage in paragraphs(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.integers(1, 9), st.text(max_size=50))
def test_numbers_run_on_from_the_first(first: int, text: str) -> None:
    numbers = [passage.number for passage in paragraphs(text, first)]
    assert numbers == list(range(first, first + len(numbers)))


@pytest.mark.corpus
def test_the_article_on_communes_has_its_six_paragraphs(corpus: Path) -> None:
    text = (corpus / "documents/articles/communes-article.txt").read_text(encoding="utf-8")
    found = paragraphs(text)
    assert len(found) == 6
    assert "por ahora" in found[1].text
    assert "comuna o nada" in found[3].text
