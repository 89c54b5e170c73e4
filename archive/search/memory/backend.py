"""The memory backend: every search reads every document."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from archive.core.errors import Busy
from archive.core.words import message
from archive.metadata.access import Viewer
from archive.search.backend import MOST_VALUES, Answer, Explanation, Health, Hit, Request
from archive.search.document import Document
from archive.search.fields import FACETS, RANK
from archive.search.lexicon import Form, forms_of
from archive.search.memory.evaluate import Evaluation, Held, Scores, dated
from archive.search.memory.explain import reasons
from archive.search.memory.lexicon import MemoryLexicon
from archive.search.memory.nearness import lifted
from archive.search.memory.vocabulary import MemoryVocabulary
from archive.search.occurrences import read_all
from archive.search.scoring import PLACES
from archive.search.tree import DateRange, Node

LAST = 10**9  # sorts behind every day


class MemoryBackend:
    """Holds everything in one process, for as long as it lives."""

    name = "memory"

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._folded: dict[str, str] = {}
        self._revision = self._day = 0
        self._whole = False

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
        self._whole = False

    def whole(self) -> bool:
        """Say whether it has been level with the catalogue since it was begun."""
        return self._whole

    def mark_whole(self) -> None:
        """Note that it is level with the catalogue."""
        self._whole = True

    def rest(self) -> None:
        """There is nothing to put in order."""

    def health(self) -> Health:
        """Say how it stands."""
        return Health(revision=self._revision, whole=self._whole, documents=len(self._held))

    def apply(
        self,
        documents: Iterable[Document],
        gone: Iterable[str],
        revision: int,
        day: int = 0,
        since: int | None = None,
    ) -> None:
        """Put documents in, take `gone` out; remember how far."""
        if since is not None and since != self._revision:
            raise Busy(message("the search index was begun anew, or changed by another process"))
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
        evaluation = self._evaluation(request)
        scores = _scores(evaluation, request)
        documents = [evaluation.seen[id].document for id in scores]
        within = [each for each in documents if _in_span(each, request)]
        matching = [each for each in within if _chosen(each, request.facets)]
        matching.sort(key=lambda each: _sort_key(each, request.sort, scores[each.id]))
        if request.sort == "relevance" and request.size:
            scores = _lifted(evaluation, request, scores, matching)
            matching.sort(key=lambda each: _sort_key(each, request.sort, scores[each.id]))
        page = matching[request.offset : request.offset + request.size]
        counts = {name: _count(name, within, request.facets) for name in _counted(request)}
        return Answer(
            hits=tuple(Hit(each.id, scores[each.id]) for each in page),
            total=len(matching),
            facets={name: _named(name, values, request) for name, values in counts.items()},
            distinct={name: len(values) for name, values in counts.items()},
            forms=forms_of(request.tree, evaluation.lexicon),
        )

    def explain(self, request: Request, id: str) -> Explanation:
        """Say why a record answers a request, or why it does not."""
        evaluation = self._evaluation(request)
        if id not in evaluation.seen:
            return Explanation(known=id in self._held)
        document = evaluation.seen[id].document
        scores = _scores(evaluation, request)
        own = scores.get(id, 0.0)
        if id in scores and request.sort == "relevance" and request.size:
            within = [evaluation.seen[each].document for each in scores]
            within = [each for each in within if _in_span(each, request) and _chosen(each, request.facets)]
            within.sort(key=lambda each: _sort_key(each, request.sort, scores[each.id]))
            scores = _lifted(evaluation, request, scores, within)
        missed = [
            name for name, values in request.facets.items() if not _chosen(document, {name: values})
        ] + ([] if _in_span(document, request) else ["date"])
        return Explanation(
            known=True,
            seen=True,
            found=id in scores and not missed,
            score=round(scores.get(id, 0.0), PLACES),
            together=scores.get(id, 0.0) - own,
            reasons=tuple(reasons(evaluation, id, request.tree)) if request.tree else (),
            excluded_by=tuple(missed),
        )

    def vocabulary(self, viewer: Viewer, without: frozenset[str] = frozenset()) -> MemoryVocabulary:
        """Return the words of the records that a viewer may see, less those `without`."""
        return MemoryVocabulary(self._seen(viewer, without).values(), self._folded, viewer.role)

    def _seen(self, viewer: Viewer, without: frozenset[str]) -> dict[str, Held]:
        return {
            id: held
            for id, held in self._held.items()
            if RANK[held.document.seen_by] <= RANK[viewer.role] and id not in without
        }

    def _evaluation(self, request: Request) -> Evaluation:
        return Evaluation(self._seen(request.viewer, request.without), self._lexicon(), request.viewer.role)

    def _lexicon(self) -> MemoryLexicon:
        spoken: defaultdict[Form, set[str]] = defaultdict(set)
        for held in self._held.values():
            for text in {text for words in held.words.values() for text in words.places}:
                spoken[Form(text, self._folded[text])].update(held.document.languages)
        stated = [held.document.languages for held in self._held.values()]
        return MemoryLexicon({form: frozenset(of) for form, of in spoken.items()}, stated)


def _scores(evaluation: Evaluation, request: Request) -> Scores:
    """Return what answers the tree, whatever the filters say."""
    if request.tree is None:
        return dict.fromkeys(evaluation.seen, 0.0)
    return {id: round(score, PLACES) for id, score in evaluation.scores(request.tree).items()}


def _lifted(evaluation: Evaluation, request: Request, scores: Scores, ordered: Iterable[Document]) -> Scores:
    """Return the scores with what the nearness of words counts on top; documents are in order."""
    more = lifted(evaluation, request.tree, [each.id for each in ordered])
    return scores | {id: round(scores[id] + bonus, PLACES) for id, bonus in more.items()}


def _in_span(document: Document, request: Request) -> bool:
    if request.first_day is None and request.last_day is None:
        return True
    return dated(document, DateRange("", request.first_day, request.last_day))


def _chosen(document: Document, facets: Mapping[str, tuple[str, ...]]) -> bool:
    return all(set(values) & set(document.facets.get(name, ())) for name, values in facets.items() if values)


def _counted(request: Request) -> list[str]:
    return [name for name in FACETS if request.counted is None or name in request.counted]


def _count(name: str, documents: Iterable[Document], facets: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    others = {other: values for other, values in facets.items() if other != name}
    return Counter(
        value for each in documents if _chosen(each, others) for value in each.facets.get(name, ())
    )


def _named(name: str, counts: Counter[str], request: Request) -> dict[str, int]:
    """Return the values to name: the most frequent, all years; and those that were asked for."""
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    named = ordered if name == "year" else ordered[:MOST_VALUES]
    asked = (*request.facets.get(name, ()), *request.values.get(name, ()))
    return {value: counts[value] for value in (*named, *asked) if value in counts}


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
