"""What an XML file is, told by its root: the registry of formats knows only that it is XML."""

import re

# Namespace or name of the root → media type and name.
ROOTS = (
    (b"http://www.tei-c.org/ns/1.0", "application/tei+xml", "TEI"),
    (b"http://www.w3.org/ns/ttml", "application/ttml+xml", "Timed Text Markup Language"),
    (b"http://www.w3.org/2006/10/ttaf1", "application/ttml+xml", "Timed Text Markup Language"),
)
XML = frozenset({"application/xml", "text/xml"})
_ROOT = re.compile(rb"<(?![?!])[^<>]{1,4000}>")


def kind(head: bytes) -> tuple[str, str] | None:
    """Return the media type and the name of an XML file by its first bytes; None if its root is another."""
    root = _ROOT.search(head)
    if root is None:
        return None
    return next(((media_type, name) for space, media_type, name in ROOTS if space in root[0]), None)
