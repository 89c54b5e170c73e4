"""A small archive with one of everything, and the site that serves it."""

import hashlib
from types import SimpleNamespace

import pypdfium2
import pytest
from PIL import Image

from archive.assembly import open_archive
from archive.catalogue import browse
from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save, withdraw
from archive.core.identifiers import mint
from archive.export.links import PATHS
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import AUTHORITIES, FileFacts
from archive.settings import Settings
from archive.text.passages import Passage, PassageKind
from archive.web.app import create_app

WHY = Why("Ana", "test")
READING_ROOM = "192.0.2.7"
MEDIA_TYPES = {
    "txt": "text/plain",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "html": "text/html",
    "svg": "image/svg+xml",
}
PARAGRAPHS = (
    "Citizens of the communes, we meet in the square of Barquisimeto.",
    "The Vene-\nzuelan commune is not a decree; it is the work of every assembly.",
    "“Comuna o nada”, it was said, and the words have stayed with us.",
    "Let nobody say <script>alert(1)</script> & be believed.",
)


class Builder:
    """Puts records with files into an archive, as an import would."""

    def __init__(self, archive, folder):
        self.archive, self.folder = archive, folder

    def add(self, type, raw, *, files=(), passages=(), access="public", collection=None, **more):
        id = mint()
        stored = [self._file(path, access) for path in files]
        if stored:
            digests = {facts.name: facts.sha512 for facts in stored}
            self.archive.store.put(id, {path.name: path for path in files}, digests)
        entries = [
            EntryFile(facts=facts, passages=passages if not n else ()) for n, facts in enumerate(stored)
        ]
        state = more.pop("state", State.PUBLISHED)
        entry = Entry(
            id=id,
            type=type,
            metadata=load(type, raw).metadata,
            access=Access(more.pop("own", access)),
            state=state,
            collection=collection,
            files=tuple(entries),
            **more,
        )
        with self.archive.catalogue.write() as session:
            save(session, [entry], WHY)
        return id

    def _file(self, path, access):
        media_type = MEDIA_TYPES[path.suffix[1:]]
        width, height = (1500, 1000) if media_type == "image/jpeg" else (None, None)
        data = path.read_bytes()
        return FileFacts(
            id=mint(),
            name=path.name,
            media_type=media_type,
            size=len(data),
            access=Access(access),
            sha512=hashlib.sha512(data).hexdigest(),
            width=width,
            height=height,
            pages=2 if media_type == "application/pdf" else None,
        )

    def file(self, name, content=b"x"):
        path = self.folder / name
        if name.endswith(".jpg"):
            Image.effect_mandelbrot((1500, 1000), (-2, -1, 1, 1), 40).convert("RGB").save(path)
        elif name.endswith(".pdf"):
            document = pypdfium2.PdfDocument.new()
            for _ in range(2):
                document.new_page(300, 400)
            document.save(path)
            document.close()
        else:
            path.write_bytes(content)
        return path


