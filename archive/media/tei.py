"""TEI: transcriptions of speech by utterance and speaker, and printed texts by paragraph.

Spec: https://tei-c.org/release/doc/tei-p5-doc/en/html/TS.html (chapter 8, u, who, timeline, when)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path

from lxml import etree

from archive.core.markup import XML_ID, XML_LANG, local
from archive.media.blocks import MOST, problem_of
from archive.media.cues import clock
from archive.media.extractor import Extracted
from archive.media.proposals import day, proposed
from archive.media.xml_files import root_of
from archive.text.passages import Passage, PassageKind

LARGEST = 256 << 20  # bytes
TEI = "{http://www.tei-c.org/ns/1.0}"
SPOKEN = (f"{TEI}u", f"{TEI}sp")
BLOCKS = ("seg", "p", "l", "head", "ab", "note")
UNITS = {"s": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0}
MARKS = frozenset({"note", "vocal", "kinesic", "incident", "gap", "pause", "desc", "pb", "lb", "w-space"})


@dataclass(frozen=True, slots=True)
class Tei:
    """Reads TEI."""

    name: str = "TEI"
    media_types: frozenset[str] = frozenset({"application/tei+xml"})

    def extract(self, path: Path) -> Extracted:
        """Return a passage for each part of an utterance, or for each paragraph where nobody speaks."""
        root = root_of(path, LARGEST)
        reader = _Reader(root)
        made = tuple(islice(reader.passages(), MOST))
        return Extracted(passages=made, problem=problem_of(made), proposed=_proposals(root))


class _Reader:
    """Reads one document; who speaks and when is said once, at its head."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._people = {
            person.get(XML_ID, ""): name
            for person in root.iter(f"{TEI}person", f"{TEI}personGrp", f"{TEI}org")
            if (name := _name(person))
        }
        self._times = dict(_times(root))

    def passages(self) -> Iterator[Passage]:
        """Yield the passages, numbered."""
        for number, (element, label, start, end) in enumerate(self._parts(), 1):
            kind = PassageKind.HEADING if local(element) == "head" else PassageKind.PARAGRAPH
            yield Passage(
                number=number,
                text=_text(element),
                kind=PassageKind.CUE if start is not None else kind,
                label=f"{clock(start)} {label}".strip() if start is not None else label,
                start=start,
                end=end,
            )

    def _parts(self) -> Iterator[tuple[etree._Element, str, float | None, float | None]]:
        for text in self._root.iter(f"{TEI}text"):
            if next(text.iterancestors(f"{TEI}text"), None) is not None:
                continue  # it is read with what it is within
            for block in _blocks(text):
                if local(block) != "note" and _text(block):
                    yield block, *self._said(block)

    def _said(self, block: etree._Element) -> tuple[str, float | None, float | None]:
        """Return who says it, from when until when, if somebody does."""
        spoken = next((each for each in (block, *block.iterancestors()) if each.tag in SPOKEN), None)
        if spoken is None:
            return "", None, None
        start, end = _target(spoken, "start"), _target(spoken, "end")
        return self._speaker(spoken), self._times.get(start), self._times.get(end)

    def _speaker(self, element: etree._Element) -> str:
        who = _target(element, "who")
        if who:
            return self._people.get(who, who.replace("_", " "))
        speaker = element.find(f"{TEI}speaker")
        return _text(speaker) if speaker is not None else ""


def _times(root: etree._Element) -> Iterator[tuple[str, float]]:
    """Yield the points of the timeline in seconds, each counted from the one that it names, in order."""
    for line in root.iter(f"{TEI}timeline"):
        unit = UNITS.get(line.get("unit", "s"), 1.0)
        known: dict[str, float] = {}
        for when in line.iter(f"{TEI}when"):
            stated = when.get("interval")
            try:
                after = float(stated) * unit if stated is not None else 0.0
            except ValueError:
                continue
            if not isfinite(after):
                continue
            at = known.get(_target(when, "since"), 0.0) + max(after, 0.0)
            known[when.get(XML_ID, "")] = at
        yield from known.items()


def _target(element: etree._Element, name: str) -> str:
    return (element.get(name) or "").split(" ")[0].removeprefix("#")


def _name(person: etree._Element) -> str:
    named = next(person.iter(f"{TEI}persName", f"{TEI}orgName", f"{TEI}name"), None)
    if named is None:
        return ""
    return " ".join(" ".join(str(part).split()) for part in named.itertext() if part.strip())


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what is one paragraph each, in order: blocks, and utterances that are not made of such."""
    for each in element:
        if local(each) in BLOCKS or (each.tag in SPOKEN and _is_mixed(each)):
            yield each
        elif local(each):
            yield from _blocks(each)


def _is_mixed(spoken: etree._Element) -> bool:
    """Say whether words stand in an utterance itself, beside its blocks or without any."""
    loose = [spoken.text or "", *(each.tail or "" for each in spoken)]
    return any(map(str.strip, loose)) or not any(local(each) in BLOCKS for each in spoken.iterdescendants())


def _text(element: etree._Element) -> str:
    """Return the words of an element; what the transcriber noted of the scene is left out."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local(each)
        if name == "lb":
            yield " "
        elif name and name not in MARKS and name != "speaker":
            yield from _pieces(each)
        yield each.tail or ""


def _proposals(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Return what the head of the document proposes."""
    titles = root.findall(f".//{TEI}titleStmt/{TEI}title")
    languages = [root.get(XML_LANG)] if root.get(XML_LANG) else []
    date = root.find(f".//{TEI}sourceDesc//{TEI}date")
    return proposed(
        {
            "title": [_text(titles[0])] if titles else [],
            "creator": [_text(each) for each in root.findall(f".//{TEI}titleStmt/{TEI}author")],
            "created": [day(date.get("when"))] if date is not None else [],
            "language": languages,
        }
    )
