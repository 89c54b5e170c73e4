"""Opens files that are XML throughout, or says in a line what is wrong with them."""

from pathlib import Path

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import parse
from archive.media import problems


def root_of(path: Path, largest: int) -> etree._Element:
    """Return the root of a file. Raise Unreadable if it is above `largest` bytes, or no XML."""
    if path.stat().st_size > largest:
        raise Unreadable(problems.TOO_LARGE)
    try:
        return parse(path)
    except etree.XMLSyntaxError as error:
        raise Unreadable(problems.DAMAGED) from error