def paragraphs(*texts, kind=PassageKind.PARAGRAPH, **more):
    """Return passages numbered from one."""
    return tuple(
        Passage(
            number=number, text=text, kind=kind, page=number if kind is PassageKind.PAGE else None, **more
        )
        for number, text in enumerate(texts, 1)
    )


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    settings = Settings(
        DATA_DIR=tmp_path_factory.mktemp("instance"),
        BASE_URL="https://archive.example.org",
        READING_ROOM_NETWORKS=("192.0.2.0/24",),
        PAGE_SIZE=5,
    )
    opened = open_archive(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def why():
    return WHY


@pytest.fixture(scope="session")
def builder_type():
    """For those who put in much, once for a whole module."""
    return Builder


@pytest.fixture
def builder(archive, tmp_path):
    return Builder(archive, tmp_path)


@pytest.fixture(scope="session")
def ids(archive, tmp_path_factory):
    """The identifiers of what stands in the archive."""
    build = Builder(archive, tmp_path_factory.mktemp("files"))
    fonds = build.add(
        "collection",
        {
            "title": "Communal movement",
            "title:es": "Movimiento comunal",
            "date": "1992/2025",
            "abstract": "What was said of the communes.",
        },
    )
    series = build.add("collection", {"title": "Speeches given"}, collection=fonds)
    build.add("subject", {"title": "Communes", "title:es": "Comunas", "definition": "Unions of councils."})
    speech = build.add(
        "speech",
        {
            "title": "Address to the communes",
            "title:es": "Discurso a las comunas",
            "speaker": "Pérez, María",
            "delivered": "2012-10-20",
            "venue": "Plaza Bolívar, Barquisimeto",
            "occasion": "Assembly of communes",
            "subject": ["Communes", "Assemblies"],
            "language": "en",
            "license": "CC BY 4.0",
            "abstract": "She tells the assembly what a commune is.",
            "abstract:es": "Dice a la asamblea qué es una comuna.",
        },
        files=[build.file("address.txt", "\n\n".join(PARAGRAPHS).encode())],
        passages=paragraphs(*PARAGRAPHS),
        collection=series,
        position=2,
    )
    first = build.add(
        "speech",
        {"title": "Opening words", "speaker": "Pérez, María", "delivered": "2011"},
        collection=series,
        position=1,
    )
    document = build.add(
        "document",
        {"title": "Minutes of the assembly", "creator": "Consejo Comunal", "issued": "2013-05"},
        files=[build.file("minutes.pdf")],
        passages=paragraphs("Item one: the commune.\nItem two.", "", kind=PassageKind.PAGE),
        collection=fonds,
    )
    image = build.add(
        "image",
        {"title": "Map of Lara", "photographer": "Anon.", "alt": "A map with seven communes marked in red."},
        files=[build.file("map.jpg")],
        collection=fonds,
    )
    closed = build.add(
        "document",
        {"title": "Letters of a councillor", "date": "1999"},
        access="reading_room",
        files=[build.file("letters.txt", b"secret quince")],
        passages=paragraphs("secret quince"),
        collection=fonds,
    )
    hidden = build.add(
        "document",
        {"title": "Restricted dossier pomegranate"},
        access="restricted",
        files=[build.file("dossier.txt", b"pomegranate")],
        passages=paragraphs("pomegranate"),
    )
    active = build.add(
        "document",
        {"title": "A page that runs"},
        files=[build.file("page.html", b"<script>alert(1)</script>"), build.file("drawing.svg", b"<svg/>")],
    )
    recording = build.add(
        "recording", {"title": "Broadcast of the assembly", "recorded": "2014", "relation": speech}
    )
    draft = build.add("document", {"title": "Draft persimmon"}, state=State.DRAFT)
    gone = build.add("document", {"title": "Withdrawn medlar"})
    for number in range(7):
        build.add(
            "document", {"title": f"Circular number {number}", "date": str(2000 + number)}, collection=series
        )
    with archive.catalogue.write() as session:
        withdraw(session, [gone], WHY)
    catch_up(archive)
    return SimpleNamespace(
        fonds=fonds,
        series=series,
        speech=speech,
        first=first,
        document=document,
        image=image,
        closed=closed,
        hidden=hidden,
        active=active,
        recording=recording,
        draft=draft,
        gone=gone,
    )


@pytest.fixture(scope="session")
def app(archive, ids):
    made = create_app(archive)
    made.testing = False  # errors are answered, as they are to readers
    return made


@pytest.fixture
def client(app):
    """Anybody, reading English."""
    made = app.test_client()
    made.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return made


@pytest.fixture
def room(app):
    """Somebody in the reading room."""
    made = app.test_client()
    made.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": READING_ROOM}
    return made


@pytest.fixture(scope="session")
def addresses(archive, ids):
    """Every kind of page there is."""
    with archive.catalogue.read() as session:
        links = _authorities(session)
    items = (ids.speech, ids.first, ids.document, ids.image, ids.closed, ids.active, ids.recording)
    return [
        "/",
        "/search",
        "/search?q=commune",
        "/search?q=nothing-at-all&type=speech",
        *(f"/search/{name}" for name in ("help", "advanced")),
        "/collections",
        "/agents",
        "/agents?letter=p",
        "/places",
        "/subjects",
        "/events",
        "/about",
        *(f"/items/{id}" for id in items),
        *(f"/items/{ids.speech}?q={word}" for word in ("commune", "zebra")),
        *(f"/search/why/{ids.speech}?{asked}" for asked in ("q=commune+zebra+has:license", "type=image")),
        f"/collections/{ids.fonds}",
        f"/collections/{ids.series}",
        *links,
    ]


def _authorities(session):
    found = []
    for kind in AUTHORITIES:
        selection = browse.Selection(kind=kind, size=1)
        for record in browse.page(session, Viewer.public(), selection).records:
            found.append(f"/{PATHS[kind]}/{record.id}")
    return found
