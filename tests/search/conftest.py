"""Backends to try alike, and short ways to make documents and to ask."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive.assembly import Archive, open_archive
from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save, withdraw
from archive.core.clock import today
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, Role, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.search.backend import Answer, Explanation, Request, SearchBackend
from archive.search.document import Document
from archive.search.fields import TEXTS
from archive.search.query_language import parse
from archive.search.registry import BACKENDS, open_backend
from archive.search.searching import Question, search
from archive.search.tree import Node
from archive.search.why import why
from archive.settings import Settings
from archive.text.passages import Passage, PassageKind

MakeDocument = Callable[..., Document]
Ask = Callable[..., Answer]


@pytest.fixture(autouse=True, scope="session")
def whooshs_own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoosh writes its indexes in memory by way of one folder for all processes: give each its own."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("whoosh"))
    yield
    tempfile.tempdir = before


@pytest.fixture(scope="module", params=BACKENDS.names())
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An empty archive for a module's tests, with each backend in turn."""
    folder = tmp_path_factory.mktemp("archive")
    opened = open_archive(Settings(DATA_DIR=folder, SEARCH_URL=f"{request.param}:{folder / 'index'}"))
    yield opened
    opened.close()


@pytest.fixture(params=BACKENDS.names())
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> SearchBackend:
    """Every backend there is: what is promised holds for each."""
    return open_backend(f"{request.param}:{tmp_path / 'index'}")


@pytest.fixture
def make() -> MakeDocument:
    """Make a document: identifier, text (or its parts), languages, and whatever else is told of it."""

    def make(id: str, text: str | tuple[str, ...] = "", *languages: str, **facts: object) -> Document:
        texts = {TEXTS[Role.PUBLIC]: text} if text else {}
        texts |= {TEXTS[role]: words for role, words in facts.pop("closed", {}).items()}
        texts |= facts.pop("fields", {})
        facts.setdefault("seen_by", Role.PUBLIC)
        facts.setdefault("title", id)
        return Document(
            id=id,
            languages=languages,
            texts={name: (words,) if isinstance(words, str) else words for name, words in texts.items()},
            **facts,
        )

    return make


def _request(query: str | Node, viewer: Viewer | None, asked: dict[str, object]) -> Request:
    tree = parse(query).tree if isinstance(query, str) else query
    return Request(tree=tree, viewer=viewer or Viewer.public(), **asked)


@pytest.fixture
def ask(backend: SearchBackend) -> Ask:
    """Ask the backend as somebody would, the public if nobody else is named; by a query or a tree."""
    return lambda query="", viewer=None, **asked: backend.search(_request(query, viewer, asked))


@pytest.fixture
def ids(ask: Ask) -> Callable[..., list[str]]:
    """Ask, and return the identifiers found, best first."""
    return lambda query="", viewer=None, **asked: [hit.id for hit in ask(query, viewer, **asked).hits]


@pytest.fixture
def scores(ask: Ask) -> Callable[..., dict[str, float]]:
    """Ask, and return what each record found counts."""
    return lambda query="", viewer=None, **asked: {
        hit.id: hit.score for hit in ask(query, viewer, **asked).hits
    }


@pytest.fixture
def explain(backend: SearchBackend) -> Callable[..., Explanation]:
    """Ask why a record answers, or does not."""
    return lambda id, query="", viewer=None, **asked: backend.explain(_request(query, viewer, asked), id)


_BY = Why("Ana", "test")
TEXT = (
    "La comuna y las comunas, la Comuna en el Vene-\nzuelan city.",
    "Nada de eso. Communal councils are here.",
    "Comuna o nada, y comúna otra vez.",
)


class Keeper:
    """An archive to put records in, and to ask why they are found."""

    def __init__(self, archive):
        self.archive = archive

    def keep(self, type="document", *, text=(), problem="", own=Access.PUBLIC, **more):
        stated = {name: more.pop(name) for name in list(more) if name not in Entry.__dataclass_fields__}
        facts = FileFacts(
            id=mint(),
            name="a.txt",
            media_type="text/plain",
            size=1,
            sha512=mint(),
            access=own,
            problem=problem,
        )
        passages = tuple(
            Passage(number=number, text=each, kind=PassageKind.PARAGRAPH)
            for number, each in enumerate(text, 1)
        )
        more = {"state": State.PUBLISHED} | more
        entry = Entry(
            id=mint(),
            type=type,
            metadata=load(type, stated).metadata,
            files=(EntryFile(facts=facts, passages=passages),) if text or problem else (),
            **more,
        )
        with self.archive.catalogue.write() as session:
            save(session, [entry], _BY)
        return entry.id

    def change(self, change, *args):
        with self.archive.catalogue.write() as session:
            change(session, *args, _BY)

    def why(self, id, q="", viewer=None, **asked):
        question = Question(q=q, **asked)
        return why(self.archive.catalogue, self.archive.search, question, id, viewer or Viewer.public())

    def search(self, q="", viewer=None, **asked):
        return search(
            self.archive.catalogue, self.archive.search, Question(q=q, **asked), viewer or Viewer.public()
        )


def opened(scheme, folder):
    return open_archive(Settings(DATA_DIR=folder, SEARCH_URL=f"{scheme}:{folder / 'index'}"))


@pytest.fixture(scope="module", params=BACKENDS.names())
def kept(request, tmp_path_factory):
    """Records that nobody changes, indexed."""
    archive = opened(request.param, tmp_path_factory.mktemp("why"))
    keeper = Keeper(archive)
    keeper.keep("person", title="Maduro Moros, Nicolás", alternative=["Nicolás Maduro"])
    series = keeper.keep("collection", title="Closed series", access=Access.RESTRICTED)
    keeper.ids = SimpleNamespace(
        text=keeper.keep(title="La comuna", text=TEXT, language="es", date="2012", genre="report"),
        name=keeper.keep(title="Meeting", description="Then Nicolás Maduro spoke.", language="en"),
        other=keeper.keep("image", title="Asamblea", alt="Una plaza"),
        draft=keeper.keep(title="Draft comuna", state=State.DRAFT),
        restricted=keeper.keep(title="Restricted comuna", access=Access.RESTRICTED),
        embargo=keeper.keep(title="Later comuna", embargo_until=today() + timedelta(days=1)),
        within=keeper.keep(title="Comuna within", collection=series),
        gone=keeper.keep(title="Gone comuna"),
        room=keeper.keep(title="In the room", text=("quince",), access=Access.READING_ROOM),
        pages=keeper.keep(title="Scan", problem="No page has a text layer: the pages are images."),
        empty=keeper.keep(title="Bare", text=("",)),
        series=series,
    )
    keeper.change(withdraw, [keeper.ids.gone])
    catch_up(archive)
    yield keeper
    archive.close()


@pytest.fixture(params=BACKENDS.names())
def fresh(request, tmp_path):
    """An archive for one test, to change while the index looks elsewhere."""
    archive = opened(request.param, tmp_path)
    yield Keeper(archive)
    archive.close()
