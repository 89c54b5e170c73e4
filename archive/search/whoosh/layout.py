"""What lies in the folder of an index, and the small file that says where it stands.

    state.json              which build is served, its generation, the catalogue revision it has seen
    <build>/MAIN_*          Whoosh's files, and beside each segment its facts
    <build>/lexicon.sqlite  the forms that occur

Whoosh never waits for the disk. So a commit counts only when all its files are known to be on it
and the state says so: what a power cut leaves behind that is done again from the catalogue.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from archive.core.identifiers import mint

LEXICON = "lexicon.sqlite"


@dataclass(frozen=True, slots=True)
class State:
    """Where an index stands."""

    build: str
    fingerprint: str = ""  # of the schema it was built for
    revision: int = 0  # of the catalogue
    day: int = 0  # as of which it knows what embargoes are over
    generation: int = 0  # goes up with every commit; a reader of another generation is out of date


class Layout:
    """The folder of an index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = folder / "state.json"
        self._synced: set[str] = set()  # names of files known to be on the disk

    def state(self) -> State | None:
        """Return where the index stands, or None if there is none that can be read."""
        try:
            return State(**json.loads(self._state.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
            return None

    def build(self, state: State) -> Path:
        """Return the folder of a build."""
        return self.folder / state.build

    def begin(self, fingerprint: str, prepare: Callable[[Path], None]) -> State:
        """Start a build, which `prepare` makes ready before anybody hears of it; those before are deleted."""
        before = self.state()
        state = State(mint(), fingerprint, generation=before.generation + 1 if before else 1)
        self.build(state).mkdir(parents=True)
        prepare(self.build(state))
        self._synced.clear()
        self._write(state)
        for each in self.folder.iterdir():
            if each.is_dir() and each.name != state.build:
                shutil.rmtree(each, ignore_errors=True)  # held open by another: next time
        return state

    def advance(self, state: State) -> None:
        """Make sure that the build is on the disk, then say that it stands as in `state`."""
        build = self.build(state)
        # Not the lexicon: SQLite sees to its files itself, and would lose its locks on a file that
        # anybody else in this process opens and closes. Segments never change once they are written.
        ours = {path.name for path in build.iterdir() if not path.name.startswith(LEXICON)}
        for name in ours - self._synced:
            _sync(build / name)
        _sync(build)
        self._synced = ours
        self._write(replace(state, generation=state.generation + 1))

    def _write(self, state: State) -> None:
        partial = self._state.with_suffix(".part")
        partial.write_text(json.dumps(asdict(state)), encoding="utf-8")
        _sync(partial)
        partial.replace(self._state)
        _sync(self.folder)


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open folders
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
