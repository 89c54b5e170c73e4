"""Facets as a reader sees them: values named, counted, and those chosen kept in sight."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.catalogue.lookup import seen
from archive.catalogue.session import Session
from archive.catalogue.titles import titles_for
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
UNNAMED = (TYPE, YEAR)  # facets none of whose values is a record


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be told of facets: which values were chosen, and how many others, in which language."""

    chosen: Mapping[str, tuple[str, ...]]
    locale: str = "en"
    most: int = MOST_VALUES


def facets(session: Session, answer: Answer, wanted: Wanted, viewer: Viewer) -> tuple[Facet, ...]:
    """Return the facets of an answer in their order."""
    chosen, locale = wanted.chosen, wanted.locale
    shown = {
        name: _shown(name, answer.facets.get(name, {}), chosen.get(name, ()), wanted.most) for name in FACETS
    }
    titles = _titles(session, shown, answer, viewer, locale)
    return tuple(
        facet_of(name, values, answer, chosen.get(name, ()), namer(name, titles, locale))
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


def _titles(
    session: Session, shown: Mapping[str, Iterable[str]], answer: Answer, viewer: Viewer, locale: str
) -> dict[str, str]:
    """Return the titles of values that are records.

    What was counted may be named. What an address alone brings could be anything, a closed record too.
    """
    counted: set[str] = set()
    brought: set[str] = set()
    for name, values in shown.items():
        if name not in UNNAMED:
            counts = answer.facets.get(name, {})
            for value in values:
                (counted if value in counts else brought).add(value)
    brought = {value for value in brought - counted if is_identifier(value)}
    known = seen(session, brought, viewer) if brought else set()
    return titles_for(session, counted | known, viewer.role, locale)


def _shown(name: str, counts: Mapping[str, int], chosen: tuple[str, ...], most: int) -> list[str]:
    """Return the values to show: the most frequent, of years all, and what was chosen, found or not.

    Where fewer are wanted than are counted by name, years are as few as the values of others.
    """
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if name != YEAR or most < MOST_VALUES:
        ordered = [*ordered[:most], *(value for value in ordered[most:MOST_VALUES] if value in chosen)]
    if name == YEAR:
        ordered.sort(key=int)
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
