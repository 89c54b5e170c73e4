"""The likeness of pictures: 64 bits that are nearly the same for nearly the same picture.

The coarse half of a picture's waves, each compared with their median: what is left of it when it is made
smaller, written in another format or a little lighter.

Method: Christoph Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), 3.2.1,
the hash by discrete cosine transform of https://www.phash.org/
"""

import numpy as np
from PIL import Image

NEAR = 10  # bits: two pictures that differ in no more are likely to show the same
SIDE = 32  # pixels to which a picture is brought
WAVES = 8  # in each direction
FLAT = 2.0  # grey values: pictures that vary less, such as empty pages, are like nothing


def _cosines() -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return the waves from the second on: the first is only how light the picture is."""
    waves = np.arange(1, WAVES + 1)[:, None]
    return np.cos(np.pi * waves * (2 * np.arange(SIDE)[None, :] + 1) / (2 * SIDE))


_COSINES = _cosines()


def fingerprint(image: Image.Image) -> str:
    """Return the likeness of a picture, upright as one sees it, as 16 hexadecimal digits.

    Empty pictures and the tiniest have none: "".
    """
    if min(image.size) < SIDE:
        return ""
    grey = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float64)
    if grey.std() < FLAT:
        return ""
    waves = (_COSINES @ grey @ _COSINES.T).ravel()
    bits = np.packbits(waves > np.median(waves))
    return bits.tobytes().hex()


def distance(a: str, b: str) -> int:
    """Return in how many of 64 bits two likenesses differ."""
    return (int(a, 16) ^ int(b, 16)).bit_count()
