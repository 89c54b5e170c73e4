"""The grammar of dates in words: tokens in, an EDTF expression out.

expression := clause { separator clause }          "1796, c. 1818"   "1843 or 1844"
clause     := between point and point | before point | after point | since point | until point
            | point { to point } [ to now | onwards ]
point      := { mark } ( day | month | season | year | decade | century ) { mark }
"""

from dataclasses import dataclass, replace

from archive.core.words import message
from archive.metadata.date_errors import NotADate
from archive.metadata.human_points import Marks, Part, PointReader, merged
from archive.metadata.human_tokens import END, NUMBER, Token, next_ending
from archive.metadata.human_words import (
    AFTER,
    AND,
    BEFORE,
    BETWEEN,
    DOUBT,
    NOW,
    ONWARDS,
    OR,
    SINCE,
    TO,
    UNTIL,
)

# The EDTF of each kind of clause; {a} and {b} are dates with their qualifiers.
POINT, SPAN, BOUNDS = "{a}", "{a}/{b}", "[{a}..{b}]"
NOT_KNOWN_AFTER, OPEN_AFTER = "{a}/", "{a}/.."
_PREFIXED = {BEFORE: "/{a}", UNTIL: "../{a}"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One member of a list of dates."""

    form: str
    first: Part
    last: Part | None = None

    def __str__(self) -> str:
        return self.form.format(a=self.first, b=self.last)

    def in_set(self) -> str:
        """Return how it stands in a set of EDTF; empty if it cannot."""
        if self.form == POINT:
            return str(self.first)
        if self.form in (SPAN, BOUNDS) and _exact(self.first) and _exact(self.last):
            # Consecutive members take no qualifiers: the words, which are kept, still say "c.".
            return f"{self.first.plain()}..{self.last.plain() if self.last else ''}"
        return ""


def _exact(part: Part | None) -> bool:
    return part is not None and "X" not in part.year and part.month <= 12


class Grammar(PointReader):
    """Reads one text; made anew for each."""

    def expression(self) -> str:
        """Return the EDTF expression of the whole text; NotADate if any token has no place in it."""
        clauses, separators = [self._clause()], list[str]()
        while self.kind() != END:
            separators.append(self._separator())
            clauses.append(self._clause())
        clauses = [self._complete(clause) for clause in _completed(clauses, separators)]
        members = list(dict.fromkeys(clause.in_set() for clause in clauses))
        if len(clauses) == 1 or (len(members) == 1 and members[0]):
            return str(clauses[0])
        if "" in members or {OR, AND} <= set(separators):
            raise self.refusal()
        listed = ",".join(members)
        return f"[{listed}]" if OR in separators else f"{{{listed}}}"

    def _separator(self) -> str:
        """Consume what stands between two members: alternatives, all meant, or a mere comma."""
        words = list[str]()
        kinds = set[str]()
        while self.kind() in (AND, OR):
            token = self.take()
            kinds.add(token.kind)
            words.append(token.text)
        if not words:
            raise self.refusal()
        return OR if OR in kinds else "," if set(words) <= {",", ";"} else AND

    def _clause(self) -> Clause:
        marks = self.marks()
        if self.kind() in _PREFIXED:
            form = _PREFIXED[self.take().kind]
            return Clause(form, self.point(marks))
        if self.kind() == BETWEEN:
            self.take()
            return self._between(marks)
        if self.kind() == AFTER:
            raise self._refused_after()
        if self.kind() == SINCE:
            self.take()
            clause = self._span(marks)
            return clause if clause.form == SPAN else Clause(OPEN_AFTER, clause.first)
        return self._span(marks)

    def _refused_after(self) -> NotADate:
        """Return the refusal of "after 1945": museums make of it anything from one year to forty."""
        self.take()
        start = self.point().plain()
        return self.refusal(
            message("This does not say how long after."), [f"{start}/..", f"[{start}..]", f"{start}~"]
        )

    def _between(self, marks: Marks) -> Clause:
        first = self.point(marks)
        if self.take().kind not in (AND, TO):
            raise self.refusal()
        first, last = self._merged(first, self.point(marks))
        bounds = _exact(first) and _exact(last) and not first.marks | last.marks
        return Clause(BOUNDS if bounds else SPAN, first, last)

    def _span(self, marks: Marks) -> Clause:
        first = self.point(marks)
        last: Part | None = None
        while self.kind() in (TO, UNTIL):
            self._refuse_month(self.take())
            if self.kind() in (NOW, END):
                self.take()
                return Clause(OPEN_AFTER, first)
            if self.kind() == DOUBT and self.kind(1) == END:
                self.take()
                return Clause(NOT_KNOWN_AFTER, first)
            start, last = self._merged(last or first, self.point(marks))
            first = first if first.year and not first.bare else start
        if last:
            return Clause(SPAN, first, last)
        if self.kind() == ONWARDS:
            self.take()
            return Clause(OPEN_AFTER, first)
        return Clause(POINT, first)

    def _merged(self, first: Part, last: Part) -> tuple[Part, Part]:
        """Complete the ends of a span from each other; a year may follow a comma: "February 4–6, 1992"."""
        if last.bare and first.day and not first.year:
            first = replace(first, year=self._year_after())
        elif last.bare and first.year.isdigit() and not first.month:
            self._refuse_shorter(first.year, last.bare)
        return merged(first, last)

    def _refuse_shorter(self, year: str, digits: str) -> None:
        if len(digits) < 4 and year[: -len(digits)] + digits <= year:
            reason = message("The end, {end}, is not after the start, {start}.", end=digits, start=year)
            raise self.refusal(reason, [year, f"{year}/{next_ending(year, digits)}"])

    def _refuse_month(self, dash: Token) -> None:
        """Refuse the hyphen of "(2004)?-06": it stands before a month in EDTF, before a year in words."""
        following = self.peek()
        if dash.text == "-" and self.kind() == NUMBER and len(following) == 2 and following <= "12":
            raise self.refusal()

    def _complete(self, clause: Clause) -> Clause:
        for part in (clause.first, clause.last):
            if part is None:
                continue
            if part.bare:
                raise self.refusal()
            if not part.year:
                raise self.refusal(message("The year is not stated."), [replace(part, year="XXXX").plain()])
        return clause


def _completed(clauses: list[Clause], separators: list[str]) -> list[Clause]:
    """Complete the members of a list from their neighbours: "1831 or 2", "4 and 6 February 1992"."""
    done = list(clauses)
    pairs = [at for at, between in enumerate(separators) if between != ","]
    for at in [*pairs, *reversed(pairs)]:
        left, right = done[at], done[at + 1]
        if left.form == right.form == POINT:
            first, last = merged(left.first, right.first)
            done[at], done[at + 1] = Clause(POINT, first), Clause(POINT, last)
    return done
