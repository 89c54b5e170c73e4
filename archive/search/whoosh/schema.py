"""The index's schema in Whoosh's terms.

A term is `language:form`: one field serves all languages, and a stem never crosses from one to another.
"""

import hashlib
import json
from array import array

from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

from archive.search.fields import FACETS, MEASURED, WEIGHTS
from archive.text.languages import ALGORITHMS

VERSION = 2  # of what is written; raise it when that changes, and every index is rebuilt


class PackedPositions(Format):  # type: ignore[misc]  # Whoosh has no types
    """Positions of a word in a field as four-byte numbers: nothing is decoded that is not asked for."""

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions, as Whoosh's own queries want them."""
        found = array("I")
        found.frombytes(value)
        return found.tolist()


class Words(FieldType):  # type: ignore[misc]
    """A field of words that were read before Whoosh sees them."""

    def __init__(self) -> None:
        super().__init__(format=PackedPositions(), analyzer=None)


def schema() -> Schema:
    """Return the schema of the index."""
    return Schema(**{name: Words() for name in WEIGHTS})


def fingerprint() -> str:
    """Return what must be the same for an index to be of use: fields, languages and the form it is in."""
    facts = [VERSION, sorted(WEIGHTS), FACETS, MEASURED, sorted(ALGORITHMS)]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def term(language: str, form: str) -> bytes:
    """Return the term of a form."""
    return f"{language}:{form}".encode()
