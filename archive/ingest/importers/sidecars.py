"""Folders in which files are described by sidecar files beside them.

A sidecar is the description of its files, and is kept with them, for archivists alone: what a field
cannot take is not lost. `docs/how-to/ingest-sidecars.md` shows each form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.sidecar_groups import Group, groups, has_sidecars
from archive.ingest.importers.sidecar_reading import Description, describes, read_description
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import locate, readable, title_from
from archive.ingest.special import FILE
from archive.metadata.access import Access


class SidecarImporter:
    """A folder of files, some of which have sidecars."""

    name = "sidecars"

    def recognise(self, path: Path) -> bool:
        """Say whether some file below `path` has the name of a sidecar to another."""
        return path.is_dir() and has_sidecars(path)

    def open(self, path: Path, reading: Reading) -> Source:
        """List the files and what describes them; the sidecars are read one by one."""
        return DescribedFiles(path, readable(path.resolve().as_posix()), tuple(groups(path, describes)))


@dataclass(slots=True)
class DescribedFiles:
    """Files, each by itself or with those that share its description."""

    root: Path
    name: str
    groups: Sequence[Group]
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self.groups)

    def rows(self) -> Iterator[Row]:
        """Read the sidecars of each group."""
        self.losses = Losses()
        for group in self.groups:
            known = Row(number=None, key=group.key, raw={}, place=group.key, folder=self.root)
            yield from guarded(known, self._rows, group)

    def _rows(self, group: Group) -> Iterator[Row]:
        row = Row(
            number=None, raw={}, key=group.key, place=group.key, folder=self.root, files=_named(group.files)
        )
        if not group.sidecars:
            yield row
            return
        row = replace(row, place=group.sidecars[0])
        try:
            described = self._described(group)
            files, rest = _files(group, described.files)
        except Invalid as error:
            yield replace(row, problems=error.problems)
            return
        kept = tuple({"name": name, "access": str(Access.RESTRICTED)} for name in group.sidecars)
        name = title_from(Path(PurePosixPath(group.folder or group.files[0]).name))
        yield replace(
            row,
            raw=described.fields,
            beside={**described.beside, "title": name},
            warnings=described.warnings,
            agents=described.agents,
            files=(*files, *kept),
        )
        yield from (_unnamed(self.root, row.place, each) for each in rest)

    def _described(self, group: Group) -> Description:
        """Read the sidecars of a group together; raise Invalid with what is wrong in each."""
        if not group.files:
            reason = message("there is no file beside it that it could describe")
            raise Invalid([Problem(reason=reason, remedy=message("Put the files there, or take it away."))])
        total = Description()
        problems: list[Problem] = []
        for name in group.sidecars:
            try:
                total = total.with_more(
                    read_description(locate(self.root, name), group.files[0], self.losses)
                )
            except Invalid as error:
                several = len(group.sidecars) > 1
                problems += [
                    replace(each, value=each.value or name) if several else each for each in error.problems
                ]
        if problems:
            raise Invalid(problems)
        return total


def _named(files: Sequence[str]) -> tuple[Mapping[str, object], ...]:
    return tuple({"name": name} for name in files)


def _files(
    group: Group, stated: Sequence[Mapping[str, object]]
) -> tuple[tuple[Mapping[str, object], ...], list[str]]:
    """Return the files as the description names them, if it does, and those that it does not name."""
    if not stated:
        return _named(group.files), []
    place = PurePosixPath(group.sidecars[0]).parent
    files = tuple({**each, "name": str(place / str(each.get("name", "")))} for each in stated)
    named = {str(each["name"]) for each in files}
    return files, [name for name in group.files if name not in named]


def _unnamed(root: Path, place: str, name: str) -> Row:
    reason = message("{place} does not name it among its files", place=place)
    problem = Problem(
        field=FILE, value=name, reason=reason, remedy=message("Name it there, or take it away.")
    )
    return Row(number=None, raw={}, key=f"left out: {name}", place=name, folder=root, problems=(problem,))
