"""Stems: the languages whose inflected forms are found together.

Spec: https://snowballstem.org/algorithms/
"""

import re
import threading
from collections.abc import Callable

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
# in every word are given theirs back before the rules are applied.
ENDINGS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "es": ((re.compile("(?<=[cgnstx])ion$"), "ión"), (re.compile("logia(s?)$"), r"logía\1")),
    "pt": ((re.compile("cao$"), "ção"), (re.compile("coes$"), "ções"), (re.compile("soes$"), "sões")),
    "ca": ((re.compile("(?<=[cs])io$"), "ió"),),
    "fr": ((re.compile("ite(s?)$"), r"ité\1"),),
}


def stemmer(tag: str | None) -> Callable[[str], str] | None:
    """Return the function that stems words of a language (BCP 47 tag), or None if there is no such.

    It takes a word in lower case, with its accents (`Word.plain`) or folded, and returns the stem
    folded: stems of different spellings can be compared.
    """
    language = (tag or "").replace("_", "-").partition("-")[0].lower()
    if language not in STEMMED:
        return None
    endings = ENDINGS.get(language, ())

    def stem(word: str) -> str:
        if word.isascii():
            for pattern, accented in endings:
                word = pattern.sub(accented, word)
        return fold(_snowball(language).stemWord(word))

    return stem


def _snowball(language: str) -> Stemmer.Stemmer:
    """Return this thread's own stemmer: Snowball's are not to be shared."""
    stemmers: dict[str, Stemmer.Stemmer] = _LOCAL.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(ALGORITHMS[language])
    return stemmers[language]


_LOCAL = threading.local()


def stems(tag, words):
    one = stemmer(tag)
    return list(map(one, words))
