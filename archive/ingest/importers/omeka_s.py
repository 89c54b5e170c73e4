"""Omeka S: what its API answers, saved as JSON-LD; media files beside it where somebody has fetched them.

Spec: https://omeka.org/s/docs/developer/api/rest_api/ (items, item sets and media, a page or all of them)
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from archive.core.errors import Problem, SourceError
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import Account
from archive.ingest.importers.dc_terms import without_markup
from archive.ingest.importers.foreign_table import FilesBeside
from archive.ingest.importers.omeka_values import (
    NAMES_PRIVATE,
    Resource,
    is_open,
    leave_system,
    put_values,
    reference,
    title_of,
    type_of,
    values_of,
)
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable
from archive.text.halves import without_halves

SUFFIXES = {".json", ".jsonld"}
HEAD = 1 << 14
LOOKED_AT = 50  # files of a folder, to tell whether it is an export
_TELLING = re.compile(rb'"@type"\s*:\s*(?:\[\s*)?"o:(?:Item|ItemSet|Media)"')
ITEM, SET, MEDIA = "o:Item", "o:ItemSet", "o:Media"


class OmekaSImporter:
    """A file, or a folder of files, of what the API of Omeka S answers."""

    name = "omeka-s"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is such a file, or holds one."""
        if path.is_file():
            return path.suffix.lower() in SUFFIXES and _speaks_of_omeka(path)
        return path.is_dir() and any(map(_speaks_of_omeka, islice(_pages(path), LOOKED_AT)))

    def open(self, path: Path, reading: Reading) -> Source:
        """Find the pages of the answer; they are read one by one."""
        pages = [path] if path.is_file() else [each for each in _pages(path) if _speaks_of_omeka(each)]
        if not pages:
            raise SourceError(message("{path} holds no answer of Omeka S", path=path))
        return OmekaExport(readable(path.resolve().as_posix()), path if path.is_dir() else path.parent, pages)


