"""The values of one facet, looked up as they are typed: of however many, those whose names begin so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from babel import Locale

from archive.catalogue.authorities import titles
from archive.catalogue.lookup import begins, called, words_of
from archive.catalogue.session import Catalogue, Session
from archive.core.identifiers import is_identifier
from archive.core.translation import translator
from archive.metadata.access import Viewer
from archive.metadata.record import Kind
from archive.metadata.vocabularies.registry import VOCABULARIES
from archive.search.backend import MOST_VALUES, Answer, Request, SearchBackend
from archive.search.facets import Facet, facet_of, label_of, namer, vocabulary_of
from archive.search.fields import COLLECTION, FACET_FIELDS, YEAR
from archive.search.freshness import being_built, unknown_to
from archive.search.loosening import ask
from archive.search.names import understood
from archive.search.searching import Question, request_of
from archive.search.tree import And, Fielded, Node, Or, Wildcard, both

MOST_CANDIDATES = 400  # names that begin so, looked up in the catalogue and then counted
MOST_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """Which values are looked for: of a facet, under a question, with words that begin so."""

    question: Question
    facet: str
    find: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Some values of a facet, the most frequent first."""

    facet: Facet
    more: bool  # there are others; with more letters they are found


def values(catalogue: Catalogue, backend: SearchBackend, enquiry: Enquiry, viewer: Viewer) -> Values:
    """Return the values of a facet that records of the answer have, and how many have each.

    A value is counted as on the search page: as if nothing had been chosen from this facet.
    """
    words = words_of(enquiry.find)
    with catalogue.read() as session:
        if being_built(session, backend) is not None:
            return Values(facet=Facet(enquiry.facet, label_of(enquiry.facet), ()), more=False)
        request, _ = request_of(enquiry.question, understood(session, enquiry.question.q, viewer), viewer)
        candidates = _candidates(session, enquiry, words, viewer) if words else ()
        request = replace(
            request,
            without=unknown_to(session, backend, viewer),
            offset=0,
            size=0,
            counted=(enquiry.facet,),
            values={enquiry.facet: candidates},
        )
        answer = _answer(backend, request, enquiry.facet, words)
        return _values(session, answer, enquiry, candidates)


def _answer(backend: SearchBackend, request: Request, facet: str, words: Sequence[str]) -> Answer:
    """Count; values that are free words are known to the index alone, which is asked who has such words."""
    answer, asked = ask(backend, request)
    if not words or not _free(facet):
        return answer
    having = both(And, [*([asked.tree] if asked.tree else []), *(_having(facet, word) for word in words)])
    return replace(backend.search(replace(request, tree=having)), distinct=answer.distinct)


def _having(facet: str, word: str) -> Node:
    fields: list[Node] = [Fielded(spec.name, Wildcard(f"{word}*")) for spec in FACET_FIELDS[facet]]
    return both(Or, fields) or fields[0]


def _values(session: Session, answer: Answer, enquiry: Enquiry, candidates: Sequence[str]) -> Values:
    name, question, words = enquiry.facet, enquiry.question, words_of(enquiry.find)
    counts = answer.facets.get(name, {})
    frequent = sorted(counts, key=lambda value: (-counts[value], value))[: _most(name)]
    chosen = question.facets.get(name, ())
    among = dict.fromkeys((*frequent, *(each for each in (*candidates, *chosen) if each in counts)))
    linked = titles(session, filter(is_identifier, among), question.locale)
    call = namer(name, linked, question.locale)
    facet = facet_of(name, among, answer, chosen, call)
    say = translator(question.locale) if facet.worded else str
    known = frozenset(candidates)
    found = [each for each in facet.values if each.value in known or begins(say(each.label), words)]
    found.sort(key=lambda each: (-each.count, say(each.label).casefold()))
    listed = tuple(found[:MOST_LISTED])
    short = len(candidates) >= MOST_CANDIDATES if words else facet.distinct > len(listed)
    return Values(facet=replace(facet, values=listed), more=short or len(found) > len(listed))


def _most(name: str) -> int:
    return MOST_LISTED if name == YEAR else MOST_VALUES


def _kinds(facet: str) -> frozenset[Kind]:
    """Return the kinds of record that the values of a facet are."""
    if facet == COLLECTION:
        return frozenset({Kind.COLLECTION})
    return frozenset(Kind(spec.kind) for spec in FACET_FIELDS.get(facet, ()) if spec.is_authority)


def _free(facet: str) -> bool:
    """Say whether the values of a facet are words as somebody wrote them: of no list, no names."""
    return any(spec.kind == "text" for spec in FACET_FIELDS.get(facet, ()))


def _candidates(session: Session, enquiry: Enquiry, words: Sequence[str], viewer: Viewer) -> tuple[str, ...]:
    """Return values that may be meant, whether or not any record of the answer has them."""
    facet, locale = enquiry.facet, enquiry.question.locale
    if kinds := _kinds(facet):
        found = (
            each for kind in sorted(kinds) for each in called(session, kind, words, viewer, MOST_CANDIDATES)
        )
        return tuple(dict.fromkeys(found))[:MOST_CANDIDATES]
    return tuple(value for value, label in _listed(facet, locale) if begins(label, words))[:MOST_CANDIDATES]


def _listed(facet: str, locale: str) -> Iterable[tuple[str, str]]:
    """Return the values of a list that is closed, with their names in the reader's language."""
    if vocabulary := vocabulary_of(facet):
        say = translator(locale)
        return ((term.value, say(term.label)) for term in VOCABULARIES[vocabulary].terms)
    if any(spec.kind == "language" for spec in FACET_FIELDS.get(facet, ())):
        return ((tag.replace("_", "-"), name) for tag, name in Locale.parse(locale).languages.items())
    return ()
