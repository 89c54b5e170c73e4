"""An OAI-PMH repository on this machine, whose records and tempers a test decides."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner, Result

from archive.catalogue import browse
from archive.catalogue.selection import Selection
from archive.catalogue.session import Catalogue, open_catalogue
from archive.cli.main import program
from archive.metadata.access import Viewer
from archive.metadata.record import Kind, Record

TITLES = ("Uno", "Dos", "Tres", "Cuatro", "Cinco")
NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'
)
MODS = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{}</title></titleInfo></mods>'


@dataclass
class Kept:
    """A record of the repository."""

    number: int
    title: str
    date: str = "2024-05-01T10:00:00Z"
    sets: tuple[str, ...] = ("cartas",)
    deleted: bool = False
    raw: bytes | None = None  # its description as it stands, well-formed or not
    more: str = ""

    @property
    def identifier(self) -> str:
        return f"oai:example.org:{self.number}"

    def xml(self, prefix: str) -> bytes:
        sets = "".join(f"<setSpec>{each}</setSpec>" for each in self.sets)
        status = ' status="deleted"' if self.deleted else ""
        head = (
            f"<record><header{status}><identifier>{self.identifier}</identifier>"
            f"<datestamp>{self.date}</datestamp>{sets}</header>"
        ).encode()
        if self.deleted:
            return head + b"</record>"
        title = escape(self.title)
        said = (
            MODS.format(title) if prefix == "mods" else DC.format(f"<dc:title>{title}</dc:title>{self.more}")
        )
        return head + b"<metadata>" + (self.raw or said.encode()) + b"</metadata></record>"


@dataclass
class Repository:
    """What the repository holds, how it behaves, and what it was asked."""

    records: list[Kept] = field(default_factory=list)
    sets: dict[str, str] = field(default_factory=lambda: {"cartas": "Cartas", "cartas:ana": "Cartas de Ana"})
    prefixes: tuple[str, ...] = ("oai_dc",)
    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    page: int = 2
    now: str = "2024-06-01T12:00:00Z"
    busy: int = 0  # answers 503 so often
    retry_after: str = "0"
    expired: int = 0  # refuses so many tokens
    cut: int = 0  # ends so many pages in the middle
    redirect: str = ""
    raw: bytes | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    address: str = ""

    def lists(self) -> list[dict[str, str]]:
        return [each for each in self.asked if each["verb"] == "ListRecords"]

    def answer(self, query: dict[str, str]) -> bytes:
        verb = query.get("verb", "")
        if self.raw is not None and verb == "ListRecords":
            return self.raw
        body = {
            "Identify": self._identify,
            "ListSets": self._list_sets,
            "ListMetadataFormats": self._list_formats,
            "ListRecords": lambda: self._list_records(query),
        }.get(verb, lambda: _error("badVerb"))()
        return (
            (
                f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{NAMESPACE}">'
                f"<responseDate>{self.now}</responseDate><request>{escape(self.address)}</request>"
            ).encode()
            + body
            + b"</OAI-PMH>"
        )

    def _identify(self) -> bytes:
        return (
            "<Identify><repositoryName>Archivo de prueba</repositoryName>"
            f"<baseURL>{self.address}</baseURL><protocolVersion>2.0</protocolVersion>"
            "<adminEmail>a@example.org</adminEmail><earliestDatestamp>2000-01-01</earliestDatestamp>"
            f"<deletedRecord>persistent</deletedRecord><granularity>{self.granularity}</granularity></Identify>"
        ).encode()

    def _list_sets(self) -> bytes:
        if not self.sets:
            return _error("noSetHierarchy")
        listed = "".join(
            f"<set><setSpec>{spec}</setSpec><setName>{name}</setName></set>"
            for spec, name in self.sets.items()
        )
        return f"<ListSets>{listed}</ListSets>".encode()

    def _list_formats(self) -> bytes:
        listed = "".join(
            f"<metadataFormat><metadataPrefix>{each}</metadataPrefix></metadataFormat>"
            for each in self.prefixes
        )
        return f"<ListMetadataFormats>{listed}</ListMetadataFormats>".encode()

    def _list_records(self, query: dict[str, str]) -> bytes:
        if token := query.get("resumptionToken"):
            if self.expired:
                self.expired -= 1
                return _error("badResumptionToken")
            prefix, since, until, wanted, start = token.split("!")
        else:
            prefix, since = query["metadataPrefix"], query.get("from", "")
            until, wanted, start = query.get("until", ""), query.get("set", ""), "0"
        found = [each for each in self.records if self._matches(each, since, until, wanted)]
        if not found:
            return _error("noRecordsMatch")
        first = int(start)
        some = found[first : first + self.page]
        next_one = first + self.page
        token = "!".join((prefix, since, until, wanted, str(next_one))) if next_one < len(found) else ""
        listed = b"".join(each.xml(prefix) for each in some)
        end = f'<resumptionToken completeListSize="{len(found)}">{token}</resumptionToken>'.encode()
        return b"<ListRecords>" + listed + end + b"</ListRecords>"

    def _matches(self, record: Kept, since: str, until: str, wanted: str) -> bool:
        size = len(since or until or record.date)
        date = record.date[:size]
        in_set = not wanted or any(each == wanted or each.startswith(f"{wanted}:") for each in record.sets)
        return in_set and (not since or date >= since) and (not until or date <= until)


def _error(code: str) -> bytes:
    return f'<error code="{code}">no</error>'.encode()


@pytest.fixture
def repository() -> Iterator[Repository]:
    held = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            held.agents.append(self.headers.get("User-Agent", ""))
            if held.redirect:
                self.send_response(302)
                self.send_header("Location", held.redirect)
                self.end_headers()
                return
            held.asked.append(query)
            if held.busy and query["verb"] == "ListRecords":
                held.busy -= 1
                self.send_response(503)
                self.send_header("Retry-After", held.retry_after)
                self.end_headers()
                return
            body = held.answer(query)
            if held.cut and query["verb"] == "ListRecords":
                held.cut -= 1
                body = body[: len(body) * 2 // 3]
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}/oai"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield held
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "instance" / "config.py"
    config.parent.mkdir()
    config.write_text('SECRET_KEY = "not the sample"\nADMIN_EMAIL = "keeper@example.org"\n', encoding="utf-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    return config


@pytest.fixture
def harvest(instance: Path, repository: Repository) -> Callable[..., Result]:
    repository.records = [Kept(number, title) for number, title in enumerate(TITLES, start=1)]

    def harvest(*args: str, address: str = "") -> Result:
        command = ["--config", str(instance), "--lang", "en", "harvest", address or repository.address]
        return CliRunner().invoke(program, [*command, "--no-index", *args])

    return harvest


@pytest.fixture
def catalogue(instance: Path) -> Iterator[Catalogue]:
    opened = open_catalogue(f"sqlite:///{instance.parent / 'data' / 'catalogue.sqlite'}")
    yield opened
    opened.dispose()


@pytest.fixture
def held(catalogue: Catalogue) -> Callable[..., dict[str, Record]]:
    def held(kind: Kind = Kind.ITEM) -> dict[str, Record]:
        with catalogue.read() as session:
            chosen = Selection(kind=kind, size=2000)
            return {each.title: each for each in browse.page(session, Viewer.archivist(), chosen).records}

    return held
