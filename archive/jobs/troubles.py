"""What last kept a follower from going on, kept where other processes can read it.

The trouble may be that the disk is full. So room is taken for it in good time, and it is written in place.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from archive.core.clock import now
from archive.core.errors import ArchiveError

ROOM = 2048  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a follower stopped, since when, and since when it goes on again, if it does."""

    said: str
    since: str  # moments as RFC 3339 has them
    last: str  # it was tried again and found the same
    over: str | None = None


def make_room(path: Path) -> None:
    """Make the file in which a follower's trouble can be written later, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), path.open("xb") as file:
        file.write(b" " * ROOM)


def note(path: Path, error: Exception) -> Trouble:
    """Note what a follower met, and return it."""
    moment, said, before = _moment(), described(error), read(path)
    if before is not None and before.over is None and before.said == said:
        trouble = replace(before, last=moment)
    else:
        trouble = Trouble(said=said, since=moment, last=moment)
    _write(path, trouble)
    return trouble


def settled(path: Path) -> Trouble | None:
    """Note that a follower goes on again; return what had kept it, if anything had."""
    before = read(path)
    if before is None or before.over is not None:
        return None
    _write(path, replace(before, over=_moment()))
    return before


def read(path: Path) -> Trouble | None:
    """Return a follower's last trouble; None if it never had any, or nobody can tell."""
    try:
        return Trouble(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def described(error: Exception) -> str:
    """Return an error in one line: of the system's own errors what it says, and of which file."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, ArchiveError):
        return str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]


def _write(path: Path, trouble: Trouble) -> None:
    data = json.dumps(asdict(trouble)).encode()[:ROOM].ljust(ROOM)
    with suppress(OSError), path.open("r+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _moment() -> str:
    return now().isoformat().replace("+00:00", "Z")
