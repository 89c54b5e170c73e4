"""The ranking is not below plain BM25 with stems, by our own judgements of thirty queries.

The floors are a little below what `python -m benchmarks.relevance judged` printed when they were set.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import judged
from benchmarks.plain_bm25 import PlainBm25
from benchmarks.relevance import MOST, Searched, mean, scores

pytestmark = pytest.mark.corpus

FLOORS = {"MAP": 0.89, "nDCG@10": 0.875}
AS_ASKED = 0.60  # MAP of what has all the words: few words must all occur


Figures = Mapping[str, Mapping[str, float]]


@pytest.fixture(scope="module")
def figures(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The mean of each measure for each system."""
    documents, topics, grades = judged.speeches(corpus), judged.queries(), judged.grades()
    ours = Searched(tmp_path_factory.mktemp("judged"), documents)
    plain = PlainBm25(documents, stopped=False)
    systems = {
        "as asked": ours.as_asked,
        "any": ours.any_word,
        "all, then any": ours.all_then_any,
        "plain": lambda topic: plain.rank(topic, MOST),
    }
    runs = {name: {topic.id: rank(topic) for topic in topics} for name, rank in systems.items()}
    ours.close()
    return {
        name: {measure: mean(values) for measure, values in scores(run, grades).items()}
        for name, run in runs.items()
    }


@pytest.mark.parametrize("way", ["any", "all, then any"])
@pytest.mark.parametrize("measure", FLOORS)
def test_our_ranking_is_not_below_plain_bm25(figures: Figures, way: str, measure: str) -> None:
    assert figures[way][measure] >= figures["plain"][measure]


@pytest.mark.parametrize("measure", FLOORS)
def test_our_ranking_is_not_below_what_it_was(figures: Figures, measure: str) -> None:
    assert figures["all, then any"][measure] >= FLOORS[measure]


def test_what_has_all_the_words_is_found_as_it_was(figures: Figures) -> None:
    assert figures["as asked"]["MAP"] >= AS_ASKED


def test_every_file_judged_is_in_the_corpus_and_every_query_has_something_to_find(corpus: Path) -> None:
    files = {document.id for document in judged.speeches(corpus)}
    grades = judged.grades()
    assert grades.keys() == {topic.id for topic in judged.queries()}
    for judgements in grades.values():
        assert judgements.keys() <= files
        assert set(judgements.values()) <= {0, 1, 2, 3}
        assert max(judgements.values()) >= 2
