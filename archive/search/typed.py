"""What somebody is typing: the word that is not finished, and what stands before it."""

import re
from dataclasses import dataclass

from archive.catalogue.lookup import words_of
from archive.search.query_tokens import plain_quotes
from archive.text.normalise import words

LEAST = 2  # letters of a word that can be completed
LONGEST = 200  # characters; what is longer is pasted, not typed

_SIGNS = re.compile(r'[":()*~]|(?:^|\s)(?:-|(?:OR|AND|NOT)(?=\s))')


@dataclass(frozen=True, slots=True)
class Typed:
    """A query whose last word is to be completed."""

    head: str  # all before that word, as it was typed
    before: tuple[str, ...]  # the words before it that it follows on; none if signs stand between
    prefix: str  # what there is of it, folded
    plain: bool  # words alone, no sign that means something
    quoted: bool  # within quotation marks that are not closed yet

    @property
    def words(self) -> tuple[str, ...]:
        """All words, folded as names are."""
        return words_of(" ".join((*self.before, self.prefix)))

    def completed(self, word: str) -> str:
        """Return the query with its last word completed."""
        return f"{self.head}{word}{chr(34) if self.quoted else ''}"


def typed(q: str) -> Typed | None:
    """Return what is being typed, or None if there is nothing to complete."""
    text = plain_quotes(q.lstrip())
    if len(text) > LONGEST:
        return None
    found = [word for word in words(text) if not word.joined]
    if not found or found[-1].end != len(text) or len(found[-1].folded) < LEAST:
        return None
    last = found[-1]
    quoted = text.count('"') % 2 == 1
    opened = text.rindex('"') + 1 if quoted else 0
    plain = not quoted and _SIGNS.search(text) is None
    before = (word.plain for word in found[:-1] if word.start >= opened) if plain or quoted else ()
    return Typed(q.lstrip()[: last.start], tuple(before), last.folded, plain, quoted)
