"""Xapian asked for exact, folded and stemmed forms: terms with prefixes. Standard library only, beside it.

A word is any of four terms. A word just as it was asked for is found by all of them, an inflected one by
one, and what they count is added up: so nearer forms count more, without weights, which would take longer.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xapian

from benchmarks.engines import xapian_engine
from benchmarks.engines.engine import SPELT, Find
from benchmarks.engines.xapian_engine import Tree

EXACT = "E"  # before terms with their accents; folded terms have nothing before them
STEMMED = {"N": "english", "S": "spanish"}  # before stems of words with accents, most of which stems lose


class Engine(xapian_engine.Engine):
    """Exact and folded terms with positions, stems without; names have no stems."""

    def __init__(self, folder: Path, corpus: Path) -> None:
        super().__init__(folder, corpus)
        self._stems = {prefix: xapian.Stem(language) for prefix, language in STEMMED.items()}
        self._stemmers = {prefix: xapian.TermGenerator() for prefix in STEMMED}
        for prefix, stemmer in self._stemmers.items():
            stemmer.set_stemmer(self._stems[prefix])
            stemmer.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)

    @property
    def finds(self) -> Mapping[str, Find]:
        """The kinds that are asked for as they are spelt; stems find what ours finds, but for a few."""
        return {kind: find for kind, find in super().finds.items() if kind in SPELT}

    def index_name(self, text: str) -> None:
        """Index the words of a name as they are spelt, with their accents and without."""
        self._splitter.index_text(text.lower(), 1, EXACT)
        super().index_name(text)

    def index_text(self, document: Any, text: str) -> None:
        """Index the words of a text in all forms."""
        self.index_name(text)
        for prefix, stemmer in self._stemmers.items():
            stemmer.set_document(document)
            stemmer.index_text_without_positions(text.lower(), 1, prefix)

    def word(self, word: str) -> Any:
        """Return the tree of a word in all forms."""
        return Tree(Tree.OP_OR, [EXACT + word, *self._inflected(word)])

    def unranked(self, word: str) -> Any:
        """Return the tree of a word without the exact form, which finds nothing that the others do not."""
        return Tree(Tree.OP_OR, self._inflected(word))

    def phrase(self, words: Sequence[str], window: int) -> Any:
        """Return the tree of words in order, exact and folded."""
        exact = Tree(Tree.OP_PHRASE, [EXACT + word for word in words], window)
        return Tree(Tree.OP_OR, exact, super().phrase(words, window))

    def _inflected(self, word: str) -> list[str]:
        return [word, *(prefix + stem(word).decode() for prefix, stem in self._stems.items())]
