"""HEIC and HEIF photographs, which Pillow opens where the extra `heic` is installed.

Spec: ISO/IEC 23008-12, 10 (brands); ISO/IEC 14496-12, 4.3 (`ftyp`)
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePath

LIBRARY = "pillow_heif"
_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_SUFFIXES = {".heic", ".heif", ".hif"}
_GENERAL = {b"mif1", b"msf1"}  # still pictures of any coding, AVIF too: the compatible brands say which


def is_heif(path: Path) -> bool:
    """Say whether a file is a picture coded by HEVC, by its first bytes."""
    with path.open("rb") as stream:
        head = stream.read(64)
    if head[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(head[:4], "big"), len(head))
    compatible = {head[at : at + 4] for at in range(16, end, 4)}
    return head[8:12] in _BRANDS or (head[8:12] in _GENERAL and bool(compatible & _BRANDS))


def readers_of(name: str) -> list[str]:
    """Return what is installed that a file of this name may need to be read; nothing for most files."""
    return [LIBRARY] if PurePath(name).suffix.lower() in _SUFFIXES and find_spec(LIBRARY) else []


@cache
def is_readable() -> bool:
    """Say whether the extra is installed, and let Pillow open such files if it is."""
    if find_spec(LIBRARY) is None:
        return False
    import_module(LIBRARY).register_heif_opener()
    return True
