"""EPUB: the chapters in the order of the spine, under the titles of the table of contents.

Spec: https://www.w3.org/TR/epub-33/ (3.2 container, 5 package document, 7 navigation);
https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1 (NCX);
https://www.w3.org/TR/epub-33/#sec-font-obfuscation (what is encrypted without being locked)
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import local
from archive.media import problems
from archive.media.blocks import Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.html_pages import blocks, parsed
from archive.media.office_open import all_of, attribute
from archive.media.packages import Package, opened
from archive.media.proposals import day, proposed, several

_FONTS_ONLY = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_PAGES = {"application/xhtml+xml", "text/html", "text/x-oeb1-document"}
_LICENCES = ("META-INF/license.lcpl", "META-INF/sinf.xml")
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the book, as its manifest states it."""

    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(slots=True)
class Titles:
    """The table of contents: for each file, titles by the place within it where they begin."""

    of: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, base: str, link: str, title: str) -> None:
        """Note a title and what it leads to."""
        name, _, place = link.partition("#")
        if title and link:
            self.of[resolved(base, name) if name else base].setdefault(unquote(place), title)


@dataclass(frozen=True, slots=True)
class Epub:
    """Reads EPUB 2 and 3."""

    name: str = "EPUB"
    media_types: frozenset[str] = frozenset({"application/epub+zip"})

    def extract(self, path: Path) -> Extracted:
        """Return headings and paragraphs, each labelled by the chapter it stands in."""
        with opened(path) as package:
            name, root = _package_document(package)
            parts = _manifest(root, name)
            spine = [parts.get(attribute(each, "idref")) for each in all_of(root, "itemref")]
            wanted = [each for each in spine if each is None or each.media_type in _PAGES]
            _check_open(package, {each.name for each in wanted if each})
            book = _Book(package, _titles(package, root, parts))
            made = passages(book.blocks(wanted))
            proposals = _metadata(root)
        return Extracted(
            passages=made,
            proposed=proposals,
            problem=problem_of(made) or (problems.DAMAGED_PAGES if book.damaged else ""),
        )


@dataclass(slots=True)
class _Book:
    """Reads chapter after chapter; one that is damaged costs only itself."""

    package: Package
    titles: Titles
    damaged: int = 0
    _under: str | None = None

    def blocks(self, spine: list[Part | None]) -> Iterator[Block]:
        """Yield the blocks of every file of the spine but the table of contents."""
        for part in spine:
            if part is not None and "nav" in part.properties:
                continue
            try:
                found = self._chapter(part.name if part else "")
            except Unreadable as error:
                if str(error) == problems.TOO_LARGE:
                    raise
                self.damaged += 1
                continue
            yield from found

    def _chapter(self, name: str) -> list[Block]:
        data = self.package.read(name)
        page = parsed(data) if data else None
        if page is None:
            raise Unreadable(problems.DAMAGED)
        anchors = self.titles.of.get(name, {})
        title = anchors.get("")
        found = blocks(page.root, anchors, title or self._under)
        if title and found and not any(block.heading for block in found):
            found.insert(0, Block(title, heading=True, label=title))
        if found:
            self._under = found[-1].label
        return found


def resolved(base: str, link: str) -> str:
    """Return the name of the file that a link in `base` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(link)))


def _package_document(package: Package) -> tuple[str, etree._Element]:
    container = package.tree("META-INF/container.xml")
    stated = [attribute(each, "full-path") for each in all_of(container, "rootfile")]
    name = next((each for each in stated if each in package.names), "")
    root = package.tree(name)
    if root is None:
        raise Unreadable(problems.DAMAGED)
    return name, root


def _manifest(root: etree._Element, base: str) -> dict[str, Part]:
    return {
        attribute(each, "id"): Part(
            resolved(base, attribute(each, "href")),
            attribute(each, "media-type"),
            frozenset(attribute(each, "properties").split()),
        )
        for each in all_of(root, "item")
    }


def _check_open(package: Package, chapters: set[str]) -> None:
    """Raise Unreadable if a chapter is encrypted; fonts alone may be, by all readers' leave."""
    if any(name in package.names for name in _LICENCES):
        raise Unreadable(problems.PROTECTED)
    for data in all_of(package.spare("META-INF/encryption.xml"), "EncryptedData"):
        method = next((attribute(each, "Algorithm") for each in all_of(data, "EncryptionMethod")), "")
        for reference in all_of(data, "CipherReference"):
            if unquote(attribute(reference, "URI")) in chapters and method not in _FONTS_ONLY:
                raise Unreadable(problems.PROTECTED)


def _titles(package: Package, root: etree._Element, parts: Mapping[str, Part]) -> Titles:
    """Read the table of contents: that of EPUB 3 or, failing it, of EPUB 2. A damaged one is none."""
    titles = Titles()
    nav = next((each for each in parts.values() if "nav" in each.properties), None)
    if nav is not None:
        _read_nav(package, nav.name, titles)
    if not titles.of:
        stated = next((attribute(each, "toc") for each in all_of(root, "spine")), "")
        ncx = parts.get(stated) or next(
            (each for each in parts.values() if "x-dtbncx" in each.media_type), None
        )
        if ncx is not None:
            _read_ncx(package, ncx.name, titles)
    return titles


def _read_nav(package: Package, name: str, titles: Titles) -> None:
    data = package.read(name)
    try:
        page = parsed(data) if data else None
    except Unreadable:
        return
    lists = [] if page is None else [each for each in page.root.iter("nav") if _is_contents(each)]
    for link in (link for each in lists for link in each.iter("a")):
        titles.add(name, link.get("href") or "", " ".join("".join(map(str, link.itertext())).split()))


def _is_contents(nav: etree._Element) -> bool:
    kinds = [str(value) for key, value in nav.items() if str(key).rpartition("}")[2].endswith("type")]
    return not kinds or "toc" in kinds[0].split()


def _read_ncx(package: Package, name: str, titles: Titles) -> None:
    for point in all_of(package.spare(name), "navPoint"):
        own = {local(each): each for each in point}
        if "navLabel" in own and "content" in own:
            title = " ".join("".join(map(str, own["navLabel"].itertext())).split())
            titles.add(name, attribute(own["content"], "src"), title)


def _metadata(root: etree._Element) -> dict[str, tuple[str, ...]]:
    stated: dict[str, list[str]] = defaultdict(list)
    for element in root.iter(f"{_DC}*"):
        if attribute(element, "role") != "bkp":  # the program that packed the book
            stated[local(element)].append(element.text or "")
    return proposed(
        {
            "title": stated["title"][:1],
            "creator": stated["creator"],
            "contributor": stated["contributor"],
            "publisher": stated["publisher"],
            "issued": [day(each) for each in stated["date"][:1]],
            "description": stated["description"],
            "subject": [part for each in stated["subject"] for part in several(each)],
            "language": stated["language"],
            "rights": stated["rights"],
        }
    )
