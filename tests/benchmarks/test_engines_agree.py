"""The benchmark compares like with like: two engines find the same of the made-up speeches."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.corpus import Query, read, write
from benchmarks.engines import fts5, tribuna
from benchmarks.questions import Questions
from benchmarks.speeches import Speeches

SPEECHES, EACH = 150, 5


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Query]]]:
    path = tmp_path_factory.mktemp("benchmark") / "corpus.jsonl"
    questions = Questions()
    for _ in write(path, questions.watch(Speeches().make(SPEECHES))):
        pass
    return path, questions.queries(EACH)


@pytest.fixture(scope="module")
def engines(corpus: tuple[Path, dict[str, list[Query]]]) -> Iterator[list[tribuna.Engine | fts5.Engine]]:
    path, _ = corpus
    made = []
    for module in (tribuna, fts5):
        folder = path.parent / module.__name__
        folder.mkdir()
        engine = module.Engine(folder, path)
        engine.build(read(path))
        engine.open()
        made.append(engine)
    yield made
    made[1].close()


@pytest.mark.parametrize("kind", ["rare", "common", "and", "or", "phrase", "prefix4", "dates"])
def test_engines_find_the_same_speeches(engines: list, corpus: tuple, kind: str) -> None:
    ours, theirs = engines
    for query in corpus[1][kind]:
        found = sorted(ours.finds[kind](query))
        assert found == sorted(theirs.finds[kind](query))
        assert found or kind == "and" or kind == "dates"


def test_every_kind_of_query_is_answered(engines: list, corpus: tuple) -> None:
    ours = engines[0]
    for kind, queries in corpus[1].items():
        ours.asks[kind](queries[0])
        assert kind in ours.asks


def test_the_same_seed_makes_the_same_speeches(corpus: tuple) -> None:
    again = list(Speeches().make(3))
    assert again == list(islice(read(corpus[0]), 3))
    assert list(Speeches(seed=7).make(1)) != again[:1]
