"""Whole answers: results with passages, records and facets, by function call and over HTTP.

The site runs as `archive serve` runs it, in two processes on this machine; requests go there alone, a
fixed number of them. The client's own time counts, too: it shares the processors.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from archive.assembly import Archive
from archive.metadata.access import Viewer
from archive.search.searching import Question, search
from benchmarks import instance
from benchmarks.corpus import KINDS, Query, Speech, read
from benchmarks.processes import ROOT, spent
from benchmarks.questions import Questions

HOST = "127.0.0.1"
WORKERS, CLIENTS = 2, 4
EACH = 100  # queries of a kind: no page is asked for twice in a round
PATIENCE = 60  # seconds for the site to start

# What a reader types for a query of each kind.
TYPED: dict[str, Callable[[Query], str]] = {
    "rare": lambda query: query.words[0],
    "common": lambda query: query.words[0],
    "and": lambda query: " ".join(query.words),
    "or": lambda query: " OR ".join(query.words),
    "phrase": lambda query: f'"{" ".join(query.words)}"',
    "prefix4": lambda query: query.words[0] + "*",
    "fuzzy": lambda query: query.words[0] + "~",
    "dates": lambda query: query.words[0],
    "newest": lambda query: query.words[0],
}


def measure(corpus: Path, most: int) -> dict[str, str]:
    """Catalogue so many of the speeches, ask, and return what each thing took."""
    with tempfile.TemporaryDirectory(prefix="site-", dir=corpus.parent) as folder:
        archive = instance.new(Path(folder))
        questions = Questions()
        began = time.process_time()
        instance.fill(archive, entries(questions.watch(islice(read(corpus), most))))
        catalogued = time.process_time()
        instance.index(archive)
        indexed = time.process_time()
        asked = list(_asked(questions.queries(EACH)))
        figures = {
            "records that the public finds": str(_size(archive)),
            "catalogued, processor seconds": f"{catalogued - began:.1f}",
            "indexed from the catalogue, processor seconds": f"{indexed - catalogued:.1f}",
        }
        figures |= _functions(archive, asked)
        archive.close()
        return figures | _served(Path(folder), [f"/search?{urlencode(each)}" for each in asked])


def _size(archive: Archive) -> int:
    """Return how many records the public finds."""
    return search(archive.catalogue, archive.search, Question(size=1), Viewer.public()).total


def entries(speeches: Iterator[Speech]) -> Iterator[Any]:
    """Yield speeches, and the collections they are in, as entries of the catalogue."""
    collections: dict[str, str] = {}
    for speech in speeches:
        if speech.collection and speech.collection not in collections:
            made = instance.item({"title": speech.collection}, type="collection")
            collections[speech.collection] = made.id
            yield made
        stated = {
            "title": speech.title,
            "speaker": speech.speaker,
            "delivered": speech.delivered,
            "language": speech.language,
            "subject": list(speech.subjects),
            "spatial": speech.place,
            "description": speech.description,
        }
        where = {"collection": collections[speech.collection]} if speech.collection else {}
        yield instance.item(stated, speech.paragraphs, **where)


def _asked(queries: dict[str, list[Query]]) -> Iterator[dict[str, str]]:
    """Yield what an address says, kinds taking turns."""
    for turn in range(EACH):
        for kind, typed in TYPED.items():
            query = queries[kind][turn]
            limits = {"from": query.first[:4], "to": query.last[:4]} if query.first else {}
            yield {"q": typed(query), **limits, **({"sort": "-date"} if kind == "newest" else {})}


def _functions(archive: Archive, asked: Sequence[dict[str, str]]) -> dict[str, str]:
    forget = getattr(archive.search, "forget", lambda: None)
    figures = {}
    for told, size in (("ten results with passages and facets", 10), ("twenty of them", 20)):
        times: list[float] = []
        for each in asked:
            question = Question(
                q=each["q"],
                first=each.get("from", ""),
                last=each.get("to", ""),
                sort=each.get("sort", "relevance"),
                size=size,
            )
            forget()
            began = time.process_time()
            search(archive.catalogue, archive.search, question, Viewer.public())
            times.append((time.process_time() - began) * 1000)
        figures[f"{told}, first, processor ms"] = _percentiles(times)
    return figures


def _served(folder: Path, addresses: Sequence[str]) -> dict[str, str]:
    port = _free_port()
    command = [sys.executable, "-m", "archive", "--config", str(folder), "serve", "--no-follow"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVE_")}
    with (folder / "site.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environ)
    try:
        _wait(port)
        middle = len(addresses) // 2
        _ask(port, [addresses[0]] * 20, 1)  # lets each process load its templates
        return {
            **_round("one reader, first", process.pid, port, addresses[:middle], 1),
            **_round("four readers, first", process.pid, port, addresses[middle:], CLIENTS),
            **_round("four readers, again", process.pid, port, addresses[middle:], CLIENTS),
        }
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def _round(told: str, pid: int, port: int, addresses: Sequence[str], clients: int) -> dict[str, str]:
    before, began = spent(pid), time.perf_counter()
    times = _ask(port, addresses, clients)
    took, used = time.perf_counter() - began, spent(pid) - before
    figures = {
        f"{told}: {len(addresses)} pages, ms by the clock": _percentiles(times),
        f"{told}: pages a second": f"{len(times) / took:.0f}",
        f"{told}: processor ms of the site a page": f"{used / len(times) * 1000:.1f}",
    }
    if clients == 1:  # answers come in the order of the questions, whose kinds take turns
        for place, kind in enumerate(TYPED):
            figures[f"{told}: {KINDS[kind]}"] = _percentiles(times[place :: len(TYPED)])
    return figures


def _ask(port: int, addresses: Sequence[str], clients: int) -> list[float]:
    """Return the milliseconds of each request; each client keeps one connection."""
    waiting, times = deque(addresses), []

    def reader() -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        while True:
            try:
                address = waiting.popleft()
            except IndexError:
                break
            began = time.perf_counter()
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                raise SystemExit(f"{address}: {answer.status}")
            times.append((time.perf_counter() - began) * 1000)
        connection.close()

    readers = [threading.Thread(target=reader) for _ in range(clients)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return times


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            _ask_once(port)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site does not start")


def _ask_once(port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _percentiles(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2]:.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"
