"""A vocabulary: the closed list of terms that a field takes its values from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from archive.core.nearest import nearest
from archive.core.words import Message, message
from archive.metadata.vocabularies.matching import plain


@dataclass(frozen=True, slots=True)
class Term:
    """One term: the value that is stored, what readers see, and other words for it."""

    value: str
    label: str  # English; shown through the reader's translation
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A named list of terms, and how words are recognised as one of them."""

    name: str
    label: str
    terms: tuple[Term, ...]
    source: str = ""  # where the list is published
    hint: Message | None = None  # what else to do with words that are no term
    read: Callable[[str], str | None] | None = None  # recognises what no list of words can hold
    see: Callable[[str], str | None] | None = None  # the label of a value that is not in the list
    _values: Mapping[str, str] = field(init=False, repr=False)
    _labels: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_values", _index(self.terms))
        object.__setattr__(self, "_labels", {term.value: term.label for term in self.terms})

    def recognise(self, words: str) -> str | None:
        """Return the value that words stand for, or None."""
        if words in self._labels:
            return words
        return self._values.get(plain(words)) or (self.read(words) if self.read else None)

    def label_of(self, value: str) -> str:
        """Return the English label of a value; the value itself if it is unknown."""
        return self._labels.get(value) or (self.see(value) if self.see else None) or value

    def refusal(self, words: str) -> tuple[Message, Message]:
        """Return why words are refused, and what to write instead."""
        reason = message('"{words}" is not in the vocabulary "{name}"', words=words, name=self.name)
        names = {term.label: term.label for term in self.terms} | {
            word: term.label for term in self.terms for word in (term.value, *term.also)
        }
        if close := nearest(words, names):
            return reason, message('Did you mean "{close}"?', close=names[close])
        if self.hint:
            return reason, self.hint
        known = ", ".join(f'"{term.label}"' for term in self.terms)
        return reason, message("Write one of {known}.", known=known)


def _index(terms: Iterable[Term]) -> dict[str, str]:
    """Return value by plain word; a word that two terms share is refused at once."""
    found: dict[str, str] = {}
    for term in terms:
        for word in (term.value, term.label, *term.also):
            if found.setdefault(plain(word), term.value) != term.value:
                raise ValueError(f"{word!r} stands for two terms: {found[plain(word)]} and {term.value}")
    return found
