"""What arrives in a watched folder: when it is whole, and what has been dealt with already.

A thing has arrived when its size and times have stood still for a while; nobody can ask another computer
whether it has finished writing. One that goes on growing later is simply taken in again, as changed.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from archive.core.whole import write_whole
from archive.ingest.importers.files import is_litter

# How programs name what they are still writing, and what we write ourselves.
PARTIAL = (".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".tmp", ".temp", "~")
REFUSED = ".refused.csv"
LONGER = 10  # times: how long a description waits for its file

Clock = Callable[[], float]


def is_ignored(name: str) -> bool:
    """Say whether a name is of something that nobody sent: hidden, half written, or a note of ours."""
    return is_litter(name) or name.lower().endswith((*PARTIAL, REFUSED))


def state_of(path: Path) -> str:
    """Return a digest of the names, sizes and times of what stands at a path; "" if it is not whole.

    Whole it is not while it is gone, empty of files, or holds a file that is still being written.
    """
    running = blake2b(digest_size=16)
    found = False
    try:
        for each in _files(path):
            if each.name.lower().endswith(PARTIAL):
                return ""
            stat = each.stat()
            stated = f"{each.relative_to(path)}\0{stat.st_size}\0{stat.st_mtime_ns}\0"
            running.update(stated.encode("utf-8", "surrogateescape"))
            found = True
    except OSError:
        return ""
    return running.hexdigest() if found else ""


@dataclass(slots=True)
class Waiting:
    """Something that has been seen, and since when it has stood still."""

    state: str
    since: float


@dataclass(slots=True)
class Arrivals:
    """The things in one folder that may have to be taken in."""

    folder: Path
    settle: float  # seconds
    done: dict[str, str]  # name → its state when it was dealt with
    clock: Clock
    waiting: dict[str, Waiting] = field(default_factory=dict)

    def look(self, names: Iterable[str]) -> None:
        """Look at things that may have changed."""
        for name in names:
            if is_ignored(name):
                continue
            state = state_of(self.folder / name)
            known = self.waiting.get(name)
            if not state and not os.path.lexists(self.folder / name):
                self.waiting.pop(name, None)
                self.done.pop(name, None)
            elif state and state == self.done.get(name):
                self.waiting.pop(name, None)
            elif known is None or known.state != state:
                self.waiting[name] = Waiting(state, self.clock())

    def look_at_all(self) -> None:
        """Look at everything: at the start, and when there is no telling what has changed."""
        self.look({*(each.name for each in self.folder.iterdir()), *self.done, *self.waiting})

    def settled(self) -> list[str]:
        """Return, after another look, what has stood still for long enough, in order."""
        self.look(list(self.waiting))
        return self._still(self.settle)

    def long_settled(self) -> list[str]:
        """Return what has stood still for as long as a description waits for its file."""
        return self._still(self.settle * LONGER)

    def _still(self, seconds: float) -> list[str]:
        now = self.clock()
        return sorted(
            name for name, each in self.waiting.items() if each.state and now - each.since >= seconds
        )

    def put_off(self, names: Iterable[str], seconds: float) -> None:
        """Let things wait a while longer: they could not be dealt with now."""
        for name in names:
            if name in self.waiting:
                self.waiting[name].since = self.clock() + seconds - self.settle

    def dealt_with(self, names: Iterable[str]) -> None:
        """Remember that things were dealt with as they were when they had settled."""
        for name in names:
            known = self.waiting.pop(name, None)
            if known is not None:
                self.done[name] = known.state


class Ledger:
    """Remembers on disk what was dealt with in a folder, and how it went: it survives restarts."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Keep it below `root`, by the path of the folder."""
        name = blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()
        self.path = root / f"{name}.json"
        self.lock = root / f"{name}.lock"
        self._folder = folder

    def read(self) -> dict[str, str]:
        """Return name → state; nothing if it cannot be read, so that all is looked at again."""
        try:
            stated = json.loads(self.path.read_text(encoding="utf-8"))["done"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return {str(name): str(state) for name, state in stated.items()} if isinstance(stated, dict) else {}

    def write(self, done: dict[str, str]) -> None:
        """Write it anew, whole or not at all."""
        write_whole(self.path, json.dumps({"folder": str(self._folder.resolve()), "done": done}, indent=1))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for here, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in sorted(names):
            if not is_litter(name):
                yield Path(here) / name
