"""What helps a reader on: completion as one types, *did you mean*, *more like this*.

    python -m benchmarks.aids --speeches 50000 [--folder DIR]

Times are of the processor, in milliseconds, nothing kept from one question to the next. A folder that
is named is kept, and used again.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from archive.assembly import Archive, open_archive
from archive.metadata.access import Viewer
from archive.search.backend import Request
from archive.search.completing import completions
from archive.search.similar import similar
from archive.search.suggesting import suggestion
from archive.settings import Settings
from benchmarks import instance
from benchmarks.corpus import Query
from benchmarks.pages import entries
from benchmarks.questions import Questions
from benchmarks.speeches import Speeches

EACH = 100  # questions of a kind
WATCHED = 5_000  # speeches that questions are made of
SEED = 7
PUBLIC = Viewer.public()


def main() -> None:
    """Measure, and print a line for each kind of question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speeches", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aids-") as scratch:
        archive, questions = _filled(asked.folder or Path(scratch), asked.speeches)
        print(f"{'':32} {'p50':>7} {'p95':>7} {'most':>7}")
        for told, ask, given in _kinds(archive, questions):
            times = sorted(_spent(archive, ask, given))
            figures = times[len(times) // 2], times[int(len(times) * 0.95)], times[-1]
            print(f"{told:32} " + " ".join(f"{each:7.1f}" for each in figures))
        archive.close()


def _filled(folder: Path, number: int) -> tuple[Archive, dict[str, list[Query]]]:
    """Return an archive of so many speeches, and queries of each kind."""
    questions = Questions()
    for _ in questions.watch(Speeches().make(min(number, WATCHED))):
        pass
    if (folder / "data").is_dir():
        archive = open_archive(Settings(DATA_DIR=folder / "data"))
    else:
        archive = instance.new(folder)
        instance.fill(archive, entries(Speeches().make(number)))
    instance.index(archive)
    return archive, questions.queries(EACH)


Ask = Callable[[Archive, str], object]


def _kinds(archive: Archive, queries: dict[str, list[Query]]) -> Iterator[tuple[str, Ask, list[str]]]:
    words = [query.words[0] for kind in ("common", "rare", "fuzzy") for query in queries[kind]]
    pairs = [query.words for query in queries["phrase"]]
    for letters in (2, 3, 5):
        yield f"complete {letters} letters", _complete, [word[:letters] for word in words]
    for letters in (2, 3, 5):
        typed = [f"{first} {second[:letters]}" for first, second in pairs]
        yield f"complete a word and {letters} letters", _complete, typed
    random.seed(SEED)
    yield "did you mean, one word", _suggest, [_slip(word) for word in words]
    yield "did you mean, two words", _suggest, [f"{first} {_slip(second)}" for first, second in pairs]
    request = Request(tree=None, viewer=PUBLIC, size=EACH, facets={"type": ("speech",)}, counted=())
    yield "more like this", _like, [hit.id for hit in archive.search.search(request).hits]


def _complete(archive: Archive, typed: str) -> object:
    return completions(archive.catalogue, archive.search, typed, PUBLIC, "en")


def _suggest(archive: Archive, q: str) -> object:
    with archive.catalogue.read() as session:
        request = Request(tree=None, viewer=PUBLIC)
        return suggestion(session, archive.search, request, q, 0)


def _like(archive: Archive, id: str) -> object:
    return similar(archive.catalogue, archive.search, id, PUBLIC)


def _slip(word: str) -> str:
    """Return a word with a slip of the pen: a letter less, one twice, or two changed about."""
    at = random.randrange(1, len(word) - 1) if len(word) > 3 else 0
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    return random.choice(
        (before + behind, before + 2 * letter + behind, before + behind[:1] + letter + behind[1:])
    )


def _spent(archive: Archive, ask: Ask, given: Iterable[str]) -> Iterator[float]:
    forget = getattr(archive.search, "forget", lambda: None)
    for number, each in enumerate(given):
        if not number:
            ask(archive, each)  # opens what the first question opens
        forget()
        began = time.process_time()
        ask(archive, each)
        yield (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
