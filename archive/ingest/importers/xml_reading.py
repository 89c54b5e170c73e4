"""XML files of others: what a file is by its first elements, and the words of an element.

Nothing is resolved and nothing fetched (archive/core/markup.py). An entity that a file's DTD would have
explained is read as HTML explains it, `&eacute;` say, and otherwise left as it stands.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from archive.core.errors import SourceError, Unreadable
from archive.core.markup import XML_LANG, beginning, streamed
from archive.core.words import message

HEAD = 262_144  # bytes in which the first elements are looked for
FIRST = 200  # elements that tell what a file is
# Elements that end a paragraph, and those that merely part words.
BLOCKS = frozenset({"p", "head", "item", "chronitem", "defitem", "row", "bibref", "indexentry", "citation"})
PARTING = frozenset({"part", "addressline", "lb", "entry", "label", "date", "event", "div", "namePart"})
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # marks of byte order, and space
_BREAK = "\x1e"  # no XML document can hold it
_SPACE = re.compile(r"\s+")
_LANGUAGE_ATTRIBUTES = (XML_LANG, "lang", "languageCode")


def first_elements(path: Path) -> tuple[tuple[str, str], ...]:
    """Return (tag, tag of the parent) of a file's first elements; nothing if it does not begin as XML."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return ()
    if not head.lstrip(_BEFORE).startswith(b"<"):
        return ()
    return tuple((str(each.tag), _tag_above(each)) for each in beginning(head, FIRST))


def root_name(path: Path) -> str:
    """Return the name of a file's root without its namespace, "" if it does not begin as XML."""
    head = first_elements(path)
    return head[0][0].rpartition("}")[2] if head else ""


def _tag_above(element: etree._Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def check_well_formed(path: Path) -> None:
    """Read a file to its end once. Raise SourceError with line and column if it is not XML."""
    try:
        for event, element in streamed(path, ("*",)):
            if event == "end":
                release(element)
    except (Unreadable, etree.XMLSyntaxError, OSError, ValueError) as error:
        raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error


def release(element: etree._Element) -> None:
    """Give up an element and what came before it: it has been read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for a comment or an instruction."""
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def _bare(name: str) -> str:
    """Return a name without its namespace, or a prefix that nobody declared."""
    return name.rpartition("}")[2].rpartition(":")[2]


def namespace(element: etree._Element) -> str:
    """Return the namespace of an element, "" if it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag[:1] == "{" else ""


def elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the child elements, without comments and instructions."""
    return (child for child in parent if isinstance(child.tag, str))


def child(parent: etree._Element, *names: str) -> etree._Element | None:
    """Return the first descendant along local names."""
    found: etree._Element | None = parent
    for name in names:
        if found is not None:
            found = next((each for each in elements(found) if local(each) == name), None)
    return found


def children(parent: etree._Element, name: str) -> list[etree._Element]:
    """Return the child elements of a local name."""
    return [each for each in elements(parent) if local(each) == name]


def attribute(element: etree._Element, *names: str) -> str:
    """Return the first attribute of these local names that says anything, in whichever namespace."""
    for name in names:
        for key, value in element.attrib.items():
            if _bare(str(key)) == name and str(value).strip():
                return str(value).strip()
    return ""


def words(element: etree._Element | None, without: frozenset[str] = frozenset()) -> str:
    """Return the words of an element on one line; those of descendants named in `without` are left out."""
    return "" if element is None else spaced("".join(_pieces(element, without)).replace(_BREAK, " "))


def own_words(element: etree._Element) -> str:
    """Return the words that stand in an element itself, outside its child elements."""
    return spaced(" ".join([element.text or "", *(each.tail or "" for each in element)]))


def paragraphs(element: etree._Element, without: frozenset[str] = frozenset()) -> str:
    """Return the words of an element, paragraph by paragraph, a blank line between them."""
    parts = "".join(_pieces(element, without)).split(_BREAK)
    return "\n\n".join(part for part in map(spaced, parts) if part)


def language_of(element: etree._Element) -> str:
    """Return the language that an element states of its words, by its own attribute."""
    stated = (str(element.get(name) or "").strip() for name in _LANGUAGE_ATTRIBUTES)
    return next(filter(None, stated), "")


def spaced(text: str) -> str:
    """Return text with single spaces."""
    return _SPACE.sub(" ", text).strip()


def _pieces(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        if isinstance(each, etree._Entity):
            yield html.unescape(each.text or "")
        elif isinstance(each.tag, str) and (name := local(each)) not in without:
            mark = _BREAK if name in BLOCKS else " " if name in PARTING else ""
            yield mark
            yield from _pieces(each, without)
            yield mark
        yield each.tail or ""
