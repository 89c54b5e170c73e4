"""Writes to an index as its follower does, step by step, in children that are killed.

    python writing.py FOLDER

Waits for a line on standard input, begins a child, and says its number and how it ended:

    on       write step after step, until killed
    5        write five steps and end
    die 17   write until files have been touched 17 times, and be killed just before the next time

Each step is noted in FOLDER.journal when it is begun and when it is done. Children import nothing again,
and so start at once.
"""

import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from archive.metadata.access import Role
from archive.search.document import Document
from archive.search.whoosh.backend import WhooshBackend
from archive.search.whoosh.tiers import Tiers

IDS = 60
# Segments of four documents are merged, two at a time, and above ten documents in a thread.
TIERS = Tiers(several=2, most=5, least=4, waste=0.2, at_once=10)
TOUCHING = {"open", "os.rename", "os.remove", "os.truncate"}


def step(number: int) -> tuple[list[Document], list[str]]:
    """Return what one step puts in and takes out: some new, some changed, some closed, some gone."""
    chosen = random.Random(number).sample(range(IDS), 8)
    put = [document(f"d{each}", number, closed=place < 2) for place, each in enumerate(chosen[:6])]
    return put, [f"d{each}" for each in chosen[6:]]


def document(id: str, number: int, *, closed: bool) -> Document:
    """Return a document whose words tell when it was written, and whether anybody may know."""
    word = "secret" if closed else "open"
    return Document(
        id=id,
        seen_by=Role.ARCHIVIST if closed else Role.PUBLIC,
        texts={"title": (id,), "text": (f"comuna o nada, {word}{number} {word}{id} step{number}",)},
        languages=("es",),
        facets={"type": ("speech",), "subject": (f"{word} subject", f"subject {number % 5}")},
        title=id,
        added=number,
    )


def state(revision: int) -> dict[str, Document]:
    """Return what the index must hold at a revision."""
    held: dict[str, Document] = {}
    for number in range(1, revision + 1):
        put, gone = step(number)
        held = {id: each for id, each in held.items() if id not in gone} | {each.id: each for each in put}
    return held


def write(folder: Path, most: int | None = None) -> None:
    """Write step after step from where the index stands."""
    backend = WhooshBackend(folder, TIERS)
    begun = number = backend.revision()
    with folder.with_suffix(".journal").open("a", encoding="utf-8") as journal:
        while most is None or number < begun + most:
            number += 1
            put, gone = step(number)
            note(journal, f"begun {number}")
            backend.apply(put, gone, number, number, since=number - 1)
            note(journal, f"done {number}")
            if number % 7 == 0:
                backend.mark_whole()
                backend.rest()
    backend.settle()


def note(journal: TextIO, line: str) -> None:
    """Write a line that outlives this process."""
    journal.write(f"{line}\n")
    journal.flush()


def die_after(touched: int, folder: Path) -> None:
    """Be killed just before files of the index are touched once more than so many times."""
    left = [touched]

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event in TOUCHING and str(arguments[0]).startswith(str(folder)):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def serve(folder: Path, lines: Iterator[str]) -> None:
    """Begin a child for each line."""
    for line in lines:
        child = os.fork()
        if not child:
            match line.split():
                case ["die", touched]:
                    die_after(int(touched), folder)
                    write(folder)
                case ["on"]:
                    write(folder)
                case [most]:
                    write(folder, int(most))
            os._exit(0)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), iter(sys.stdin))
