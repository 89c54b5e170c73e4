"""A draft: one row on its way from what was stated to what is catalogued."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from archive.catalogue.entry import EntryFile
from archive.core.errors import Problem
from archive.core.registry import Registry
from archive.ingest.manifest import Row
from archive.media.extractor import Extractor
from archive.media.limits import LIMITS, Downfall, Limits
from archive.media.pictures import MAX_PIXELS
from archive.media.registry import EXTRACTORS
from archive.metadata.access import Access
from archive.metadata.record import Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for every row of a run that does not say otherwise, and where pictures are kept."""

    type: str = ""
    collection: str = ""
    derivatives: Path | None = None  # folder of thumbnails; None: none are made
    max_pixels: int = MAX_PIXELS  # larger pictures are stored only
    enclosures: Path | None = None  # folder to take attachments out into; None: they stay where they are
    limits: Limits = LIMITS  # for each file
    extractors: Registry[Extractor] = EXTRACTORS


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    """A file as the row names it, and in the end what it is."""

    path: Path
    name: str  # unique within the item
    language: str | None = None
    access: Access = Access.PUBLIC
    embargo_until: date | None = None
    enclosed_in: str = ""  # name of the file of the item that it was taken out of
    read: EntryFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything known so far of a row; each step gives a fuller one."""

    row: Row
    defaults: Defaults = field(default_factory=Defaults)
    type: str = ""
    raw: Mapping[str, object] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=dict)
    proposed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the files themselves
    access: Access = Access.PUBLIC
    embargo_until: date | None = None
    collection: str = ""  # reference code, title or identifier
    files: tuple[DraftFile, ...] = ()
    warnings: tuple[Problem, ...] = ()
    fallen: tuple[Downfall, ...] = ()  # what cannot be done with its files: a reader ended over it


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that cannot come in, and each reason."""

    row: Row
    problems: tuple[Problem, ...]


Step = Callable[[Draft], Draft]
