"""Files found by a pattern with a row's words in it: `scans/{identifier}_*.tif`.

A folder is listed once, however many rows look into it. Signs in a row's words mean themselves.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import translate
from glob import escape, has_magic
from pathlib import Path

from archive.core.nearest import nearest
from archive.ingest.mappings.templates import filled
from archive.ingest.names import readable

_WILD = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"(\d+)")
AROUND = 20  # names of a folder among which the nearest to a missing file is looked for


class FolderLists:
    """The names in each folder that has been looked into, in their order."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[list[str], dict[str, str]]] = {}

    def named(self, folder: Path) -> tuple[list[str], dict[str, str]]:
        """Return the names of a folder as people read them, sorted, and as the disk has them."""
        if folder not in self._known:
            names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
            by_name = {unicodedata.normalize("NFC", readable(name)): name for name in names}
            self._known[folder] = (sorted(by_name), by_name)
        return self._known[folder]

    def matching(self, folder: Path, parts: Sequence[str]) -> Iterator[str]:
        """Yield the files below a folder whose path fits the parts of a pattern, relative to it."""
        part, *others = parts
        for name in self._fitting(folder, part):
            path = folder / self.named(folder)[1][name]
            if others and path.is_dir():
                yield from (f"{name}/{each}" for each in self.matching(path, others))
            elif not others and path.is_file():
                yield name

    def _fitting(self, folder: Path, part: str) -> list[str]:
        names, by_name = self.named(folder)
        if not has_magic(part):
            return [part] if part in by_name else []
        start = _WILD.split(part, maxsplit=1)[0]
        pattern = re.compile(translate(part))
        found = []
        for at in range(bisect_left(names, start), len(names)):
            if not names[at].startswith(start):
                break
            if pattern.match(names[at]) and not names[at].startswith("."):
                found.append(names[at])
        return found


def natural(name: str) -> tuple[list[str | int], str]:
    """Return the key by which people sort names: page 2 before page 10."""
    cut = _DIGITS.split(name.casefold())
    return [int(each) if at % 2 else each for at, each in enumerate(cut)], name


def files_of(
    lists: FolderLists, folder: Path, patterns: Iterable[str], told: Callable[[str], str]
) -> list[str]:
    """Return the files of a row, by all patterns, each in its natural order."""
    found: dict[str, None] = {}
    for pattern in patterns:
        parts = filled(pattern, lambda name: escape(told(name))).replace("\\", "/").split("/")
        parts = [unicodedata.normalize("NFC", part) for part in parts if part not in ("", ".")]
        if parts and ".." not in parts:
            found |= dict.fromkeys(sorted(lists.matching(folder, parts), key=natural))
    return list(found)


def wanted(pattern: str, told: Callable[[str], str]) -> str:
    """Return a pattern as a person reads it, with the row's words in it."""
    return filled(pattern, told) or pattern


def near(lists: FolderLists, folder: Path, name: str) -> str | None:
    """Return the file whose name is most like one that is not there."""
    path = folder / name
    names, _ = lists.named(path.parent)
    at = bisect_left(names, path.name)
    around = names[max(0, at - AROUND) : at + AROUND]
    return nearest(path.name, around)
