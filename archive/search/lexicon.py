"""What a word of a query stands for: the forms of it that occur in the archive.

Texts are indexed in their written forms alone; stems, accents, wildcards and slips of the pen are
relations between forms, looked up here. A stem is one of the language that the form was written in.
"""

import string
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from archive.search.scoring import EXACT, FOLDED, STEMMED
from archive.search.tree import Fuzzy, Node, Wildcard, Word, affirmed
from archive.text.languages import stemmer
from archive.text.normalise import fold, words

MOST_FORMS = 128  # that a wildcard stands for; the most frequent


class Form(NamedTuple):
    """A word as it is written in texts of one language: lower case, accents kept."""

    language: str
    text: str
    folded: str
    fields: int = -1  # bits: the fields of the index in which it occurs; all, if nobody counts them


class Lexicon(Protocol):
    """The forms that occur in an index."""

    def languages(self) -> tuple[str, ...]:
        """Return the languages of its forms."""
        ...

    def spelt(self, folded: Iterable[str]) -> list[Form]:
        """Return the forms with one of these folded spellings."""
        ...

    def stemmed(self, language: str, stems: Iterable[str]) -> list[Form]:
        """Return the forms of a language with one of these stems."""
        ...

    def shaped(self, pattern: str, most: int) -> list[Form]:
        """Return the forms whose folded spelling fits a pattern with `*`, the most frequent first."""
        ...


Expansion = dict[Form, int]  # form → how near it is to what was asked: EXACT, FOLDED or STEMMED


def spelling(text: str) -> str:
    """Return a word of a query as `words` folds it in a text."""
    return next((word.folded for word in words(text)), fold(text))


def accented(text: str, lexicon: Lexicon) -> Expansion:
    """Return the forms that differ from `text` in case and accents alone."""
    return {form: EXACT if form.text == text else FOLDED for form in lexicon.spelt([spelling(text)])}


def inflected(text: str, lexicon: Lexicon) -> Expansion:
    """Return those, and the forms that share a stem with `text` in their own language.

    The stem is taken of the word as asked and of the accented forms it may stand for: who types
    `participacion` means `participación`.
    """
    found = accented(text, lexicon)
    for language in lexicon.languages():
        stem = stemmer(language)
        if stem is None:
            continue
        stems = {stem(text)} | {stem(form.text) for form in found if form.language == language}
        for form in lexicon.stemmed(language, stems):
            found.setdefault(form, STEMMED)
    return found


def shaped(pattern: str, lexicon: Lexicon) -> tuple[Expansion, bool]:
    """Return the forms that fit a pattern, and whether they are all there are."""
    forms = lexicon.shaped(pattern, MOST_FORMS + 1)
    return dict.fromkeys(forms[:MOST_FORMS], FOLDED), len(forms) <= MOST_FORMS


def resembling(text: str, lexicon: Lexicon) -> Expansion:
    """Return the forms that are one slip away from `text`; the word itself counts more."""
    folded = spelling(text)
    forms = lexicon.spelt(neighbours(folded))
    return {form: FOLDED if form.folded == folded else STEMMED for form in forms}


def expansion(node: Word | Fuzzy | Wildcard, lexicon: Lexicon) -> tuple[Expansion, bool]:
    """Return the forms a word of a query stands for, and whether they are all there are."""
    match node:
        case Word(text):
            return inflected(text, lexicon), True
        case Fuzzy(text):
            return resembling(text, lexicon), True
        case Wildcard(pattern):
            return shaped(pattern, lexicon)


def forms_of(tree: Node | None, lexicon: Lexicon) -> dict[Node, frozenset[str]]:
    """Return, for each word that is asked for, the folded forms that it stands for."""
    return {
        node: frozenset(form.folded for form in expansion(node, lexicon)[0])
        for _, node in affirmed(tree)
        if isinstance(node, Word | Fuzzy | Wildcard)
    }


def neighbours(word: str) -> set[str]:
    """Return the word and every spelling one slip away: a letter more, less, other, or two swapped."""
    letters = _letters(word)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    more = {left + letter + right for left, right in cuts for letter in letters}
    return {word} | less - {""} | swapped | other | more


def _letters(word: str) -> set[str]:
    """Return the letters a slip may put in: Latin ones and digits, and the neighbours of any others."""
    found = set(string.ascii_lowercase + string.digits)
    for char in word:
        if not char.isascii():
            block = ord(char) & ~0x3F
            found |= {chr(code) for code in range(block, block + 0x40) if chr(code).isalnum()}
    return found
