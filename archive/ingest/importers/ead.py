"""Finding aids in EAD 2002 and EAD3: fonds, series, files and items as they nest.

Specs: https://www.loc.gov/ead/tglib/ (EAD 2002), https://www.loc.gov/ead/EAD3taglib/EAD3.html (EAD3 1.1).

The whole comes first, then every component that holds others or is a series by its level, then the
others, which are items. Each is known by its own id, else by its code or title within what it stands in:
codes that repeat in a finding aid, or are missing, build the same tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import OTHERWISE, Account
from archive.ingest.importers.addresses import path_of, scheme_of
from archive.ingest.importers.crosswalk import is_internal
from archive.ingest.importers.ead_components import Component, components, survey, top
from archive.ingest.importers.ead_crosswalk import DESCRIPTION, level_of
from archive.ingest.importers.ead_header import HEADER
from archive.ingest.importers.gathering import Gathering, Link
from archive.ingest.importers.xml_reading import (
    attribute,
    check_well_formed,
    child,
    elements,
    local,
    root_name,
    words,
)  # fmt: skip
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import is_beside, readable

ROOT = "ead"
COLLECTION = "collection"
WHOLE, CONTAINER = "archdesc", "container"
# Levels that gather others by their nature, even where the finding aid does not go on below them.
GATHERING = frozenset(
    {"collection", "fonds", "subfonds", "recordgrp", "subgrp", "class", "series", "subseries"}
)


class FindingAidImporter:
    """A finding aid."""

    name = "finding aid"

    def recognise(self, path: Path) -> bool:
        """Say whether the root of a file is `ead`."""
        return path.is_file() and root_name(path) == ROOT

    def open(self, path: Path, reading: Reading) -> Source:
        """Read it through once, so that nothing begins with a file that breaks off."""
        check_well_formed(path)
        header, description = top(path)
        if description is None:
            raise SourceError(
                message("{path} holds no archdesc: there is nothing described in it", path=path)
            )
        count, overviews = survey(path)
        return FindingAid(
            path, readable(path.resolve().as_posix()), _key(header, description), count, overviews
        )


@dataclass(slots=True)
class FindingAid:
    """One finding aid, opened."""

    path: Path
    name: str
    key: str  # of its whole
    components: int
    overviews: bool
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many records it makes."""
        return self.components + 1

    def rows(self) -> Iterator[Row]:
        """Read the whole, then the collections in it, then the items."""
        self.losses = Losses()
        header, description = top(self.path)
        if description is None:
            return
        yield self._whole(header, description)
        for branches in (True, False):
            for each in components(self.path, self.key, self.overviews):
                if _is_collection(each) is branches:
                    known = Row(number=each.number, key=each.key, raw={}, place=readable(self.path.name))
                    yield from guarded(known, self._component, each)

    def _whole(self, header: etree._Element | None, description: etree._Element) -> Row:
        gathering = Gathering(self.losses)
        level_of(description, gathering)
        DESCRIPTION.follow(description, gathering)
        if header is not None:
            HEADER.follow(header, gathering)
        _close(gathering, description)
        account = gathering.settled(COLLECTION, gathering.first("finding_aid") or self.key)
        self._link(gathering, account)
        return account.row(self.key, readable(self.path.name), self.path.parent, within="", number=1)

    def _component(self, component: Component) -> Row:
        element = component.element
        gathering = Gathering(self.losses)
        level_of(element, gathering)
        DESCRIPTION.follow(element, gathering)
        _close(gathering, element)
        type_name = COLLECTION if _is_collection(component) else gathering.type("")
        stand_in = (
            gathering.first("reference_code", "date", "identifier") or _where(gathering) or component.key
        )
        account = gathering.settled(type_name, stand_in)
        self._link(gathering, account)
        row = account.row(
            component.key,
            readable(self.path.name),
            self.path.parent,
            within=component.within,
            number=component.number,
        )
        return replace(row, type=OTHERWISE)

    def _link(self, gathering: Gathering, account: Account) -> None:
        """Add the digital objects: files if they are there, addresses otherwise."""
        for each in gathering.links:
            if account.type != COLLECTION and (name := self._beside(each)):
                account.add_file(each.source, name)
            elif scheme_of(each.href) in ("http", "https", "ftp", "ark", "doi", "hdl", "urn"):
                if not account.put(each.source, "see_also", each.href):
                    continue
            else:
                account.miss_file(each.source, each.href)
            if each.title and each.title != each.href:
                account.note(f"{each.source} (title)", f"{each.title} ({each.href})")

    def _beside(self, link: Link) -> str:
        """Return the name of a file within the folder of the finding aid, "" if there is none."""
        path = path_of(link.href)
        return path if path and is_beside(self.path.parent, path) else ""


def _close(gathering: Gathering, element: etree._Element) -> None:
    """Close a record if it, or anything that it stands in, is not for the public."""
    if any(is_internal(each) for each in (element, *element.iterancestors())):
        gathering.closed = 'audience="internal"'


def _is_collection(component: Component) -> bool:
    return component.branch or attribute(component.element, "level").casefold() in GATHERING


def _key(header: etree._Element | None, description: etree._Element) -> str:
    """Return what the whole is known by: the identifier of the finding aid, else its reference code."""
    names = (
        [words(each) for each in elements(header) if local(each) in ("recordid", "eadid")]
        if header is not None
        else []
    )
    return next(filter(None, (*names, words(child(description, "did", "unitid")))), WHOLE)


def _where(gathering: Gathering) -> str:
    found = next((each.text for each in gathering.said if each.source == CONTAINER), "")
    return found.removeprefix(f"{CONTAINER}: ")
