"""DSpace: folders in its Simple Archive Format, one an item.

Spec: https://wiki.lyrasis.org/display/DSDOC7x/Importing+and+Exporting+Items+via+Simple+Archive+Format
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from archive.core.errors import Problem
from archive.core.markup import parse
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import DERIVED, Account
from archive.ingest.importers.dc_terms import kind_of
from archive.ingest.importers.dspace_fields import collection_row, put_metadata, put_other_collections
from archive.ingest.importers.item_folders import ItemFolders, item_folders, not_an_item
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import is_beside, readable

DESCRIBED = "dublin_core.xml"
CONTENTS = "contents"
OPEN_BUNDLES = ("", "ORIGINAL")
DERIVED_BUNDLES = ("TEXT", "THUMBNAIL", "BRANDED_PREVIEW", "BUNDLE_PREVIEW", "IIIF-PDF-PREVIEW")
CREATIVE_COMMONS = "CC-LICENSE"
ANYBODY = ("anonymous",)
_REGISTERED = re.compile(r"-r\s+-s\s+\d+\s+-f\s+")  # a file that lies in one of DSpace's stores
_READ = re.compile(r"-r\s*(?:'([^']*)'|(.*))")
HDL = "https://hdl.handle.net/"


class DSpaceArchiveImporter:
    """A folder of items in DSpace's Simple Archive Format, or one such item."""

    name = "dspace-saf"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is such a folder: some item in it lists its contents."""
        found = item_folders(path, _is_item)
        return found.tell and any((each / CONTENTS).is_file() for each in found.items)

    def open(self, path: Path, reading: Reading) -> Source:
        """List the folders of items; they are read one by one."""
        return DSpaceArchive(readable(path.resolve().as_posix()), path, item_folders(path, _is_item))


@dataclass(slots=True)
class DSpaceArchive:
    """The collections that the items name by their handles, then the items."""

    name: str
    root: Path
    folders: ItemFolders
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many collections and items there are."""
        return len(self._handles()) + len(self.folders.items) + len(self.folders.others)

    def rows(self) -> Iterator[Row]:
        """Read the collections, then the items by the names of their folders."""
        self.losses = Losses()
        for handle in self._handles():
            yield collection_row(self.losses, handle, "collections")
        for folder in self.folders.items:
            known = Row(number=None, key=readable(folder.name), raw={}, place=readable(folder.name))
            yield from guarded(known, self._item, folder)
        yield from map(not_an_item, self.folders.others)

    def _item(self, folder: Path) -> Row:
        handles = _lines(folder / "collections")
        (handle, *_) = _lines(folder / "handle") or [""]
        key, shown = handle or readable(folder.name), f"{readable(folder.name)}/{DESCRIBED}"
        values, problems = _metadata(folder)
        if problems:
            return Row(number=None, key=key, raw={}, place=shown, folder=folder, problems=problems)
        kinds = [text for term, text, _ in values if term.startswith("dc.type")]
        account = Account(self.losses, kind_of(kinds))
        for term, text, language in values:
            put_metadata(account, term, text, language)
        if handle:
            account.put("handle", "see_also", f"{HDL}{handle}")
        put_other_collections(account, handles)
        for entry in sorted(map(_entry, _lines(folder / CONTENTS)), key=lambda each: not each.primary):
            _put_file(account, folder, entry)
        _note_rest(account, folder)
        return account.row(key, shown, folder, f"collection/{handles[0]}" if handles else "")

    def _handles(self) -> list[str]:
        found = (_lines(folder / "collections") for folder in self.folders.items)
        return list(dict.fromkeys(handles[0] for handles in found if handles))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the `contents`: a file, its bundle, who may read it, what it is."""

    name: str
    bundle: str = ""
    readers: str = ""  # a group, if not anybody
    description: str = ""
    primary: bool = False


def _entry(line: str) -> _Entry:
    name, *options = line.split("\t")
    told = {key.strip(): value.strip() for key, _, value in (each.partition(":") for each in options)}
    reading = _READ.search(told.get("permissions", ""))
    group = (reading[1] or reading[2] or "?").strip() if reading else ""
    return _Entry(
        name=_REGISTERED.sub("", name).strip(),
        bundle=told.get("bundle", ""),
        readers="" if group.casefold() in ANYBODY else group,
        description=told.get("description", ""),
        primary=told.get("primary", "").startswith("true"),
    )


def _put_file(account: Account, folder: Path, entry: _Entry) -> None:
    """Add a file; only what DSpace shows to anybody comes in open."""
    bundle = entry.bundle or ("LICENSE" if entry.name == "license.txt" else "ORIGINAL")
    source = f"{CONTENTS} ({bundle})"
    if bundle in DERIVED_BUNDLES:
        account.drop(source, DERIVED)
        return
    if bundle == CREATIVE_COMMONS and _put_creative_commons(account, folder, entry, source):
        return
    if not is_beside(folder, entry.name):
        account.miss_file(source, entry.name)
        return
    closed = entry.readers or ("" if bundle in OPEN_BUNDLES else bundle)
    account.add_file(source, entry.name, closed)
    if entry.description and not closed:
        account.note(f"{CONTENTS} description", f"{entry.description} ({entry.name})")
    elif entry.description:
        account.drop(f"{CONTENTS} description", message("it speaks of a file that is not open"))


def _put_creative_commons(account: Account, folder: Path, entry: _Entry, source: str) -> bool:
    """Take the address of a Creative Commons licence from its file; say whether the file says no more."""
    if entry.name == "license_url" and (lines := _lines(folder / entry.name)):
        account.put(source, "license", lines[0])
        return True
    if entry.name in ("license_rdf", "license_text"):
        account.drop(source, message("it repeats the text of the licence"))
        return True
    return False


def _note_rest(account: Account, folder: Path) -> None:
    """Keep what an item's folder says beyond metadata and files."""
    for line in _lines(folder / "relationships"):
        account.note("relationships", line)


def _metadata(folder: Path) -> tuple[list[tuple[str, str, str]], tuple[Problem, ...]]:
    """Return the values of every schema: term, words, language; or why a file cannot be read."""
    values: list[tuple[str, str, str]] = []
    for path in (folder / DESCRIBED, *sorted(folder.glob("metadata_*.xml"))):
        try:
            root = parse(path)
        except (etree.XMLSyntaxError, OSError, ValueError) as error:
            reason = message("{name} cannot be read: {error}", name=path.name, error=error)
            return [], (Problem(reason=reason, remedy=message("Mend the file.")),)
        schema = root.get("schema") or "dc"
        for each in root.iter("dcvalue"):
            qualifier = each.get("qualifier") or "none"
            parts = [schema, each.get("element") or "", *([qualifier] if qualifier != "none" else [])]
            values.append((".".join(parts), _words(each), each.get("language") or ""))
    return values, ()


def _words(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return []
    return [line.strip("\r\n ") for line in text.splitlines() if line.strip()]


def _is_item(folder: Path) -> bool:
    return (folder / DESCRIBED).is_file()
