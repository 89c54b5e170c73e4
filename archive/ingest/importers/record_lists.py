"""XML files of descriptions: one, a list, or the saved answer of an OAI-PMH repository.

Specs: https://www.openarchives.org/OAI/openarchivesprotocol.html#Record (sections 2.5 and 4.5)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from archive.core.errors import SourceError
from archive.core.markup import streamed
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers import dublin_core
from archive.ingest.importers.account import OTHERWISE
from archive.ingest.importers.description_forms import FORMS
from archive.ingest.importers.descriptions import Form
from archive.ingest.importers.xml_reading import (
    check_well_formed,
    child,
    first_elements,
    local,
    release,
    words,
)  # fmt: skip
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable

# Elements that hold descriptions and nothing else; a drawing or a page also says who made it, in its head.
ROOTS = frozenset(
    {
        "OAI-PMH", "ListRecords", "GetRecord", "records", "record", "RDF", "dc", "qualifieddc", "metadata",
        "mdRecord", "mods", "modsCollection", "collection", "list", "descriptions", "dcCollection",
    }
)  # fmt: skip
DELETED = message("the repository has withdrawn it")


def _space(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def descriptions_in(path: Path) -> tuple[str, Form] | None:
    """Return the tag of the descriptions that a file holds, and their form; None if it holds none."""
    head = first_elements(path)
    if not head or head[0][0].rpartition("}")[2] not in ROOTS:
        return None
    for tag, parent in head:
        if any(each.tag == tag for each in FORMS):
            return tag, next(each for each in FORMS if each.tag == tag)
        if _space(tag) in dublin_core.PREFIXES and parent:
            return parent, dublin_core.FORM
    return None


class RecordListImporter:
    """Dublin Core, MODS or MARCXML."""

    name = "descriptions"

    def recognise(self, path: Path) -> bool:
        """Say whether the first elements of a file are a description, or what such stand in."""
        return path.is_file() and descriptions_in(path) is not None

    def open(self, path: Path, reading: Reading) -> Source:
        """Read it through once, so that nothing begins with a file that breaks off."""
        check_well_formed(path)
        found = descriptions_in(path)
        if found is None:
            raise SourceError(message("{path} holds no descriptions", path=path))
        tag, form = found
        count = sum(1 for each in _outermost(path, tag) if _is_description(each, form))
        return RecordList(path, readable(path.resolve().as_posix()), tag, form, count)


@dataclass(slots=True)
class RecordList:
    """One file, opened."""

    path: Path
    name: str
    tag: str  # of each description
    form: Form
    records: int
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many descriptions there are."""
        return self.records

    def rows(self) -> Iterator[Row]:
        """Read the descriptions, one at a time."""
        self.losses = Losses()
        place, number = readable(self.path.name), 0
        for element in _outermost(self.path, self.tag, self.losses):
            if not _is_description(element, self.form):
                self.losses.dropped(local(element), message("it has no title: no description of a thing"))
                continue
            number += 1
            known = Row(number=number, key=f"record {number}", raw={}, place=place)
            yield from guarded(known, self._record, element, number, place)

    def _record(self, element: etree._Element, number: int, place: str) -> Row:
        described = self.form.describe(element, self.losses, self._otherwise())
        key = _harvested_as(element) or described.key
        row = described.account.row(key, place, self.path.parent, number=number)
        return replace(row, type=OTHERWISE)

    def _otherwise(self) -> str:
        """Return the type of what states none: Dublin Core has no fields that only one type has."""
        return "" if self.form is dublin_core.FORM else OTHERWISE


def _outermost(path: Path, tag: str, losses: Losses | None = None) -> Iterator[etree._Element]:
    """Yield the elements of a tag that stand in none of the same, and give them up afterwards."""
    depth = 0
    for event, element in streamed(path, (tag, "{*}header")):
        if element.tag != tag:
            if event == "end" and losses is not None and element.get("status") == "deleted":
                losses.dropped('header[@status="deleted"]', DELETED)
            continue
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 0:
            yield element
            _release(element)


def _release(element: etree._Element) -> None:
    """Give up an element and all that came before it or before what it stands in."""
    release(element)
    for around in element.iterancestors():
        parent = around.getparent()
        while parent is not None and (before := around.getprevious()) is not None:
            parent.remove(before)


def _is_description(element: etree._Element, form: Form) -> bool:
    """Say whether an element describes a thing: RDF also holds nodes that only name one."""
    if form.tag or element.getparent() is None or local_root(element) != "RDF":
        return True
    return any(local(each) == "title" for each in element)


def local_root(element: etree._Element) -> str:
    """Return the name of the root that an element stands under."""
    return local(element.getroottree().getroot())


def _harvested_as(element: etree._Element) -> str:
    """Return the identifier by which a repository gave the record, "" if it did not come so."""
    for around in element.iterancestors():
        header = child(around, "header")
        if header is not None:
            return words(child(header, "identifier"))
    return ""
