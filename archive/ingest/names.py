"""File names as people read them, whatever bytes a disk holds, and the files that they mean.

Python keeps bytes of a name that are not UTF-8 as lone surrogates (PEP 383), which neither a database
nor JSON takes. Such names come from old Windows disks and zip files, so they are read as Windows-1252.
"""

import re
import unicodedata
from pathlib import Path, PurePosixPath

_ODD = re.compile("[\udc80-\udcff]")
# Characters that end a line, steer a terminal, or turn the direction of what follows: `gpj.exe` as `exe.jpg`.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def readable(name: str) -> str:
    """Return a name as it may be shown: `árbol.txt` of whichever bytes, and nothing that hides what it is."""
    return _UNSEEN.sub("\ufffd", _ODD.sub(_letter, name))


def locate(folder: Path, name: str) -> Path:
    """Return the file of a folder that a name means, also where the disk writes its letters otherwise.

    Otherwise: with accents as characters of their own (macOS), or in bytes that are not UTF-8.
    """
    exact = folder / name
    path = folder
    try:
        if name.isascii() or exact.exists():
            return exact
        for part in PurePosixPath(name).parts:
            path /= part if (path / part).exists() else _sibling(path, part)
    except OSError:  # longer than the disk can hold
        return exact
    return path


def is_a_file(path: Path) -> bool:
    """Say whether there is a file at a path; at one that no disk could hold there is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_a_link(path: Path) -> bool:
    """Say whether a path is that of a link, whatever it leads to."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def is_beside(folder: Path, name: str) -> bool:
    """Say whether a name is that of a file within a folder, and not of one that a link or `..` leads to."""
    path = locate(folder, name)
    return is_a_file(path) and path.resolve().is_relative_to(folder.resolve())


def title_from(path: Path) -> str:
    """Return a file's name as a title: `informe_anual-2004.pdf` is "informe anual 2004"."""
    words = re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", path.stem).strip()
    return words[:1].upper() + words[1:] if words else path.name


def _sibling(folder: Path, name: str) -> str:
    wanted = _composed(name)
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return next((each for each in names if _composed(readable(each)) == wanted), name)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _letter(odd: re.Match[str]) -> str:
    byte = bytes([ord(odd[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing there
        return f"%{byte[0]:02X}"
