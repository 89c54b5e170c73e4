"""Folding: one spelling for all the ways of writing the same letters.

Spec: https://www.unicode.org/reports/tr15/ (normalisation forms) and the Unicode Standard,
https://www.unicode.org/versions/latest/, section 3.13 (case folding)
"""

import re
import unicodedata

# Marks that a reader may leave out: accents, Hebrew points, Arabic vowel signs. The vowel signs
# of Indic scripts and the voicing marks of kana are not among them: they make other letters.
MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
                   "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
                   "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip

# Letters that have no decomposition, yet are written with plain ones where a keyboard lacks them,
# and signs that come in typographic variants.
LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
    "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƒ": "f", "ə": "e", "ʼ": "'",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "ʻ": "'", "ʹ": "'", "ʾ": "'", "ʿ": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁃": "-", "⁄": "/",
    "ـ": "", "\u00a0": " ",
}  # fmt: skip
# Signs that show nothing: soft hyphens, zero-width spaces and joiners, marks of the direction of writing,
# selectors of a letter's variant, the byte order mark.
INVISIBLE = frozenset(
    map(chr, (0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
              *range(0xFE00, 0xFE10), 0xFEFF))
)  # fmt: skip
_LETTERS = str.maketrans(LETTERS | dict.fromkeys(INVISIBLE, ""))


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures and typographic variants. Offsets are not kept."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = _once(text)
    # A few letters decompose into others that fold again; two rounds always suffice for them.
    while not folded.isascii() and (again := _once(folded)) != folded:
        folded = again
    return folded


def plain(text: str) -> str:
    """Return `text` in lower case, composed, without invisible signs; accents kept, as stemmers expect."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text.lower().translate(_INVISIBLE))
    return composed.replace("’", "'")


def _once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    stripped = MARKS.sub("", decomposed).translate(_LETTERS).casefold()
    return unicodedata.normalize("NFC", stripped)


_INVISIBLE = dict.fromkeys(map(ord, (*INVISIBLE, "ـ")))
