"""What a file is and what it says: digest, format, facts, text and pictures, in one visit."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from archive.catalogue.entry import EntryFile
from archive.core.identifiers import mint
from archive.ingest.draft import Defaults, DraftFile
from archive.ingest.quiet import quiet
from archive.media import derivatives
from archive.media.extractor import Extracted
from archive.media.identify import identify
from archive.media.registry import read
from archive.metadata.record import FileFacts


def examine(file: DraftFile, defaults: Defaults) -> tuple[EntryFile, Mapping[str, tuple[str, ...]]]:
    """Return the file's facts and text, and what it proposes for empty fields. A damaged file says so."""
    with quiet():
        return _examine(file, defaults)


def _examine(file: DraftFile, defaults: Defaults) -> tuple[EntryFile, Mapping[str, tuple[str, ...]]]:
    form = identify(file.path)
    extracted = read(file.path, form)
    facts = FileFacts(
        id=mint(),
        name=file.name,
        media_type=form.media_type,
        size=file.path.stat().st_size,
        sha512=digest(file.path),
        puid=form.puid,
        format_name=form.name,
        access=file.access,
        embargo_until=file.embargo_until,
        width=extracted.width,
        height=extracted.height,
        pages=extracted.pages,
        language=file.language,
        problem=extracted.problem,
        technical=extracted.technical,
    )
    if defaults.derivatives is not None and _is_picture(extracted, facts):
        derivatives.make(file.path, defaults.derivatives, facts, defaults.max_pixels)
    return EntryFile(facts=facts, passages=extracted.passages), extracted.proposed


def digest(path: Path) -> str:
    """Return the SHA-512 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()


def _is_picture(extracted: Extracted, facts: FileFacts) -> bool:
    return facts.media_type.startswith("image/") and extracted.width is not None and not extracted.problem
