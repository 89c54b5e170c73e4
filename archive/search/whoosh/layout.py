"""What lies in the folder of an index, and the small file that says where it stands.

    state.json            which segments are served, what is deleted of them, the catalogue revision seen
    <name>.segment        words and facts of a batch of documents; never changed
    <name>.<n>.deleted    a bit for each document of a segment: it was replaced or taken out
    <name>.merging        held by whoever merges others into that segment; says which
    writer.lock           held by whoever writes; says who that is

A commit counts only when its files are on the disk and the state, written last and put in place by one
renaming, says so. What a power cut or a killed process leaves behind is nobody's, and is cleared away
by the next writer.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.core.identifiers import mint
from archive.core.locks import take

SEGMENT, DELETED, MERGING = ".segment", ".deleted", ".merging"
TRIES, PAUSE = 50, 0.02  # to put the state in place, on Windows, while others look at it


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that is served."""

    name: str
    documents: int
    deleted: int = 0  # how many of them
    deletion: int = 0  # the number of the file that says which; 0: none is


@dataclass(frozen=True, slots=True)
class State:
    """Where an index stands."""

    fingerprint: str  # of what it was built for
    revision: int = 0  # of the catalogue
    day: int = 0  # as of which it knows what embargoes are over
    generation: int = 0  # goes up with every commit
    whole: bool = False  # it has been level with the catalogue since it was begun
    parts: tuple[Part, ...] = ()


class Layout:
    """The folder of an index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = folder / "state.json"
        self._state_path = str(self._state)

    @property
    def lock(self) -> Path:
        """Return the file that a writer must hold."""
        return self.folder / "writer.lock"

    def stamp(self) -> tuple[int, ...] | None:
        """Return what differs from one state to the next, without reading it; None if there is no state."""
        try:
            # Asked before every search; that of a Path takes half as long again.
            found = os.stat(self._state_path)  # noqa: PTH116
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def hold(self) -> tuple[int | None, tuple[int, ...] | None]:
        """Open the state's file, so that no later one gets its number; return the file and its stamp.

        Windows would not let an open file be replaced; there its time has to do.
        """
        if os.name == "nt":
            return None, self.stamp()
        try:
            held = os.open(self._state, os.O_RDONLY)
        except OSError:
            return None, None
        found = os.fstat(held)
        return held, (found.st_ino, found.st_mtime_ns, found.st_size)

    def state(self) -> State | None:
        """Return where the index stands, or None if there is none that can be read."""
        try:
            stored = json.loads(self._state.read_text(encoding="utf-8"))
            return State(**stored | {"parts": tuple(Part(**part) for part in stored["parts"])})
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, KeyError):
            return None

    def new_segment(self) -> str:
        """Return a name that no segment has."""
        return mint()

    def segment(self, name: str) -> Path:
        """Return the file of a segment."""
        return self.folder / f"{name}{SEGMENT}"

    def write_deleted(self, name: str, number: int, deleted: NDArray[np.bool_]) -> None:
        """Write which documents of a segment are deleted."""
        _write(self._deleted(name, number), np.packbits(deleted).tobytes())

    def deleted(self, part: Part) -> NDArray[np.bool_]:
        """Return which documents of a segment are deleted. Raise ValueError if not all that should be are."""
        if not part.deletion:
            return np.zeros(part.documents, dtype=bool)
        bits = np.frombuffer(self._deleted(part.name, part.deletion).read_bytes(), dtype=np.uint8)
        deleted = np.unpackbits(bits, count=part.documents).astype(bool)
        if int(deleted.sum()) != part.deleted:
            raise ValueError(f"{part.name}: what is deleted of it is not what was")
        return deleted

    def lacks(self, state: State) -> bool:
        """Say whether files that a state names are not there."""
        files = [self.segment(part.name) for part in state.parts]
        files += [self._deleted(part.name, part.deletion) for part in state.parts if part.deletion]
        return not all(path.exists() for path in files)

    def _deleted(self, name: str, number: int) -> Path:
        return self.folder / f"{name}.{number}{DELETED}"

    @contextmanager
    def merging(self, name: str, made_of: Iterable[str]) -> Iterator[None]:
        """Let every process know meanwhile that a segment is being written, and which it will replace."""
        path = self.folder / f"{name}{MERGING}"
        held = take(path)
        try:
            if held is not None:
                os.write(held, "\n".join(made_of).encode())
            yield
        finally:
            if held is not None:
                os.close(held)
            with suppress(OSError):
                path.unlink()

    def unfinished(self) -> dict[str, frozenset[str]]:
        """Return the segments that are being written beside, and the names of those each is made of."""
        found: dict[str, frozenset[str]] = {}
        for path in self.folder.glob(f"*{MERGING}"):
            if _is_held(path):
                found[path.stem] = frozenset()
                with suppress(OSError):  # Windows lets nobody read it
                    found[path.stem] = frozenset(path.read_text(encoding="utf-8").split())
        return found

    def publish(self, state: State) -> None:
        """Let the index stand as in `state`, whose files are on the disk."""
        _sync(self.folder)  # the names of its files
        partial = self._state.with_suffix(".part")
        _write(partial, json.dumps(asdict(state)).encode())
        _replace(partial, self._state)
        _sync(self.folder)

    def clear(self, state: State) -> None:
        """Take away the files that `state` does not name, but for segments that are being written."""
        unfinished = self.unfinished().keys()
        names = {part.name for part in state.parts} | unfinished
        deleted = {self._deleted(part.name, part.deletion).name for part in state.parts}
        for path in self.folder.iterdir():
            name = path.name.partition(".")[0]
            stale = {
                SEGMENT: name not in names,
                MERGING: name
                not in unfinished,  # also of a merge that was killed when it had taken its place
                DELETED: path.name not in deleted,
            }
            if stale.get(path.suffix):
                with suppress(OSError):  # held open by another, on Windows: next time
                    path.unlink()

    def size(self) -> int:
        """Return the bytes of all files."""
        total = 0
        for path in self.folder.glob("*"):
            with suppress(FileNotFoundError):  # taken away meanwhile
                total += path.stat().st_size
        return total


def _is_held(path: Path) -> bool:
    try:
        # Whoever held it may take it away at this moment: it must not be made anew.
        lock = take(path, make=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # who may not even open it cannot know
    if lock is None:
        return True
    os.close(lock)
    return False


def _replace(partial: Path, path: Path) -> None:
    """Put a file in another's place. Windows refuses as long as anybody reads that other."""
    for _ in range(TRIES if os.name == "nt" else 1):
        try:
            partial.replace(path)
            return
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(PAUSE)
    partial.replace(path)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Wait until a folder's list of names is on the disk."""
    if os.name == "nt":
        return  # Windows cannot open folders
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
