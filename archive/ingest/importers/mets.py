"""METS: one thing with its description, its files and their order.

Specs: https://www.loc.gov/standards/mets/METSOverview.v2.html,
https://www.loc.gov/standards/mets/mets.xsd (1.12.1)

The description is what the outermost division of the structural map names, in whichever form it is
wrapped. Files are taken beside the document, in the order of the map; one that it gives a checksum for
comes in only if it has that checksum.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from archive.core.errors import SourceError, Unreadable
from archive.core.markup import parse
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import DERIVED, OTHERWISE, TITLE, Account
from archive.ingest.importers.description_forms import form_of
from archive.ingest.importers.descriptions import Described
from archive.ingest.importers.mets_files import MetsFile, Structure, files_of, structure_of
from archive.ingest.importers.xml_reading import attribute, child, children, elements, local, root_name
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import is_beside, locate, readable

ROOT = "mets"
PRESERVATION = message("technical and of preservation: the archive takes its own from the files")
OF_A_PART = message("it describes a part, whose label is in the table of contents")
OF_THE_FILE = message("it speaks of the METS file, not of what it describes")
EMBEDDED = message("a file within the XML is not taken out of it")


class MetsImporter:
    """A METS document."""

    name = "METS"

    def recognise(self, path: Path) -> bool:
        """Say whether the root of a file is `mets`."""
        return path.is_file() and root_name(path) == ROOT

    def open(self, path: Path, reading: Reading) -> Source:
        """Read the document, and find a description in it."""
        try:
            root = parse(path)
        except (etree.XMLSyntaxError, OSError, Unreadable) as error:
            raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error
        if child(root, "dmdSec") is None and not files_of(root):
            raise SourceError(message("{path} holds neither a description nor files", path=path))
        return MetsDocument(path, readable(path.resolve().as_posix()), root)


@dataclass(slots=True)
class MetsDocument:
    """One document, opened: it makes one record."""

    path: Path
    name: str
    root: etree._Element
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many records it makes."""
        return 1

    def rows(self) -> Iterator[Row]:
        """Make the record."""
        self.losses = Losses()
        place = readable(self.path.name)
        yield from guarded(Row(number=1, key="mets", raw={}, place=place), self._record, place)

    def _record(self, place: str) -> Row:
        structure = structure_of(self.root)
        described = self._described(structure)
        account = described.account
        self._title(account)
        for label in structure.contents:
            account.first_of("structMap/div/@LABEL", ("table_of_contents", "description"), label)
        if len(structure.contents) > 1 and "table_of_contents" in account.raw:
            account.raw["table_of_contents"] = ["\n".join(structure.contents)]
        checksums = self._add_files(account, structure)
        self._leave_out()
        key = attribute(self.root, "OBJID") or described.key or "mets"
        row = account.row(key, place, self.path.parent, number=1)
        return _with_checksums(row, checksums)

    def _described(self, structure: Structure) -> Described:
        """Describe the whole by the section that its division names, else by the first that is understood."""
        sections = {attribute(each, "ID"): each for each in children(self.root, "dmdSec")}
        named = [sections[each] for each in structure.described_by if each in sections]
        others = [each for each in sections.values() if all(each is not one for one in named)]
        for section in (*named, *others):
            wrapped = self._wrapped(section)
            form = form_of(wrapped) if wrapped is not None else None
            if form is not None and wrapped is not None:
                for each in sections.values():
                    if each is not section:
                        self.losses.dropped("dmdSec", OF_A_PART)
                return form.describe(wrapped, self.losses, OTHERWISE)
        return Described(Account(self.losses, OTHERWISE))

    def _wrapped(self, section: etree._Element) -> etree._Element | None:
        """Return the description in a section, or in the file beside the document that it refers to."""
        data = child(section, "mdWrap", "xmlData")
        if data is not None:
            inner = list(elements(data))
            return inner[0] if len(inner) == 1 and form_of(inner[0]) is not None else data
        reference = child(section, "mdRef")
        path = MetsFile("", attribute(reference, "href")).path if reference is not None else ""
        if not path or not is_beside(self.path.parent, path):
            return None
        try:
            return parse(locate(self.path.parent, path))
        except (etree.XMLSyntaxError, OSError):
            return None

    def _title(self, account: Account) -> None:
        if TITLE in account.raw:
            return
        division = child(self.root, "structMap", "div")
        labels = [attribute(each, "LABEL") for each in (self.root, division) if each is not None]
        account.put("@LABEL", TITLE, next(filter(None, (*labels, attribute(self.root, "OBJID"))), ""))

    def _add_files(self, account: Account, structure: Structure) -> dict[str, dict[str, str]]:
        """Add the files group by group, each in reading order; return what is stated of each."""
        files = files_of(self.root)
        labels = {each.file: each.label for each in reversed(structure.places)}
        order = {each.file: number for number, each in reversed(list(enumerate(structure.places)))}
        groups = list(dict.fromkeys(each.use for each in files.values()))
        stated: dict[str, dict[str, str]] = {}
        last = len(order)
        for each in sorted(files.values(), key=lambda one: (groups.index(one.use), order.get(one.id, last))):
            if each.thumbnail:
                account.drop("file", DERIVED)
            elif each.embedded:
                account.drop("file/FContent", EMBEDDED)
            elif each.path:
                account.add_file("file", each.path)
                told = {"checksum": each.checksum, "label": labels.get(each.id, "")}
                stated[each.path] = {name: value for name, value in told.items() if value}
            else:
                account.put("file/FLocat", "see_also", each.href)
        return stated

    def _leave_out(self) -> None:
        """Account for the sections that nothing is taken from."""
        for each in elements(self.root):
            name = local(each)
            if name == "amdSec":
                for part in elements(each):
                    self.losses.dropped(f"amdSec/{local(part)}", PRESERVATION)
            elif name in ("metsHdr", "behaviorSec", "structLink"):
                self.losses.dropped(name, OF_THE_FILE)


def _with_checksums(row: Row, stated: dict[str, dict[str, str]]) -> Row:
    files = tuple({**each, **stated.get(str(each["name"]), {})} for each in row.files)
    return replace(row, files=files)
