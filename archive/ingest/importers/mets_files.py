"""The files of a METS document: where they lie, in what order, under what labels, with what checksums.

Specs: https://www.loc.gov/standards/mets/METSOverview.v2.html (file section, structural map),
https://www.loc.gov/standards/mets/mets-schemadocs.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from archive.ingest.importers.addresses import path_of, scheme_of
from archive.ingest.importers.xml_reading import attribute, child, children, elements, local

# Maps that say in which order pages follow come before those that say what chapters there are.
MAPS = ("physical", "mixed", "", "logical")


@dataclass(frozen=True, slots=True)
class MetsFile:
    """One file of the file section."""

    id: str
    href: str  # as it is written
    use: str = ""  # of its group, in small letters
    checksum: str = ""  # "algorithm:hexadecimal"
    embedded: bool = False

    @property
    def path(self) -> str:
        """The path relative to the METS document, "" if it lies elsewhere."""
        path = path_of(self.href).removeprefix("./")
        return path.lstrip("/") if scheme_of(self.href) == "file" else path

    @property
    def thumbnail(self) -> bool:
        """Whether it is a small picture of another file."""
        return "thumb" in self.use or self.use in ("tn", "preview")


def files_of(root: etree._Element) -> dict[str, MetsFile]:
    """Return the files of a document by their ids, in their order."""
    section = child(root, "fileSec")
    return {each.id: each for each in _grouped(section, "")} if section is not None else {}


def _grouped(group: etree._Element, use: str) -> Iterator[MetsFile]:
    for each in elements(group):
        if local(each) == "fileGrp":
            yield from _grouped(each, attribute(each, "USE").casefold() or use)
        elif local(each) == "file":
            yield _file(each, attribute(each, "USE").casefold() or use)
            yield from _grouped(each, use)


def _file(element: etree._Element, use: str) -> MetsFile:
    locations = children(element, "FLocat")
    href = next((found for each in locations if (found := attribute(each, "href"))), "")
    kind = attribute(element, "CHECKSUMTYPE").casefold().replace("-", "")
    value = attribute(element, "CHECKSUM").casefold()
    return MetsFile(
        id=attribute(element, "ID"),
        href=href,
        use=use,
        checksum=f"{kind}:{value}" if kind and value else "",
        embedded=not href and child(element, "FContent") is not None,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands in the structure: the label of its division."""

    file: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the structural maps say."""

    places: tuple[Place, ...]  # in reading order
    contents: tuple[str, ...]  # labels of the divisions that hold others, or are of chapters
    described_by: tuple[str, ...]  # ids of descriptions, of the outermost division first


def structure_of(root: etree._Element) -> Structure:
    """Read the maps: order from the physical one if there is one, contents from all."""
    maps = sorted(children(root, "structMap"), key=_rank)
    places: list[Place] = []
    contents: list[str] = []
    described: list[str] = []
    for number, each in enumerate(maps):
        for division in children(each, "div"):
            described += attribute(division, "DMDID").split()
            found = _walk(division, contents, depth=0)
            places += found if number == 0 or not places else []
    return Structure(tuple(places), tuple(dict.fromkeys(contents)), tuple(dict.fromkeys(described)))


def _rank(element: etree._Element) -> int:
    kind = attribute(element, "TYPE").casefold()
    return MAPS.index(kind) if kind in MAPS else len(MAPS)


def _walk(division: etree._Element, contents: list[str], depth: int) -> list[Place]:
    label = attribute(division, "LABEL", "ORDERLABEL")
    inner = sorted(children(division, "div"), key=_order)
    own = [pointer for each in elements(division) for pointer in _pointers(each)]
    if depth and attribute(division, "LABEL") and (inner or not own):
        contents.append(f"{'  ' * (depth - 1)}{attribute(division, 'LABEL')}")
    places = [Place(pointer, label if depth else "") for pointer in own]
    for each in inner:
        places += _walk(each, contents, depth + 1)
    return places


def _order(element: etree._Element) -> float:
    try:
        return float(attribute(element, "ORDER"))
    except ValueError:
        return float("inf")


def _pointers(element: etree._Element) -> list[str]:
    """Return the files that a pointer names: itself, or the areas of files within it."""
    if local(element) != "fptr":
        return []
    own = attribute(element, "FILEID")
    inner = [attribute(each, "FILEID") for each in element.iter() if each is not element]
    return [each for each in (own, *inner) if each]