@dataclass(slots=True)
class OmekaExport:
    """Item sets as collections, then the items with their media."""

    name: str
    folder: Path
    pages: list[Path]
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)
    files: FilesBeside = field(default_factory=lambda: FilesBeside(Path()))
    _closed: set[str] = field(default_factory=set)  # the numbers of what is private there

    def count(self) -> int:
        """Return how many item sets and items there are."""
        return sum(1 for _, each in self._resources() if each is None or _is(each, SET) or _is(each, ITEM))

    def rows(self) -> Iterator[Row]:
        """Read the item sets, then the items."""
        self.losses = Losses()
        self.files = FilesBeside(self.folder)
        self._closed = self._find_closed()
        sets: dict[str, str] = {}
        media: dict[str, Resource] = {}
        for page, each in self._resources():
            if each is None:
                yield self._unread(page)
            elif _is(each, SET):
                sets[reference(each)] = title_of(each)
                yield from guarded(self._known(page, each), self._set, page, each)
            elif _is(each, MEDIA):
                media[reference(each)] = each
        for page, each in self._resources():
            if each is not None and _is(each, ITEM):
                yield from guarded(self._known(page, each), self._item, page, each, sets, media)

    def _find_closed(self) -> set[str]:
        """Return the numbers of what is private, and of the items that stand in private item sets."""
        closed: set[str] = set()
        sets: set[str] = set()
        stand_in: dict[str, list[str]] = {}
        for _, each in self._resources():
            if each is None:
                continue
            if not is_open(each, "o:is_public"):
                closed.add(reference(each))
            if _is(each, SET):
                sets.add(reference(each))
            elif within := _several(each.get("o:item_set")):
                stand_in[reference(each)] = [reference(one) for one in within]
        for number, stated in stand_in.items():
            if next((each for each in stated if each in sets), "") in closed:
                closed.add(number)
        return closed

    def _known(self, page: Path, resource: Resource) -> Row:
        """Return what is known of a resource before it is read."""
        address = str(resource.get("@id") or reference(resource))
        return Row(number=None, key=address, raw={}, place=self._shown(page))

    def _set(self, page: Path, resource: Resource) -> Row:
        account = Account(self.losses, "collection")
        self._begin(account, resource)
        return account.row(f"item_set/{reference(resource)}", self._shown(page), within="")

    def _item(self, page: Path, resource: Resource, sets: dict[str, str], media: dict[str, Resource]) -> Row:
        listed = [each for each in _several(resource.get("o:media")) if isinstance(each, Mapping)]
        own = [media.get(reference(each), each) for each in listed]
        account = Account(self.losses, type_of(resource, own))
        self._begin(account, resource)
        for each in own:
            self._add_medium(account, reference(resource), each)
        within = _put_sets(account, _several(resource.get("o:item_set")), sets, self._closed)
        return account.row(f"item/{reference(resource)}", self._shown(page), self.folder, within)

    def _begin(self, account: Account, resource: Resource) -> None:
        put_values(account, resource, self._closed)
        if address := str(resource.get("@id") or ""):
            account.put("@id", "see_also", address)
        if isinstance(kind := resource.get("o:resource_class"), Mapping) and kind:
            account.losses.mapped("o:resource_class", "type")
        if not is_open(resource, "o:is_public"):
            account.close("o:is_public", "false")

    def _add_medium(self, account: Account, item: str, medium: Resource) -> None:
        if "o:ingester" not in medium and "o:filename" not in medium:
            account.miss_file("o:media", str(medium.get("@id") or reference(medium)))
            return
        leave_system(account, medium)
        closed = "" if is_open(medium, "o:is_public") else "o:is_public"
        if found := self._file_of(item, medium):
            account.add_file("o:media", found, closed, str(medium.get("o:lang") or ""))
        elif not closed:
            _note_elsewhere(account, medium)
        else:
            account.drop("o:media", message("private there, and its file is not in the export"))
        if closed:
            return  # what is said of a closed file must not stand in an open description
        if alt := str(medium.get("o:alt_text") or ""):
            account.put("o:alt_text", "alt", alt)
        title = str(title_of(medium) or medium.get("o:source") or reference(medium))
        for name, text in values_of(medium):
            if text != account.raw.get("title", [""])[0]:
                account.note(f"o:media {name}", f"{text} ({title})" if text != title else text)

    def _file_of(self, item: str, medium: Resource) -> str:
        """Find the file of a medium: by its name in the store, its original name, or its numbers."""
        stored, source = str(medium.get("o:filename") or ""), str(medium.get("o:source") or "")
        number = reference(medium)
        suffix = PurePosixPath(stored).suffix
        numbered = (f"{item}/{number}{suffix}", f"{item}_{number}{suffix}") if suffix else ()
        for told in (f"original/{stored}" if stored else "", *numbered, source):
            found = self.files.find(told) if told else ""
            if found and (told != source or PurePosixPath(found).suffix.lower() not in SUFFIXES):
                return found
        return ""

    def _resources(self) -> Iterator[tuple[Path, Resource | None]]:
        """Read the pages; one that cannot be read is None."""
        for page in self.pages:
            try:
                answer = without_halves(json.loads(page.read_bytes()))
            except (OSError, ValueError, RecursionError):
                yield page, None
                continue
            if isinstance(answer, Mapping) and "@graph" in answer:
                answer = answer["@graph"]
            for each in _several(answer):
                if isinstance(each, Mapping):
                    yield page, each

    def _unread(self, page: Path) -> Row:
        problem = Problem(
            reason=message("{name} is cut off or damaged: it is no JSON", name=page.name),
            remedy=message("Fetch this page again."),
        )
        return Row(
            number=None, key=f"page/{self._shown(page)}", raw={}, place=self._shown(page), problems=(problem,)
        )

    def _shown(self, page: Path) -> str:
        return readable(page.relative_to(self.folder).as_posix())


def _put_sets(account: Account, stated: list[Any], sets: dict[str, str], closed: set[str]) -> str | None:
    """Return the key of the item set that an item stands in; keep the others as words."""
    here = [reference(each) for each in stated if reference(each) in sets]
    for each in stated:
        number = reference(each)
        if number == (here[0] if here else ""):
            account.losses.mapped("o:item_set", "collection")
        elif number in closed:
            account.drop("o:item_set", NAMES_PRIVATE)
        elif number in sets:
            account.put("o:item_set", "is_part_of", sets[number])
        else:
            account.note("o:item_set", str(each.get("@id") if isinstance(each, Mapping) else each))
    return f"item_set/{here[0]}" if here else ""


def _note_elsewhere(account: Account, medium: Resource) -> None:
    """Keep what a medium is that came without a file: its address, or its own words."""
    if address := str(medium.get("o:original_url") or ""):
        account.miss_file("o:media", address)
        return
    data = medium.get("data")
    html = data.get("html") if isinstance(data, Mapping) else None
    account.note("o:media", without_markup(str(html or medium.get("o:source") or medium.get("@id") or "")))


def _is(resource: Resource, kind: str) -> bool:
    return kind in _several(resource.get("@type"))


def _several(stated: Any) -> list[Any]:
    if stated is None:
        return []
    return stated if isinstance(stated, list) else [stated]


def _pages(folder: Path) -> Iterator[Path]:
    """Give the answers in a folder itself; below it lie media, which may be JSON too."""
    return (each for each in sorted(folder.glob("*")) if each.suffix.lower() in SUFFIXES and each.is_file())


def _speaks_of_omeka(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _TELLING.search(stream.read(HEAD)) is not None
    except OSError:
        return False
