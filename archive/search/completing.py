"""Completion as one types: words and phrases of the texts, names, subjects and titles of records.

All of it is what the viewer may find: words come from the vocabulary of the viewer, records are asked
of the index and of the catalogue through the viewer's rights.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from archive.catalogue.authorities import names, titles
from archive.catalogue.lookup import begins, kinds_of, named, titled
from archive.catalogue.names import name_key
from archive.catalogue.session import Catalogue, Session
from archive.core.identifiers import is_identifier
from archive.core.translation import languages
from archive.metadata.access import Viewer
from archive.metadata.record import AUTHORITIES, Kind
from archive.search.backend import Request, SearchBackend
from archive.search.compounds import as_written, compound
from archive.search.fields import FACET_FIELDS
from archive.search.freshness import unknown_to
from archive.search.lexicon import spelling
from archive.search.tree import And, Or, Wildcard, Word, both, within
from archive.search.typed import Typed, typed
from archive.text.folding import fold
from archive.text.languages import stemmer

WORD, PHRASE, NAME, SUBJECT, TITLE = "word", "phrase", "name", "subject", "title"
MOST = {PHRASE: 3, WORD: 3, NAME: 3, SUBJECT: 2, TITLE: 2}  # of each kind, in the order they are offered
BESIDE = 2  # phrases and words together, where there is a phrase at all
LOOKED_AT = 16  # words, and records by their titles, of which the best are offered
TRIED = 4  # of them, with the words before
LOOKED_AT_NAMES = 60  # of each kind of authority, of which those that most records name are offered
# Letters with which words are looked for behind others, and within titles: with fewer there are too many.
LEAST_WITHIN = 3
TITLED = ("title", "alternative")


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: a query, or a record by its title."""

    kind: str  # one of MOST
    text: str
    records: int = 0  # that have it, as far as counted
    id: str = ""  # of the record that is meant
    of: Kind | None = None  # and its kind


def completions(
    catalogue: Catalogue, backend: SearchBackend, q: str, viewer: Viewer, locale: str
) -> tuple[Completion, ...]:
    """Return how what is being typed may go on, kind by kind."""
    asked = typed(q)
    if asked is None:
        return ()
    with catalogue.read() as session:
        without = unknown_to(session, backend, viewer)
        request = Request(tree=None, viewer=viewer, without=without, size=0, counted=())
        found: list[Completion] = list(_phrases(session, backend, request, asked))
        found += _words(session, backend, request, asked, {each.text for each in found})
        if asked.plain:
            found += _records(session, backend, request, asked, locale)
    return tuple(each for kind, most in MOST.items() for each in _of(kind, found)[:most])


def _of(kind: str, found: Iterable[Completion]) -> list[Completion]:
    return [each for each in found if each.kind == kind]


def _phrases(
    session: Session, backend: SearchBackend, request: Request, asked: Typed
) -> Iterator[Completion]:
    if not asked.before or len(asked.prefix) < LEAST_WITHIN:
        return
    vocabulary = backend.vocabulary(request.viewer, request.without)
    found = _distinct(vocabulary.following(asked.before, asked.prefix, LOOKED_AT))
    for word, records in islice(_written(session, backend, request, asked, found), MOST[PHRASE]):
        yield Completion(PHRASE, asked.completed(word), records)


def _words(
    session: Session, backend: SearchBackend, request: Request, asked: Typed, phrases: Collection[str]
) -> Iterator[Completion]:
    """Yield words that begin so; behind others, those alone that some record has together with them."""
    if asked.quoted and asked.before:
        return  # in a phrase only what follows makes sense
    vocabulary = backend.vocabulary(request.viewer, request.without)
    found = _different(_distinct(vocabulary.starting(asked.prefix, LOOKED_AT)))
    others = [(word, records) for word, records in found if spelling(word) != asked.prefix]
    room = max(0, BESIDE - len(phrases)) if phrases else MOST[WORD]
    together = _together(backend, request, asked, others) if asked.before else others
    written = _written(session, backend, request, asked, together)
    new = ((asked.completed(word), records) for word, records in written)
    for text, records in islice((each for each in new if each[0] not in phrases), room):
        yield Completion(WORD, text, records)


def _written(
    session: Session,
    backend: SearchBackend,
    request: Request,
    asked: Typed,
    found: Iterable[tuple[str, int]],
) -> Iterator[tuple[str, int]]:
    """Yield words as texts write them; where one is typed in parts, those that are written in these."""
    begun = fold(compound(asked.last)) if asked.parted else ""
    for word, records in as_written(session, backend, request, found):
        if fold(word).startswith(begun):
            yield word, records


