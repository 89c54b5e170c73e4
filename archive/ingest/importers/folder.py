"""A folder with TOML beside its files: the form in which the sample collections are kept.

`collection.toml` describes the collection, `authorities.toml` its people and places, and
`items/<slug>/item.toml` each item; `docs/how-to/ingest-a-folder.md` shows one.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.core.errors import Problem, SourceError
from archive.core.words import message
from archive.ingest.importers.files import files_under, is_litter
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import AUTHORITIES

COLLECTION = "collection.toml"
AUTHORITIES_FILE = "authorities.toml"
ITEM = "item.toml"


class FolderImporter:
    """A collection described in TOML."""

    name = "folder"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` holds a collection, or is such a file itself."""
        return path.name == COLLECTION or (path / COLLECTION).is_file() or any(path.glob(f"items/*/{ITEM}"))

    def open(self, path: Path, reading: Reading) -> Source:
        """Read the description of the collection; the items are read one by one."""
        folder = path.parent if path.name == COLLECTION else path
        described = folder / COLLECTION
        collection = read_toml(described) if described.is_file() else {}
        authorities = folder / AUTHORITIES_FILE
        tables = read_toml(authorities) if authorities.is_file() else {}
        for kind, stated in tables.items():
            _check_kind(authorities, kind, stated)
        return CollectionFolder(folder, readable(folder.resolve().as_posix()), collection, tables)


@dataclass(frozen=True, slots=True)
class CollectionFolder:
    """One folder: its collection first, then authorities, then items by the name of their folder."""

    folder: Path
    name: str
    collection: Mapping[str, Any]
    authorities: Mapping[str, list[dict[str, Any]]]
    headings: tuple[str, ...] = ()

    def count(self) -> int:
        """Return how many records the folder describes."""
        return sum(1 for _ in self.rows())

    def rows(self) -> Iterator[Row]:
        """Read the collection, the authorities and the items."""
        if self.collection:
            raw = {**self.collection, "type": "collection"}
            if "parent" in raw:
                raw["collection"] = raw.pop("parent")
            yield self._row("collection", raw, self.folder / COLLECTION)
        yield from self._authorities()
        for path in sorted(self.folder.glob(f"items/*/{ITEM}")):
            yield self._item(path)

    def _authorities(self) -> Iterator[Row]:
        for kind, tables in self.authorities.items():
            for table in tables:
                key = f"{kind}/{table.get('title', '')}"
                yield self._row(key, {**table, "type": kind}, self.folder / AUTHORITIES_FILE)

    def _item(self, path: Path) -> Row:
        key = readable(path.parent.name)
        try:
            raw = read_toml(path)
        except SourceError as error:
            problem = Problem(reason=message("{error}", error=error), remedy=message("Mend the file."))
            return Row(number=None, key=key, raw={}, place=self._shown(path), problems=(problem,))
        stated = raw.pop("file", None)
        files = named_files(_others(path.parent) if stated is None else stated)
        if self.collection and "collection" not in raw:
            raw["collection"] = self.collection.get("reference_code") or self.collection.get("title")
        return self._row(key, raw, path, files)

    def _row(
        self, key: str, raw: Mapping[str, Any], path: Path, files: tuple[Mapping[str, object], ...] = ()
    ) -> Row:
        return Row(
            number=None,
            key=key,
            raw={name: plain(value) for name, value in raw.items()},
            place=self._shown(path),
            folder=path.parent,
            files=files,
        )

    def _shown(self, path: Path) -> str:
        return readable(path.relative_to(self.folder.parent).as_posix())


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file. Raise SourceError that names the file, and the line where there is one."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(message("{name} cannot be read: {error}", name=path.name, error=error)) from error


def plain(value: object) -> object:
    """Return a TOML value as metadata takes it: texts, lists of texts, small tables; dates as written."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def named_files(stated: object) -> tuple[Mapping[str, object], ...]:
    """Return files as they are stated: by name, each by a table, or several of either."""
    several = stated if isinstance(stated, list) else [stated]
    return tuple(each if isinstance(each, Mapping) else {"name": str(each)} for each in several)


def _check_kind(path: Path, kind: str, tables: object) -> None:
    kinds = [each.name for each in RECORD_TYPES if each.kind in AUTHORITIES]
    if kind not in kinds or not isinstance(tables, list):
        known = ", ".join(f"[[{name}]]" for name in kinds)
        raise SourceError(message("{path}: {kind}: expected {known}", path=path, kind=kind, known=known))


def _others(folder: Path) -> list[str]:
    names = (readable(each.relative_to(folder).as_posix()) for each in files_under(folder))
    return [name for name in names if name != ITEM and not is_litter(name)]
