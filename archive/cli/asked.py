"""What is asked of an ingest on the command line, in the words of the pipeline."""

import getpass
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from archive.assembly import Archive
from archive.core.processors import usable
from archive.ingest.draft import Defaults
from archive.ingest.importers.mended import Mended
from archive.ingest.manifest import Source
from archive.ingest.mapping import NO_MAPPING, load_mapping
from archive.ingest.options import Options
from archive.ingest.special import record_type
from archive.ingest.workspace import Workspace
from archive.media.limits import limits_of
from archive.settings import shared

MOST_WORKERS = 4
REPORTS = "imports"  # folder of DATA_DIR for the reports of refused rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of the command, as given."""

    sources: tuple[Path, ...]
    type_name: str
    collection: str
    mapping: Path | None
    sheet: str
    name: str
    publish: bool
    dry_run: bool
    overwrite: bool
    progress: str
    workers: int | None
    report: Path | None
    no_index: bool
    no_ocr: bool
    no_copies: bool
    as_json: bool


def again(asked: Asked, source: Mended) -> Asked:
    """Return how rows that were mended are to be taken in: as their table was, save for what is said now."""
    before = source.options
    mapping = before.get("mapping")
    return replace(
        asked,
        type_name=asked.type_name or str(before.get("type", "")),
        collection=asked.collection or str(before.get("collection", "")),
        mapping=asked.mapping or (Path(str(mapping)) if mapping else None),
        name=asked.name or str(before.get("name", "")),
        publish=asked.publish or bool(before.get("publish")),
    )


def options_of(asked: Asked, archive: Archive, unpacked: Workspace | None = None) -> Options:
    """Return what was asked in the words of the pipeline."""
    return Options(
        actor=actor(),
        mapping=load_mapping(asked.mapping) if asked.mapping else NO_MAPPING,
        defaults=Defaults(
            type=record_type(asked.type_name) if asked.type_name else "",
            collection=asked.collection,
            derivatives=None if asked.dry_run else archive.derivatives,
            enclosures=unpacked.room() if unpacked else None,
            max_pixels=archive.settings.MAX_IMAGE_PIXELS,
            limits=limits_of(archive.settings),
        ),
        publish=asked.publish,
        dry_run=asked.dry_run,
        overwrite=asked.overwrite,
        workers=asked.workers or workers(),
        source_name=asked.name,
        asked=_plain(asked),
        reports=archive.settings.DATA_DIR / REPORTS,
    )


def _plain(asked: Asked) -> dict[str, object]:
    """Return what decides how rows are taken in, as it was asked for."""
    mapping = asked.mapping
    stated = {
        "type": asked.type_name,
        "collection": asked.collection,
        "mapping": str(mapping.absolute()) if mapping else "",
        "mapping_sha256": sha256(mapping.read_bytes()).hexdigest() if mapping and mapping.is_file() else "",
        "name": asked.name,
        "publish": asked.publish,
        "overwrite": asked.overwrite,
    }
    return {name: value for name, value in stated.items() if value}


def name_of(archive: Archive, source: Source) -> str:
    """Return the name under which a source is remembered: its path, or its place among the collections.

    So an instance that moves, or samples that come with another installation, are known again.
    """
    path = Path(source.name)
    for folder in (archive.settings.COLLECTIONS_DIR, shared("collections")):
        if path.is_relative_to(folder.resolve()):
            return f"collections/{path.relative_to(folder.resolve()).as_posix()}"
    return source.name


def workers() -> int:
    """Return how many processes read files where nobody says."""
    return min(usable(), MOST_WORKERS)


def actor() -> str:
    """Return the name of whoever runs this, for the change log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"  # an account without a name, as in some containers
