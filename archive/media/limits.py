"""What reading one file may take, and the words in which it is said that it took more."""

import re
from dataclasses import dataclass
from enum import IntEnum

from archive.core.words import Message
from archive.media import problems
from archive.settings import Settings

_GAP = re.compile(r"\\\{(\w+)\\\}")
_GIGABYTE, _MEGABYTE = 1 << 30, 1 << 20
_LINE = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may take of the machine."""

    seconds: int = 120  # for each stage
    memory: int = 2 << 30  # bytes, beyond what the reader's process has before
    text: int = 32 << 20  # bytes of text that are kept
    written: int = 4 << 30  # bytes of any one file that its reader writes: large pictures are decoded on disk
    open_files: int = 1024
    programs: int = 16  # that its reader starts, at one time


LIMITS = Limits()


def limits_of(settings: Settings) -> Limits:
    """Return the limits that an archive has set."""
    return Limits(seconds=settings.READ_SECONDS, memory=settings.READ_MEMORY, text=settings.READ_BYTES)


class Stage(IntEnum):
    """What a reader's process is doing."""

    WAITING = 0
    WORKING = 1  # with nothing that a file could make it stumble over
    IDENTIFYING = 2
    READING = 3
    DRAWING = 4  # pictures of the file
    UNPACKING = 5  # taking out the files within the file


@dataclass(frozen=True, slots=True)
class Downfall:
    """Why something was given up: what is told, over which file and at which stage, and the last words."""

    reason: str
    file: int = -1  # which of the files of the task
    stage: Stage = Stage.WORKING
    said: str = ""  # by the reader, on its standard error

    def line(self) -> str:
        """Return the reason in one line, with the last that was said if it is not of the same error."""
        first = self.reason.strip().partition("\n")[0]  # what follows is, say, the question to a database
        last = self.said.strip().rpartition("\n")[2].strip()
        return (first if last in self.reason else f"{first} {last}")[:_LINE]


def too_long(limits: Limits) -> str:
    """Say that a file took too long."""
    return problems.TOO_LONG.format(seconds=limits.seconds)


def too_much_memory(limits: Limits) -> str:
    """Say that a file needed too much memory."""
    return problems.TOO_MUCH_MEMORY.format(size=size(limits.memory))


def too_much_written(limits: Limits) -> str:
    """Say that the reader of a file wrote too much."""
    return problems.TOO_MUCH_WRITTEN.format(size=size(limits.written))


def too_many_files(limits: Limits) -> str:
    """Say that the reader of a file opened too many others."""
    return problems.TOO_MANY_FILES.format(number=limits.open_files)


def too_many_programs(limits: Limits) -> str:
    """Say that the reader of a file started too many programs."""
    return problems.TOO_MANY_PROGRAMS.format(number=limits.programs)


def brought_down(how: str) -> str:
    """Say that a file ended its reader; `how` is a signal's name or an exit code."""
    return problems.BROUGHT_DOWN.format(how=how)


def ended(how: str) -> str:
    """Say that a process ended that was reading no file; `how` is a signal's name or an exit code."""
    return f"The process at work ended ({how})."


def size(number: int) -> str:
    """Return a number of bytes as people say it."""
    unit, name = (_GIGABYTE, "GB") if number >= _GIGABYTE else (_MEGABYTE, "MB")
    return f"{number / unit:.3g} {name}"


def explained(problem: str) -> Message:
    """Return what is kept with a file as a message that can be shown in any language."""
    for template, pattern in _FIGURED:
        if found := pattern.fullmatch(problem):
            return Message(template, dict(found.groupdict()))
    return Message(problem)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(template)))


_FIGURED = [(each, _pattern(each)) for each in problems.FIGURED]
