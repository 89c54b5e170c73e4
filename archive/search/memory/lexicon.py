"""A lexicon in dictionaries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from rapidfuzz.distance import OSA

from archive.search.lexicon import USUAL, Form
from archive.text.languages import stemmer


class MemoryLexicon:
    """The forms and the languages of the documents it is made from."""

    def __init__(self, spoken: Mapping[Form, frozenset[str]], stated: Sequence[Sequence[str]]) -> None:
        self._forms = sorted(spoken)
        self._spoken = spoken
        counts = Counter(language for languages in stated for language in set(languages))
        self._languages = tuple(sorted(counts))
        self._usual = frozenset(each for each, count in counts.items() if count >= USUAL * len(stated))
        self._by_fold: defaultdict[str, list[Form]] = defaultdict(list)
        for form in self._forms:
            self._by_fold[form.folded].append(form)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that its documents state."""
        return self._languages

    def usual(self) -> frozenset[str]:
        """Return those of them that at least the share USUAL of all documents states."""
        return self._usual

    def spoken(self, form: Form) -> frozenset[str]:
        """Return the languages that documents state in which a form stands."""
        return self._spoken[form]

    def spelt(self, folded: Iterable[str]) -> list[Form]:
        """Return the forms with one of these folded spellings."""
        return [form for spelling in folded for form in self._by_fold.get(spelling, ())]

    def stemmed(self, language: str, stems: Iterable[str]) -> list[Form]:
        """Return the forms that have one of these stems in a language."""
        stem, wanted = stemmer(language), set(stems)
        return [] if stem is None else [form for form in self._forms if stem(form.text) in wanted]

    def shaped(self, pattern: str) -> list[Form]:
        """Return the forms whose folded spelling fits a pattern with `*`."""
        return [form for form in self._forms if fnmatchcase(form.folded, pattern)]

    def slipped(self, folded: str) -> list[Form]:
        """Return the forms whose folded spelling is this, or one slip away from it."""
        return [form for form in self._forms if OSA.distance(form.folded, folded, score_cutoff=1) <= 1]
