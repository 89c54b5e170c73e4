"""Facets as a reader sees them: values named, counted, and those chosen kept in sight."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archive.catalogue.authorities import titles
from archive.catalogue.session import Session
from archive.core.identifiers import is_identifier
from archive.core.words import _
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.vocabularies import languages
from archive.search.fields import FACETS

__all__ = ["FACETS", "Facet", "FacetValue", "facets"]

MOST_VALUES = 30  # of a facet; those chosen come on top of it

LABELS = {
    "type": _("Type"),
    "collection": _("Collection"),
    "creator": _("Creator or speaker"),
    "subject": _("Subject"),
    "place": _("Place"),
    "language": _("Language"),
    "year": _("Year"),
}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value, and how many records of the answer have it. Labels of types are for translation."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow an answer; the label is for translation."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


def facets(
    session: Session,
    counts: Mapping[str, Mapping[str, int]],
    chosen: Mapping[str, tuple[str, ...]],
    locale: str,
) -> tuple[Facet, ...]:
    """Return the facets of an answer in their order."""
    shown = {name: _shown(name, counts.get(name, {}), chosen.get(name, ())) for name in FACETS}
    linked = {value for values in shown.values() for value in values if is_identifier(value)}
    called = titles(session, linked, locale)
    return tuple(
        Facet(
            name,
            LABELS[name],
            tuple(
                FacetValue(value, label(value, locale), counts.get(name, {}).get(value, 0), value in picked)
                for value in values
            ),
        )
        for name, values in shown.items()
        for label, picked in [(_namer(name, called), chosen.get(name, ()))]
    )


def _shown(name: str, counts: Mapping[str, int], chosen: tuple[str, ...]) -> list[str]:
    """Return the values to show: the most frequent, all years; and what was chosen, found or not."""
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if name == "year":
        ordered.sort(key=int)
    else:
        ordered = ordered[:MOST_VALUES]
    return [*ordered, *(value for value in chosen if value not in ordered)]


def _namer(name: str, called: Mapping[str, str]) -> Callable[[str, str], str]:
    if name == "type":
        return lambda value, locale: RECORD_TYPES[value].label if value in RECORD_TYPES else value
    if name == "language":
        return languages.name
    return lambda value, locale: called.get(value, value)
