"""Whether all that was delivered is safely kept: only then may it be removed from where it lay."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from archive.catalogue.holdings import holders
from archive.core.errors import NotFound
from archive.ingest.bags import is_bag, own_files
from archive.ingest.cataloguing import Parts
from archive.ingest.importers.files import is_litter
from archive.ingest.manifest import Row, Source
from archive.ingest.names import readable
from archive.storage.fixity import sha512


def not_kept(
    parts: Parts, delivered: Sequence[Path], opened: Mapping[Path, Path], sources: Iterable[Source]
) -> list[str]:
    """Return the names of files that are neither kept, byte for byte, nor the description of some.

    Every file that is kept is read here and in the store. What archives were unpacked into (`opened`)
    counts instead of these.
    """
    places = frozenset(place for source in sources for row in source.rows() for place in _described_in(row))
    missing: list[str] = []
    for root in list(opened.values()) or delivered:
        own = frozenset(_of_bags(root))
        for path in _files(root):
            if path in opened or path in own or _stands_for(path, places) or _is_kept(parts, path):
                continue
            missing.append(readable(path.name))
    return missing


def _described_in(row: Row) -> Iterator[str]:
    """Yield the file that a row was read from, unless that is one of the files it brings."""
    names = {str(file.get("name", "")) for file in row.files}
    if row.place not in names:
        yield row.place


def _stands_for(path: Path, places: Set[str]) -> bool:
    """Say whether a file is one of those that rows were read from."""
    parts = [readable(part) for part in path.parts]
    return any("/".join(parts[start:]) in places for start in range(1, len(parts)))


def _files(root: Path) -> Iterator[Path]:
    """Yield every file, hidden ones too; only what systems leave behind does not count."""
    if root.is_file():
        yield root
        return
    for here, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not _is_left_behind(name))
        for name in sorted(names):
            if not _is_left_behind(name):
                yield Path(here) / name


def _is_left_behind(name: str) -> bool:
    return name == ".DS_Store" or name.startswith("._") or (is_litter(name) and not name.startswith("."))


def _of_bags(root: Path) -> Iterator[Path]:
    for folder in {path.parent for path in _files(root)} if root.is_dir() else ():
        if is_bag(folder):
            yield from own_files(folder)


def _is_kept(parts: Parts, path: Path) -> bool:
    digest = sha512(path)
    with parts.catalogue.read() as session:
        found = holders(session, [digest]).get(digest, ())
    return any(_reads_back(parts, holder.item, digest) for holder in found)


def _reads_back(parts: Parts, item: str, digest: str) -> bool:
    try:
        return sha512(parts.store.path(item, digest)) == digest
    except (NotFound, OSError):
        return False
