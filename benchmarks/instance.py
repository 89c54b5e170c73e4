"""A whole archive in a folder of its own, filled with records that are made here."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from archive.assembly import Archive, open_archive
from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.metadata.access import State
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.settings import Settings
from archive.text.passages import Passage

BATCH = 500


def new(folder: Path) -> Archive:
    """Return an empty archive whose settings and state are in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.py").write_text("", encoding="utf-8")
    return open_archive(Settings(DATA_DIR=folder / "data"))


def fill(archive: Archive, entries: Iterable[Entry]) -> None:
    """Catalogue the entries in batches."""
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        with archive.catalogue.write() as session:
            save(session, batch, Why("benchmark"))


def index(archive: Archive) -> None:
    """Let the index follow to the last change."""
    catch_up(archive)


def item(
    stated: Mapping[str, object], paragraphs: Iterable[str] = (), type: str = "speech", **more: str
) -> Entry:
    """Return a published item with a text of these paragraphs."""
    return Entry(
        id=mint(),
        type=type,
        metadata=load(type, stated).metadata,
        state=State.PUBLISHED,
        files=tuple(_files(paragraphs)),
        collection=more.get("collection"),
    )


def _files(paragraphs: Iterable[str]) -> Iterator[EntryFile]:
    passages = tuple(Passage(number=number, text=text) for number, text in enumerate(paragraphs, 1))
    if passages:
        facts = FileFacts(id=mint(), name="text.txt", media_type="text/plain", size=1, sha512=mint() * 14)
        yield EntryFile(facts=facts, passages=passages)
