"""An instance with a catalogue and an index, and short ways to write and to search."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.assembly import Archive, open_archive
from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save
from archive.core.identifiers import mint
from archive.metadata.access import Access, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.search.searching import Question, Results, search
from archive.settings import Settings
from archive.text.passages import Passage

MakeEntry = Callable[..., Entry]
Search = Callable[..., Results]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty instance."""
    opened = open_archive(Settings(DATA_DIR=tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def entry() -> MakeEntry:
    """Make a published speech: title, paragraphs of its text, and whatever else is stated."""

    def entry(title: str, *paragraphs: str, **stated: Any) -> Entry:
        told = {
            "id": stated.pop("id", None) or mint(),
            "type": stated.pop("type", "speech"),
            "access": stated.pop("access", Access.PUBLIC),
            "embargo_until": stated.pop("embargo_until", None),
            "state": stated.pop("state", State.PUBLISHED),
            "collection": stated.pop("collection", None),
        }
        facts = FileFacts(
            id=mint(),
            name="text.txt",
            media_type="text/plain",
            size=1,
            sha512=mint() * 14,
            access=stated.pop("file_access", Access.PUBLIC),
        )
        passages = tuple(Passage(number=number, text=text) for number, text in enumerate(paragraphs, 1))
        if told["type"] == "speech":
            stated.setdefault("speaker", "Hugo Chávez")
        metadata = load(told["type"], {"title": title, **stated}).metadata
        files = (EntryFile(facts=facts, passages=passages),) if passages else ()
        return Entry(**told, metadata=metadata, files=files)

    return entry


@pytest.fixture
def keep(archive: Archive) -> Callable[..., None]:
    """Write entries into the catalogue."""

    def keep(*entries: Entry) -> None:
        with archive.catalogue.write() as session:
            save(session, entries, Why("test"))

    return keep


@pytest.fixture
def find(archive: Archive) -> Search:
    """Search as the public, or as somebody else."""

    def find(q: str = "", viewer: Viewer | None = None, **asked: Any) -> Results:
        question = Question(q=q, **asked)
        return search(archive.catalogue, archive.search, question, viewer or Viewer.public())

    return find


@pytest.fixture
def titles(find: Search) -> Callable[..., list[str]]:
    """Search, and return the titles found."""
    return lambda *args, **asked: [result.record.title for result in find(*args, **asked).results]
