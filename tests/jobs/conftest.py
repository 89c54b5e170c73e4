"""An instance with a catalogue and an index, and short ways to write and to search."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.assembly import Archive, open_archive
from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.holdings import find_or_make
from archive.catalogue.writing import save, set_access, withdraw
from archive.core.clock import today
from archive.core.identifiers import mint
from archive.jobs import followers
from archive.metadata.access import Access, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.search import follower as follower_module
from archive.search import reading_ahead
from archive.search.backend import Request, SearchBackend
from archive.search.fields import ROLES
from archive.search.follower import SearchFollower
from archive.search.query_language import parse
from archive.search.registry import open_backend
from archive.search.searching import Question, Results, search
from archive.settings import Settings
from archive.text.passages import Passage
from tests.jobs.at_work import begin

MakeEntry = Callable[..., Entry]
Search = Callable[..., Results]
Told = Callable[[SearchBackend], list[object]]
Fresh = Callable[..., SearchBackend]

QUERIES = ("", "comuna", '"comuna o nada"', "s1*", "xyzzy", "comandante", "-s7", "subject:law", "has:text")
WHY = Why("test")


@pytest.fixture(autouse=True)
def _others() -> None:
    """Tell processes that are there already from those of the test."""
    begin()


@pytest.fixture
def two_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two processes read for an index that is built anew, however little there is to do."""
    monkeypatch.setattr(reading_ahead, "FEW", 10)
    monkeypatch.setattr(reading_ahead, "processes", lambda: 2)
    # So little ahead that they are at it nearly to the end.
    monkeypatch.setattr(reading_ahead, "MOST_WAITING", 1)
    monkeypatch.setattr(reading_ahead, "ROUND", 2)
    monkeypatch.setattr(follower_module, "AT_ONCE", 8)
    monkeypatch.setattr(followers, "BATCH", 24)


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


@pytest.fixture
def told() -> Told:
    """Return all that an index says to everybody: hits, counts, and the words it would offer."""

    def told(backend: SearchBackend) -> list[object]:
        found: list[object] = [backend.revision(), backend.day()]
        for viewer in (Viewer(role, today()) for role in ROLES):
            for query in QUERIES:
                answer = backend.search(Request(tree=parse(query).tree, viewer=viewer, size=10_000))
                found.append((viewer.role, query, answer.hits, answer.total, answer.facets))
            words = backend.vocabulary(viewer)
            found.append([list(words.starting(each, 10_000)) for each in ("", "s1", "xyz", "comand")])
        return found

    return told


@pytest.fixture
def holdings(archive: Archive, keep: Callable[..., None], entry: MakeEntry) -> list[Entry]:
    """Fill the catalogue with all that roles see differently, and change much of it afterwards."""
    person = entry("Hugo Chávez", type="person", alternative="El Comandante")
    hidden = entry("Ada Xyzzy", type="person", access=Access.RESTRICTED)
    with archive.catalogue.write() as session:
        box = find_or_make(session, "Papeles", WHY, State.PUBLISHED)
    keep(person, hidden, entry("Law", type="subject"))
    made = [
        entry(f"Speech {n}", f"comuna o nada s{n}", f"s{n} xyzzy{n}", **stated(n, box)) for n in range(90)
    ]
    for start in range(0, 90, 30):
        keep(*made[start : start + 30])
    with archive.catalogue.write() as session:
        withdraw(session, [made[5].id, made[17].id], WHY)
        set_access(session, [made[8].id], Access.RESTRICTED, None, WHY)
    keep(entry("Hugo Rafael Chávez", type="person", id=person.id, alternative="Comandante Chávez"))
    keep(entry("Speech 20, in full", "comuna o nada, o nada s20", id=made[20].id, language="es"))
    return made


def stated(n: int, box: str) -> dict[str, Any]:
    """Return what is stated of one of the speeches."""
    return {
        "subject": ["Law", "Land", "Communes"][n % 3],
        "contributor": "Ada Xyzzy" if n % 9 == 4 else "Somebody",
        "collection": box if n % 4 == 0 else None,
        "access": Access.RESTRICTED if n % 11 == 3 else Access.PUBLIC,
        "embargo_until": today() + timedelta(days=9) if n % 10 == 6 else None,
        "state": State.DRAFT if n % 13 == 2 else State.PUBLISHED,
        "file_access": [Access.PUBLIC, Access.READING_ROOM, Access.RESTRICTED][n % 7 % 3],
    }


@pytest.fixture
def fresh(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """Return an index that this process alone has built; or that has been followed change by change."""
    made: list[SearchBackend] = []

    def fresh(*, change_by_change: bool = False) -> SearchBackend:
        backend = open_backend(f"whoosh:{tmp_path / f'fresh{len(made)}'}")
        made.append(backend)
        follower = SearchFollower(archive.catalogue, backend)
        follower.reset()
        if change_by_change:
            with monkeypatch.context() as alone:
                alone.setattr(followers, "BATCH", 1)
                followers.step(archive, follower)
            follower = SearchFollower(archive.catalogue, backend)  # as one that did not begin it
        while followers.step(archive, follower):
            pass
        return backend

    return fresh
