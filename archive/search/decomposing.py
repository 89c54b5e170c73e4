"""From a query to the form that means the same: what lines and dates can say, and the rest as a query.

The way back from `composing`. A form that does not mean just what was asked is not made: then all of the
query stands in the place for queries, as it was typed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from archive.catalogue.names import name_key
from archive.search.composing import Composition, Line, composed
from archive.search.fields import DATE
from archive.search.leaves import word_of
from archive.search.loosening import loosened
from archive.search.query_language import Parsed, parse
from archive.search.tree import (
    QUESTION,
    And,
    DateRange,
    Fielded,
    Fuzzy,
    Has,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
    both,
    neighbours,
    parts_of,
    unparse,
)

JOINED = ("all", "without", "begins")  # ways in which several words may stand in one line
MOST_LINES = 12  # of a form that is made; who asks for more knows the query language


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it means a query: its lines and dates, and a query for what they cannot say."""

    query: str
    form: Composition = field(default_factory=Composition)


def filled(q: str, offered: Collection[str], dated: bool = True) -> Filled:
    """Return the form that means a query; its lines ask fields that are offered.

    `dated`: its two dates may be used.
    """
    parsed = parse(q)
    if parsed.tree is None:
        return Filled(q)
    parts = parts_of(parsed.tree, And)
    span = next(filter(_is_span, parts), None) if dated else None
    lines = {part: _line(part, offered) for part in parts if part != span}
    unsaid = [number for number, part in enumerate(parts) if part in lines and lines[part] is None]
    before = parts[: unsaid[0]] if unsaid else ()
    # Words that stand side by side in a query rank higher if they do in a text: so order may matter.
    for said in ([part for part in parts if lines.get(part)], before):
        left: list[Node] = [part for part in parts if part not in said and part != span]
        made = _spanning(span) if isinstance(span, DateRange) else Composition()
        made = replace(made, lines=tuple(_merged(line for part in said if (line := lines.get(part)))))
        found = Filled(spelt(both(And, left)), made)
        if len(made.lines) <= MOST_LINES and _means(parse(asked(found))) == _means(parsed):
            return found
    return Filled(q)


def asked(form: Filled) -> str:
    """Return the query that a form means altogether: its lines, its query, its dates.

    A query alone stays as it was typed.
    """
    made = form.form
    queries = (
        composed(Composition(lines=made.lines)).query,
        form.query,
        composed(replace(made, lines=())).query,
    )
    lines, beside, span = (parse(query).tree for query in queries)
    if lines is None and span is None:
        return form.query.strip()
    return spelt(both(And, [each for each in (lines, beside, span) if each is not None]))


def spelt(tree: Node | None) -> str:
    """Return the query that means a tree, as `unparse` does, but words in parts as they are typed."""
    parts = parts_of(tree, And)
    plain = sum(bool(_text(part)) or isinstance(part, Wildcard | Fuzzy) for part in parts)
    told = [_spelt(part, alone=len(parts) == 1) for part in parts]
    query = (" AND " if plain > QUESTION else " ").join(told)
    return query if parse(query).tree == tree else unparse(tree)


def _spelt(part: Node, alone: bool) -> str:
    if isinstance(part, Not):
        field, node = _fieldless(part.part)
    else:
        field, node = _fieldless(part)
    if text := _text(node):
        return f"{'-' * isinstance(part, Not)}{field}{':' * bool(field)}{text}"
    return unparse(part) if alone or not isinstance(part, Or) else f"({unparse(part)})"


def _means(parsed: Parsed) -> tuple[object, ...]:
    """Return all that decides what a query finds, in which order, and which names it is taken for."""
    tree = parsed.tree
    return (
        Counter(parts_of(tree, And)),
        frozenset(neighbours(tree)),
        frozenset(neighbours(loosened(tree))),
        parsed.question,
        parsed.run,
        {node: name_key(text) for node, text in parsed.typed.items()},
    )


def _is_span(part: Node) -> bool:
    return isinstance(part, DateRange) and _is_meant(_spanning(part), part)


def _spanning(span: DateRange) -> Composition:
    first, _, last = span.text.partition("..")
    return Composition(first=first, last=last, inside=span.inside)


def _is_meant(form: Composition, part: Node) -> bool:
    found = composed(form)
    return not found.problems and parse(found.query).tree == part


def _line(part: Node, offered: Collection[str]) -> Line | None:
    """Return the line that means a part of a query, or None if there is none."""
    line = _positive(part) if not isinstance(part, Not) else _negative(part.part)
    if line is None or (line.field and line.field not in offered):
        return None
    return line if _is_meant(Composition(lines=(line,)), part) else None


def _positive(part: Node) -> Line | None:
    match part:
        case Has(name):
            return Line(name, "has")
        case Missing(name):
            return Line(name, "missing")
        case DateRange(text):
            return Line(DATE, "all", text)
    field, node = _fieldless(part)
    match node:
        case Phrase(words):
            return Line(field, "phrase", " ".join(words))
        case Wildcard(pattern):
            return Line(field, "begins", pattern.removesuffix("*"))
    if text := _text(node):
        return Line(field, "all", text)
    several = list(_alternatives(parts_of(node, Or)))
    return Line(field, "any", " ".join(filter(None, several))) if all(several) else None


def _negative(part: Node) -> Line | None:
    if isinstance(part, DateRange):
        return Line(DATE, "without", part.text)
    field, node = _fieldless(part)
    return Line(field, "without", text) if (text := _text(node)) else None


def _fieldless(part: Node) -> tuple[str, Node]:
    """Return the field that all of a part is asked of, "" if none, and the part without it."""
    if isinstance(part, Fielded):
        return part.field, part.part
    if isinstance(part, Or):
        fields, nodes = zip(*map(_fieldless, part.parts), strict=True)
        if len(set(fields)) == 1:
            return fields[0], Or(nodes)
    return "", part


def _text(node: Node) -> str:
    """Return what is typed for a word, which may be written in parts; "" if it is no word."""
    match node:
        case Word(text):
            return text
        case Or((Word(whole), Word(part))):
            tried: tuple[str, ...] = (f"{whole.removesuffix(part)}'{part}",)
        case Or((Word(), Phrase(words))):
            tried = ("-".join(words), "'".join(words))
        case _:
            return ""
    return next((text for text in tried if word_of(text) == node), "")


def _alternatives(parts: Sequence[Node]) -> Iterator[str]:
    """Yield the words of an *or*; "" for what is none. Those in parts are two of its parts."""
    number = 0
    while number < len(parts):
        pair = parts[number : number + 2]
        if len(pair) > 1 and (text := _text(Or(tuple(pair)))):
            number += 1
        else:
            text = _text(parts[number])
        yield text
        number += 1


def _merged(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, neighbours that ask the same field in the same way as one."""
    for (of, way), several in groupby(lines, key=lambda line: (line.field, line.way)):
        if way in JOINED and of != DATE:
            yield Line(of, way, " ".join(line.value for line in several))
        else:
            yield from several
