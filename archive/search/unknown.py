"""Values that a search is narrowed by though nothing has them: misspelt, given by their names, or gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive.catalogue import holdings
from archive.catalogue.authorities import titles
from archive.catalogue.lookup import seen, titled, words_of
from archive.catalogue.session import Catalogue, Session
from archive.core.identifiers import is_identifier
from archive.core.translation import translator
from archive.metadata.access import Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Kind
from archive.search.backend import Request, SearchBackend
from archive.search.facets import Facet, FacetValue, Wanted, facets, label_of
from archive.search.fields import COLLECTION, TYPE
from archive.search.freshness import being_built, unknown_to
from archive.search.searching import Question
from archive.search.values import Enquiry, values

NAMED = 12  # values of a facet, in place of one that nothing has


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nothing has which the viewer may see, whatever else is asked."""

    value: str
    facet: Facet  # with the most frequent of the values that there are

    @property
    def known(self) -> tuple[str, ...]:
        """What can be asked for in its place: names of records; of words and languages their codes."""
        if self.facet.name == TYPE:
            return RECORD_TYPES.names()
        return tuple(each.label if is_identifier(each.value) else each.value for each in self.facet.values)

    @property
    def more(self) -> bool:
        """Whether there are others."""
        return self.facet.name != TYPE and self.facet.distinct > len(self.facet.values)


def unknown(
    catalogue: Catalogue, backend: SearchBackend, question: Question, viewer: Viewer
) -> tuple[Unknown, ...]:
    """Return the values chosen that nothing has.

    A type that there is, and a record that the viewer may see, are known though nothing has them. While
    the index is built, only what needs none is told: types and collections, which filter meanwhile.
    """
    if not any(question.facets.values()):
        return ()
    with catalogue.read() as session:
        if being_built(session, backend) is not None:
            return tuple(_unknown_without_index(session, question, viewer))
        request = Request(
            tree=None,
            viewer=viewer,
            without=unknown_to(session, backend, viewer),
            size=0,
            counted=tuple(question.facets),
            values=question.facets,
        )
        answer = backend.search(request)
        told = facets(session, answer, Wanted({}, question.locale, NAMED), viewer)
        counted = {facet.name: facet for facet in told}
        uncounted = [
            (name, value)
            for name, chosen in question.facets.items()
            for value in dict.fromkeys(chosen)
            if value not in answer.facets.get(name, {}) and not (name == TYPE and value in RECORD_TYPES)
        ]
        there = seen(session, (value for _, value in uncounted if is_identifier(value)), viewer)
        return tuple(Unknown(value, counted[name]) for name, value in uncounted if value not in there)


def _unknown_without_index(session: Session, question: Question, viewer: Viewer) -> Iterator[Unknown]:
    for value in dict.fromkeys(question.facets.get(TYPE, ())):
        if value not in RECORD_TYPES:
            yield Unknown(value, _types())
    chosen = dict.fromkeys(question.facets.get(COLLECTION, ()))
    there = seen(session, filter(is_identifier, chosen), viewer)
    if others := [value for value in chosen if value not in there]:
        collections = _collections(session, question.locale, viewer)
        yield from (Unknown(value, collections) for value in others)


def _types() -> Facet:
    """Return all types that there are."""
    listed = tuple(FacetValue(name, RECORD_TYPES[name].label, 0, False) for name in RECORD_TYPES.names())
    return Facet(TYPE, label_of(TYPE), listed, len(listed))


def _collections(session: Session, locale: str, viewer: Viewer) -> Facet:
    """Return the first collections by their titles, one more than are named if there are others."""
    ids = titled(session, (Kind.COLLECTION,), "", viewer, NAMED + 1)
    called = titles(session, ids, locale)
    listed = tuple(FacetValue(id, called[id], 0, False) for id in ids[:NAMED])
    return Facet(COLLECTION, label_of(COLLECTION), listed, len(ids))


def settled(
    catalogue: Catalogue, backend: SearchBackend, question: Question, viewer: Viewer
) -> tuple[Question, tuple[Unknown, ...]]:
    """Return the question with the values that were given by their names, and those that nothing has."""
    chosen, left = dict(question.facets), []
    for each in unknown(catalogue, backend, question, viewer):
        name = each.facet.name
        if name == TYPE:
            facet = _types()
        else:
            enquiry = Enquiry(question=Question(locale=question.locale), facet=name, find=each.value)
            facet = values(catalogue, backend, enquiry, viewer).facet
        meant = list(_called(facet, each.value, question.locale))
        if name == COLLECTION and not meant:
            with catalogue.read() as session:
                meant = _coded(session, each.value, viewer)
        if meant:
            chosen[name] = tuple(_instead(chosen[name], each.value, meant))
        else:
            left.append(each)
    return replace(question, facets=chosen), tuple(left)


def _called(facet: Facet, name: str, locale: str) -> Iterator[str]:
    """Yield the values of a facet that are called so, in the reader's language."""
    say = translator(locale) if facet.worded else str
    wanted = words_of(name)
    yield from (each.value for each in facet.values if words_of(say(each.label)) == wanted)


def _coded(session: Session, code: str, viewer: Viewer) -> list[str]:
    """Return the collection with this reference code, or with this title and nothing in it."""
    found = holdings.find(session, code)
    return list(seen(session, [found] if found else [], viewer))


def _instead(chosen: Iterable[str], value: str, meant: list[str]) -> Iterator[str]:
    for each in chosen:
        yield from meant if each == value else (each,)
