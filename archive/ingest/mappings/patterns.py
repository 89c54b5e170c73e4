"""Patterns (regular expressions) of mapping files, kept from running for ever.

Python's engine goes back and tries again. A repetition within a repetition, `(\\w+\\s*)+`, makes it try twice
as much for each letter, so such a pattern is refused when the mapping is read; what gives nothing back,
`++` or `(?>…)`, may stand within one. What is left grows at worst as a power of the length, and a pattern
that takes too long on the beginning of a value is not let loose on all of it.
"""

import re
import time
import warnings
from dataclasses import dataclass

from archive.core.errors import Invalid, Problem
from archive.core.words import Message, _, message

LONGEST = 1_000  # characters of a pattern
MOST_REPEATS = 12
AT_ONCE = 64  # characters of a value that no pattern is slow on
PATIENCE = 0.5  # seconds for a beginning of a value

_REPEATED = _('"{pattern}" repeats what is itself repeated or chosen; write it without the outer repetition')
_QUANTIFIER = re.compile(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})([+?]?)")
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_GROUP = re.compile(r"\((?:\?(?:P?<[^=!][^>]*>|[aiLmsux-]+:|:|>|P=[^)]*|<?[=!]|#[^)]*|\([^)]*\)|[a-zA-Z]+))?")


class BadPattern(Exception):
    """A pattern that cannot be used; its argument says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read and found harmless."""

    text: str
    compiled: re.Pattern[str]

    def found(self, words: str) -> bool:
        """Say whether the pattern matches anywhere in the words."""
        if len(words) > AT_ONCE:
            self._try(words, None)
        return self.compiled.search(words) is not None

    def replaced(self, words: str, by: str) -> str:
        """Return the words with every match replaced."""
        if len(words) > AT_ONCE:
            self._try(words, by)
        return self.compiled.sub(by, words)

    def parts(self, words: str) -> list[str]:
        """Return what stands between the matches."""
        self.found(words)
        found, start = [], 0
        for match in self.compiled.finditer(words):
            found.append(words[start : match.start()])
            start = match.end()
        return [*found, words[start:]]

    def _try(self, words: str, by: str | None) -> None:
        """Use the pattern on longer and longer beginnings of a value; raise Invalid if it takes too long."""
        length = AT_ONCE
        while length < len(words):
            began = time.perf_counter()
            if by is None:
                self.compiled.search(words[:length])
            else:
                self.compiled.sub(by, words[:length])
            if time.perf_counter() - began > PATIENCE:
                reason = message("the pattern {pattern} takes too long on this value", pattern=self.text)
                remedy = message("Write it with fewer repetitions (* and +) in a row.")
                raise Invalid([Problem(value=words, reason=reason, remedy=remedy)])
            length *= 2


def read_pattern(text: str, by: str = "") -> Pattern:
    """Compile a pattern, and try what its matches are to be replaced by. Raise BadPattern with the reason."""
    if len(text) > LONGEST:
        raise BadPattern(message("a pattern has at most {most} characters", most=LONGEST))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # what a later Python will take otherwise
            compiled = re.compile(text)
            re.sub(f"{text}|", by, "")  # an empty match, so that the groups in `by` are looked at
    except (re.error, IndexError, OverflowError, RecursionError, FutureWarning) as error:
        raise BadPattern(
            message('"{pattern}" is no pattern: {error}', pattern=text, error=str(error))
        ) from None
    if fault := _fault(text):
        raise BadPattern(fault)
    return Pattern(text, compiled)


@dataclass(slots=True)
class _Group:
    """What has been read of a group: whether it can match the same words in several ways."""

    open: bool = False
    keeps: bool = False  # atomic: gives nothing back


def _fault(text: str) -> Message | None:
    """Return why a pattern that compiles could still take for ever."""
    groups = [_Group()]
    repeats = position = 0
    while position < len(text):
        if text[position] == "(" and (opened := _GROUP.match(text, position)):
            if not opened[0].startswith(("(?P=", "(?#")):
                groups.append(_Group(keeps=opened[0] == "(?>"))
            position = opened.end()
            continue
        closed = groups.pop() if text[position] == ")" and len(groups) > 1 else None
        loose = closed is not None and closed.open and not closed.keeps
        groups[-1].open |= loose or text[position] == "|"
        position = _after(text, position)
        if (quantifier := _QUANTIFIER.match(text, position)) and quantifier[0] != "{}":
            position = quantifier.end()
            varies, repeated = _kind(quantifier)
            if loose and repeated and quantifier[5] != "+":
                return message(_REPEATED, pattern=text)
            groups[-1].open |= varies
            repeats += varies and repeated
    if repeats > MOST_REPEATS:
        return message('"{pattern}" has more than {most} repetitions', pattern=text, most=MOST_REPEATS)
    return None


def _after(text: str, position: int) -> int:
    """Return where the next part of a pattern begins."""
    if text[position] == "\\":
        return position + 2
    if text[position] == "[" and (found := _CLASS.match(text, position)):
        return found.end()
    return position + 1


def _kind(quantifier: re.Match[str]) -> tuple[bool, bool]:
    """Say of a quantifier whether the number of times varies, and whether it can be more than one."""
    sign, least, comma, most, _own = quantifier.groups()
    varies = quantifier[5] != "+"
    if sign:
        return varies, sign != "?"
    if not comma:
        return False, int(least or 0) > 1
    return varies and least != most, not most or int(most) > 1
