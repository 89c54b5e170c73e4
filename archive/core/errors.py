"""Every error this package raises on purpose.

ArchiveError
├── ConfigError        a setting is missing or wrong            → exit 2
├── SourceError        a source of an import cannot be read     → exit 2
├── NotFound           no such record, file or passage          → HTTP 404
│   └── Gone           it was public once and is not any more   → HTTP 410
├── Invalid            metadata breaks its schema               → exit 1 / HTTP 422
│   └── UnknownName    a registry has no such entry
├── Unreadable         a file is damaged, locked or not what it claims
├── Busy               somebody else is writing                 → HTTP 503
├── NoRoom             the disk takes no more                   → exit 1
└── FixityError        stored bytes differ from their digest
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.core.words import Message


class ArchiveError(Exception):
    """Anything this package raises on purpose; its text is fit to show."""


class ConfigError(ArchiveError):
    """A setting is missing, misspelt or of the wrong kind."""


class SourceError(ArchiveError):
    """The source of an import cannot be read at all."""


class NotFound(ArchiveError):
    """No such record, file or passage, as far as this viewer may know."""


class Gone(NotFound):
    """The record was public once and is withdrawn or restricted now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one value: where it stands, what it is, why, and what to do."""

    reason: Message
    remedy: Message | None = None
    field: str = ""
    value: str = ""
    source: str = ""
    row: int | None = None
    column: str = ""  # the heading in its source under which the field stands

    def at(self, source: str, row: int | None) -> "Problem":
        """Return the same problem with its place filled in."""
        return replace(self, source=source, row=row)


class Invalid(ArchiveError):
    """Metadata breaks its schema; `problems` says each reason."""

    def __init__(self, problems: Sequence[Problem] | str) -> None:
        if isinstance(problems, str):
            problems = [Problem(reason=Message(problems))]
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem.reason) for problem in self.problems))


class UnknownName(Invalid):
    """A registry has no entry of this name."""


class Unreadable(ArchiveError):
    """A file is damaged, locked by a password, or not what it claims to be."""


class Busy(ArchiveError):
    """Somebody else holds what this needs; try again."""


class NoRoom(ArchiveError):
    """The disk is full, broken, or takes no more from this account."""


class FixityError(ArchiveError):
    """Stored bytes differ from the digest taken when they came in."""
