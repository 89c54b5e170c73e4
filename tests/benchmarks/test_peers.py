"""Every peer that is installed answers, and finds what ours finds where it is asked the same."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import search
from benchmarks.corpus import KINDS, write, write_queries
from benchmarks.engines.engine import SPELT
from benchmarks.processes import Absent, look_for, run
from benchmarks.questions import Questions
from benchmarks.speeches import Speeches
from benchmarks.table import ALIKE, NAMES, OURS

SPEECHES, EACH = 150, 5
PEERS = [name for name in NAMES if name != OURS]
# Their language has no such query; and to mark passages is not the work of an index.
SIMPLE = {"fts5", "fts5_forms", "xapian_engine", "xapian_forms"}
UNASKED = {"fuzzy", "wildcard"}
# Elsewhere words that are near one another may change places, or stand in two paragraphs.
OTHERWISE = {"near"}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("peers")
    corpus, queries = folder / "corpus.jsonl", folder / "queries.json"
    questions = Questions()
    for _ in write(corpus, questions.watch(Speeches().make(SPEECHES))):
        pass
    write_queries(queries, questions.queries(EACH))
    return str(corpus), str(queries)


def answered(engine: str, places: tuple[str, str]) -> Mapping[str, Any]:
    """Build where nothing is built yet, ask, and return what was measured."""
    home = Path(places[0]).parent / search.SAME_INDEX.get(engine, engine)
    arguments = (str(home), *places, "1")
    if not home.exists():
        home.mkdir()
        run("build", search.SAME_INDEX.get(engine, engine), *arguments)
    return run("ask", engine, *arguments)[0]


def installed(engines: Iterable[str]) -> Iterator[str]:
    """Yield the engines that are on this machine: SQLite's are on every one."""
    for engine in engines:
        try:
            look_for(engine)
        except Absent:
            continue
        yield engine


@pytest.fixture(scope="module")
def ours(places: tuple[str, str]) -> Mapping[str, Any]:
    return answered(OURS, places)


def test_peers_answer_their_kinds_and_find_what_ours_finds(
    places: tuple[str, str], ours: Mapping[str, Any]
) -> None:
    asked = list(installed(PEERS))
    assert {"fts5", "fts5_forms"} <= set(asked)
    for engine in asked:
        theirs = answered(engine, places)
        assert set(theirs["times"]) == set(KINDS) - {"passages"} - (UNASKED if engine in SIMPLE else set())
        compared = set(theirs["found"]) & set(ours["found"])
        assert compared or engine == "tantivy_text"
        assert [theirs["found"][kind] for kind in compared] == [ours["found"][kind] for kind in compared]


def test_peers_asked_in_all_forms_find_more_than_the_very_words(
    places: tuple[str, str], ours: Mapping[str, Any]
) -> None:
    for engine in installed(ALIKE):
        theirs = answered(engine, places)["totals"]
        for kind in set(SPELT) & set(theirs) - OTHERWISE:
            assert theirs[kind] == ours["totals"][kind]
        more = 0
        for kind in ("rare", "common", "and", "or", "dates"):
            very = [number for number, _ in ours["found"][kind]]
            assert all(map(int.__ge__, theirs[kind], very))
            more += sum(theirs[kind]) - sum(very)
        assert more


def test_peers_asked_for_less_stand_in_a_table_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    search.main(["60", "--engines", "tribuna,fts5_forms,fts5", "--site", "0", "--rounds", "1"])
    told = capsys.readouterr().out
    alike, less, costs = (
        part.split("|---")[0] for part in told.split("Like for like")[1].split("\n\n|")[1:4]
    )
    assert alike.count("SQLite FTS5, all forms") == 2
    assert less.count("SQLite FTS5") == 2
    assert "all forms" not in less
    assert costs.count("SQLite FTS5") == 2
