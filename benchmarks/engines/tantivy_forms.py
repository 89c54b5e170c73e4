"""tantivy asked for what we are asked for: every field, words exact, folded and stemmed in both languages.

No weights are given to forms. A word just as it was asked for is found in every form, another spelling
of it in two or three, an inflected one in one, and scores add up: so nearer forms count more, and to
leave the weights out is the quicker way. Of each kind of question the quickest way that was found is
taken: a tree that tantivy parses, or one that is built here.
"""

from collections.abc import Iterable, Mapping, Sequence

from tantivy import Filter, Occur
from tantivy import Query as Tree

from benchmarks.corpus import Query
from benchmarks.engines import tantivy_engine
from benchmarks.engines.engine import SPELT, Find
from benchmarks.engines.tantivy_engine import FIELDS, FOLDED, Form

INFLECTED = ("text", "title", "description", "subjects")  # the others are names, which have no stems here


def _stemmed(language: str) -> Form:
    return Form((Filter.stemmer(language), Filter.ascii_fold()), "freq", INFLECTED)


FORMS = {"": FOLDED, "_exact": Form(()), "_en": _stemmed("english"), "_es": _stemmed("spanish")}
ALL = [field + ending for ending, form in FORMS.items() for field in form.fields]
# What is found exactly is found folded, too: only for the ranking the exact form need be asked.
UNRANKED = [name for name in ALL if not name.endswith("_exact")]


class Engine(tantivy_engine.Engine):
    """An index of its own, with a field for each form of each text."""

    forms = FORMS
    heap = 1_000_000_000  # for more postings

    @property
    def finds(self) -> Mapping[str, Find]:
        """The kinds that are asked for as they are spelt; stems find what ours finds, but for a few."""
        return {kind: find for kind, find in super().finds.items() if kind in SPELT}

    def word(self, word: str) -> Tree:
        """Return the tree of a word: to have it parsed takes less than to build it of twenty terms."""
        return self._index.parse_query(word, ALL)

    def unranked(self, word: str) -> Tree:
        """Return the tree of a word where nothing is ranked."""
        return self._index.parse_query(word, UNRANKED)

    def words(self, occur: Occur, words: Iterable[str]) -> Tree:
        """Return the tree of words: alternatives answer quicker as one flat list of terms."""
        if occur == Occur.Should:
            return self.word(" ".join(dict.fromkeys(words)))
        return super().words(occur, words)

    def phrase(self, words: Sequence[str], slop: int) -> Tree:
        """Return the tree of words in a row, exact and folded."""
        spelt = (field + ending for ending in ("", "_exact") for field in FIELDS)
        trees = (Tree.phrase_query(self._schema, name, list(words), slop) for name in spelt)
        return Tree.boolean_query([(Occur.Should, tree) for tree in trees])

    def dated(self, query: Query) -> Tree:
        """Return the tree of a word within days, parsed, too."""
        days = f"date:[{query.first}T00:00:00Z TO {query.last}T00:00:00Z]"
        return self._index.parse_query(f"+{query.words[0]} +{days}", ALL)
