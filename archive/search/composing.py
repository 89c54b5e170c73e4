"""From the lines of a form to a query in the query language: what is entered in a line stays words there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from archive.core.errors import Invalid, Problem
from archive.core.words import _, message
from archive.metadata.dates import first_day, last_day
from archive.search.fields import DATE, PRESENCE, QUERYABLE
from archive.search.leaves import days, phrase, word_of, written
from archive.search.query_tokens import plain_quotes
from archive.search.tree import (
    And,
    DateRange,
    Has,
    Missing,
    Node,
    Or,
    Wildcard,
    both,
    negated,
    unparse,
    within,
)
from archive.text.normalise import fold

LONGEST = 200  # characters of one line
_SPANS = ("/", "..", "[", "{")  # signs of dates that are several


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a field ("" is anywhere), one of `WAYS`, and what was entered."""

    field: str
    way: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A form that was filled in: lines that must all hold, and the dates between which records are."""

    lines: tuple[Line, ...] = ()
    first: str = ""
    last: str = ""
    inside: bool = False  # altogether between them; else it is enough to overlap


@dataclass(frozen=True, slots=True)
class Composed:
    """The query that a form means, and what in it could not be read."""

    query: str
    problems: tuple[Problem, ...] = field(default=())


def composed(form: Composition) -> Composed:
    """Return the query that a form means. Lines that say nothing are left out."""
    parts: list[Node] = []
    problems: list[Problem] = []
    for number, line in enumerate(form.lines, 1):
        try:
            parts += _part(line)
        except Invalid:
            problems.append(_no_date(f"line {number}", line.value))
    for name, text, read in (("from", form.first, first_day), ("to", form.last, last_day)):
        try:
            read(text) if text.strip() else None
        except Invalid:
            problems.append(_no_date(name, text))
    if not problems and (span := _span(form)):
        parts.append(span)
    return Composed(unparse(both(And, parts)), tuple(problems))


def _no_date(where: str, text: str) -> Problem:
    return Problem(field=where, value=text, reason=message('"{text}" is not understood as a date', text=text))


def _part(line: Line) -> Iterable[Node]:
    value = line.value[:LONGEST]
    if line.way in ("has", "missing"):
        return _presence(line)
    if line.field == DATE and value.strip():
        found = days(" ".join(plain_quotes(value).replace('"', " ").split()))
        return [negated(found) if line.way == "without" else found]
    if line.field and line.field not in QUERYABLE:
        return _presence(Line(line.field, "has")) if value.strip() else ()
    node = WAYS[line.way].read(value) if line.way in WAYS else None
    if node is None:
        return ()
    return [within(line.field, node) if line.field else node]


def _presence(line: Line) -> Iterable[Node]:
    if line.field not in PRESENCE:
        return ()
    return [Has(line.field) if line.way == "has" else Missing(line.field)]


def _words(value: str) -> list[Node]:
    return [node for piece in value.split() if (node := word_of(piece)) is not None]


def _all(value: str) -> Node | None:
    return both(And, _words(value))


def _any(value: str) -> Node | None:
    return both(Or, _words(value))


def _without(value: str) -> Node | None:
    return both(And, [negated(node) for node in _words(value)])


def _beginning(value: str) -> Node | None:
    return both(And, [Wildcard(f"{fold(whole)}*") for whole, *_parts in written(value)])


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask: its label, for translation, and how it reads what is entered."""

    label: str
    read: Callable[[str], Node | None]


def _nothing(_value: str) -> None:
    return None


WAYS: Mapping[str, Way] = {
    "all": Way(_("contains all of"), _all),
    "any": Way(_("contains any of"), _any),
    "phrase": Way(_("contains the exact phrase"), phrase),
    "begins": Way(_("has words beginning with"), _beginning),
    "without": Way(_("does not contain"), _without),
    "has": Way(_("is there"), _nothing),
    "missing": Way(_("is missing"), _nothing),
}


def _span(form: Composition) -> DateRange | None:
    first, last = _limit(form.first, first_day), _limit(form.last, last_day)
    return days(f"{first}..{last}", form.inside) if first or last else None


def _limit(text: str, read: Callable[[str], int]) -> str:
    """Return a limit as it can stand beside "..": what was entered, or the first or last day of several."""
    text = " ".join(plain_quotes(text).replace('"', " ").split())
    if not any(sign in text for sign in _SPANS):
        return text
    day = read(text)
    return date.fromordinal(day).isoformat() if 0 < day <= date.max.toordinal() else ""
