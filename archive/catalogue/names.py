"""How a name is compared: case, accents, punctuation and spaces do not make two authorities of one."""

import re

from archive.metadata.record import Metadata
from archive.text.folding import fold

_SEPARATORS = re.compile(r"[^\w]+")
SORT_LENGTH = 160  # characters of a title that decide its place; more only swell the index


def name_key(name: str) -> str:
    """Return the form under which a name is found: `Chávez,  HUGO` and `chavez hugo` are one."""
    folded = fold(name)
    return _SEPARATORS.sub(" ", folded).strip() or folded.strip()


def sort_key(title: str) -> str:
    """Return the form by which a title is put in order: folded, without leading signs."""
    return name_key(title)[:SORT_LENGTH]


def names_of(metadata: Metadata) -> dict[str, bool]:
    """Return the keys under which an authority is found, and whether each is its own name or a variant."""
    keys = {name_key(value.text): False for value in metadata.get("alternative", ())}
    keys |= {name_key(value.text): True for value in metadata.get("title", ())}
    keys.pop("", None)
    return keys