def _together(
    backend: SearchBackend, request: Request, asked: Typed, found: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, int]]:
    """Yield words that records have together with those before, and how many do; few are looked at."""
    before = set(map(spelling, asked.before))
    for word, _ in islice(found, TRIED):
        if spelling(word) not in before:
            tree = both(And, [Word(each) for each in (*asked.before, word)])
            if total := backend.search(replace(request, tree=tree)).total:
                yield word, total


def _distinct(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return each word once, as it is most often written."""
    first: dict[str, tuple[str, int]] = {}
    for word, records in found:
        first.setdefault(spelling(word), (word, records))
    return list(first.values())


def _different(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the words that find different records: of those with a stem in common, the most frequent."""
    stems = [stem for language in languages() if (stem := stemmer(language)) is not None]
    known: set[tuple[int, str]] = set()
    kept = []
    for word, records in found:
        own = {(number, stem(word)) for number, stem in enumerate(stems)}
        if known.isdisjoint(own):
            kept.append((word, records))
        known |= own
    return kept


def _records(
    session: Session, backend: SearchBackend, request: Request, asked: Typed, locale: str
) -> list[Completion]:
    """Return records that are called so; what begins so comes first, then what many records name."""
    key = " ".join(asked.words)
    kinds = named(session, sorted(AUTHORITIES), key, request.viewer, LOOKED_AT_NAMES)
    hits = _titled(session, backend, request, asked)
    counts = _counted(backend, request, (*kinds, *hits))
    # Where not all could be looked at that begin so, those that most records name are among the counted.
    others = hits if len(kinds) < LOOKED_AT_NAMES else [*counts, *hits]
    likely = _likeliest(kinds, counts)
    kinds |= kinds_of(session, [each for each in dict.fromkeys(others) if each not in kinds], request.viewer)
    ordered: list[tuple[bool, int, int, Completion]] = []
    called = _called(session, [*likely, *(each for each in others if each in kinds)], locale)
    for place, (id, every) in enumerate(called.items()):
        fitting = [name for name in every if begins(name, asked.words)]
        if fitting:
            later = not any(name_key(name).startswith(key) for name in fitting)
            offer = Completion(_kind(kinds[id]), fitting[0], counts.get(id, 0), id, kinds[id])
            ordered.append((later, -offer.records, place, offer))
    return [offer for *_, offer in sorted(ordered, key=lambda each: each[:3])]


def _likeliest(kinds: Mapping[str, Kind], counts: Mapping[str, int]) -> list[str]:
    """Return the authorities of each kind of completion that most records name."""
    ordered = sorted(kinds, key=lambda id: -counts.get(id, 0))
    return [
        id
        for offered in (NAME, SUBJECT)
        for id in [each for each in ordered if _kind(kinds[each]) == offered][: MOST[offered]]
    ]


def _called(session: Session, ids: Sequence[str], locale: str) -> dict[str, tuple[str, ...]]:
    """Return all names of records, the one in the reader's language first."""
    own, every = titles(session, dict.fromkeys(ids), locale), names(session, dict.fromkeys(ids))
    return {id: (own[id], *every[id]) for id in dict.fromkeys(ids) if id in own}


def _kind(kind: Kind) -> str:
    if kind is Kind.SUBJECT:
        return SUBJECT
    return NAME if kind in AUTHORITIES else TITLE


def _counted(backend: SearchBackend, request: Request, ids: Sequence[str]) -> Mapping[str, int]:
    """Return how many records name each of some authorities, and each of those that are named most often."""
    facets = _naming()
    answer = backend.search(replace(request, counted=facets, values=dict.fromkeys(facets, tuple(ids))))
    most: dict[str, int] = {}
    for counts in answer.facets.values():
        for id, records in counts.items():
            if is_identifier(id):
                most[id] = max(most.get(id, 0), records)
    return most


@cache
def _naming() -> tuple[str, ...]:
    """Return the facets that count authorities."""
    return tuple(facet for facet, specs in FACET_FIELDS.items() if any(spec.is_authority for spec in specs))


def _titled(session: Session, backend: SearchBackend, request: Request, asked: Typed) -> list[str]:
    """Return records whose titles begin so, then those with such words in them, best first."""
    key = " ".join(asked.words)
    found = [*titled(session, (Kind.COLLECTION, Kind.ITEM), key, request.viewer, MOST[TITLE])]
    if len(asked.prefix) >= LEAST_WITHIN:
        words = both(And, [*map(Word, asked.before), Wildcard(f"{asked.prefix}*")])
        tree = both(Or, [within(field, words) for field in TITLED]) if words else None
        answer = backend.search(replace(request, tree=tree, size=LOOKED_AT))
        found += [hit.id for hit in answer.hits]
    return found
