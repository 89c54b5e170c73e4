"""What arrives in a watched folder, parted into deliveries: each a source, or items of the folder's own.

A folder, an archive, a sheet or a record list is a source by itself. Other files are items of the watched
folder, each with its sidecars, as if that folder had been taken in: so they keep their place in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.ingest.arrivals import Arrivals, is_ignored
from archive.ingest.importers.registry import means_a_whole, open_sources
from archive.ingest.importers.sidecar_groups import Group, groups_among, may_describe, relatives
from archive.ingest.importers.sidecar_reading import describes
from archive.ingest.importers.sidecars import DescribedFiles
from archive.ingest.manifest import Reading, Source
from archive.ingest.names import readable


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something to be taken in: a thing by itself, or several items of the watched folder."""

    folder: Path
    alone: str = ""  # its name, if it is a source by itself
    groups: tuple[Group, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the watched folder that it is made of."""
        return (self.alone,) if self.alone else tuple(name for each in self.groups for name in members(each))

    def open(self, reading: Reading) -> list[Source]:
        """Open it. Raise SourceError or Invalid if it cannot be read at all."""
        if self.alone:
            return open_sources(self.folder / self.alone, reading)
        return [DescribedFiles(self.folder, readable(self.folder.resolve().as_posix()), self.groups)]


def members(group: Group) -> tuple[str, ...]:
    """Return all the files of a group, its sidecars too."""
    return (*group.files, *group.sidecars)


def deliveries(arrivals: Arrivals) -> list[Delivery]:
    """Return what has arrived whole: the things by themselves, then the items of the folder together."""
    settled = arrivals.settled()
    if not settled:
        return []
    folder = arrivals.folder
    patient = arrivals.long_settled()
    files = [name for name in settled if (folder / name).is_file()]
    alone = [name for name in settled if (folder / name).is_dir()]
    loose: list[Group] = []
    for group in groups_among(folder, _related(folder, files), describes):
        if not set(members(group)) & set(settled) or _awaits(group, arrivals, settled):
            continue
        if _is_alone(folder, group):
            alone += group.files
        elif group.sidecars or not _describes_what_is_to_come(folder, group, patient):
            loose.append(group)
    found = [Delivery(folder, alone=name) for name in alone]
    return [*found, Delivery(folder, groups=tuple(loose))] if loose else found


def _related(folder: Path, files: Sequence[str]) -> list[str]:
    """Return the files whose names are such that they may belong to some of these."""
    wanted = frozenset(part for name in files for part in relatives(name))
    return [
        path.name
        for path in folder.iterdir()
        if not is_ignored(path.name) and relatives(path.name) & wanted and path.is_file()
    ]


def _awaits(group: Group, arrivals: Arrivals, settled: Collection[str]) -> bool:
    return any(name in arrivals.waiting and name not in settled for name in members(group))


def _is_alone(folder: Path, group: Group) -> bool:
    return len(members(group)) == 1 and means_a_whole(folder / group.files[0])


def _describes_what_is_to_come(folder: Path, group: Group, patient: Collection[str]) -> bool:
    """Say whether a file looks like the description of one that is not there yet, and may still wait."""
    (name,) = group.files[:1]
    return may_describe(name) and name not in patient and describes(folder / name)
