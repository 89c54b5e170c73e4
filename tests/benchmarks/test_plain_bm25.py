"""Plain BM25, which our ranking is measured by: its sums by hand, its stems by example."""

import math

import pytest

from benchmarks.plain_bm25 import PlainBm25, Sums
from benchmarks.trec import Doc, Topic


def test_a_score_is_what_the_formula_says() -> None:
    scores = Sums([["a", "a", "b"], ["b"], ["c", "c"]]).scores(["a", "missing"])
    rarity = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    room = 1.2 * (1 - 0.75 + 0.75 * 3 / 2)
    assert scores.tolist() == pytest.approx([rarity * 2 / (2 + room), 0, 0])


def test_each_document_is_stemmed_in_its_own_language() -> None:
    documents = [
        Doc("en", "", "the nations were governed", "en"),
        Doc("es", "Título", "gobernaban las naciones", "es"),
    ]
    plain = PlainBm25(documents, stopped=False)
    assert plain.rank(Topic("1", "nation", "en"), 10) == ["en"]
    assert plain.rank(Topic("2", "nación titulo", "es"), 10) == ["es"]


def test_stop_words_are_left_out_when_asked() -> None:
    documents = [Doc("1", "", "the law", "en"), Doc("2", "", "the house", "en")]
    assert PlainBm25(documents, stopped=True).rank(Topic("1", "the law", "en"), 10) == ["1"]
    assert PlainBm25(documents, stopped=False).rank(Topic("1", "the law", "en"), 10) == ["1", "2"]
