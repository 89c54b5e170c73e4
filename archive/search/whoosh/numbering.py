"""Numbers for what has names: fields and languages are stored by number in an index."""

import hashlib
import json

from archive.search.fields import FACETS, MEASURED, WEIGHTS
from archive.text.languages import ALGORITHMS

VERSION = 8  # of what is written; raise it when that changes, and every index is rebuilt

FIELDS = {name: number for number, name in enumerate(sorted(WEIGHTS))}
FIELD_NAMES = tuple(FIELDS)

LANGUAGES = {name: number for number, name in enumerate(sorted(ALGORITHMS))}  # fewer than 64
LANGUAGE_NAMES = tuple(LANGUAGES)


def language_mask(languages: "tuple[str, ...] | frozenset[str]") -> int:
    """Return a number with one bit for each language."""
    return sum(1 << LANGUAGES[language] for language in set(languages))


def languages_of(mask: int) -> tuple[str, ...]:
    """Return the languages of such a number."""
    return tuple(name for name, number in LANGUAGES.items() if mask >> number & 1)


def fingerprint() -> str:
    """Return what must be the same for an index to be of use: fields, languages and the form it is in."""
    facts = [VERSION, FIELD_NAMES, FACETS, MEASURED, LANGUAGE_NAMES]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]
