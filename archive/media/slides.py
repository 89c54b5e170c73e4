"""PPTX and ODP: each slide is a passage, what is said beside it another.

A slide's title comes first, then its other texts in the order in which they lie on it; below it the texts
of its diagrams. Slides that are not shown are read too, and named in the technical facts.

Spec: ECMA-376 part 1, 19.2 and 19.3 (presentations and slides), 21.4 (diagrams);
OpenDocument 1.3 part 3, 3.6 and 10.2.4 (draw:page)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import local
from archive.media import problems
from archive.media.blocks import APART, Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.office_open import (
    FALLBACK,
    all_of,
    attribute,
    core_properties,
    main_part,
    relations,
)
from archive.media.open_document import DRAW, PRESENTATION, Reader, content, hidden_styles, meta
from archive.media.packages import Package, opened

TITLES = {"title", "ctrTitle"}
PASSING = {"sldNum", "dt", "ftr", "hdr", "sldImg"}  # placeholders of what stands on every slide
_OOXML = "application/vnd.openxmlformats-officedocument.presentationml."
_ODF = "application/vnd.oasis.opendocument.presentation"


@dataclass(frozen=True, slots=True)
class _Slide:
    """What one slide says."""

    title: str
    text: str
    notes: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Pptx:
    """Reads PPTX, its slide shows and templates, with or without macros (which are never looked at)."""

    name: str = "PPTX"
    media_types: frozenset[str] = frozenset(
        {
            *(f"{_OOXML}{kind}" for kind in ("presentation", "slideshow", "template")),
            *(
                f"application/vnd.ms-powerpoint.{kind}.macroEnabled.12"
                for kind in ("presentation", "slideshow", "template")
            ),
        }
    )

    def extract(self, path: Path) -> Extracted:
        """Return a passage for each slide, and one for its notes."""
        with opened(path) as package:
            part = main_part(package, "ppt/presentation.xml")
            root = package.tree(part)
            if root is None:
                raise Unreadable(problems.DAMAGED)
            targets = {each.id: each.target for each in relations(package, part)}
            wanted = [targets.get(_link(each), "") for each in all_of(root, "sldId")]
            found = [_slide(package, name) for name in wanted]
            return _extracted(found, core_properties(package))


@dataclass(frozen=True, slots=True)
class Odp:
    """Reads OpenDocument presentations and their templates."""

    name: str = "ODP"
    media_types: frozenset[str] = frozenset({_ODF})

    def extract(self, path: Path) -> Extracted:
        """Return a passage for each slide, and one for its notes."""
        with opened(path) as package:
            root, body = content(package, "presentation")
            reader = Reader(hidden_styles(root, package.spare("styles.xml")))
            found = [_page(reader, page) for page in body.iterchildren(f"{DRAW}page")]
            return _extracted(found, meta(package))


def _extracted(slides: list[_Slide], proposals: dict[str, tuple[str, ...]]) -> Extracted:
    made = passages(_blocks(slides))
    unseen = [number for number, slide in enumerate(slides, start=1) if not slide.shown]
    technical: dict[str, Any] = {"hidden_slides": unseen} if unseen else {}
    return Extracted(
        passages=made,
        proposed=proposals,
        technical=technical,
        pages=len(slides) or None,
        problem=problem_of(made),
    )


def _blocks(slides: Iterable[_Slide]) -> Iterator[Block]:
    for number, slide in enumerate(slides, start=1):
        title = " ".join(slide.title.split())
        label = f"{number} · {title}" if title else str(number)
        yield Block(APART.join(filter(None, (slide.title, slide.text))), label=label, page=number, whole=True)
        yield Block(slide.notes, label=label, page=number)


def _link(element: etree._Element) -> str:
    """Return the relationship that an element points by: its plain `id` is something else."""
    links = (str(value) for key, value in element.items() if str(key).endswith("relationships}id"))
    return next(links, "")


def _slide(package: Package, name: str) -> _Slide:
    root = package.tree(name)
    if root is None:
        raise Unreadable(problems.DAMAGED)
    near = relations(package, name)
    title, texts = _shapes(root)
    for each in near:
        if each.kind == "diagramData":
            texts += _paragraphs(package.spare(each.target))
    notes = next((each.target for each in near if each.kind == "notesSlide"), "")
    said = package.spare(notes)
    return _Slide(
        title,
        APART.join(texts),
        APART.join(_shapes(said)[1]) if said is not None else "",
        shown=root.get("show") not in {"0", "false"},
    )


def _shapes(root: etree._Element) -> tuple[str, list[str]]:
    """Return the title and the other texts of a slide, without what stands on every slide."""
    title: list[str] = []
    texts: list[str] = []
    for shape in all_of(root, "sp", "graphicFrame"):
        if any(local(each) == FALLBACK for each in shape.iterancestors()):
            continue
        kind = next((attribute(each, "type") for each in all_of(shape, "ph")), "")
        if kind in TITLES and not title:
            title = _paragraphs(shape)
        elif kind not in PASSING:
            texts += _paragraphs(shape)
    return APART.join(title), texts


def _paragraphs(root: etree._Element | None) -> list[str]:
    """Return the paragraphs of a shape; the cells of a row of a table together."""
    found = []
    for element in all_of(root, "p", "tr"):
        if local(element) == "tr":
            found.append(" | ".join(filter(None, (" ".join(_cell(cell)) for cell in all_of(element, "tc")))))
        elif not any(local(each) == "tc" for each in element.iterancestors()):
            found.append(_words(element))
    return [text for text in found if text.strip()]


def _cell(cell: etree._Element) -> list[str]:
    return " ".join(_words(each) for each in all_of(cell, "p")).split()


def _words(paragraph: etree._Element) -> str:
    return "".join("\n" if local(each) == "br" else each.text or "" for each in all_of(paragraph, "t", "br"))


def _page(reader: Reader, page: etree._Element) -> _Slide:
    titles = [each for each in page if each.get(f"{PRESENTATION}class") == "title"]
    others = [each for each in page if each not in titles and not _is_passing(each)]
    notes = page.find(f"{PRESENTATION}notes")
    said = [] if notes is None else [each for each in notes if not _is_passing(each)]
    return _Slide(_said(reader, titles), _said(reader, others), _said(reader, said))


def _is_passing(element: etree._Element) -> bool:
    passing = {"header", "footer", "date-time", "page-number"}
    return element.tag == f"{PRESENTATION}notes" or element.get(f"{PRESENTATION}class") in passing


def _said(reader: Reader, elements: list[etree._Element]) -> str:
    texts = (block.text for each in elements for block in reader.blocks(each))
    return APART.join(text for text in texts if text.strip())
