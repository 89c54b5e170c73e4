"""The two ways in which a text fails to be a date, each with what to write instead."""

from collections.abc import Sequence

from archive.core.errors import Invalid, Problem
from archive.core.words import Message, message


class NotADate(Invalid):
    """The text is not a date, or could be two: it may be kept as words, not sorted or searched by day."""


class ImpossibleDate(Invalid):
    """The text reads as a date, but no such day, month or span exists: somebody must mend it."""


def not_a_date(text: str, reason: Message | None = None, tries: Sequence[str] = ()) -> NotADate:
    """Return the error for a text that cannot be read, with expressions that could be meant."""
    why = reason or message('"{text}" is not a date (EDTF).', text=text)
    return NotADate([Problem(value=text, reason=why, remedy=_remedy(tries))])


def impossible(text: str, reason: Message, tries: Sequence[str] = ()) -> ImpossibleDate:
    """Return the error for a date that cannot be, with expressions that could be meant."""
    return ImpossibleDate([Problem(value=text, reason=reason, remedy=_remedy(tries))])


def _remedy(tries: Sequence[str]) -> Message:
    if not tries:
        return message('Write a year, month or day: "1992", "1992-02", "1992-02-04"; "1992~" if about then.')
    quoted = [f'"{each}"' for each in tries]
    if len(quoted) == 1:
        return message("Try {last}.", last=quoted[0])
    return message("Try {first} or {last}.", first=", ".join(quoted[:-1]), last=quoted[-1])
