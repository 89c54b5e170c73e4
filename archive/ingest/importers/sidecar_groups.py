"""Which files of a folder belong together: those that a sidecar describes, and those that nothing does.

Beside `photo.tif`: `photo.toml` or `photo.tif.toml`, and the same in the other forms. The first describes
every file whose name begins so (`photo.tif` and `photo.jpg` are one item), the second `photo.tif` alone.
In a folder with `metadata.toml`, everything below is one item.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive.ingest.importers.files import files_under, is_litter
from archive.ingest.names import readable

# In the order of their weight: what stands in the first holds where two say different things.
SUFFIXES = (".toml", ".yaml", ".yml", ".json", ".xml", ".xmp")
WHOLE = frozenset({*(f"metadata{suffix}" for suffix in SUFFIXES), "dublin_core.xml", "dc.xml", "mods.xml"})

Describes = Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are one item, by their paths within the source, and the sidecars that describe it."""

    files: tuple[str, ...]
    sidecars: tuple[str, ...] = ()
    folder: str = ""  # that the sidecars describe as a whole; "" if they describe files by their names

    @property
    def key(self) -> str:
        """The name that the item is known by: a file's, with or without a sidecar; else the folder's."""
        return self.folder or self.files[0]


def has_sidecars(root: Path) -> bool:
    """Say whether some sidecar lies below a folder, by the names alone."""
    return any(group.sidecars for group in groups(root))


def groups(root: Path, describes: Describes = lambda path: True) -> Iterator[Group]:
    """Yield the groups below a folder, in the order of their names.

    `describes` says whether a file that could be a sidecar by its name is a description at all.
    """
    for here, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        names = sorted(name for name in names if not is_litter(name))
        folder = Path(here)
        sidecars = {name for name in names if _suffix(name) and describes(folder / name)}
        place = PurePosixPath(folder.relative_to(root).as_posix())
        if whole := [name for name in names if name.casefold() in WHOLE and name in sidecars]:
            yield _whole(folder, place, whole)
            folders.clear()  # what lies below is part of it
        else:
            yield from _beside(place, names, sidecars)


def groups_among(folder: Path, names: Sequence[str], describes: Describes) -> list[Group]:
    """Return the groups of some files of one folder, each described by its own sidecar or none."""
    sidecars = {name for name in names if _suffix(name) and describes(folder / name)}
    return list(_beside(PurePosixPath(), sorted(names), sidecars))


def relatives(name: str) -> frozenset[str]:
    """Return what a file's name has in common with those of its sidecars, or of what it describes."""
    return frozenset({name, _stem(name), _stem(_stem(name))})


def may_describe(name: str) -> bool:
    """Say whether a name is one that a sidecar could have."""
    return _suffix(name) != ""


def _whole(folder: Path, place: PurePosixPath, sidecars: Sequence[str]) -> Group:
    below = (each.relative_to(folder).as_posix() for each in files_under(folder))
    files = tuple(_path(place / name) for name in below if name not in sidecars)
    return Group(files, _paths(place, sorted(sidecars, key=_weight)), _path(place))


def _beside(place: PurePosixPath, names: Sequence[str], sidecars: Set[str]) -> Iterator[Group]:
    """Yield the groups of one folder: each file, or all that share a sidecar, and what describes them."""
    described = _described(names, sidecars)
    first = {file: files[0] for files in described.values() for file in files}
    beside: dict[str, list[str]] = defaultdict(list)
    for name, files in described.items():
        if files:
            beside[first[files[0]]].append(name)
    together: dict[str, list[str]] = {}
    for name in names:
        if not described.get(name):  # no sidecar, or one without a file
            together.setdefault(first.get(name, name), []).append(name)
    for leader, files in together.items():
        yield Group(_paths(place, files), _paths(place, sorted(beside[leader], key=_weight)))


def _described(names: Sequence[str], sidecars: Set[str]) -> dict[str, list[str]]:
    """Return the files that each sidecar describes: those of more than one come last."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name not in sidecars:
            by_stem[_stem(name)].append(name)
    described: dict[str, list[str]] = {}
    for name in sorted(sidecars, key=len):  # what could be described itself comes first
        target = _stem(name)
        files = [target] if target in names else by_stem.get(target, [])
        described[name] = [] if described.get(target) else files
    return dict(sorted(described.items(), key=lambda each: len(each[1])))


def _paths(place: PurePosixPath, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(_path(place / name) for name in names)


def _path(path: PurePosixPath) -> str:
    return readable(str(path))


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _weight(name: str) -> tuple[int, str]:
    return SUFFIXES.index(_suffix(name)), name
