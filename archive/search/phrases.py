"""Phrases across spellings: which neighbours of a phrase may stand in a text as one written word.

A text may write "US-backed", "US backed" or "usbacked"; `words` gives the whole and the parts of
what is hyphenated at one position. So any few neighbours of a phrase may be met joined.
"""

LONGEST = 3  # neighbours that may stand as one word
MOST_SLOP = 50  # words between the first and the last that are none of the phrase's; more are taken for this


def runs(words: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Return every run of neighbours that may be one written word: start, end, and the word."""
    last = len(words)
    return [
        (start, end, "".join(words[start:end]))
        for start in range(last)
        for end in range(start + 1, min(start + LONGEST, last) + 1)
    ]
