"""How quickly an answer comes: a page of results with facets and passages, beside bare engines.

    python -m benchmarks.search [speeches]

Tribuna's times are of whole pages (20 results with up to three passages each, all facets, rights), and
of bare queries; the peers' are of bare queries with the ten best and a count. All ask for the same words
of the same texts. Times are processor times.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from archive.assembly import Archive, open_archive
from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.metadata.access import State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.search.backend import Request
from archive.search.query_language import parse
from archive.search.searching import Question, search
from archive.settings import Settings
from archive.text.passages import Passage
from benchmarks.peers import Fts5, Tantivy
from benchmarks.speeches import Speech, Speeches

BATCH = 500


def main(number: int = 10_000) -> None:
    """Make the speeches, index them everywhere, ask, and print."""
    made = Speeches()
    speeches = list(made.make(number))
    words = sum(len(paragraph.split()) for speech in speeches for paragraph in speech.paragraphs)
    print(f"{number} speeches, {words / number:.0f} words each")
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(Settings(DATA_DIR=Path(folder)))
        seconds = _timed(lambda: _catalogue(archive, speeches))
        print(f"catalogued: {number / seconds:.0f} a second")
        engines = [Fts5(Path(folder)), Tantivy(Path(folder))]
        ours = _timed(lambda: catch_up(archive))
        print(f"indexed:    {number / ours:.0f} a second; {_memory()} MB at most")
        for engine in engines:
            theirs = _timed(lambda engine=engine: engine.build(speeches))
            rate = f"{number / theirs:.0f} a second"
            print(f"            {engine.name}: {rate}; ours takes {ours / theirs:.1f} × its time")
        _ask(archive, engines, made, number)


def _catalogue(archive: Archive, speeches: Iterable[Speech]) -> None:
    rest = iter(speeches)
    while batch := list(islice(rest, BATCH)):
        with archive.catalogue.write() as session:
            save(session, [_entry(speech) for speech in batch], Why("benchmark"))


def _entry(speech: Speech) -> Entry:
    stated = {
        "title": speech.title,
        "speaker": speech.speaker,
        "delivered": speech.delivered,
        "language": speech.language,
        "subject": list(speech.subjects),
        "spatial": speech.place,
    }
    facts = FileFacts(id=mint(), name="speech.txt", media_type="text/plain", size=1, sha512=mint() * 14)
    passages = tuple(Passage(number=number, text=text) for number, text in enumerate(speech.paragraphs, 1))
    return Entry(
        id=mint(),
        type="speech",
        metadata=load("speech", stated).metadata,
        state=State.PUBLISHED,
        files=(EntryFile(facts=facts, passages=passages),),
    )


def _ask(archive: Archive, engines: Sequence[Fts5 | Tantivy], made: Speeches, number: int) -> None:
    questions = made.questions(number)
    kinds = {
        "rare word": questions.rare,
        "common word": questions.common,
        "two words": questions.two,
        "one of three": questions.three_or,
        "phrase": questions.phrase,
        "prefix": questions.prefix,
    }
    heads = ["a page", "bare query", *(each.name for each in engines)]
    print(f"\n{'median / 95 %, ms':22}", *(f"{head:>16}" for head in heads))
    for kind, asked in kinds.items():
        page = _times(lambda query: _page(archive, Question(q=query)), asked)
        bare = _times(lambda query: _bare(archive, query), asked)
        row = [page, bare, *(_times(engine.count, asked) for engine in engines)]
        print(f"{kind:22}", *(f"{_pair(each):>16}" for each in row))
        if kind != "prefix":
            _compare(archive, engines, asked)
    dated = _times(
        lambda each: _page(archive, Question(q=each[0], first=each[1], last=each[2])), questions.date
    )
    print(f"{'word and dates':22} {_pair(dated):>16}")
    every = _times(lambda _: _page(archive, Question()), range(10))
    print(f"{'everything':22} {_pair(every):>16}")


def _page(archive: Archive, question: Question) -> int:
    return search(archive.catalogue, archive.search, question, Viewer.public()).total


def _bare(archive: Archive, query: str) -> int:
    return archive.search.search(Request(tree=parse(query).tree, viewer=Viewer.public())).total


def _compare(archive: Archive, engines: Sequence[Fts5 | Tantivy], asked: Sequence[str]) -> None:
    """Say for how many quoted queries the engines do not find as many; inflected forms are set aside."""
    different = 0
    for query in asked:
        exact = query if '"' in query else " ".join(w if w == "OR" else f'"{w}"' for w in query.split())
        different += len({_bare_items(archive, exact), *(engine.count(query) for engine in engines)}) > 1
    if different:
        print(f"    {different} of {len(asked)} queries found a different number")


def _bare_items(archive: Archive, query: str) -> int:
    parsed = parse(query)
    request = Request(tree=parsed.tree, viewer=Viewer.public(), facets={"type": ("speech",)})
    return archive.search.search(request).total


def _timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work, of all its threads: others on the machine count little."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _times(work: Callable[[Any], object], asked: Iterable[Any]) -> list[float]:
    asked = list(asked)
    work(asked[0])
    return sorted(_timed(lambda each=each: work(each)) * 1000 for each in asked for _ in range(2))


def _pair(times: Sequence[float]) -> str:
    return f"{times[len(times) // 2]:.2f} / {times[int(len(times) * 0.95)]:.2f}"


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
