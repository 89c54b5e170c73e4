"""The components of a finding aid, read as a stream: memory does not grow with their number.

Specs: https://www.loc.gov/ead/tglib/elements/c.html, https://www.loc.gov/ead/EAD3taglib/EAD3.html#elem-c
(what describes a component stands before the components within it).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from lxml import etree

from archive.core.markup import streamed
from archive.ingest.importers.ead_crosswalk import COMPONENTS
from archive.ingest.importers.xml_reading import attribute, child, elements, local, words

TAGS = tuple(f"{{*}}{name}" for name in sorted(COMPONENTS))
LONGEST_NAME = 80  # characters of a title within a key
OVERVIEW = "analyticover"  # a `dsc` of this type gives the series in short that another gives in full


@dataclass(frozen=True, slots=True)
class Component:
    """One component, complete but for those within it."""

    element: etree._Element
    number: int  # its place in the file; the whole is number 1
    key: str
    within: str  # key of the component around it, or of the whole
    branch: bool  # whether others stand in it
    misplaced: tuple[str, ...] = ()  # elements that stand behind those others, where they are not looked for


@dataclass(slots=True)
class _Open:
    """A component whose end has not come yet."""

    element: etree._Element
    number: int
    key: str = ""
    taken: Counter[str] = field(default_factory=Counter)  # keys within it, against doubles


def components(path: Path, whole: str, overviews: bool) -> Iterator[Component]:
    """Yield every component of a file, each before those within it. `whole` is the key of their whole.

    `overviews` says whether to yield the components of overviews too.
    """
    stack = [_Open(etree.Element("whole"), 1, whole)]
    number, told = 1, 1  # how many of the stack have been yielded
    for event, element in streamed(path, TAGS):
        if event == "start":
            if not overviews and _in_overview(element):
                continue
            number += 1
            if told < len(stack):
                yield _complete(stack, branch=True)
                told += 1
            stack.append(_Open(element, number))
        elif stack[-1].element is element:
            if told < len(stack):
                yield _complete(stack, branch=False)
            stack.pop()
            told = len(stack)
            _release(element)
        else:
            _release(element)


def survey(path: Path) -> tuple[int, bool]:
    """Return how many components a file has, and whether those of overviews are to be counted in.

    Overviews count where nothing gives in full what they give in short.
    """
    full = short = 0
    for event, element in streamed(path, TAGS):
        if event == "start":
            short, full = (short + 1, full) if _in_overview(element) else (short, full + 1)
        else:
            _release(element)
    return (full, False) if full else (short, True)


def top(path: Path) -> tuple[etree._Element | None, etree._Element | None]:
    """Return the header of a finding aid and the description of its whole, without components."""
    header = description = None
    tags = (*TAGS, "{*}eadheader", "{*}control", "{*}archdesc")
    for event, element in streamed(path, tags):
        if event == "start":
            continue
        if local(element) in COMPONENTS:
            _release(element)
        elif local(element) == "archdesc":
            description = description if description is not None else element
        else:
            header = header if header is not None else element
    return header, description


def _complete(stack: list[_Open], branch: bool) -> Component:
    around, this = stack[-2], stack[-1]
    this.key = _key(this.element, around)
    return Component(this.element, this.number, this.key, around.key, branch)


def _key(element: etree._Element, around: _Open) -> str:
    """Return what a component is known by: its own id, else its code or its title and date, in its place."""
    if own := attribute(element, "id"):
        return own
    did = child(element, "did")
    code = words(child(did, "unitid")) if did is not None else ""
    name = code or _named(did)
    around.taken[name] += 1
    count = around.taken[name]
    return f"{around.key}/{name}" + (f" ({count})" if count > 1 else "")


def _named(did: etree._Element | None) -> str:
    parts = (
        [words(each) for each in elements(did) if local(each).startswith("unit")] if did is not None else []
    )
    name = ", ".join(filter(None, parts)) or words(did)
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:LONGEST_NAME]}… {blake2b(name.encode(), digest_size=4).hexdigest()}"


def _in_overview(element: etree._Element) -> bool:
    return any(
        local(each) == "dsc" and attribute(each, "type", "dsctype").startswith(OVERVIEW)
        for each in element.iterancestors()
    )


def _release(element: etree._Element) -> None:
    """Give up a component and the components before it, but nothing that describes what is around them."""
    element.clear()
    while (before := element.getprevious()) is not None and local(before) in COMPONENTS:
        parent = before.getparent()
        if parent is None:
            return
        parent.remove(before)
