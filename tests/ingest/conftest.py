"""An empty catalogue and store, and a way to take sources in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from archive.catalogue import browse
from archive.catalogue.selection import Selection
from archive.catalogue.session import open_catalogue
from archive.core.lines import line
from archive.ingest.cataloguing import Parts
from archive.ingest.draft import Defaults
from archive.ingest.importers.registry import open_sources
from archive.ingest.mapping import NO_MAPPING, load_mapping
from archive.ingest.pipeline import Options, run
from archive.ingest.summary import Notice, Severity, Summary
from archive.ingest.workspace import Workspace, workspace
from archive.metadata.access import Viewer
from archive.metadata.record import Kind, Record
from archive.storage.registry import open_store


@dataclass
class Heard:
    """A listener that remembers."""

    notices: list[Notice] = field(default_factory=list)
    done: list[int] = field(default_factory=list)

    def began(self, source: str, rows: int) -> None:
        self.total = rows

    def at(self, item: str) -> None:
        self.current = item

    def went_on(self, rows: int) -> None:
        self.done.append(rows)

    def noticed(self, notice: Notice) -> None:
        self.notices.append(notice)

    def lines(self, severity: Severity | None = None) -> list[str]:
        return [line(each.problem, str) for each in self.notices if severity in (None, each.severity)]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'data' / 'catalogue.sqlite'}")
    catalogue.migrate()
    yield Parts(catalogue=catalogue, store=open_store(f"file:{tmp_path / 'data' / 'store'}"))
    catalogue.dispose()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Workspace]:
    """A place to unpack sources in."""
    with workspace(tmp_path / "unpacked") as given:
        yield given


@pytest.fixture
def take(parts: Parts, heard: Heard, room: Workspace) -> Callable[..., Summary]:
    """Take a path in as `archive ingest` would, and return the summary."""

    def take(
        path: Path, mapping: Path | None = None, type: str = "", collection: str = "", **options
    ) -> Summary:
        known = load_mapping(mapping) if mapping else NO_MAPPING
        stop = options.pop("stop", lambda: False)
        reading = replace(known.reading, workspace=options.pop("workspace", room))
        chosen = Options(
            actor="tester", mapping=known, defaults=Defaults(type=type, collection=collection), **options
        )
        summaries = [run(parts, source, chosen, heard, stop) for source in open_sources(path, reading)]
        total = summaries[0]
        for each in summaries[1:]:
            total.add(each)
        return total

    return take


@pytest.fixture
def records(parts: Parts) -> Callable[..., list[Record]]:
    """Return the records of a kind as an archivist sees them, by title."""

    def records(kind: Kind = Kind.ITEM) -> list[Record]:
        with parts.catalogue.read() as session:
            return list(browse.page(session, Viewer.archivist(), Selection(kind=kind, size=500)).records)

    return records


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file and return its path."""

    def sheet(text: str, name: str = "items.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / "source" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    return sheet
