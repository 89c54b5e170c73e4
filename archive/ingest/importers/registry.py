"""Which kinds of source can be taken in: read this list first. The first that recognises a path reads it."""

from pathlib import Path

from archive.core.errors import SourceError
from archive.core.registry import Registry
from archive.core.words import message
from archive.ingest.importers.archives import ArchiveFile
from archive.ingest.importers.bagged import BagFolder
from archive.ingest.importers.contained import Container
from archive.ingest.importers.files import FilesImporter, files_under
from archive.ingest.importers.folder import FolderImporter
from archive.ingest.importers.inventory import Inventory
from archive.ingest.importers.mended import MendedReport
from archive.ingest.importers.records import RECORDS
from archive.ingest.importers.sidecars import SidecarImporter
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.importers.systems import SYSTEMS
from archive.ingest.manifest import Importer, Reading, Source

IMPORTERS: Registry[Importer] = Registry(
    "kind of source",
    [FolderImporter(), *SYSTEMS, SpreadsheetImporter(), *RECORDS, SidecarImporter(), FilesImporter()],
)
BARE = ("files", "sidecars")  # whose files are as good one by one


def has_a_form(path: Path) -> bool:
    """Say whether a folder or file has the form of a source, and is not only so many files."""
    return any(each.recognise(path) for each in IMPORTERS if each.name not in BARE)


def means_a_whole(path: Path) -> bool:
    """Say whether a folder or file is understood as it stands."""
    return has_a_form(path) or any(each.recognise(path) for each in CONTAINERS)


# What other sources lie in; asked before the kinds of source.
CONTAINERS: Registry[Container] = Registry(
    "kind of container",
    [MendedReport(), ArchiveFile(means_a_whole), BagFolder(), Inventory(has_a_form)],
)


def open_sources(path: Path, reading: Reading) -> list[Source]:
    """Open whatever `path` is; a folder of collections, or of nothing but records, gives one source for each.

    What is packed is unpacked into the workspace of `reading`: the sources can be read while it lives.
    """
    if not path.exists():
        raise SourceError(message("{path}: there is no such file or folder", path=path))
    container = next((each for each in CONTAINERS if each.recognise(path)), None)
    if container is not None:
        return container.open(path, reading, open_sources)
    folder = IMPORTERS["folder"]
    if path.is_dir() and not folder.recognise(path):
        inside = [each for each in sorted(path.iterdir()) if each.is_dir() and folder.recognise(each)]
        if inside:
            return [folder.open(each, reading) for each in inside]
        if records := _all_records(path):
            return [source for each in records for source in open_sources(each, reading)]
    return [next(each for each in IMPORTERS if each.recognise(path)).open(path, reading)]


def _all_records(folder: Path) -> list[Path]:
    """Return the files of a folder in which there are but records in standards of archives and libraries."""
    files = list(files_under(folder))
    return files if all(any(kind.recognise(each) for kind in RECORDS) for each in files) else []
