"""Files without metadata: each becomes an item, to be described later."""

import os
from collections.abc import Iterator
from pathlib import Path

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.manifest import Listing, Reading, Row, Source
from archive.ingest.names import readable

# What systems leave behind in folders, and nobody means to keep.
LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx", "@eadir"})


class FilesImporter:
    """A folder of files, or one file."""

    name = "files"

    def recognise(self, path: Path) -> bool:
        """Say whether there is something at `path`; every other importer has been asked before."""
        return path.exists()

    def open(self, path: Path, reading: Reading) -> Source:
        """List the files, those of sub-folders too, sorted by name."""
        root = path if path.is_dir() else path.parent
        found = tuple(files_under(path)) if path.is_dir() else (path,)
        if not found:
            raise SourceError(message("{path} holds no files", path=path))
        return Listing(readable(path.resolve().as_posix()), tuple(_row(root, each) for each in found))


def files_under(folder: Path) -> Iterator[Path]:
    """Walk through the files of a folder, sorted; hidden ones and linked folders are left out."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in sorted(names):
            if not is_litter(name):
                yield Path(here) / name


def is_litter(name: str) -> bool:
    """Say whether a file or folder is hidden or a leftover of some system."""
    return name.startswith((".", "~$")) or name.casefold() in LITTER


def _row(root: Path, path: Path) -> Row:
    relative = readable(path.relative_to(root).as_posix())
    return Row(number=None, key=relative, raw={}, place=relative, folder=root, files=({"name": relative},))
