"""Where a page ends: the sort value and identifier of its last record, as an opaque text for an address.

Keyset paging: the next page is asked for as "what comes after this", which an index answers as fast on
page 4,000 as on the first, and which does not slip when records come in meanwhile.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from archive.catalogue.refusals import no_page


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an order, and the direction in which to read on from it."""

    values: tuple[str | int, ...]
    backwards: bool = False

    def __str__(self) -> str:
        packed = json.dumps([int(self.backwards), *self.values], ensure_ascii=False, separators=(",", ":"))
        return urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def cursor_from(text: str, pattern: tuple[type, ...]) -> Cursor:
    """Return the cursor that `text` stands for; raise Invalid unless its values are of these types."""
    try:
        backwards, *values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise no_page(text) from error
    fits = tuple(type(value) for value in values) == pattern and all(map(_storable, values))
    if backwards not in (0, 1) or not fits:
        raise no_page(text)
    return Cursor(tuple(values), bool(backwards))


def _storable(value: str | int) -> bool:
    """Say whether a database can hold the value: integers of 64 bits, texts that are UTF-8."""
    if isinstance(value, int):
        return abs(value) < 2**63
    return not any("\ud800" <= letter <= "\udfff" for letter in value)
