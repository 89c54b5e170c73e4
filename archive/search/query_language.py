"""The query language: from what somebody typed to a tree. It never refuses anything.

    por ahora          both words             "por ahora"        the phrase
    -word, NOT word    without it             a OR b, ( )        either; AND binds more tightly
    comun*, com*na     any letters            comuna~            give or take one letter
    title:word         in a field             title:"a phrase", title:(a OR b)
    date:1998..2002    dates that overlap     date:1992~         any EDTF expression
    has:license        with the field         missing:license    without it

What cannot be read so is searched as words, and a notice says it. Keywords are written in capitals.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import groupby

from archive.core.errors import Invalid
from archive.core.words import Message, message
from archive.metadata.dates import first_day, last_day
from archive.metadata.dates import parse as parse_date
from archive.search.fields import PRESENCE, QUERYABLE, field_called
from archive.search.tree import (
    And,
    DateRange,
    Fuzzy,
    Has,
    Missing,
    Node,
    Or,
    Phrase,
    Wildcard,
    Word,
    both,
    negated,
    unparse,
    within,
)
from archive.text.normalise import Word as Found
from archive.text.normalise import fold, words

__all__ = ["Node", "Parsed", "parse", "unparse"]

MOST_CHARACTERS = 2000
MOST_WORDS = 64  # in one phrase
MOST_TOKENS = 200
DEEPEST = 20
_KEYWORDS = ("date", "has", "missing")
_DISTANCES = ("", "1", "2")  # `word~2` is what other systems write; one letter is what we give or take
QUESTION = 6  # more plain words than this are a question, ranked by how much of it matches

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*")
      | (?P<stray>")
      | (?P<open>\()
      | (?P<close>\))
      | (?P<field>[^\W\d][\w.-]*:(?=[^\s:/)]))
      | (?P<minus>(?<![^\s(])-+(?=[^\s)]))
      | (?P<chunk>[^\s"()]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    tree: Node | None  # None: nothing is asked, everything answers
    notices: tuple[Message, ...] = ()
    question: bool = False


def parse(text: str, fields: Collection[str] = QUERYABLE) -> Parsed:
    """Read a query. Whatever is not of the language is searched as words; nothing is ever an error."""
    reader = _Reader(text, fields)
    tree = reader.everything()
    if tree is None and text.strip("* ") and not reader.notices:
        reader.notices.append(message("Nothing of this can be searched; everything is shown."))
    if isinstance(tree, And) and _is_question(tree):
        return Parsed(both(Or, list(tree.parts)), tuple(reader.notices), question=True)
    return Parsed(tree, tuple(reader.notices))


def _is_question(tree: And) -> bool:
    return len(tree.parts) > QUESTION and all(isinstance(part, Word) for part in tree.parts)


@dataclass(slots=True)
class _Reader:
    """A recursive-descent reader of one query."""

    text: str
    fields: Collection[str]
    notices: list[Message] = field(default_factory=list)
    tokens: list[tuple[str, str]] = field(default_factory=list)
    place: int = 0
    depth: int = 0

    def __post_init__(self) -> None:
        text = self.text.translate(_QUOTES)
        if len(text) > MOST_CHARACTERS:
            text = text[:MOST_CHARACTERS].rpartition(" ")[0] or text[:MOST_CHARACTERS]
            self._say(message("The query is very long; only its beginning was searched."))
        if text.count('"') % 2:
            at = text.rindex('"')
            text = f"{text[:at]} {text[at + 1 :]}"
            self._say(message("A quotation mark has no partner and was left out."))
        self.tokens = [(str(found.lastgroup), found[0]) for found in _TOKEN.finditer(text)]
        if len(self.tokens) > MOST_TOKENS:
            del self.tokens[MOST_TOKENS:]
            self._say(message("The query is very long; only its beginning was searched."))

    def everything(self) -> Node | None:
        """Read to the end, whatever stands in the way."""
        parts = []
        while self.place < len(self.tokens):
            if (part := self._either()) is not None:
                parts.append(part)
            if self._next("close"):
                self._say(message("A closing parenthesis has no partner and was left out."))
        return both(And, parts)

    def _either(self) -> Node | None:
        """Read alternatives: a b OR c."""
        choices = [self._all()]
        while self._keyword("OR"):
            choices.append(self._all())
        found = [choice for choice in choices if choice is not None]
        if 1 < len(choices) > len(found):
            self._say(message("OR stands between two words; one without a neighbour was left out."))
        return both(Or, found)

    def _all(self) -> Node | None:
        """Read parts that must all match."""
        parts: list[Node] = []
        while (
            self.place < len(self.tokens) and self._peek()[0] != "close" and self._peek() != ("chunk", "OR")
        ):
            if self._keyword("AND"):
                continue
            if (part := self._part()) is not None:
                parts.append(part)
        return both(And, parts)

    def _part(self) -> Node | None:
        against = bool(self._next("minus")) or self._negation()
        name = self._next("field")
        part = self._field(name[:-1]) if name else self._plain()
        return negated(part) if against and part is not None else part

    def _negation(self) -> bool:
        """Take NOT where something follows that it can stand against."""
        follows = self.tokens[self.place + 1][0] if self.place + 1 < len(self.tokens) else "close"
        return follows not in {"close", "stray"} and self._keyword("NOT")

    def _plain(self) -> Node | None:
        """Read a group, a phrase or a word."""
        kind, text = self._take()
        if kind == "open":
            return self._group()
        if kind == "quoted":
            return _phrase(text)
        if kind in {"minus", "stray", "close"}:
            return None
        return self._chunk(text)

    def _group(self) -> Node | None:
        if self.depth >= DEEPEST:
            self._say(message("Parentheses are nested too deeply; the inner ones were left out."))
            return None
        self.depth += 1
        part = self._either()
        self.depth -= 1
        if not self._next("close"):
            self._say(message("A parenthesis is not closed; it was read to the end."))
        return part

    def _field(self, name: str) -> Node | None:
        """Read what is asked of a field, or take its name as one more word."""
        known = name.lower().replace("-", "_")
        if known not in self.fields and known not in _KEYWORDS:
            known = field_called(name)
        if known == "date":
            return self._date()
        if known in {"has", "missing"}:
            return self._presence(known)
        if known in self.fields:
            part = self._plain()
            return None if part is None else within(known, part)
        self._say(message('There is no field "{name}"; it was searched as a word.', name=name))
        return both(And, [part for part in (_words(name), self._plain()) if part is not None])

    def _date(self) -> Node | None:
        if self._peek()[0] not in {"chunk", "quoted"}:
            return _words("date")
        text = self._take()[1].strip('"').strip()
        try:
            return _dates(text)
        except Invalid:
            found = _words(text)
            said = message('"{text}" is not understood as a date; it was searched as words.', text=text)
            left_out = message('"{text}" is not understood as a date and was left out.', text=text)
            self._say(said if found else left_out)
            return found

    def _presence(self, keyword: str) -> Node | None:
        text = self._take()[1].strip('"')
        name = text.lower().replace("-", "_")
        if name not in PRESENCE:
            name = field_called(text)
        if name in PRESENCE:
            return Has(name) if keyword == "has" else Missing(name)
        self._say(message('There is no field "{name}"; it was searched as a word.', name=text))
        return both(And, [part for part in (_words(keyword), _words(text)) if part is not None])

    def _chunk(self, text: str) -> Node | None:
        """Read what stands between spaces: mostly a word."""
        if "*" in text and (pattern := _pattern(text)):
            return Wildcard(pattern)
        fuzzy, tilde, number = text.rpartition("~")
        if tilde and number in _DISTANCES and len(found := _written(fuzzy)) == 1:
            return Fuzzy(found[0][0])
        if text.endswith(":") and (text[:-1].lower() in _KEYWORDS or text[:-1].lower() in self.fields):
            self._say(message('Nothing stands after "{name}"; it was searched as a word.', name=text))
        return _words(text)

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("", "")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self.place += 1
        return token

    def _next(self, kind: str) -> str:
        """Take the next token if it is of this kind."""
        return self._take()[1] if self._peek()[0] == kind else ""

    def _keyword(self, word: str) -> bool:
        return self._peek() == ("chunk", word) and bool(self._take())

    def _say(self, notice: Message) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def _written(text: str) -> list[tuple[str, ...]]:
    """Return the words of a piece of a query; one written in parts comes whole first, then in its parts."""
    by_position = groupby(words(text), lambda word: word.position)
    return [tuple(dict.fromkeys(map(_spelling, readings))) for _, readings in by_position][:MOST_WORDS]


def _spelling(word: Found) -> str:
    """Return a word as it reads itself again: with its accents, else folded, else what is left of it."""
    for text in (word.plain, word.folded):
        found = [again.plain for again in words(text)]
        if found == [text]:
            return text
    return found[0] if found else word.folded


def _words(text: str) -> Node | None:
    """Return the words of a piece: one, or several that must follow one another as they do here."""
    found = _written(text)
    if len(found) != 1:
        return _phrase(text)
    whole, *parts = found[0]
    apart = () if not parts else (Word(parts[0]) if len(parts) == 1 else Phrase(tuple(parts)),)
    return both(Or, [Word(whole), *apart])


def _phrase(text: str) -> Node | None:
    found = [part for whole, *parts in _written(text) for part in (parts or [whole])]
    return Phrase(tuple(found)) if found else None


def _pattern(text: str) -> str:
    """Return `text` as a pattern of one word, or "" if it is none."""
    pieces = text.split("*")
    told = [_written(piece) for piece in pieces if piece]
    if not told or any(len(each) != 1 for each in told):
        return ""
    folded = iter(fold(each[0][0]) for each in told)
    pattern = "*".join(next(folded) if piece else "" for piece in pieces)
    return re.sub(r"\*+", "*", pattern)


def _dates(text: str) -> DateRange:
    """Return the days that an expression means. Raise Invalid if it is no date."""
    first, dots, last = text.partition("..")
    if dots and "/" not in text and not text.startswith(("[", "{")):
        start = first_day(first) if first else None
        end = last_day(last) if last else None
        if start is None and end is None:
            raise Invalid("no date")
        return DateRange(text, start, end)
    date = parse_date(text)
    return DateRange(text, date.earliest, date.latest)
