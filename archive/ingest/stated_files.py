"""What a source states of its files beyond their names: the checksum each must have, and its label.

Algorithms are those of METS (https://www.loc.gov/standards/mets/mets-schemadocs.html, CHECKSUMTYPE) that
Python knows.
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.ingest.draft import Draft, DraftFile
from archive.ingest.special import FILE

CHECKSUM, LABEL = "checksum", "label"
STATED_KEYS = (CHECKSUM, LABEL)
ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})
_BLOCK = 1 << 20


def verify(draft: Draft) -> Draft:
    """Refuse a row one of whose files has not the checksum that its source gives it."""
    warnings = list(draft.warnings)
    problems: list[Problem] = []
    for stated, file in zip(draft.row.files, draft.files, strict=True):
        kind, _, expected = str(stated.get(CHECKSUM, "")).partition(":")
        if not expected:
            continue
        found = checksum(file.path, kind)
        if found is None:
            warnings.append(_unverified(file, kind))
        elif found.lstrip("0") != expected.lower().lstrip("0"):
            problems.append(_differs(file, kind, expected, found))
    if problems:
        raise Invalid(problems)
    return replace(draft, warnings=tuple(warnings))


def label(draft: Draft) -> Draft:
    """Keep with each file what its source calls it: the page or part that it is."""
    files = [_labelled(file, stated) for stated, file in zip(draft.row.files, draft.files, strict=True)]
    return replace(draft, files=tuple(files))


def checksum(path: Path, kind: str) -> str | None:
    """Return the checksum of a file in hexadecimal, None for an algorithm that is not known."""
    name = kind.lower().replace("-", "")
    with path.open("rb") as stream:
        if name in ALGORITHMS:
            return hashlib.file_digest(stream, name).hexdigest()
        if name not in ("crc32", "adler32"):
            return None
        value = 0 if name == "crc32" else 1
        step = zlib.crc32 if name == "crc32" else zlib.adler32
        while block := stream.read(_BLOCK):
            value = step(block, value)
        return f"{value:08x}"


def _labelled(file: DraftFile, stated: Mapping[str, object]) -> DraftFile:
    said = str(stated.get(LABEL, ""))
    if not said or file.read is None:
        return file
    facts = file.read.facts
    return replace(
        file, read=replace(file.read, facts=replace(facts, technical={**facts.technical, LABEL: said}))
    )


def _differs(file: DraftFile, kind: str, expected: str, found: str) -> Problem:
    reason = message(
        "its {kind} is {found}, and its source says {expected}: the file is not what was described",
        kind=kind.upper(),
        found=found,
        expected=expected,
    )
    return Problem(field=FILE, value=file.name, reason=reason, remedy=message("Get the file again."))


def _unverified(file: DraftFile, kind: str) -> Problem:
    reason = message("its checksum cannot be verified: {kind} is not known here", kind=kind.upper())
    return Problem(field=FILE, value=file.name, reason=reason)
