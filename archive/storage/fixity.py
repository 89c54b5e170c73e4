"""Fixity: sha512 digests of files, taken in one pass and in constant memory.

Spec: https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.180-4.pdf (SHA-512)
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.core.errors import FixityError

CHUNK = 1 << 20


def sha512(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha512").hexdigest()


def copy(source: Path, target: Path, expected: str) -> None:
    """Copy a file, reading it once; raise FixityError if its bytes are not those of `expected`."""
    digest = hashlib.sha512()
    with source.open("rb") as reading, target.open("xb") as writing:
        for chunk in _chunks(reading):
            digest.update(chunk)
            writing.write(chunk)
    if digest.hexdigest() != expected:
        raise FixityError(f"{source.name}: its bytes changed since its digest was taken")


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk
