"""What the rules of a mapping have to say of one row, and whom they may ask about the archive."""

from dataclasses import dataclass, field
from typing import Protocol

from archive.core.errors import Problem
from archive.core.words import Message, message
from archive.metadata.record import Kind


class Authorities(Protocol):
    """The people, places, subjects and events that the archive knows."""

    def find(self, kind: Kind, words: str) -> tuple[str, str] | None:
        """Return the identifier and the name of the one that words name or identify."""
        ...

    def nearest(self, kind: Kind, words: str) -> str | None:
        """Return the name most like the words."""
        ...


@dataclass(slots=True)
class Told:
    """The problems and warnings of a row, gathered while it is read."""

    authorities: Authorities | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def missed(self, field: str, value: str, said: tuple[Message, str | None], *, strict: bool) -> None:
        """Note that a value was looked for and not found; refuse the row for it where that is wanted."""
        reason, close = said
        remedy = message('Did you mean "{close}"?', close=close) if close else None
        problem = Problem(field=field, value=value, reason=reason, remedy=remedy)
        (self.problems if strict else self.warnings).append(problem)
