"""A lexicon in dictionaries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from fnmatch import fnmatchcase

from archive.search.lexicon import Form
from archive.text.languages import stemmer


class MemoryLexicon:
    """The forms of the documents it is made from."""

    def __init__(self, counts: Counter[Form]) -> None:
        self._counts = counts
        self._by_fold: defaultdict[str, list[Form]] = defaultdict(list)
        self._by_stem: defaultdict[tuple[str, str], list[Form]] = defaultdict(list)
        for form in sorted(counts):
            self._by_fold[form.folded].append(form)
            if (stem := stemmer(form.language)) is not None:
                self._by_stem[form.language, stem(form.text)].append(form)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of its forms."""
        return tuple(sorted({form.language for form in self._counts}))

    def spelt(self, folded: Iterable[str]) -> list[Form]:
        """Return the forms with one of these folded spellings."""
        return [form for spelling in folded for form in self._by_fold.get(spelling, ())]

    def stemmed(self, language: str, stems: Iterable[str]) -> list[Form]:
        """Return the forms of a language with one of these stems."""
        return [form for stem in stems for form in self._by_stem.get((language, stem), ())]

    def shaped(self, pattern: str, most: int) -> list[Form]:
        """Return the forms whose folded spelling fits a pattern with `*`, the most frequent first."""
        fitting = [form for form in self._counts if fnmatchcase(form.folded, pattern)]
        return sorted(fitting, key=lambda form: (-self._counts[form], form))[:most]
