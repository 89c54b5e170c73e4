"""What the heading of a column means: field names, DCMI terms, and what people write in English and Spanish.

The forms of other systems are understood too: `dc.title[es]` (DSpace), `Dublin Core:Title` (Omeka),
`DC.Creator` (HTML, RFC 5013), `dcterms:accessRights` (CollectionBuilder, Omeka S).
"""

import re
from collections.abc import Mapping
from functools import cache

from marshmallow import Schema

from archive.core.errors import Problem
from archive.core.nearest import nearest
from archive.core.words import message
from archive.metadata.item_types import RECORD_TYPES, RecordType, declared
from archive.metadata.synonyms import SYNONYMS
from archive.metadata.terms import NAMESPACES
from archive.metadata.vocabularies import languages
from archive.metadata.vocabularies.matching import plain

_PREFIX = re.compile(
    rf"(?:(?:qualified )?dublin core|dct|item type metadata|{'|'.join(NAMESPACES)})\s*[:.]\s*", re.IGNORECASE
)
_LANGUAGE = re.compile(r"(?P<name>.+?)\s*(?:\[(?P<a>[^\]]+)\]|\((?P<b>[^)]+)\)|[:@]\s*(?P<c>[\w-]+))\s*")

_CODE = re.compile(r"[a-z]{3}", re.IGNORECASE)


def understand(heading: str, type_name: str) -> tuple[str, str | None] | None:
    """Return the field that a heading means for a type, and the language of its values if it says one."""
    return understand_as(heading, RECORD_TYPES[type_name])


def understand_as(heading: str, record_type: RecordType) -> tuple[str, str | None] | None:
    """Return what a heading means for a record type, registered or not."""
    heading = heading.strip("\ufeff \t\r\n")
    if name := _field(heading, record_type.schema):
        return name, None
    match = _LANGUAGE.fullmatch(heading)
    if match is None:
        return None
    name = _field(match["name"], record_type.schema)
    tag = languages.recognise(match["a"] or match["b"] or match["c"]) if name else None
    # "Title (old)" speaks of no language, though Mochi has that code.
    if name is None or tag is None or _CODE.fullmatch(match["b"] or ""):
        return None
    return name, tag


def unknown_field(heading: str, record_type: RecordType) -> Problem:
    """Say that a type has no such field, and which is nearest."""
    known = {name: name for name in declared(record_type.schema)} | _phrases(record_type.schema)
    close = nearest(heading, declared(record_type.schema)) or nearest(plain(heading), known)
    return Problem(
        field=heading,
        reason=message('no such field in type "{type}"', type=record_type.name),
        remedy=message('Did you mean "{close}"?', close=known[close]) if close else None,
    )


def _field(heading: str, schema: type[Schema]) -> str | None:
    """Return the field that a heading without a language means."""
    if heading in declared(schema):
        return heading
    phrases = _phrases(schema)
    words = plain(heading)
    prefix = _PREFIX.match(heading)
    if prefix is None or words in phrases:
        return _singular(words, phrases)
    rest = heading[prefix.end() :]
    # "dc.description.abstract" is the abstract; "dc.identifier.issn" an identifier, as DCMI's
    # dumb-down rule has it: what refines an element may be read as the element.
    for part in (rest, *reversed(rest.split("."))):
        if name := _singular(plain(part), phrases):
            return name
    return None


def _singular(words: str, phrases: Mapping[str, str]) -> str | None:
    for form in (words, words.removesuffix("s"), words.removesuffix("es")):
        if form in phrases:
            return phrases[form]
    return None


@cache
def _phrases(schema: type[Schema]) -> dict[str, str]:
    """Return field names by every plain phrase that means them; what is named first wins."""
    known = declared(schema)
    found: dict[str, str] = {}
    for name in known:
        found.setdefault(plain(name), name)
    for name, spec in known.items():
        found.setdefault(plain(spec.label), name)
    for name in known:
        for phrase in SYNONYMS.get(name, ()):
            found.setdefault(plain(phrase), name)
    for name, spec in known.items():
        prefix, _, local = spec.term.partition(":")
        found.setdefault(plain(spec.term), name)
        if prefix == "dcterms":
            found.setdefault(plain(local), name)
    return found
