"""A fresh catalogue, and short ways to say what stands in it."""

from dataclasses import dataclass, replace
from hashlib import sha512

import pytest

from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.session import open_catalogue
from archive.catalogue.writing import save
from archive.core.clock import today
from archive.core.identifiers import mint
from archive.metadata.access import Access, Role, State, Viewer, level_on
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.text.passages import Passage

COLUMNS = frozenset(Entry.__dataclass_fields__)


@dataclass(frozen=True)
class Rule:
    """The rules of access, said without SQL and without shortcuts."""

    entries: dict[str, Entry]

    def chain(self, id):
        while id is not None:
            yield self.entries[id]
            id = self.entries[id].collection

    def levels(self, id, viewer):
        return [level_on(each.access, each.embargo_until, viewer.on) for each in self.chain(id)]

    def sees(self, id, viewer):
        if viewer.role is Role.ARCHIVIST:
            return True
        if Access.RESTRICTED in self.levels(id, viewer):
            return False
        own, *above = self.chain(id)
        if not all(each.state is State.PUBLISHED or self.shows_with_contents(each) for each in above):
            return False
        if self.shows_with_contents(own):
            return any(self.sees(each.id, viewer) for each in self.entries.values() if each.collection == id)
        return own.state is State.PUBLISHED

    @staticmethod
    def shows_with_contents(each):
        return each.by_the_way and each.state is State.DRAFT

    def reads(self, id, facts, viewer):
        if viewer.role is Role.ARCHIVIST:
            return True
        own = level_on(facts.access, facts.embargo_until, viewer.on)
        if viewer.role is Role.READING_ROOM:
            return self.sees(id, viewer) and own is not Access.RESTRICTED
        return self.sees(id, viewer) and {own, *self.levels(id, viewer)} == {Access.PUBLIC}


@pytest.fixture(scope="session")
def rule():
    """Make the rules over some entries."""
    return Rule


@pytest.fixture(scope="session")
def open_in():
    """Open and set up the catalogue in a folder."""

    def opened(folder):
        catalogue = open_catalogue(f"sqlite:///{folder}/catalogue.sqlite")
        catalogue.migrate()
        return catalogue

    return opened


@pytest.fixture
def catalogue(tmp_path, open_in):
    opened = open_in(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def why():
    return Why("Ana", "test")


@pytest.fixture(scope="session")
def public():
    return Viewer(Role.PUBLIC, today())


@pytest.fixture(scope="session")
def room():
    return Viewer(Role.READING_ROOM, today())


@pytest.fixture(scope="session")
def archivist():
    return Viewer(Role.ARCHIVIST, today())


@pytest.fixture(scope="session")
def entry():
    """Make a published entry; keywords that are no columns of it are metadata."""

    def made(type="document", *, id=None, **rest):
        columns = {name: rest.pop(name) for name in list(rest) if name in COLUMNS}
        columns.setdefault("state", State.PUBLISHED)
        rest.setdefault("title", "Untitled")
        return Entry(id=id or mint(), type=type, metadata=load(type, rest).metadata, **columns)

    return made


@pytest.fixture(scope="session")
def file():
    """Make a file with one passage a text."""

    def made(name="speech.txt", *texts, **facts):
        content = "\n\n".join(texts) or name
        stated = FileFacts(
            id=mint(),
            name=name,
            media_type="text/plain",
            size=len(content),
            sha512=sha512(content.encode()).hexdigest(),
        )
        passages = tuple(Passage(number=number, text=text) for number, text in enumerate(texts, start=1))
        return EntryFile(facts=replace(stated, **facts), passages=passages)

    return made


@pytest.fixture
def put(catalogue, why):
    """Save entries in a transaction of their own."""

    def written(*entries, why=why):
        with catalogue.write() as session:
            return save(session, entries, why)

    return written
