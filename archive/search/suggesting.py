"""*Did you mean*: what may have been meant by words that no record has, or hardly any.

Words are changed where they stand in what was typed, so that all else (operators, fields, filters)
stays as it is. They become words that the viewer may find, one or two slips away, or are joined or
parted. A query made so is offered only if it finds more, for this viewer and under these filters; it
is never applied unasked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product
from math import log1p

from archive.catalogue.authorities import bearers
from archive.catalogue.names import name_key
from archive.catalogue.session import Session
from archive.search.backend import Request, SearchBackend, Vocabulary
from archive.search.fields import QUERYABLE, field_called
from archive.search.lexicon import spelling
from archive.search.names import understood
from archive.search.query_language import KEYWORDS, parse
from archive.search.resemblance import slips
from archive.search.tree import And, Fuzzy, Node, Not, Or, Phrase, Word, affirmed
from archive.text.normalise import fold, words

_FIELD = re.compile(r'([^\W\d][\w.-]*):=?"?$')
FEW = 3  # one or two results may be there by another's slip of the pen; three are an answer
TRIED = 3  # queries that are searched for one that is offered
SCARCE = 2  # records that may have a word by somebody's slip, too
TIMES = 10  # then what it is corrected to must be so many times as frequent
LEAST = 3  # letters; shorter words are like too many others
DOUBTED = 3  # words of one query that are corrected, at most
RESEMBLING = 60  # words that are looked at for each
KEPT = 3  # corrections of one word
PARTED = 2  # ways to part a word that are looked up
A_SLIP = 3.0  # a word one slip farther away must be e³, some 20 times as frequent
A_NAME = 2.0  # what a query gains that is a name
UNKNOWN = 20.0  # what a query loses by a word that no record has
UNLIKELY = -4.0  # what two slips away is in no more than a few records is another word

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word of the query that asks for something, and where it stands."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class _Change:
    """Other words for a stretch of the query, how many slips that makes, and how many records have them."""

    start: int
    end: int
    text: str
    slips: float
    records: int

    @property
    def cost(self) -> float:
        """What it takes to believe in it, on a scale of logarithms: a word that nobody wrote, the most."""
        return A_SLIP * self.slips if self.slips or self.records else UNKNOWN

    @property
    def likely(self) -> float:
        """How likely it was meant, on that scale."""
        return log1p(self.records) - self.cost


_Changes = tuple[_Change, ...]


def suggestion(session: Session, backend: SearchBackend, request: Request, q: str, found: int) -> str | None:
    """Return a query that finds more than the `found` records of this one, if somebody may have meant it."""
    spots = list(_spots(q))
    if not spots:
        return None
    offers = _Corrections(q, spots, backend.vocabulary(request.viewer, request.without)).offers()
    best: tuple[float, str] | None = None
    for text, changes in _likeliest(session, offers, request):
        asked = replace(request, tree=understood(session, text, request.viewer).tree)
        total = backend.search(replace(asked, offset=0, size=0, counted=())).total
        worth = log1p(total) - sum(each.cost for each in changes)
        if total > found and (best is None or worth > best[0]):
            best = worth, text
    return best[1] if best else None


def _spots(q: str) -> Iterator[_Spot]:
    """Yield the words that are asked for, in the order in which they stand; no patterns, no compounds."""
    tree = parse(q).tree
    wanted = {each for _, node in affirmed(tree) for each in _words(node)} - set(_unwanted(tree))
    for _, group in groupby(words(q), lambda word: word.position):
        readings = list(group)
        word = readings[0]
        around = q[max(0, word.start - 1) : word.end + 1]
        if len(readings) > 1 or "*" in around or _of_no_field(q, word.start, word.end):
            continue
        if word.folded in wanted:
            yield _Spot(word.start, word.end, word.folded)


def _of_no_field(q: str, start: int, end: int) -> bool:
    """Say whether a word is meant as a field's name, or as a date or another field's name behind one."""
    before = _FIELD.search(q[:start])
    named = before is not None and (
        before[1].lower() in KEYWORDS or not (before[1].lower() in QUERYABLE or field_called(before[1]))
    )
    return named or q[end : end + 1] == ":"


def _words(node: Node) -> Sequence[str]:
    match node:
        case Word(text) | Fuzzy(text):
            return (spelling(text),)
        case Phrase(texts):
            return tuple(map(spelling, texts))
    return ()


def _unwanted(node: Node | None) -> Iterator[str]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _unwanted(part)
        case Not(part):
            for _, each in affirmed(part):
                yield from _words(each)


class _Corrections:
    """The changes that may be made to a query, by the words that its viewer may find."""

    def __init__(self, q: str, spots: Sequence[_Spot], vocabulary: Vocabulary) -> None:
        self._q = q
        self._spots = spots
        self._vocabulary = vocabulary
        self._records = dict(vocabulary.records({spot.folded for spot in spots}))

    def offers(self) -> Iterator[tuple[str, _Changes]]:
        """Yield changed queries, each with its changes."""
        doubtful = [spot for spot in self._spots if self._is_doubtful(spot)][:DOUBTED]
        choices = [[self._as_it_is(spot), *self._best(self._changes(spot))] for spot in doubtful]
        joined = [[None, each] for each in self._best(self._joined(doubtful))]
        for chosen in product(*choices, *joined):
            changes = tuple(sorted((each for each in chosen if each), key=lambda each: each.start))
            made = tuple(each for each in changes if each.slips)
            # What is joined takes the place of its parts, whatever else may be made of them.
            kept = tuple(each for each in changes if each.slips or not _inside(each, made))
            if made and all(one.end <= other.start for one, other in pairwise(kept)):
                yield self._changed(made), kept

    def _is_doubtful(self, spot: _Spot) -> bool:
        if len(spot.folded) < LEAST or not _LETTERS.fullmatch(spot.folded):
            return False
        return self._records[spot.folded] <= SCARCE

    def _as_it_is(self, spot: _Spot) -> _Change:
        return _Change(spot.start, spot.end, self._q[spot.start : spot.end], 0, self._records[spot.folded])

    def _changed(self, changes: _Changes) -> str:
        text = self._q
        for each in reversed(changes):
            text = text[: each.start] + each.text + text[each.end :]
        return text

    def _best(self, changes: Iterator[_Change]) -> list[_Change]:
        """Return the likeliest; of several spellings that differ by accents alone, the most frequent."""
        known: dict[str, _Change] = {}
        for each in sorted(changes, key=lambda each: (each.slips, -each.records)):
            if each.likely > UNLIKELY:
                known.setdefault(fold(each.text), each)
        return sorted(known.values(), key=lambda each: -each.likely)[:KEPT]

    def _changes(self, spot: _Spot) -> Iterator[_Change]:
        own = self._records[spot.folded]
        for text, records in self._vocabulary.resembling(spot.folded, RESEMBLING):
            apart = slips(spot.folded, spelling(text))
            if not own or (records >= TIMES * own and apart <= 1):
                yield _Change(spot.start, spot.end, text, apart, records)
        if not own and self._is_free(spot.start, spot.end):
            yield from self._parted(spot)

    def _is_free(self, start: int, end: int) -> bool:
        """Say whether a stretch may become several words, or one: no field and no sign holds it together."""
        return self._q[start - 1 : start] != ":" and self._q[end : end + 1] != "~"

    def _parted(self, spot: _Spot) -> Iterator[_Change]:
        """Yield the word as two words that stand together in some text."""
        pairs = [(spot.folded[:at], spot.folded[at:]) for at in range(2, len(spot.folded) - 1)]
        records = self._vocabulary.records({word for pair in pairs for word in pair})
        known = [pair for pair in pairs if all(records[word] for word in pair)]
        known.sort(key=lambda pair: -min(records[word] for word in pair))
        for first, second in known[:PARTED]:
            for text, together in self._vocabulary.following([first], second, KEPT):
                if spelling(text) == second:
                    yield _Change(spot.start, spot.end, f"{self._written(first)} {text}", 1, together)

    def _joined(self, doubtful: Sequence[_Spot]) -> Iterator[_Change]:
        """Yield neighbours as one word; if one of them is unknown, also as one that resembles that."""
        for one, other in pairwise(self._spots):
            whole = one.folded + other.folded
            if self._q[one.end : other.start].strip() or not self._is_free(one.start, other.end):
                continue
            if records := self._vocabulary.records([whole])[whole]:
                yield _Change(one.start, other.end, self._written(whole), 1, records)
            elif (one in doubtful or other in doubtful) and not min(map(self._of, (one, other))):
                for text, records in self._vocabulary.resembling(whole, 1):
                    yield _Change(one.start, other.end, text, 1 + slips(whole, spelling(text)), records)

    def _of(self, spot: _Spot) -> int:
        return self._records[spot.folded]

    def _written(self, folded: str) -> str:
        """Return a word as the archive writes it most often."""
        found = (text for text, _ in self._vocabulary.starting(folded, KEPT) if spelling(text) == folded)
        return next(found, folded)


def _inside(change: _Change, others: _Changes) -> bool:
    return any(other.start <= change.start and change.end <= other.end for other in others)


def _likeliest(
    session: Session, offers: Iterator[tuple[str, _Changes]], request: Request
) -> list[tuple[str, _Changes]]:
    """Return the queries that are worth a search."""
    likely = {offer: sum(each.likely for each in offer[1]) for offer in offers}
    ordered = sorted(likely, key=lambda offer: -likely[offer])[: TRIED * 4]
    keys = {name_key(text): text for text, _ in ordered if " " in text}
    named = bearers(session, keys, request.viewer) if keys else {}
    ordered.sort(key=lambda offer: -likely[offer] - (A_NAME if name_key(offer[0]) in named else 0))
    return ordered[:TRIED]
