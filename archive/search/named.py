"""Values of facets in words: those that a search was narrowed by, and those that a record has."""

from collections.abc import Iterable

from archive.catalogue.authorities import titles
from archive.catalogue.lookup import seen
from archive.catalogue.session import Session
from archive.core.identifiers import is_identifier
from archive.core.words import Message
from archive.metadata.access import Viewer
from archive.metadata.record import Record
from archive.search.document import years
from archive.search.facets import namer, vocabulary_of
from archive.search.fields import COLLECTION, FACET_FIELDS, TYPE, YEAR


def values_named(session: Session, facet: str, values: Iterable[str], viewer: Viewer, locale: str) -> Message:
    """Return values of a facet as one text; a record among them is named if the viewer may know of it."""
    told = [value for value in values if value]
    known = seen(session, filter(is_identifier, told), viewer)
    return _listed(facet, told, titles(session, known, locale), locale)


def own_values(record: Record, facet: str, locale: str) -> Message | None:
    """Return what a record has of a facet as one text, or None if it has nothing."""
    if facet == TYPE:
        own = [record.type]
    elif facet == COLLECTION:
        own = [each.title for each in record.ancestors]
    elif facet == YEAR:
        own = list(map(str, years(record.earliest, record.latest)))
    else:
        own = [text for spec in FACET_FIELDS[facet] for text in record.texts(spec.name) if text]
    return _listed(facet, own, {}, locale) if own else None


def _listed(facet: str, values: Iterable[str], called: dict[str, str], locale: str) -> Message:
    call = namer(facet, called, locale)
    labels = list(map(call, dict.fromkeys(values)))
    if facet == TYPE or vocabulary_of(facet):
        return listed(map(Message, labels))
    return Message("{labels}", {"labels": ", ".join(f"“{label}”" for label in labels)})


def listed(parts: Iterable[Message]) -> Message:
    """Return messages as one, in quotation marks, with commas between them."""
    gaps: dict[str, object] = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(", ".join(f"“{{{name}}}”" for name in gaps), gaps)
