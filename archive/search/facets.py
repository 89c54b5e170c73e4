"""Facets as a reader sees them: values named, counted, and those chosen kept in sight."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.catalogue.authorities import titles
from archive.catalogue.lookup import seen
from archive.catalogue.session import Session
from archive.core.identifiers import is_identifier
from archive.core.words import _
from archive.metadata.access import Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.vocabularies import languages
from archive.metadata.vocabularies.registry import VOCABULARIES
from archive.search.backend import MOST_VALUES, Answer
from archive.search.fields import COLLECTION, FACET_FIELDS, FACETS, SPECS, TYPE, YEAR

__all__ = ["FACETS", "Facet", "FacetValue", "facets", "label_of", "vocabulary_of"]

# Facets that gather several fields, or none: what one field alone calls itself would mislead.
LABELS = {
    TYPE: _("Type"),
    COLLECTION: _("Collection"),
    "creator": _("Creator or speaker"),
    YEAR: _("Year"),
}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value, and how many records of the answer have it."""

    value: str
    label: str  # for translation, if its facet is `worded`
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow an answer: its most frequent values, and how many there are in all."""

    name: str
    label: str  # for translation
    values: tuple[FacetValue, ...]
    distinct: int = 0

    @property
    def worded(self) -> bool:
        """Whether its values are words of the interface, to be translated: types and vocabularies."""
        return self.name == TYPE or vocabulary_of(self.name) is not None


def facets(
    session: Session, answer: Answer, chosen: Mapping[str, tuple[str, ...]], viewer: Viewer, locale: str
) -> tuple[Facet, ...]:
    """Return the facets of an answer in their order."""
    shown = {name: _shown(name, answer.facets.get(name, {}), chosen.get(name, ())) for name in FACETS}
    counted = {
        value for name, values in shown.items() for value in values if value in answer.facets.get(name, {})
    }
    called = _called(
        session, {value for values in shown.values() for value in values}, counted, viewer, locale
    )
    return tuple(
        facet_of(name, values, answer, chosen.get(name, ()), namer(name, called, locale))
        for name, values in shown.items()
    )


def facet_of(
    name: str, values: Iterable[str], answer: Answer, chosen: Sequence[str], call: Callable[[str], str]
) -> Facet:
    """Return one facet of an answer with these of its values."""
    counts = answer.facets.get(name, {})
    picked = frozenset(chosen)
    told = tuple(FacetValue(value, call(value), counts.get(value, 0), value in picked) for value in values)
    return Facet(name, label_of(name), told, answer.distinct.get(name, len(counts)))


def label_of(name: str) -> str:
    """Return what a facet is called: as the field of its name is, or the first that it gathers."""
    if name in LABELS:
        return LABELS[name]
    return SPECS[name].label if name in SPECS else FACET_FIELDS[name][0].label


def vocabulary_of(name: str) -> str | None:
    """Return the vocabulary that the values of a facet are terms of, if they are."""
    return next((spec.vocabulary for spec in FACET_FIELDS.get(name, ()) if spec.vocabulary), None)


def _called(
    session: Session, values: set[str], counted: set[str], viewer: Viewer, locale: str
) -> dict[str, str]:
    """Return the titles of values that are records.

    What was counted may be named. What an address alone brings could be anything, a closed record too.
    """
    linked = {value for value in values if is_identifier(value)}
    known = seen(session, linked - counted, viewer) if linked - counted else set()
    return titles(session, linked & counted | known, locale)


def _shown(name: str, counts: Mapping[str, int], chosen: tuple[str, ...]) -> list[str]:
    """Return the values to show: the most frequent, all years; and what was chosen, found or not."""
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if name == YEAR:
        ordered.sort(key=int)
    else:
        ordered = ordered[:MOST_VALUES]
    return [*ordered, *(value for value in dict.fromkeys(chosen) if value not in ordered)]


def namer(name: str, called: Mapping[str, str], locale: str) -> Callable[[str], str]:
    """Return the function that names the values of a facet; `called` has the titles of records."""
    if name == TYPE:
        return lambda value: RECORD_TYPES[value].label if value in RECORD_TYPES else value
    if vocabulary := vocabulary_of(name):
        return VOCABULARIES[vocabulary].label_of
    if any(spec.kind == "language" for spec in FACET_FIELDS.get(name, ())):
        return lambda value: languages.name(value, locale)
    return lambda value: called.get(value, value)
