"""How good the ranking is: our search beside plain BM25, by the judgements of people.

    python -m benchmarks.relevance judged           our own judgements; needs ARCHIVE_CORPUS
    python -m benchmarks.relevance known-items      titles as queries, descriptions as documents
    python -m benchmarks.relevance DOCS QUERIES JUDGEMENTS [--language en] [--parts title,desc]

The last reads any collection in TREC's form or BEIR's (see `benchmarks/trec.py`). Documents are catalogued
as items of an archive of their own and asked for through the public search function, so that the whole
way is judged. *As asked* is what a reader sees. Few words must all occur, so that list may be short, and
measures that look at a thousand results expect more: *any of the words* is the same query with OR
between its parts, which is what BM25 answers; *all, then any* goes on with that where the first ends.
Of more than six words any are enough as it is; there, *any* is the query with what it quotes read as words.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from archive.assembly import Archive
from archive.metadata.access import Viewer
from archive.search.query_language import parse
from archive.search.searching import Question, search
from archive.search.tree import Or, affirmed, both, unparse
from archive.text.segment import paragraphs
from benchmarks import instance, judged, known_items
from benchmarks.plain_bm25 import PlainBm25
from benchmarks.scores import MEASURES, chance
from benchmarks.trec import Doc, Topic, documents, judgements, topics

MOST = 1000  # results of a query
PAGE = 200
UNTITLED = "Untitled"  # a title that gives nothing away
TYPE = "speech"  # as which documents are catalogued

Run = dict[str, list[str]]  # topic → documents, best first
Grades = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, queries, and what people said of them."""

    name: str
    documents: list[Doc]
    topics: list[Topic]
    grades: Grades

    @property
    def judged(self) -> list[Topic]:
        """Return the queries of which any document is relevant."""
        return [topic for topic in self.topics if any(g > 0 for g in self.grades.get(topic.id, {}).values())]


class Searched:
    """An archive that holds a collection, and asks it as a reader would."""

    def __init__(self, folder: Path, documents: list[Doc]) -> None:
        self._archive: Archive = instance.new(folder)
        self._known: dict[str, str] = {}
        instance.fill(self._archive, self._entries(documents))
        instance.index(self._archive)

    def _entries(self, documents: list[Doc]) -> Iterator[instance.Entry]:
        for document in documents:
            stated = {"title": document.title or UNTITLED, **document.told}
            if document.language:
                stated["language"] = document.language
            said = (passage.text for passage in paragraphs(document.text))
            entry = instance.item(stated, said, type=TYPE)
            self._known[entry.id] = document.id
            yield entry

    def as_asked(self, topic: Topic) -> list[str]:
        """Return what the search page shows, page after page."""
        return list(self._pages(topic.text))

    def any_word(self, topic: Topic) -> list[str]:
        """Return what has any of the words. A question is asked as it stands, without quotation marks."""
        asked = topic.text.replace('"', " ")
        if (read := parse(asked)).question and isinstance(read.tree, Or):
            return list(self._pages(asked))
        parts = [part for _, part in affirmed(parse(topic.text).tree)]
        return list(self._pages(unparse(both(Or, parts)))) if parts else []

    def all_then_any(self, topic: Topic) -> list[str]:
        """Return what has all of them, and then what has any."""
        return list(dict.fromkeys([*self.as_asked(topic), *self.any_word(topic)]))[:MOST]

    def _pages(self, q: str) -> Iterator[str]:
        question = Question(q=q, facets={"type": (TYPE,)}, size=PAGE)
        for page in range(1, MOST // PAGE + 1):
            asked = replace(question, page=page)
            found = search(self._archive.catalogue, self._archive.search, asked, Viewer.public())
            yield from (self._known[result.record.id] for result in found.results)
            if page >= found.pages:
                return

    def close(self) -> None:
        """Let go of the catalogue."""
        self._archive.close()


def runs(collection: Collection, folder: Path) -> dict[str, Run]:
    """Return what each system finds for each query that was judged."""
    ours = Searched(folder, collection.documents)
    stems = PlainBm25(collection.documents, stopped=False)
    stopped = PlainBm25(collection.documents, stopped=True)
    systems: dict[str, Callable[[Topic], list[str]]] = {
        "Tribuna, as asked": ours.as_asked,
        "Tribuna, all, then any": ours.all_then_any,
        "Tribuna, any of the words": ours.any_word,
        "BM25, stems": lambda topic: stems.rank(topic, MOST),
        "BM25, stems, no stop words": lambda topic: stopped.rank(topic, MOST),
    }
    try:
        return {
            name: {topic.id: rank(topic) for topic in collection.judged} for name, rank in systems.items()
        }
    finally:
        ours.close()


def scores(run: Run, grades: Grades) -> dict[str, list[float]]:
    """Return each measure for each query."""
    return {
        name: [measure(ranking, grades[topic]) for topic, ranking in run.items()]
        for name, measure in MEASURES.items()
    }


def mean(values: list[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values) if values else 0.0


def show(collection: Collection, found: Mapping[str, Run]) -> None:
    """Print a line for each system, and how ours does against each BM25 query by query."""
    print(f"\n{collection.name}: {len(collection.documents):,} documents, {len(collection.judged)} queries\n")
    print(f"| system | {' | '.join(MEASURES)} |")
    print("|---" * (len(MEASURES) + 1) + "|")
    by_system = {name: scores(run, collection.grades) for name, run in found.items()}
    for name, measured in by_system.items():
        print(f"| {name} | {' | '.join(f'{mean(values):.4f}' for values in measured.values())} |")
    print()
    for measure in ("MAP", "nDCG@10"):
        for ours in (name for name in found if name.startswith("Tribuna")):
            for theirs in (name for name in found if name.startswith("BM25")):
                _compare(measure, ours, theirs, by_system)


def _compare(measure: str, ours: str, theirs: str, scores: Mapping[str, Mapping[str, list[float]]]) -> None:
    mine, others = scores[ours][measure], scores[theirs][measure]
    better = sum(a > b + 1e-9 for a, b in zip(mine, others, strict=True))
    worse = sum(a < b - 1e-9 for a, b in zip(mine, others, strict=True))
    told = f"better {better}, worse {worse}, even {len(mine) - better - worse}"
    print(f"- {measure}, {ours} against {theirs}: {told}; by chance alone {chance(mine, others):.3f}")


def read(arguments: argparse.Namespace) -> list[Collection]:
    """Return the collections that were named."""
    if arguments.sources == ["judged"]:
        return [Collection("Our own judgements", *judged.collection())]
    if arguments.sources == ["known-items"]:
        return [Collection(name, *parts) for name, parts in known_items.collections()]
    docs, queries, grades = map(Path, arguments.sources)
    language = arguments.language
    return [
        Collection(
            docs.name,
            [replace(document, language=language) for document in documents(docs)],
            [replace(topic, language=language) for topic in topics(queries, arguments.parts)],
            judgements(grades),
        )
    ]


def main(sources: list[str] | None = None) -> None:
    """Read, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sources", nargs="+", help="judged, known-items, or three paths")
    parser.add_argument("--language", default="en", help="of documents and queries")
    parser.add_argument("--parts", type=lambda told: tuple(told.split(",")), default=("title",))
    for collection in read(parser.parse_args(sources)):
        with tempfile.TemporaryDirectory(prefix="relevance-") as folder:
            show(collection, runs(collection, Path(folder)))


if __name__ == "__main__":
    main()
