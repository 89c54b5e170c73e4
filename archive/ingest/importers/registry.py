"""Which kinds of source can be taken in: read this list first. The first that recognises a path reads it."""

from pathlib import Path

from archive.core.errors import SourceError
from archive.core.registry import Registry
from archive.core.words import message
from archive.ingest.importers.files import FilesImporter
from archive.ingest.importers.folder import FolderImporter
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.importers.systems import SYSTEMS
from archive.ingest.manifest import Importer, Reading, Source

IMPORTERS: Registry[Importer] = Registry(
    "kind of source", [FolderImporter(), *SYSTEMS, SpreadsheetImporter(), FilesImporter()]
)


def open_sources(path: Path, reading: Reading) -> list[Source]:
    """Open whatever `path` is; a folder of collections gives one source for each.

    What is packed is unpacked into the workspace of `reading`: the sources can be read while it lives.
    """
    if not path.exists():
        raise SourceError(message("{path}: there is no such file or folder", path=path))
    folder = IMPORTERS["folder"]
    if path.is_dir() and not folder.recognise(path):
        inside = [each for each in sorted(path.iterdir()) if each.is_dir() and folder.recognise(each)]
        if inside:
            return [folder.open(each, reading) for each in inside]
    return [next(each for each in IMPORTERS if each.recognise(path)).open(path, reading)]
