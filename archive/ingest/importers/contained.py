"""A source that lies in a container: known by the container's path, whichever folder it was unpacked into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from archive.core.errors import Problem, SourceError
from archive.core.words import Message
from archive.ingest.losses import Accounted, Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable
from archive.ingest.unpacking import LeftOut

Inward = Callable[[Path, Reading], list[Source]]


class Container(Protocol):
    """One kind of thing that other sources lie in."""

    @property
    def name(self) -> str:
        """What the kind is called."""
        ...

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is such a container, without reading all of it."""
        ...

    def open(self, path: Path, reading: Reading, inward: Inward) -> list[Source]:
        """Open what lies in it by `inward`. Raise SourceError or Invalid if it cannot be trusted."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What a container adds to the sources within."""

    left_out: tuple[LeftOut, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    own: Callable[[], Losses] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contained:
    """A source with another name, and what its container adds to it."""

    inner: Source
    name: str
    content: Path  # the folder that the container's content lies in
    outside: str  # what people call that folder
    added: Addition

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the source within."""
        return self.inner.headings

    def count(self) -> int:
        """Return how many rows there are, and how many entries were left out."""
        return self.inner.count() + len(self.added.left_out)

    def rows(self) -> Iterator[Row]:
        """Read the rows; what was left out of the container comes last, as rows that are refused."""
        for row in self.inner.rows():
            yield replace(
                row,
                known_as=row.known_as or self._outside(row.folder),
                beside={**self.added.beside, **row.beside},
            )
        yield from refused(self.added.left_out, self.outside.rpartition("/")[2])

    def _outside(self, folder: Path) -> str:
        return outside(folder, self.content, self.outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainedAccounted(Contained):
    """The same, of a source that accounts for its fields, or in a container that does."""

    @property
    def losses(self) -> Losses:
        """What became of the fields of the container, then of those of the rows read last."""
        losses = self.added.own() if self.added.own else Losses()
        if isinstance(self.inner, Accounted):
            losses.add(self.inner.losses)
        return losses


def contained(sources: Sequence[Source], container: Path, content: Path, addition: Addition) -> list[Source]:
    """Return the sources that were opened in `content` as those of `container`."""
    called = readable(container.resolve().as_posix())
    wrapped: list[Source] = []
    for source in sources:
        kind = ContainedAccounted if addition.own or isinstance(source, Accounted) else Contained
        name = called if len(sources) == 1 else outside(Path(source.name), content, called)
        added = addition if not wrapped else replace(addition, left_out=())
        wrapped.append(kind(inner=source, name=name, content=content, outside=called, added=added))
    return wrapped


def refused(left_out: Sequence[LeftOut], place: str) -> Iterator[Row]:
    """Yield a row for each entry that was left out: it is told as any other row that stays out."""
    for number, each in enumerate(left_out, start=1):
        problem = Problem(value=each.name, reason=each.reason, remedy=each.remedy)
        key = f"left out {number}: {each.name}"
        yield Row(number=None, key=key, raw={}, place=place, problems=(problem,))


def outside(path: Path, content: Path, called: str) -> str:
    """Return what people call a path within the content of a container."""
    for root in (content, content.resolve()):
        if path.is_relative_to(root):
            return readable((Path(called) / path.relative_to(root)).as_posix())
    return called


def said_outside(error: SourceError, content: Path, container: Path) -> SourceError:
    """Return an error in the words of whoever gave the container: without the folder of the workspace."""
    said = error.args[0] if error.args else ""
    if not isinstance(said, Message):
        return error
    gaps = {name: _outside_gap(gap, content, container) for name, gap in said.gaps.items()}
    return SourceError(replace(said, gaps=gaps))


def _outside_gap(gap: object, content: Path, container: Path) -> object:
    if isinstance(gap, Path) and any(gap.is_relative_to(root) for root in (content, content.resolve())):
        return outside(gap, content, str(container))
    return gap
