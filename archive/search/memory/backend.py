"""The memory backend: every search reads every document."""

from collections import Counter
from collections.abc import Iterable, Mapping

from archive.search.backend import Answer, Hit, Request
from archive.search.document import Document
from archive.search.fields import FACETS, RANK
from archive.search.lexicon import Form, forms_of
from archive.search.memory.evaluate import Evaluation, Held, overlaps
from archive.search.memory.lexicon import MemoryLexicon
from archive.search.occurrences import read_all
from archive.search.tree import Node

LAST = 10**9  # sorts behind every day


class MemoryBackend:
    """Holds everything in one process, for as long as it lives."""

    name = "memory"

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._folded: dict[tuple[str, str], str] = {}
        self._revision = self._day = 0

    def revision(self) -> int:
        """Return the catalogue revision it has seen."""
        return self._revision

    def day(self) -> int:
        """Return the day as of which it knows what embargoes are over."""
        return self._day

    def reset(self) -> None:
        """Forget everything."""
        self._held.clear()
        self._revision = self._day = 0

    def apply(self, documents: Iterable[Document], gone: Iterable[str], revision: int, day: int = 0) -> None:
        """Put documents in, take `gone` out; remember how far."""
        for id in gone:
            self._held.pop(id, None)
        for document in documents:
            self._held[document.id] = Held(document, read_all(document.texts, self._folded))
        self._revision, self._day = revision, day

    def forms(self, tree: Node) -> Mapping[Node, frozenset[str]]:
        """Return the folded forms that words of a tree stand for."""
        return forms_of(tree, self._lexicon())

    def search(self, request: Request) -> Answer:
        """Answer a request for its viewer and nobody else."""
        rank = RANK[request.viewer.role]
        seen = {
            id: held
            for id, held in self._held.items()
            if RANK[held.document.seen_by] <= rank and id not in request.without
        }
        evaluation = Evaluation(seen, self._lexicon(), request.viewer.role)
        scores = evaluation.scores(request.tree) if request.tree else dict.fromkeys(seen, 0.0)
        within = {
            id: round(score, 6)
            for id, score in scores.items()
            if (request.first_day is None and request.last_day is None)
            or overlaps(seen[id].document, request.first_day, request.last_day)
        }
        documents = [seen[id].document for id in within]
        matching = [each for each in documents if _chosen(each, request.facets)]
        matching.sort(key=lambda each: _sort_key(each, request.sort, within[each.id]))
        page = matching[request.offset : request.offset + request.size]
        return Answer(
            hits=tuple(Hit(each.id, within[each.id]) for each in page),
            total=len(matching),
            exact=evaluation.exact,
            facets={name: _count(name, documents, request.facets) for name in FACETS},
            forms=forms_of(request.tree, evaluation.lexicon),
        )

    def _lexicon(self) -> MemoryLexicon:
        counts: Counter[Form] = Counter()
        for held in self._held.values():
            for key in {key for words in held.words.values() for key in words.places}:
                counts[Form(*key, self._folded[key])] += 1
        return MemoryLexicon(counts)


def _chosen(document: Document, facets: Mapping[str, tuple[str, ...]]) -> bool:
    return all(set(values) & set(document.facets.get(name, ())) for name, values in facets.items() if values)


def _count(
    name: str, documents: Iterable[Document], facets: Mapping[str, tuple[str, ...]]
) -> Mapping[str, int]:
    others = {other: values for other, values in facets.items() if other != name}
    return Counter(
        value for each in documents if _chosen(each, others) for value in each.facets.get(name, ())
    )


def _sort_key(document: Document, sort: str, score: float) -> tuple[object, ...]:
    key: tuple[object, ...]
    match sort:
        case "date":
            key = (LAST if document.earliest is None else document.earliest,)
        case "-date":
            key = (LAST if document.latest is None else -document.latest,)
        case "-added":
            key = (-document.added,)
        case "title":
            key = ()
        case _:
            key = (-score,)
    return (*key, document.title, document.id)
