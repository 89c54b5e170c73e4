"""Where the words of a document stand: the one reading of a document that every index starts from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archive.search.document import Text
from archive.text.normalise import words

Places = dict[tuple[str, str], list[int]]  # (language, form) → positions in the field


@dataclass(slots=True)
class FieldWords:
    """The words of one field of one document."""

    places: Places = field(default_factory=dict)
    length: int = 0  # in words


def read(texts: Iterable[Text], folded: dict[tuple[str, str], str]) -> FieldWords:
    """Return where each form stands in `texts`, and note in `folded` how each form folds.

    Positions count the words of the field; between two parts one is left free, so that no phrase
    goes across.
    """
    found: Places = {}
    start = 0
    length = 0
    for language, parts in texts:
        for part in parts:
            last = -1
            for word in words(part):
                last = word[4]
                key = (language, word[6])
                if key in found:
                    found[key].append(start + last)
                else:
                    found[key] = [start + last]
                    folded[key] = word[1]
            length += last + 1
            start += last + 2
    return FieldWords(found, length)


def read_all(
    texts: Mapping[str, Iterable[Text]], folded: dict[tuple[str, str], str]
) -> dict[str, FieldWords]:
    """Return the words of every field that has any."""
    read_fields = {name: read(each, folded) for name, each in texts.items()}
    return {name: each for name, each in read_fields.items() if each.length}
