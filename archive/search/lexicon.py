"""What a word of a query stands for: the forms of it that occur in the archive.

Texts are indexed in their written forms alone, whatever their language. Accents, stems, wildcards and
slips of the pen are relations between forms, looked up here. Stems are taken in every language that
the archive holds, so that a quotation is found in whatever record it stands; how much an inflected
form counts depends on the languages of the record.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from archive.search.scoring import ELSEWHERE, EXACT, FOLDED, STEMMED
from archive.search.tree import Fuzzy, Node, Wildcard, Word, affirmed
from archive.text.languages import stemmer
from archive.text.normalise import fold, words


class Form(NamedTuple):
    """A word as it is written in texts: lower case, accents kept; and its fold."""

    text: str
    folded: str


class Lexicon(Protocol):
    """The forms that occur in an index."""

    def languages(self) -> tuple[str, ...]:
        """Return the languages that its documents state."""
        ...

    def spelt(self, folded: Iterable[str]) -> list[Form]:
        """Return the forms with one of these folded spellings."""
        ...

    def stemmed(self, language: str, stems: Iterable[str]) -> list[Form]:
        """Return the forms that have one of these stems in a language."""
        ...

    def usual(self) -> frozenset[str]:
        """Return those of them that at least the share USUAL of all documents states."""
        ...

    def spoken(self, form: Form) -> frozenset[str]:
        """Return the languages that documents state in which a form stands."""
        ...

    def shaped(self, pattern: str) -> list[Form]:
        """Return the forms whose folded spelling fits a pattern with `*`."""
        ...

    def slipped(self, folded: str) -> list[Form]:
        """Return the forms whose folded spelling is this, or one slip away from it.

        A slip is a letter more, a letter less, another letter, or two neighbours changed about.
        """
        ...


# How near a form is to what was asked, in any record; or the languages in which it is inflected: then
# that depends on the record (`nearness_in`).
Nearness = int | frozenset[str]
Expansion = dict[Form, Nearness]


LEAST_STEM = 3  # letters
SHORT = 4  # letters; of a word no longer than this, most others are two slips away
USUAL = 0.02  # of all documents: a language that so many state is one of the archive's own


def stems_of(forms: Iterable[str], stem: Callable[[str], str]) -> set[str]:
    """Return the stems of forms, those that say enough.

    Rules leave "un" of the Spanish "unido" as they do of "una", and "us" of "use" in some language:
    so short a rest is shared by words that have nothing to do with one another.
    """
    return {rest for rest in map(stem, forms) if len(rest) >= LEAST_STEM}


def slips_of(folded: str) -> int:
    """Return how many slips another word may be away from this one and still resemble it."""
    return 1 if len(folded) <= SHORT else 2


def spelling(text: str) -> str:
    """Return a word of a query as `words` folds it in a text."""
    if text.isascii() and text.isalnum():
        return text.lower()  # most words: there is nothing to fold
    return next((word.folded for word in words(text)), fold(text))


def accented(text: str, lexicon: Lexicon) -> Expansion:
    """Return the forms that differ from `text` in case and accents alone."""
    return {form: EXACT if form.text == text else FOLDED for form in lexicon.spelt([spelling(text)])}


def inflected(text: str, lexicon: Lexicon) -> Expansion:
    """Return those, and the forms that share a stem with `text` in a language of the archive.

    The stem is taken of the word as asked and of the accented forms it may stand for: who types
    `participacion` means `participación`. Where a language is rare in the archive, one of the two, the word
    or the form, must stand in a record of it: its rules make kin of words of others that are none, and
    with each language that a handful of records are in there would be more of them.
    """
    found = accented(text, lexicon)
    spoken = lexicon.usual().union(*map(lexicon.spoken, found))
    languages: dict[Form, set[str]] = {}
    for language in lexicon.languages():
        if (stem := stemmer(language)) is not None:
            stems = stems_of([text, *(form.text for form in found)], stem)
            for form in lexicon.stemmed(language, stems):
                if language not in spoken and language not in lexicon.spoken(form):
                    continue
                languages.setdefault(form, set()).add(language)
    return found | {form: frozenset(of) for form, of in languages.items() if form not in found}


def resembling(text: str, lexicon: Lexicon) -> Expansion:
    """Return the forms that are one slip away from `text`; the word itself counts more."""
    found = accented(text, lexicon)
    return found | {form: STEMMED for form in lexicon.slipped(spelling(text)) if form not in found}


def nearness_in(languages: Sequence[str], nearness: Nearness, names: bool) -> int | None:
    """Return how near a form is in a record that states `languages`; None: it does not count there.

    In fields of `names` no inflected form counts.
    """
    if isinstance(nearness, int):
        return nearness
    if names:
        return None
    return ELSEWHERE if languages and nearness.isdisjoint(languages) else STEMMED


def expansion(node: Word | Fuzzy | Wildcard, lexicon: Lexicon) -> Expansion:
    """Return the forms a word of a query stands for, and how near each is to it."""
    match node:
        case Word(text):
            return inflected(text, lexicon)
        case Fuzzy(text):
            return resembling(text, lexicon)
        case Wildcard(pattern):
            return dict.fromkeys(lexicon.shaped(pattern), FOLDED)


def forms_of(tree: Node | None, lexicon: Lexicon) -> dict[Node, frozenset[str]]:
    """Return, for each word that is asked for, the folded forms that it stands for."""
    return {
        node: frozenset(form.folded for form in expansion(node, lexicon))
        for _, node in affirmed(tree)
        if isinstance(node, Word | Fuzzy | Wildcard)
    }
