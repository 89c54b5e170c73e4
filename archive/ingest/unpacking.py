"""Unpacking what others have packed: where an entry may be written, and what is left out.

Nothing is written but plain files and their folders, below one new folder, each once: no link, no
device, no name that leads out of it. So no entry can make another one go astray.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from archive.core.room import room
from archive.core.words import Message, message
from archive.ingest.names import readable
from archive.ingest.workspace import Allowance

BLOCK = 1 << 20
LONGEST_NAME = 255  # bytes: what disks take
LONGEST_PATH = 2048
DEEPEST = 64  # folders
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # the others stand for bytes that are no letters
_DRIVE = re.compile(r"[A-Za-z]:")


class Bytes(Protocol):
    """What the bytes of an entry are read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not taken, and why."""

    name: str
    reason: Message
    remedy: Message | None = None


@dataclass(slots=True)
class Unpacking:
    """One archive on its way into an empty folder."""

    into: Path
    allowance: Allowance
    left_out: list[LeftOut] = field(default_factory=list)

    def place(self, name: str) -> Path | None:
        """Return where an entry of this name is to be written; None if nowhere, which is noted."""
        self.allowance.entry()
        parts = safe_parts(name)
        if isinstance(parts, Message):
            self.leave(name, parts)
            return None
        target = self.into.joinpath(*parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            self._leave_taken(name)
            return None
        return target

    def write(self, name: str, source: Bytes, target: Path, modified: int) -> None:
        """Write an entry, with the time (in nanoseconds) at which it was last changed."""
        try:
            with room(target.parent), target.open("xb") as out:
                while block := source.read(BLOCK):
                    self.allowance.took(len(block))
                    out.write(block)
        except FileExistsError:
            self._leave_taken(name)
            return
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        os.utime(target, ns=(modified, modified))

    def leave(self, name: str, reason: Message, remedy: Message | None = None) -> None:
        """Note an entry that is not taken."""
        self.left_out.append(LeftOut(shown(name), reason, remedy))

    def _leave_taken(self, name: str) -> None:
        remedy = message("Give each its own name, and pack it again.")
        self.leave(name, message("another entry of the archive has this name"), remedy)


def safe_parts(name: str) -> tuple[str, ...] | Message:
    """Return the parts of an entry's path, below the folder it is unpacked into, or why there is no such.

    A backslash separates, too: Windows programs write it, and on Windows it would.
    """
    parts = name.replace("\\", "/").split("/")
    if not parts[0] or _DRIVE.match(parts[0]) or ".." in parts:
        return message("its name leads out of the archive")
    if _CONTROL.search(name):
        return message("its name holds control characters")
    if _HALF.search(name):
        return message("its name holds half a character, which no file can bear")
    inner = tuple(part for part in parts if part not in ("", "."))
    if not inner:
        return message("it has no name")
    if _too_long(inner):
        return message("its name is too long")
    return inner


def shown(name: str) -> str:
    """Return the name of an entry as it can be shown."""
    return _CONTROL.sub("\ufffd", readable(name))[:LONGEST_PATH]


def _too_long(parts: Iterable[str]) -> bool:
    sizes = [len(part.encode("utf-8", "surrogateescape")) for part in parts]
    return max(sizes) > LONGEST_NAME or sum(sizes) > LONGEST_PATH or len(sizes) > DEEPEST
