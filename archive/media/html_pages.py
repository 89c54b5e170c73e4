"""HTML pages: headings and paragraphs as a reader sees them, and what the head states.

Spec: https://html.spec.whatwg.org/multipage/ (4.2 metadata, 4.3 sections, 4.4 grouping);
https://www.dublincore.org/specifications/dublin-core/dc-html/ (Dublin Core in meta elements)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.entities import html5
from pathlib import Path

from lxml import etree, html

from archive.core.errors import Unreadable
from archive.core.markup import FORBIDDEN, XML_LANG, parse
from archive.media import problems
from archive.media.blocks import Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.proposals import day, proposed, several
from archive.text.encoding import MARKS, decode
from archive.text.segment import paragraphs

LARGEST = 64 << 20
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS.union(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir"),
    ("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr"),
    ("li", "main", "menu", "nav", "ol", "p", "section", "summary", "table", "tbody", "tfoot", "thead"),
    ("td", "th", "tr", "ul"),
)
UNSEEN = frozenset().union(
    ("script", "style", "noscript", "template", "title", "meta", "link", "iframe", "object", "embed"),
    ("svg", "math", "select", "button", "textarea", "video", "audio", "canvas", "map"),
)
NAMES = {
    "creator": ("dc.creator", "dcterms.creator", "author", "article:author"),
    "created": (
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
        "date",
        "article:published_time",  # Open Graph
    ),
    "description": ("dc.description", "dcterms.description", "description", "og:description"),
    "subject": ("dc.subject", "dcterms.subject", "keywords", "subject"),
    "publisher": ("dc.publisher", "dcterms.publisher"),
    "language": ("dc.language", "dcterms.language"),
    "rights": ("dc.rights", "dcterms.rights", "copyright"),
    "spatial": ("dcterms.spatial", "dc.coverage"),
}
_DECLARED = re.compile(
    rb"<(?:meta[^>]+charset=|\?xml[^>]+encoding=)[\"']?\s*([a-zA-Z0-9_.:-]+)", re.IGNORECASE
)
_XHTML = re.compile(r"\s*<\?xml[^>]*\?>|[^>]*(?:>[^>]*){0,6}xmlns=[\"']http://www\.w3\.org/1999/xhtml[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*;)")
_OF_XML = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """Reads HTML and XHTML; scripts and what is not shown are left out."""

    name: str = "HTML"
    media_types: frozenset[str] = frozenset({"text/html", "application/xhtml+xml"})

    def extract(self, path: Path) -> Extracted:
        """Return its headings, paragraphs and rows of tables."""
        if path.stat().st_size > LARGEST:
            raise Unreadable(problems.TOO_LARGE)
        page = parsed(path.read_bytes())
        if page is None:
            return Extracted(problem=problems.EMPTY)
        made = passages(blocks(page.root))
        return Extracted(
            passages=made,
            proposed=head(page.root),
            technical={"encoding": page.encoding},
            problem=problem_of(made),
        )


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A page taken apart, and the encoding it was read in."""

    root: etree._Element
    encoding: str


def parsed(data: bytes, charset: str = "") -> ParsedPage | None:
    """Take a page apart; None if it is empty. `charset` is what was stated beside it, as in an e-mail."""
    text, encoding = _decoded(data, charset)
    if not text.strip():
        return None
    root = _as_xml(text) if _XHTML.match(text[:2000]) else None
    try:
        if root is None:
            # Huge: 2048 elements deep and not 256, behind which all else would be left out.
            parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
            root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(problems.DAMAGED) from error
    return ParsedPage(root, encoding)


def _as_xml(text: str) -> etree._Element | None:
    """Take XHTML apart by the rules of XML, by which `<title/>` is empty; None if it keeps none of them."""
    plain = _ENTITY.sub(_letter, _DECLARATION.sub("", text, count=1))
    try:
        root = parse(FORBIDDEN.sub("", plain).encode("utf-8"))
    except etree.XMLSyntaxError:
        return None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def _letter(entity: re.Match[str]) -> str:
    """Return the letter that HTML has a name for, and XML has none."""
    return entity[0] if entity[1] in _OF_XML else html5.get(entity[1], entity[0])


