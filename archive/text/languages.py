"""Stems: the languages whose inflected forms are found together.

Spec: https://snowballstem.org/algorithms/
"""

import threading
from collections.abc import Callable, Sequence

import Stemmer

from archive.text.folding import fold

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
STEMMED = frozenset(ALGORITHMS)

# A reader types "revolucion"; the rules want "revolución". Endings that are written with an accent
# in every word are given theirs back before the rules are applied. None ends in another.
ENDINGS = {
    "es": {f"{before}ion": f"{before}ión" for before in "cgnstx"} | {"logia": "logía", "logias": "logías"},
    "pt": {"cao": "ção", "coes": "ções", "soes": "sões"},
    "ca": {"cio": "ció", "sio": "sió"},
    "fr": {"ite": "ité", "ites": "ités"},
}


def stemmer(tag: str | None) -> Callable[[str], str] | None:
    """Return the function that stems words of a language (BCP 47 tag), or None if there is no such.

    It takes a word in lower case, with its accents (`Word.plain`) or folded, and returns the stem
    folded: stems of different spellings can be compared.
    """
    language = _language(tag)
    if language not in STEMMED:
        return None
    endings = ENDINGS.get(language, {})
    plain_endings = tuple(endings)

    def stem(word: str) -> str:
        if word.endswith(plain_endings):
            word = _accented(word, endings)
        return fold(_snowball(language).stemWord(word))

    return stem


def stems(tag: str | None, words: Sequence[str]) -> list[str]:
    """Return the stems of many words at once, as `stemmer` gives them one by one.

    The stem of a word in a language without rules is the word, folded.
    """
    language = _language(tag)
    if language not in STEMMED:
        return [fold(word) for word in words]
    if endings := ENDINGS.get(language):
        plain_endings = tuple(endings)
        words = [_accented(word, endings) if word.endswith(plain_endings) else word for word in words]
    return [fold(stem) for stem in _snowball(language).stemWords(words)]


def _language(tag: str | None) -> str:
    return (tag or "").replace("_", "-").partition("-")[0].lower()


def _accented(word: str, endings: dict[str, str]) -> str:
    """Return a word that has one of these endings with its accent; one that bears accents stays as it is."""
    if not word.isascii():
        return word
    ending = next(each for each in endings if word.endswith(each))
    return word.removesuffix(ending) + endings[ending]


def _snowball(language: str) -> Stemmer.Stemmer:
    """Return this thread's own stemmer: Snowball's are not to be shared."""
    stemmers: dict[str, Stemmer.Stemmer] = _LOCAL.__dict__
    if language not in stemmers:
        # No cache: the words of a dictionary all differ, and looking them up costs more than the rules.
        stemmers[language] = Stemmer.Stemmer(ALGORITHMS[language], 0)
    return stemmers[language]


_LOCAL = threading.local()
