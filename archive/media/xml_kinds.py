"""What an XML file is, told by its root: the registry of formats knows only that it is XML.

Spec: https://www.w3.org/TR/xml-names/#scoping (section 6, the namespace that a prefix stands for)
"""

import re

# Namespace of the root → media type and name.
ROOTS = (
    (b"http://www.tei-c.org/ns/1.0", "application/tei+xml", "TEI"),
    (b"http://www.w3.org/ns/ttml", "application/ttml+xml", "Timed Text Markup Language"),
    (b"http://www.w3.org/1999/xhtml", "application/xhtml+xml", "Extensible Hypertext Markup Language"),
    (b"http://www.w3.org/2006/10/ttaf1", "application/ttml+xml", "Timed Text Markup Language"),
)
XML = frozenset({"application/xml", "text/xml"})
# A comment may hold anything, tags too: it is passed over whole.
_TAG = re.compile(rb"<!--.*?(?:-->|\Z)|<(?:([\w.-]{1,99}):)?[\w.-][^<>]{0,4000}>", re.DOTALL)


def kind(head: bytes) -> tuple[str, str] | None:
    """Return the media type and the name of an XML file by its first bytes; None if its root is another."""
    root = next((tag for tag in _TAG.finditer(head) if not tag[0].startswith(b"<!--")), None)
    if root is None:
        return None
    declared = b"xmlns:" + root[1] if root[1] else b"xmlns"
    stated = re.search(rb"\s" + re.escape(declared) + rb"\s*=\s*[\"']([^\"']*)", root[0])
    return next(
        ((media_type, name) for space, media_type, name in ROOTS if stated and stated[1] == space), None
    )
