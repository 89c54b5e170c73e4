"""Searching within one text: every match is counted, where it is."""

from archive.search.highlight import Loose, Marks
from archive.search.inside import search_inside
from archive.text.passages import Passage, PassageKind


def pages(*texts, kind=PassageKind.PAGE):
    return [Passage(number=number, text=text, kind=kind) for number, text in enumerate(texts, 1)]


def asked(*words, **more):
    return Marks(words=tuple(frozenset({word}) for word in words), **more)


def test_matches_are_counted_page_by_page_and_through_the_whole_text():
    found = search_inside(pages("comuna, Comuna", "nada", "la comuna"), asked("comuna"))

    assert [(spot.passage.number, spot.count, spot.first, spot.last) for spot in found.spots] == [
        (1, 2, 1, 2),
        (3, 1, 3, 3),
    ]
    assert found.total == 3
    assert found.on_pages


def test_a_phrase_is_one_match_and_goes_over_no_page_end():
    phrase = Marks(phrases=(("comuna", "o", "nada"),))
    found = search_inside(pages("comuna o nada", "comuna o", "nada"), phrase)

    assert [(spot.passage.number, spot.count) for spot in found.spots] == [(1, 1)]


def test_a_passage_with_the_words_of_a_phrase_apart_is_none():
    loose = Marks(loose=(Loose(("comuna", "nada"), 1),))
    found = search_inside(pages("comuna a b nada", "comuna o nada"), loose)

    assert [spot.passage.number for spot in found.spots] == [2]


def test_nothing_is_found_in_nothing():
    assert search_inside([], asked("comuna")).total == 0
    assert search_inside(pages("comuna"), Marks()).spots == ()


def test_paragraphs_are_no_pages():
    found = search_inside(pages("comuna", kind=PassageKind.PARAGRAPH), asked("comuna"))

    assert not found.on_pages
