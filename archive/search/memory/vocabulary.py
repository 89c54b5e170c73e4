"""The words of some documents, counted by reading them all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from archive.metadata.access import Role
from archive.search.fields import asked
from archive.search.lexicon import slips_of, spelling
from archive.search.memory.evaluate import Held
from archive.search.memory.phrases import ends
from archive.search.occurrences import Places
from archive.search.phrases import runs
from archive.text.normalise import fold


class MemoryVocabulary:
    """What stands in the fields of some documents that a role is asked of when no field is named."""

    def __init__(self, seen: Iterable[Held], folded: Mapping[str, str], role: Role) -> None:
        fields = asked(None, role)
        self._folded = folded
        self._places = [[held.words[name].places for name in fields if name in held.words] for held in seen]

    def starting(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words whose folded form begins so, the most frequent first, with their records."""
        return self._frequent(map(_every, self._places), prefix, most)

    def following(self, words: Sequence[str], prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words that begin so and stand right behind `words` (folded), most frequent first."""
        parts = tuple(map(spelling, words))
        wanted = {text for _, _, text in runs(parts)}
        forms = {text: [form for form, folded in self._folded.items() if folded == text] for text in wanted}
        found = ({form for places in each for form in _behind(parts, forms, places)} for each in self._places)
        return self._frequent(found, prefix, most)

    def resembling(self, word: str, most: int) -> Sequence[tuple[str, int]]:
        """Return words up to two slips away (one, for words of up to 4 letters), nearest first."""
        asked_for = spelling(word)
        furthest = slips_of(asked_for)
        records = Counter(form for each in self._places for form in _every(each))
        slips = {form: OSA.distance(asked_for, self._folded[form]) for form in records}
        near = [form for form in records if 0 < slips[form] <= furthest]
        near.sort(key=lambda form: (slips[form], -records[form], form))
        return [(form, records[form]) for form in near[:most]]

    def records(self, words: Iterable[str]) -> Mapping[str, int]:
        """Return in how many records each of these words occurs, whatever its case and accents."""
        counts = Counter(
            folded for each in self._places for folded in {self._folded[form] for form in _every(each)}
        )
        return {word: counts[spelling(word)] for word in words}

    def _frequent(self, found: Iterable[set[str]], prefix: str, most: int) -> list[tuple[str, int]]:
        begins = fold(prefix)
        counts = Counter(form for forms in found for form in forms if self._folded[form].startswith(begins))
        return sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:most]


def _every(fields: Iterable[Places]) -> set[str]:
    return {form for places in fields for form in places}


def _behind(parts: tuple[str, ...], forms: Mapping[str, list[str]], places: Places) -> Iterator[str]:
    """Yield the words right behind an occurrence of a phrase."""
    following = ends(parts, forms, places)
    yield from (form for form, stands in places.items() if not following.isdisjoint(stands))
