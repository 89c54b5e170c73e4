"""What was asked for, word by word, and what one record has of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.core.words import Message, _, message
from archive.metadata.access import Role
from archive.search.backend import Match, Reason
from archive.search.facets import LABELS
from archive.search.fields import DATE, FILES, SPECS, TEXTS, TRANSCRIPT
from archive.search.scoring import ELSEWHERE, EXACT, FOLDED, NEAR
from archive.search.standing import Spot, Texts, of_forms, of_phrase
from archive.search.tree import (
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
    unparse,
)

# What is no field of a schema, or bears another name there.
CALLED = LABELS | {
    TEXTS[Role.PUBLIC]: _("Text"),
    TEXTS[Role.READING_ROOM]: _("Text for the reading room"),
    TEXTS[Role.ARCHIVIST]: _("Text for archivists alone"),
    FILES: _("Files"),
    TRANSCRIPT: _("Transcript"),
    DATE: _("Date"),
}
CONDITIONS = DateRange | Has | Missing  # they hold or do not, and count nothing


@dataclass(frozen=True, slots=True)
class Found:
    """One form in one field of the record: how near it is to what was asked, and where it stands."""

    match: Match
    where: Message  # what the field is called
    how: Message
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One word, phrase or condition of a query, and what the record has of it."""

    reason: Reason
    wanted: bool  # False: it was excluded
    found: tuple[Found, ...] = ()  # what gave most comes first

    @property
    def said(self) -> str:
        """It, as a query says it."""
        node = self.reason.node
        if self.reason.field is not None and isinstance(node, Word | Phrase | Wildcard | Fuzzy):
            return unparse(Fielded(self.reason.field, node))
        return unparse(node)

    @property
    def condition(self) -> bool:
        """Say whether it is one of those that hold or do not, and count nothing."""
        return isinstance(self.reason.node, CONDITIONS)


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree that was searched, and whether it holds for the record."""

    node: Node
    holds: bool
    parts: tuple["Branch", ...] = ()
    leaves: tuple[Asked, ...] = ()


def branch(node: Node, reasons: Iterator[Reason], wanted: bool = True) -> Branch:
    """Return a tree with the reasons of its leaves, which come in their order; what is said again, once."""
    match node:
        case Fielded(_, part):
            return branch(part, reasons, wanted)
        case Not(part):
            below = branch(part, reasons, not wanted)
            return Branch(node, not below.holds, (below,), below.leaves)
        case And(parts) | Or(parts):
            several = tuple(branch(part, reasons, wanted) for part in dict.fromkeys(parts))
            holds = (all if isinstance(node, And) else any)(each.holds for each in several)
            return Branch(node, holds, several, tuple(leaf for each in several for leaf in each.leaves))
    reason = next(reasons)
    return Branch(node, reason.holds, (), (Asked(reason, wanted),))


def told(leaves: Iterable[Asked], texts: Texts) -> tuple[Asked, ...]:
    """Return what was asked with all that the record has of it."""
    return tuple(Asked(each.reason, each.wanted, _found(each.reason, texts)) for each in leaves)


def called(name: str) -> Message:
    """Return what a field is called."""
    if name in CALLED:
        return Message(CALLED[name])
    return Message(SPECS[name].label) if name in SPECS else Message("{name}", {"name": name})


def _found(reason: Reason, texts: Texts) -> tuple[Found, ...]:
    spots = _spots(reason, texts)
    found = [
        Found(each, called(each.field), how(reason.node, each), spots.get((each.field, each.form), ()))
        for each in reason.matches
    ]
    return tuple(sorted(found, key=lambda each: (-each.match.share, -each.match.nearness, each.match.form)))


def _spots(reason: Reason, texts: Texts) -> dict[tuple[str, str], tuple[Spot, ...]]:
    found: dict[tuple[str, str], tuple[Spot, ...]] = {}
    for name, passages in texts.items():
        forms = {each.form for each in reason.matches if each.field == name}
        if not forms:
            continue
        if isinstance(reason.node, Phrase):
            found |= {(name, form): of_phrase(passages, reason.node) for form in forms}
        else:
            found |= {(name, form): spots for form, spots in of_forms(passages, forms).items()}
    return found


def how(node: Node, found: Match) -> Message:
    """Return in words how near a form is to what was asked."""
    match node:
        case Wildcard():
            return message("it is of this shape")
        case Phrase(_, slop) if slop:
            return message("these words in this order, near one another")
        case _ if found.nearness == NEAR[EXACT]:
            return message("as it was asked for")
        case _ if found.nearness == NEAR[FOLDED]:
            return message("the same but for accents")
        case Fuzzy():
            return message("one letter away")
        case _ if found.nearness == NEAR[ELSEWHERE]:
            return message("another form of it, in a language other than the record’s")
    return message("another form of it")
