"""What a record states, as DCMI terms: the one crosswalk that every Dublin Core format is written from.

It is derived from the schemas: a field says its term, and the broader term where its own is no DCMI term.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.export.links import Links
from archive.metadata.field import FieldSpec
from archive.metadata.item_types import RECORD_TYPES, fields
from archive.metadata.record import Kind, Record, Value


class Scheme(StrEnum):
    """By which rules a value is written."""

    DATE = "date"
    URI = "uri"
    LANGUAGE = "language"
    TYPE = "type"
    MEDIA_TYPE = "media type"


SCHEME_OF_KIND = {"edtf": Scheme.DATE, "uri": Scheme.URI, "language": Scheme.LANGUAGE}


@dataclass(frozen=True, slots=True)
class Statement:
    """One DCMI term and one value."""

    term: str  # local name of a DCMI term: "created", "isPartOf"
    text: str
    language: str | None = None
    scheme: Scheme | None = None


def statements(record: Record, links: Links) -> Iterator[Statement]:
    """Yield what the record states: its fields in the order of their schema, then its place and its files."""
    for spec in fields(record.type):
        for value in record.metadata.get(spec.name, ()):
            if term := dcmi_term(spec):
                yield _statement(term, spec, value)
    yield from _type(record)
    yield Statement("identifier", links.record(record.kind, record.id), scheme=Scheme.URI)
    yield Statement("identifier", links.ark(record.id))
    for ancestor in record.ancestors[-1:]:
        yield Statement("isPartOf", links.record(Kind.COLLECTION, ancestor.id), scheme=Scheme.URI)
    for media_type in dict.fromkeys(file.media_type for file in record.files):
        yield Statement("format", media_type, scheme=Scheme.MEDIA_TYPE)


def dcmi_term(spec: FieldSpec) -> str:
    """Return the local name of the DCMI term a field is stated under, or "" if there is none."""
    prefix, _, name = spec.term.partition(":")
    return name if prefix in ("dcterms", "dc") else spec.element


def _statement(term: str, spec: FieldSpec, value: Value) -> Statement:
    scheme = SCHEME_OF_KIND.get(spec.kind)
    if scheme is Scheme.DATE:
        return Statement(term, value.edtf or value.text, scheme=scheme if value.edtf else None)
    if scheme is Scheme.URI and "://" not in value.text:
        scheme = None
    return Statement(term, value.text, language=None if scheme else value.language, scheme=scheme)


def _type(record: Record) -> Iterator[Statement]:
    if name := RECORD_TYPES[record.type].dcmi_type:
        yield Statement("type", name, scheme=Scheme.TYPE)
