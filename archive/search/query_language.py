"""The query language: from what somebody typed to a tree. It never refuses anything.

    por ahora          both words             "por ahora"        the phrase
    -word, NOT word    without it             "por ahora"~3      up to three words between
    comun*, com*na     any letters            a OR b, ( )        either; AND binds more tightly
    title:word         in a field             comuna~            give or take one letter
    date:1998..2002    dates that overlap     title:"a phrase", title:(a OR b)
    date:=1998..2002   dates within           date:1992~         any EDTF expression
    has:license        with the field         missing:license    without it

docs/reference/query-language.md has the grammar; a test reads it there and tries its sentences.
What cannot be read so is searched as words, and a notice says it. Keywords are written in capitals.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from archive.core.errors import Invalid
from archive.core.words import Message, message
from archive.search.fields import PRESENCE, QUERYABLE, field_called
from archive.search.leaves import MOST_WORDS, apart, days, phrase, says_little, wildcard, word_of, written
from archive.search.query_tokens import Token, quotation, tokens
from archive.search.tree import (
    QUESTION,
    And,
    Fuzzy,
    Has,
    Missing,
    Node,
    Or,
    both,
    negated,
    parts_of,
    unparse,
    within,
)

__all__ = ["Node", "Parsed", "parse", "unparse"]

DEEPEST = 20
WIDEST = 64  # words that may stand between those of a phrase
KEYWORDS = {"date": "date", "has": "has", "tiene": "has", "missing": "missing", "falta": "missing"}
_DISTANCES = ("", "1", "2")  # `word~2` is what other systems write; one letter is what we give or take
_NOTHING = Token("", "")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    tree: Node | None  # None: nothing is asked, everything answers
    notices: tuple[Message, ...] = ()
    question: bool = False  # of its plain words some are enough
    run: Node | None = None  # what its plain words mean together, as it stands in the tree
    # What was typed for each phrase, and for the run.
    typed: Mapping[Node, str] = field(default_factory=lambda: MappingProxyType({}))


def parse(text: str, fields: Collection[str] = QUERYABLE) -> Parsed:
    """Read a query. Whatever is not of the language is searched as words; nothing is ever an error."""
    reader = _Reader(text, fields)
    tree = reader.everything()
    if tree is None and text.strip("* ") and not reader.notices:
        reader.notices.append(message("Nothing of this can be searched; everything is shown."))
    return _understood(tree, reader)


def _understood(tree: Node | None, reader: "_Reader") -> Parsed:
    """Tell a question by its many plain words: some of them are enough, all else stays demanded."""
    parts = parts_of(tree, And)
    heard = [(text, node) for text, node in reader.heard if node in parts]
    plain = list(dict.fromkeys(node for _, node in heard))
    loose = [node for node in plain if node not in reader.joined]
    run = both(And, plain)
    question = len(loose) > QUESTION
    if question:
        said = [word for _, node in heard if node not in reader.joined for word in apart(node)]
        some = [both(Or, said), *(node for node in plain if node in reader.joined)]
        run = both(And, [node for node in some if node is not None])
        others = [part for part in parts if part not in plain]
        tree = both(And, [*parts_of(run, And), *others])
    typed = reader.quoted | ({run: " ".join(text for text, _ in heard)} if run is not None else {})
    return Parsed(tree, tuple(reader.notices), question, run, MappingProxyType(typed))


@dataclass(slots=True)
class _Reader:
    """A recursive-descent reader of one query."""

    text: str
    fields: Collection[str]
    notices: list[Message] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    place: int = 0
    depth: int = 0
    heard: list[tuple[str, Node]] = field(default_factory=list)  # plain words as typed, and as understood
    joined: set[Node] = field(default_factory=set)  # what AND stands beside
    quoted: dict[Node, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens, self.notices = tokens(self.text)

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
        joins = False
        while self.place < len(self.tokens) and self._peek().kind != "close" and self._peek().text != "OR":
            if self._keyword("AND"):
                joins = True
                self.joined.update(parts_of(parts[-1], And) if parts else ())
            elif (part := self._part()) is not None:
                parts.append(part)
                self.joined.update(parts_of(part, And) if joins else ())
                joins = False
        return both(And, parts)

    def _part(self) -> Node | None:
        mark = len(self.heard)
        against = bool(self._next("minus")) or self._negation()
        name = self._next("field")
        part = self._field(name.rstrip("=")[:-1]) if name else self._plain()
        if not against:
            return part
        del self.heard[mark:]
        return negated(part) if part is not None else None

    def _negation(self) -> bool:
        """Take NOT where something follows that it can stand against."""
        follows = self.tokens[self.place + 1].kind if self.place + 1 < len(self.tokens) else "close"
        return follows != "close" and self._keyword("NOT")

    def _plain(self) -> Node | None:
        """Read a group, a phrase or a word."""
        kind, text = self._take()
        if kind == "open":
            return self._group()
        if kind == "quoted":
            return self._phrase(text)
        return None if kind in {"minus", "close"} else self._chunk(text)

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

    def _phrase(self, quoted: str) -> Node | None:
        text, number = quotation(quoted)
        slop = min(int(number or 0), WIDEST)
        if slop < int(number or 0):
            self._say(message("At most {most} words may stand between those of a phrase.", most=WIDEST))
        if len(written(text)) > MOST_WORDS:
            self._say(message("A phrase is very long; only its first {most} words count.", most=MOST_WORDS))
        found = phrase(text, slop)
        if found is not None and not number:  # with "~0" behind it, a name stands for itself alone
            self.quoted[found] = text
        return found

    def _field(self, stated: str) -> Node | None:
        """Read what is asked of a field, or take its name as one more word."""
        name = stated.lower().replace("-", "_")
        if name not in self.fields and name not in KEYWORDS:
            name = field_called(stated)
        keyword = KEYWORDS.get(name)
        if keyword is not None:
            return self._date() if keyword == "date" else self._presence(stated, keyword)
        if name in self.fields:
            mark = len(self.heard)
            part = self._plain()
            del self.heard[mark:]
            return None if part is None else within(name, part)
        self._say(message('There is no field "{name}"; it was searched as a word.', name=stated))
        return both(And, [part for part in (self._words(stated), self._plain()) if part is not None])

    def _date(self) -> Node | None:
        inside = self.tokens[self.place - 1].text.endswith("=")
        stated = self._single("date")
        if not stated:
            return self._words("date")
        text = stated.strip()
        try:
            found = days(text, inside)
        except Invalid:
            words = self._words(text)
            said = message('"{text}" is not understood as a date; it was searched as words.', text=text)
            left_out = message('"{text}" is not understood as a date and was left out.', text=text)
            self._say(said if words else left_out)
            return words
        if found.text != text:
            self._say(message('"{text}" ends before it begins; it was read the other way about.', text=text))
        return found

    def _presence(self, stated: str, keyword: str) -> Node | None:
        text = self._single(stated)
        if not text:
            return self._words(stated)
        name = text.lower().replace("-", "_")
        if name not in PRESENCE:
            name = field_called(text)
        if name in PRESENCE:
            return Has(name) if keyword == "has" else Missing(name)
        self._say(message('There is no field "{name}"; it was searched as a word.', name=text))
        return both(And, [part for part in (self._words(stated), self._words(text)) if part is not None])

    def _single(self, stated: str) -> str:
        """Take the one word or quotation that a keyword wants; if there is none, say so and return ""."""
        kind = self._peek().kind
        if kind == "quoted":
            return quotation(self._take().text)[0]
        if kind == "chunk":
            return self._take().text.rstrip(",;!")
        self._say(message('"{name}:" wants one word or quotation behind it.', name=stated))
        return ""

    def _chunk(self, text: str) -> Node | None:
        """Read what stands between spaces: mostly a word."""
        if "*" in text and (pattern := wildcard(text)):
            if not says_little(pattern.pattern):
                return self._hear(text, pattern)
            self._say(message('"{text}" fits most words; it was searched as a word without *.', text=text))
        fuzzy, tilde, number = text.rpartition("~")
        if tilde and number in _DISTANCES and len(found := written(fuzzy)) == 1:
            return self._hear(text, Fuzzy(found[0][0]))
        if text.endswith(":") and (text[:-1].lower() in KEYWORDS or text[:-1].lower() in self.fields):
            self._say(message('Nothing stands after "{name}"; it was searched as a word.', name=text))
        return self._words(text)

    def _words(self, text: str) -> Node | None:
        return self._hear(text, word_of(text))

    def _hear(self, text: str, node: Node | None) -> Node | None:
        """Note a plain word."""
        if node is not None:
            self.heard.append((text, node))
        return node

    def _peek(self) -> Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else _NOTHING

    def _take(self) -> Token:
        token = self._peek()
        self.place += 1
        return token

    def _next(self, kind: str) -> str:
        """Take the next token if it is of this kind."""
        return self._take().text if self._peek().kind == kind else ""

    def _keyword(self, word: str) -> bool:
        return self._peek() == ("chunk", word) and bool(self._take())

    def _say(self, notice: Message) -> None:
        if notice not in self.notices:
            self.notices.append(notice)
