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
    last: str  # what there is of it, as it was typed
    prefix: str  # the same, folded; its parts joined, if it is written in parts
    parted: bool  # it is written in parts: "secretary-gen"
    plain: bool  # words alone, no sign that means something
    quoted: bool  # within quotation marks that are not closed yet

    @property
    def words(self) -> tuple[str, ...]:
        """All words, folded as names are."""
        return words_of(" ".join((*self.before, self.last)))

    def completed(self, word: str) -> str:
        """Return the query with its last word completed."""
        return f"{self.head}{word}{chr(34) if self.quoted else ''}"


def typed(q: str) -> Typed | None:
    """Return what is being typed, or None if there is nothing to complete."""
    text = plain_quotes(q.lstrip())
    if len(text) > LONGEST:
        return None
    found = list(words(text))
    ends = [word for word in found if word.end == len(text)]
    last = min(ends, key=lambda word: word.start, default=None)  # of a word written in parts, the whole
    if last is None or len(last.folded) < LEAST:
        return None
    quoted = text.count('"') % 2 == 1
    opened = text.rindex('"') + 1 if quoted else 0
    plain = not quoted and _SIGNS.search(text) is None
    before = [
        word.plain for word in found if not word.joined and opened <= word.start and word.end <= last.start
    ]
    return Typed(
        q.lstrip()[: last.start],
        tuple(before) if plain or quoted else (),
        last.surface,
        last.folded,
        last.joined,
        plain,
        quoted,
    )
