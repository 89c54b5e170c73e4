"""XML written and read safely: no entities, no network, no characters XML cannot hold.

Spec: https://www.w3.org/TR/xml/#charsets (section 2.2, characters)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from archive.core.errors import Unreadable

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# How whatever others have written is parsed: no entity is resolved, no address opened, no depth without end.
SAFE: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return `text` without the characters that XML 1.0 cannot hold."""
    return FORBIDDEN.sub("", text)


def child(
    parent: etree._Element, tag: str, text: str, attributes: Mapping[str, str | None]
) -> etree._Element:
    """Append an element with text to `parent`; attributes that are None are left out."""
    element = etree.SubElement(parent, tag)
    element.text = clean(text)
    for name, value in attributes.items():
        if value is not None:
            element.set(name, clean(value))
    return element


def serialise(element: etree._Element, *, declaration: bool = True) -> bytes:
    """Return an element as UTF-8, indented."""
    etree.indent(element)
    xml: bytes = etree.tostring(element, encoding="UTF-8", xml_declaration=declaration)
    return xml + b"\n"


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def safe_parser() -> etree.XMLParser:
    """Return a parser that resolves no entity and opens no address."""
    return etree.XMLParser(**SAFE)


def parse(source: bytes | Path) -> etree._Element:
    """Return the root of an XML document. Raises lxml's XMLSyntaxError for what is not XML."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    return etree.fromstring(data, safe_parser())


def streamed(path: Path, tags: Sequence[str]) -> Iterator[tuple[str, etree._Element]]:
    """Yield ("start" or "end", element) for the named tags of a file, as safely as `parse`.

    Whoever reads clears each element when done with it, so that memory does not grow with the file.
    A prefix that nobody declared stays part of its name, as it does in half of what is exchanged; for
    anything else that is not XML, Unreadable is raised at the end, with line and column.
    """
    with path.open("rb") as stream:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=tuple(tags),
            recover=True,
            **SAFE,
        )
        yield from events
        for error in events.error_log:
            if error.domain_name != "NAMESPACE" and error.type_name != "WAR_UNDECLARED_ENTITY":
                raise Unreadable(f"{error.message} ({error.line}:{error.column})")


def beginning(head: bytes, most: int) -> Iterator[etree._Element]:
    """Yield the first elements of a document of which there is only the beginning, as safely as `parse`.

    They end where the beginning does, or at a mistake: whoever reads all of it names that.
    """
    parser = etree.XMLPullParser(events=("start",), recover=True, **SAFE)
    with suppress(etree.XMLSyntaxError):
        parser.feed(head)
    with suppress(etree.XMLSyntaxError):
        for event in islice(parser.read_events(), most):
            element = event[1] if event else None
            if isinstance(element, etree._Element):
                yield element