def _decoded(data: bytes, charset: str) -> tuple[str, str]:
    """Return the text: a byte order mark decides, then what is declared, then what it looks like."""
    declared = _DECLARED.search(data[:4096])
    name = charset.lower() or (declared[1].decode("ascii").lower() if declared else "")
    if name and not any(data.startswith(mark) for mark, _ in MARKS):
        try:
            # By the standard, pages labelled so are read as Windows-1252.
            return data.decode("cp1252" if name in {"iso-8859-1", "latin1", "us-ascii"} else name), name
        except (LookupError, UnicodeError):
            pass  # a wrong label: go by the bytes
    decoded = decode(data)
    return decoded.text, decoded.encoding


def blocks(
    root: etree._Element, anchors: Mapping[str, str] | None = None, label: str | None = None
) -> list[Block]:
    """Return the blocks of a page in order; from an element on whose id has a label, they bear that one."""
    body = next(root.iter("body"), None)
    return [] if body is None else _Reader(anchors or {}, label).blocks(body)


class _Reader:
    """Walks a page and gathers the text between one block's edge and the next.

    Pages may be hundreds of elements deep, where nobody has closed a font: it does not call itself.
    """

    def __init__(self, anchors: Mapping[str, str], label: str | None) -> None:
        self._anchors, self._label = anchors, label
        self._parts: list[str] = []
        self._done: list[Block] = []

    def blocks(self, body: etree._Element) -> list[Block]:
        """Return the blocks of a page in order."""
        walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        passed: etree._Element | None = None  # within which nothing is gone through
        for event, element in walk:
            if event == "start":
                if self._is_told(element):
                    passed = element
                    walk.skip_subtree()
                continue
            if event == "end":
                if element is not passed and element.tag in BLOCKS:
                    self._flush(heading=element.tag in HEADINGS)
                passed = None
            if element is not body:
                self._parts.append(_SPACE.sub(" ", element.tail or ""))
        return self._done

    def _is_told(self, element: etree._Element) -> bool:
        """Begin an element; say whether all of it is told by that, or unseen."""
        tag = element.tag
        if tag in UNSEEN or element.get("hidden") is not None:
            return True
        if (anchor := element.get("id") or element.get("name")) in self._anchors:
            self._flush()
            self._label = self._anchors[str(anchor)]
        if tag == "br":
            self._parts.append("\n")
            return True
        if tag == "pre":
            self._flush()
            self._add(*(each.text for each in paragraphs(_all_text(element))))
            return True
        if tag == "tr" and _is_simple(element):
            self._flush()
            cells = (" ".join(_seen(cell).split()) for cell in element if isinstance(cell.tag, str))
            self._add(" | ".join(filter(None, cells)))
            return True
        if tag in BLOCKS:
            self._flush()
        self._parts.append(_SPACE.sub(" ", element.text or ""))
        return False

    def _flush(self, *, heading: bool = False) -> None:
        lines = (line.strip() for line in "".join(self._parts).split("\n"))
        self._parts.clear()
        if text := "\n".join(lines).strip():
            self._add(text, heading=heading)

    def _add(self, *texts: str, heading: bool = False) -> None:
        self._done.extend(Block(text, heading=heading, label=self._label) for text in texts)


def _is_simple(row: etree._Element) -> bool:
    """Say whether the cells of a row hold mere text; rows of old pages hold whole columns."""
    return not any(inner.tag in BLOCKS for cell in row for inner in cell.iterdescendants())


def _seen(cell: etree._Element) -> str:
    return " ".join(block.text for block in _Reader({}, None).blocks(cell))


def _all_text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def head(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Return what the head of a page states of it."""
    stated: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        stated.setdefault(name, []).append(meta.get("content") or "")
    found = {field: _first(stated, names) for field, names in NAMES.items()}
    found["title"] = _first(stated, ("dc.title", "dcterms.title", "og:title")) or [
        _all_text(title) for title in root.iter("title")
    ]
    found["created"] = [day(value) for value in found["created"]]
    found["subject"] = [part for value in found["subject"] for part in several(value)]
    found["language"] = found["language"] or [str(root.get("lang") or root.get(XML_LANG) or "")]
    return proposed({field: values[:1] if field == "title" else values for field, values in found.items()})


def _first(stated: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return next((stated[name] for name in names if name in stated), [])
