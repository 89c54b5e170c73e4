"""Many XML records in one document, written as they come."""

from collections.abc import Iterable, Iterator

from lxml import etree

from archive.core.markup import serialise


def listed(elements: Iterable[etree._Element]) -> Iterator[bytes]:
    """Yield a `records` document around the elements; memory does not grow with their number."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<records>\n'
    for element in elements:
        yield serialise(element, declaration=False)
    yield b"</records>\n"
