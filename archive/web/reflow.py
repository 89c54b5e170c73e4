"""Lines of a printed page, let flow: a page's text keeps its words while its lines fit the reader's screen.

The text of a page comes with the line ends of the print, which on another width only tear it. A line end
is kept where a paragraph plainly ends (the line is short, or empty, or a list goes on); the others become
spaces, as they are to whoever reads the page, or nothing where they break a word at its hyphen. No other
character is touched, so what was marked stays so.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from archive.search.highlight import Part

SHORT = 0.8  # of a full line: a line shorter than this was ended on purpose
ITEM = re.compile(r"\s*([•●▪*–—-]|\(?[0-9a-z]{1,3}[.)])\s")
LINE_END = re.compile(r"\r\n|\r|\n")
# A hyphen, plain or soft, between two letters of which the second is a small one: "defini-\nciones".
BROKEN_WORD = re.compile(r"(?<=[^\W\d_][-\u2010\u00ad])[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[^\W\d_])")


def flowing(text: str, parts: Iterable[Part], *numbers: str) -> tuple[Part, ...]:
    """Return the parts of a page's text with the line ends that are no one's wish made spaces.

    The line at the foot that begins or ends with one of the page's `numbers` stays a line of its own.
    """
    shown = dict.fromkeys(_no_ends(text, numbers), " ") | dict.fromkeys(_breaks(text), "")
    if not shown:
        return tuple(parts)
    places = sorted(shown)
    flowed, at = [], 0
    for part in parts:
        end = at + len(part.text)
        pieces = []
        for place in places[bisect_left(places, at) : bisect_left(places, end)]:
            pieces += [text[at:place], shown[place]]
            at = place + 1
        flowed.append(Part("".join([*pieces, text[at:end]]), part.marked))
        at = end
    return tuple(flowed)


def _breaks(text: str) -> Iterator[int]:
    """Yield where in the text characters stand that only break a word."""
    for found in BROKEN_WORD.finditer(text):
        if text[found.end()].islower():
            yield from range(*found.span())


def _no_ends(text: str, numbers: tuple[str, ...]) -> frozenset[int]:
    """Return where in the text line ends stand that end nothing."""
    ends = list(LINE_END.finditer(text))
    starts = [0, *(end.end() for end in ends)]
    lines = [text[start : end.start()] for start, end in zip(starts, ends, strict=False)] + [
        text[starts[-1] :]
    ]
    full = _full_line(lines)
    last = max((start for start, line in zip(starts, lines, strict=True) if line.strip()), default=0)
    return frozenset(
        place
        for end, line, after in zip(ends, lines, lines[1:], strict=False)
        if len(line.strip()) >= SHORT * full
        and after.strip()
        and not ITEM.match(after)
        and not (end.end() == last and _is_foot(after, numbers))
        for place in range(*end.span())
    )


def _is_foot(line: str, numbers: tuple[str, ...]) -> bool:
    words = line.split()
    return words[0] in numbers or words[-1] in numbers


def _full_line(lines: list[str]) -> float:
    """Return how long a full line of this page is: longer than all but the longest tenth."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[(len(lengths) - 1) * 9 // 10] if len(lengths) > 1 else float("inf")
