"""EAC-CPF: persons, bodies and families, in both editions; ArchivesSpace and AtoM write the first.

Specs: https://eac.staatsbibliothek-berlin.de/Diagram/cpf.html (EAC-CPF 2010),
https://standards.archivists.org/eac/ (EAC-CPF 2.0); the fields are those of ISAAR(CPF), section 5.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from archive.core.errors import Problem, SourceError
from archive.core.markup import parse
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import TITLE
from archive.ingest.importers.eac_crosswalk import CONTROL, DESCRIPTION, NAMES, type_of
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.xml_reading import child, elements, local, root_name, words
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable

ROOTS = ("eac-cpf", "eac")


class AgentImporter:
    """The description of a person, a body or a family."""

    name = "EAC-CPF"

    def recognise(self, path: Path) -> bool:
        """Say whether the root of a file is `eac-cpf` or, in the second edition, `eac`."""
        return path.is_file() and root_name(path) in ROOTS

    def open(self, path: Path, reading: Reading) -> Source:
        """Read the file."""
        try:
            root = parse(path)
        except (etree.XMLSyntaxError, OSError) as error:
            raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error
        return AgentFile(path, readable(path.resolve().as_posix()), root)


@dataclass(slots=True)
class AgentFile:
    """One file, opened: it holds one identity, or several that go under one description."""

    path: Path
    name: str
    root: etree._Element
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many identities there are."""
        return len(self._descriptions())

    def rows(self) -> Iterator[Row]:
        """Make a row of each identity."""
        self.losses = Losses()
        control = child(self.root, "control")
        own = words(child(control, "recordId")) if control is not None else ""
        for number, each in enumerate(self._descriptions(), start=1):
            key = (own or "record") + (f"/{number}" if number > 1 else "")
            known = Row(number=number, key=key, raw={}, place=readable(self.path.name))
            yield from guarded(known, self._row, each, control, key, number)

    def _row(self, description: etree._Element, control: etree._Element | None, key: str, number: int) -> Row:
        gathering = Gathering(self.losses)
        identity = child(description, "identity")
        type_name = type_of(identity)
        if identity is not None:
            NAMES.follow(identity, gathering)
        for each in elements(description):
            if local(each) in ("description", "relations", "alternativeSet"):
                DESCRIPTION.follow(each, gathering)
        if control is not None:
            CONTROL.follow(control, gathering)
        account = gathering.settled(type_name)
        place = readable(self.path.name)
        if TITLE not in account.raw:
            problem = Problem(
                field=TITLE, reason=message("the record gives no name"), source=place, row=number,
                remedy=message("Add a nameEntry to its identity."),
            )  # fmt: skip
            return Row(number=number, key=key, raw={}, place=place, problems=(problem,))
        return account.row(key, place, self.path.parent, number=number)

    def _descriptions(self) -> list[etree._Element]:
        several = child(self.root, "multipleIdentities")
        inside = several if several is not None else self.root
        return [each for each in elements(inside) if local(each) == "cpfDescription"]
