"""Texts as plain text, with words broken at line ends as scanners leave them."""

import re
from pathlib import Path

from samples import blocks

WIDTH = 66
_VOWELS = "aeiouáéíóúü"
# A syllable may begin before one of these pairs, but not within it.
_PAIRS = {
    "bl",
    "br",
    "ch",
    "cl",
    "cr",
    "dr",
    "fl",
    "fr",
    "gl",
    "gr",
    "ll",
    "pl",
    "pr",
    "rr",
    "tr",
    "th",
    "qu",
}


def write(source: Path, target: Path, *, hyphens: bool) -> None:
    """Write the text of `source`, filled to lines of 66 characters."""
    parts = [_part(block, hyphens=hyphens) for block in blocks.read(source)]
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _part(block: blocks.Block, *, hyphens: bool) -> str:
    text = blocks.plain(block.text)
    if block.kind == "title":
        return "\n".join([*_fill(text.upper(), hyphens=False), "=" * WIDTH])
    if block.kind == "heading":
        return text.upper()
    return "\n".join(_fill(f"- {text}" if block.kind == "bullet" else text, hyphens=hyphens))


def _fill(text: str, *, hyphens: bool) -> list[str]:
    lines = [""]
    for word in text.split():
        room = WIDTH - len(lines[-1]) - (1 if lines[-1] else 0)
        if len(word) <= room:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        cut = _break(word, room - 1) if hyphens else 0
        if cut:
            lines[-1] = f"{lines[-1]} {word[:cut]}-".strip()
        lines.append(word[cut:])
    return lines


def _break(word: str, room: int) -> int:
    """Return where the last syllable that fits ends, or 0 if the word should stay whole."""
    letters = re.match(r"\W*[^\W\d_]{7,}", word)
    if not letters or not word.islower():
        return 0
    places = [place for place in range(3, letters.end() - 2) if _between_syllables(word, place)]
    return max((place for place in places if place <= room), default=0)


def _between_syllables(word: str, place: int) -> bool:
    """Whether a syllable ends before `place`: after a vowel or consonant, before consonant and vowel."""
    before, first, second = word[place - 1], word[place], word[place + 1]
    if first in _VOWELS or not first.isalpha():
        return False
    opens = second in _VOWELS or first + second in _PAIRS
    return opens and before + first not in _PAIRS and before.isalpha()
