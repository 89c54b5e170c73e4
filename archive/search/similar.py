"""*More like this*: records that share the words that are most a record's own.

A word is the more a text's own, the more often it says it and the fewer others do. Only what the
viewer may read counts, of the record and of those that are like it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import log1p

from archive.catalogue.records import get, many, passages_of
from archive.catalogue.session import Catalogue, Session
from archive.core.translation import languages
from archive.metadata.access import Viewer
from archive.metadata.item_types import ITEM_TYPES
from archive.metadata.record import Record
from archive.search.backend import Answer, Request, SearchBackend, Vocabulary
from archive.search.fields import INFLECTED, SPECS, TYPE
from archive.search.freshness import unknown_to
from archive.search.scoring import rarity
from archive.search.tree import Node, Or, Word, both
from archive.text.languages import stemmer
from archive.text.normalise import words

MOST_WORDS = 20  # that are looked for
WEIGHED = 120  # words whose rarity is looked up: those said most often, the longest first
MOST_RESULTS = 10
MOST_PASSAGES, MOST_LETTERS = 300, 100_000  # of a text that are read: its beginning tells what it is about
LEAST_LETTERS = 3  # of a word
TITLES = ("title", "alternative")
COMMON = 3  # what more than one in so many records say is nobody's own
# Fields that say in words what a record is about.
TELLING = frozenset(TITLES) | {
    name for name, spec in SPECS.items() if spec.kind in INFLECTED and spec.group in ("content", "about")
}
# Those that name it. Of what has no text the rest is too little: its words are the cataloguer's own.
NAMING = frozenset(name for name in TELLING if name in TITLES or SPECS[name].is_authority)
FEW = 3  # words; with fewer of its names, all that is said of a record counts


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that is like another, and the words they share, the most telling first."""

    record: Record
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likenesses:
    """What is like a record, and by which of its words it was looked for."""

    record: Record
    words: tuple[str, ...]
    by_text: bool  # else it has no text to read, and its description stood in for it
    results: tuple[Alike, ...]


def similar(catalogue: Catalogue, backend: SearchBackend, id: str, viewer: Viewer) -> Likenesses:
    """Return the items that are most like an item. Raises NotFound or Gone if the viewer may not see it."""
    with catalogue.read() as session:
        record = get(session, id, viewer)
        texts = _texts(session, {id: record}, viewer)[id]
        request = Request(
            tree=None, viewer=viewer, without=unknown_to(session, backend, viewer), size=0, counted=()
        )
        said = [(text, 1) for text in texts]
        own = () if said else _own_words(backend, request, record, _description(record, NAMING))
        if len(own) < FEW:
            own = _own_words(backend, request, record, (*_description(record, TELLING), *said))
        nodes = {Word(word): word for word in own}
        tree = both(Or, list(nodes))
        if tree is None:
            return Likenesses(record, (), bool(texts), ())
        asked = replace(request, tree=tree, facets={TYPE: ITEM_TYPES.names()}, size=MOST_RESULTS + 1)
        answer = backend.search(asked)
        others = [hit.id for hit in answer.hits if hit.id != id][:MOST_RESULTS]
        found = many(session, others, viewer)
        told = _texts(session, found, viewer)
        alike = (Alike(each, _shared(each, told[each.id], answer, nodes)) for each in found.values())
        return Likenesses(record, own, bool(texts), tuple(alike))


def _texts(session: Session, records: Mapping[str, Record], viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """Return the beginnings of the texts of records, as far as the viewer may read them."""
    numbers = range(1, MOST_PASSAGES + 1)
    readable = [id for id, record in records.items() if record.files]
    found = passages_of(session, readable, viewer, dict.fromkeys(readable, numbers))
    return {id: tuple(_bounded(each.text for each in found.get(id, ()))) for id in records}


def _bounded(texts: Iterable[str]) -> Iterator[str]:
    left = MOST_LETTERS
    for text in texts:
        if left > 0:
            yield text[:left]
        left -= len(text)


def _description(record: Record, only: Collection[str] = SPECS) -> Iterator[tuple[str, int]]:
    """Yield what the catalogue says of a record, in fields that are searched, with their weights."""
    for name, values in record.metadata.items():
        if name in only and SPECS[name].searched:
            yield from ((value.text, SPECS[name].weight) for value in values)


def _own_words(
    backend: SearchBackend, request: Request, record: Record, said: Iterable[tuple[str, int]]
) -> tuple[str, ...]:
    """Return the words that are most a record's own, the most telling first."""
    vocabulary = backend.vocabulary(request.viewer, request.without)
    times, forms = _said(said, _stem(record))
    often = sorted(times, key=lambda stem: (-times[stem], -len(stem), stem))[:WEIGHED]
    weights = _weights(vocabulary, {stem: forms[stem] for stem in often}, backend.search(request).total)
    telling = {stem: log1p(times[stem]) * weight for stem, weight in weights.items()}
    ordered = sorted(telling, key=lambda stem: (-telling[stem], stem))[:MOST_WORDS]
    return tuple(forms[stem] for stem in ordered)


def _stem(record: Record) -> Callable[[str], str]:
    """Return how words of a record are told from forms of the same: by the first language it is in."""
    stated = [value.text for value in record.metadata.get("language", ())]
    found = (stem for tag in (*stated, *languages()) if (stem := stemmer(tag)) is not None)
    return next(found, str)


def _said(
    texts: Iterable[tuple[str, int]], stem: Callable[[str], str]
) -> tuple[Counter[str], dict[str, str]]:
    """Return how often each stem is said, by the weight of where it stands, and its most frequent form."""
    forms: Counter[str] = Counter()
    for text, weight in texts:
        for word in words(text):
            if not word.joined and len(word.plain) >= LEAST_LETTERS and word.plain.isalpha():
                forms[word.plain] += weight
    times: Counter[str] = Counter()
    most: dict[str, str] = {}
    for form, count in forms.most_common():
        root = stem(form)
        times[root] += count
        most.setdefault(root, form)
    return times, most


def _weights(vocabulary: Vocabulary, forms: Mapping[str, str], total: int) -> dict[str, float]:
    """Return how rare words are that others say, too, but not many."""
    records = vocabulary.records(set(forms.values()))
    return {
        stem: rarity(records[form], total)
        for stem, form in forms.items()
        if 1 < records[form] <= max(total / COMMON, 2)
    }


def _shared(
    record: Record, texts: Iterable[str], answer: Answer, nodes: Mapping[Word, str]
) -> tuple[str, ...]:
    """Return those of the words that a record has, too, in whatever form."""
    read = (*(text for text, _ in _description(record)), *texts)
    said = {word.folded for text in read for word in words(text)}
    forms: Mapping[Node, frozenset[str]] = answer.forms
    return tuple(word for node, word in nodes.items() if not said.isdisjoint(forms.get(node, ())))
