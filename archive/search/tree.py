"""What a query means: a small immutable tree that every backend reads.

Texts in the tree are lower case, composed, with their accents: `Word("chávez")`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

QUESTION = 6  # more plain words than this, not joined by AND, are a question: some of them are enough


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its exact form, its forms with other accents, its inflected forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another, in exactly these forms but for case and accents.

    Up to `slop` other words in all may stand between them; their order is kept.
    """

    words: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words of a shape; `*` stands for any letters or none."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, give or take one letter: one more, one less, another, or two changed about."""

    text: str


@dataclass(frozen=True, slots=True)
class Fielded:
    """A word or phrase asked of one field of the description only."""

    field: str
    part: "Word | Phrase | Wildcard | Fuzzy"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Records whose dates overlap these days (ordinals; None is open). `text` is how it was written.

    `inside`: records whose dates lie within these days altogether.
    """

    text: str
    first_day: int | None
    last_day: int | None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """Records that state a field, or have files or text."""

    name: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Records that do not."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Records that do not answer `part`."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Records that answer every part; at least two."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Records that answer any part; at least two. The more they answer, the higher they rank.

    A part that stands there several times counts so many times.
    """

    parts: tuple["Node", ...]


Node = Word | Phrase | Wildcard | Fuzzy | Fielded | DateRange | Has | Missing | Not | And | Or


def both(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """Join parts: none is None, one is itself, and those of the same kind are flattened.

    Of an *and* each is kept once; of an *or* as often as it stands there. What different parts that are
    an *or* themselves have in common is not said again by that: two names of one, each with the others.
    """
    kept = _said(parts) if kind is Or else tuple(dict.fromkeys(_flat(parts, kind)))
    return None if not kept else kept[0] if len(kept) == 1 else kind(kept)


def _flat(parts: list[Node], kind: type[And] | type[Or]) -> Iterator[Node]:
    for part in parts:
        yield from parts_of(part, kind)


def _said(parts: list[Node]) -> tuple[Node, ...]:
    """Return each alternative as often as the part says it, equal ones together, that says it most."""
    said: dict[Node, Counter[Node]] = {}
    most: Counter[Node] = Counter()
    kept = []
    for part in parts:
        own = said.setdefault(part, Counter())
        for each in parts_of(part, Or):
            own[each] += 1
            if own[each] > most[each]:
                most[each] += 1
                kept.append(each)
    return tuple(kept)


def parts_of(node: Node | None, kind: type[And] | type[Or]) -> tuple[Node, ...]:
    """Return the parts that `both` joined; what was not joined so is one part."""
    if node is None:
        return ()
    return node.parts if isinstance(node, kind) else (node,)


def negated(part: Node) -> Node:
    """Return the opposite; the opposite of the opposite is the thing itself."""
    if isinstance(part, Not):
        return part.part
    if isinstance(part, Has):
        return Missing(part.name)
    return Has(part.name) if isinstance(part, Missing) else Not(part)


def within(field: str, node: Node) -> Node:
    """Ask `node` of one field: the field goes to its words; what names a field of its own keeps it."""
    match node:
        case Word() | Phrase() | Wildcard() | Fuzzy():
            return Fielded(field, node)
        case Not(part):
            return negated(within(field, part))
        case And(parts) | Or(parts):
            # Parts that differed in their fields may be the same now: then they are one.
            first: dict[Node, Node] = {}
            each = [now for part in parts if first.setdefault(now := within(field, part), part) == part]
            return both(type(node), each) or node
    return node


def affirmed(node: Node | None, field: str | None = None) -> Iterator[tuple[str | None, Node]]:
    """Yield each word, phrase, wildcard and fuzzy word that is asked for, not against, with its field."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from affirmed(part, field)
        case Fielded(name, part):
            yield from affirmed(part, name)
        case Word() | Phrase() | Wildcard() | Fuzzy():
            yield field, node


Pair = tuple[Word | Wildcard | Fuzzy, Word | Wildcard | Fuzzy]


def is_question(node: Node | None) -> bool:
    """Say whether some of many words are enough: of the *or* at the top of a query, or of one within."""
    several = [node] if isinstance(node, Or) else _alternatives(node)
    return any(
        len({part for part in each.parts if isinstance(part, Word | Wildcard | Fuzzy)}) > QUESTION
        for each in several
    )


def _alternatives(node: Node | None) -> list[Or]:
    return [part for part in node.parts if isinstance(part, Or)] if isinstance(node, And) else []


def neighbours(node: Node | None) -> list[Pair]:
    """Return the words that stand side by side in a query: in the *and* or *or* at its top, or one within.

    Each pair is told once, in whichever order it comes first; a word is not beside itself.
    """
    if not isinstance(node, And | Or):
        return []
    pairs = (
        (before, after)
        for each in (node, *_alternatives(node))
        for before, after in pairwise(each.parts)
        if isinstance(before, Word | Wildcard | Fuzzy) and isinstance(after, Word | Wildcard | Fuzzy)
    )
    found: dict[frozenset[Node], Pair] = {}
    for before, after in pairs:
        if before != after:
            found.setdefault(frozenset((before, after)), (before, after))
    return list(found.values())


def unparse(node: Node | None) -> str:
    """Return the query that means this tree."""
    return "" if node is None else _WRITERS[type(node)](node)


def _inside(node: Node) -> str:
    """Return the query of a part, in parentheses if it has parts of its own."""
    return f"({unparse(node)})" if isinstance(node, And | Or) else unparse(node)


def _alternative(node: Node) -> str:
    return f"({unparse(node)})" if isinstance(node, Or) else unparse(node)


def _phrase(node: Phrase) -> str:
    return f'"{" ".join(node.words)}"' + (f"~{node.slop}" if node.slop else "")


def _all(node: And) -> str:
    """Return parts with AND between them where they would be read as a question without."""
    plain = sum(isinstance(part, Word | Wildcard | Fuzzy) for part in node.parts)
    return (" AND " if plain > QUESTION else " ").join(map(_alternative, node.parts))


_WRITERS: dict[type, Callable[..., str]] = {
    Word: lambda node: node.text,
    Phrase: _phrase,
    Wildcard: lambda node: node.pattern,
    Fuzzy: lambda node: f"{node.text}~",
    Fielded: lambda node: f"{node.field}:{unparse(node.part)}",
    DateRange: lambda node: f'date:{"=" if node.inside else ""}"{node.text}"',
    Has: lambda node: f"has:{node.name}",
    Missing: lambda node: f"missing:{node.name}",
    Not: lambda node: f"-{_inside(node.part)}",
    And: _all,
    Or: lambda node: " OR ".join(_inside(part) for part in node.parts),
}
