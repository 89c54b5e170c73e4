"""Where the words of a document stand: the one reading of a document that every index starts from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archive.search.phrases import MOST_SLOP
from archive.text.normalise import words

Places = dict[str, list[int]]  # form → positions in the field

APART = MOST_SLOP + 1  # positions left free between two parts, so that no phrase goes across, however loose


@dataclass(slots=True)
class FieldWords:
    """The words of one field of one document."""

    places: Places = field(default_factory=dict)
    length: int = 0  # in words


def read(parts: Iterable[str], folded: dict[str, str]) -> FieldWords:
    """Return where each form stands in the parts of a field, and note in `folded` how each form folds.

    Positions count the words of the field, and APART more between two parts.
    """
    found: Places = {}
    start = 0
    length = 0
    for part in parts:
        last = -1
        for word in words(part):
            last = word[4]
            form = word[6]
            if form in found:
                found[form].append(start + last)
            else:
                found[form] = [start + last]
                folded[form] = word[1]
        length += last + 1
        start += last + 1 + APART
    return FieldWords(found, length)


def read_all(texts: Mapping[str, Iterable[str]], folded: dict[str, str]) -> dict[str, FieldWords]:
    """Return the words of every field that has any."""
    read_fields = {name: read(parts, folded) for name, parts in texts.items()}
    return {name: each for name, each in read_fields.items() if each.length}
