"""A crosswalk: a table that says of each element of a standard which field it goes to.

A `Rule` names an element by its path from the root of its record. `follow` walks through a record by the
table; what no rule speaks of, and what stands below it, is kept in notes under its path.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from archive.core.words import Message, message
from archive.ingest.importers.account import NOTE
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.xml_reading import (
    attribute,
    elements,
    language_of,
    local,
    own_words,
    paragraphs,
    words,
)

Reader = Callable[[etree._Element, str, Gathering], None]  # element, its path, what is gathered
INTERNAL = message("marked as internal there (audience)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one element.

    `into` is the field its words go to, or, where `read` decides, the fields as documentation names them.
    """

    path: str  # "originInfo/dateIssued"; one that begins with "*/" holds at any depth
    into: str = ""
    read: Reader | None = None
    when: Mapping[str, str] = field(default_factory=dict)  # attributes it must have
    many_lines: bool = False  # its words are paragraphs
    dropped: Message | None = None  # why it is left out

    def holds(self, element: etree._Element) -> bool:
        """Say whether the element has the attributes that the rule demands."""
        return all(attribute(element, name).casefold() == value for name, value in self.when.items())

    def take(self, element: etree._Element, path: str, gathering: Gathering) -> None:
        """Do with the element what the rule says."""
        if self.dropped is not None:
            if words(element) or element.attrib:
                gathering.drop(path, self.dropped)
        elif self.read is not None:
            self.read(element, path, gathering)
        else:
            text = paragraphs(element) if self.many_lines else words(element)
            if self.into == NOTE:
                gathering.note(path, text)
            else:
                gathering.say(path, self.into, text, language_of(element))


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The table of one standard."""

    name: str  # as people call it
    specification: str
    rules: tuple[Rule, ...]
    apart: frozenset[str] = frozenset()  # elements that are records of their own
    _by_path: Mapping[str, Sequence[Rule]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_path: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            by_path[rule.path].append(rule)
        object.__setattr__(self, "_by_path", by_path)

    def rule(self, path: str, element: etree._Element) -> Rule | None:
        """Return the first rule that speaks of an element at a path."""
        for known in (path, f"*/{local(element)}"):
            for rule in self._by_path.get(known, ()):
                if rule.holds(element):
                    return rule
        return None

    def follow(self, record: etree._Element, gathering: Gathering, above: str = "") -> None:
        """Gather what a record says, element by element."""
        for element in elements(record):
            if local(element) in self.apart:
                continue
            path = f"{above}/{local(element)}" if above else local(element)
            if is_internal(element):
                gathering.drop(path, INTERNAL)
            elif rule := self.rule(path, element):
                _leave_internal(element, path, gathering)
                rule.take(element, path, gathering)
            elif len(element):
                gathering.note(path, own_words(element))
                self.follow(element, gathering, path)
            else:
                gathering.note(path, words(element))


def is_internal(element: etree._Element) -> bool:
    """Say whether an element is marked as not for the public."""
    return attribute(element, "audience").casefold() == "internal"


def _leave_internal(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Empty what within an element, a paragraph or some of its words, is not for the public."""
    for inner in list(element.iterdescendants(etree.Element)):
        if is_internal(inner):
            gathering.drop(f"{path}/{local(inner)}", INTERNAL)
            after = inner.tail
            inner.clear()
            inner.tail = after


def table(crosswalk: Crosswalk) -> Iterable[tuple[str, str]]:
    """Yield (element, what becomes of it) for documentation."""
    for rule in crosswalk.rules:
        conditions = "".join(f'[@{name}="{value}"]' for name, value in rule.when.items())
        becomes = f"left out: {rule.dropped}" if rule.dropped is not None else rule.into
        yield rule.path + conditions, becomes
