"""Keys of texts: numbers that stand for them, the same in every segment and process."""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from archive.search.lexicon import LEAST_STEM
from archive.text.languages import stems

NO_STEM = 0  # the key of a stem too short to say anything; no text has it


def text_key(text: str) -> int:
    """Return a number of 64 bits for a text.

    It is made of two checksums of 32 bits, which notice different changes: that two of a million words
    should share one is not to be expected.
    """
    encoded = text.encode("utf-8", "surrogatepass")
    return zlib.crc32(encoded) << 32 | zlib.adler32(encoded[::-1])


def text_keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Return the key of each text."""
    return np.array([text_key(text) for text in texts], dtype=np.uint64)


def stem_keys(language: str, forms: Sequence[str]) -> NDArray[np.uint64]:
    """Return the keys of the stems of forms in a language."""
    found = (text_key(stem) if len(stem) >= LEAST_STEM else NO_STEM for stem in stems(language, forms))
    return np.fromiter(found, dtype=np.uint64, count=len(forms))
