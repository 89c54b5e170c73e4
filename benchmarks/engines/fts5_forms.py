"""SQLite's full-text index asked for exact, folded and stemmed forms: a table each.

It stems English alone (`porter`), and where it does, it stems names, too: to leave names out would need
a second table for each question, so this is the quicker way. Each table has all that the one before
has, so the last alone says how many texts there are, and the ranks of the three are summed: an exact
form, which is in all of them, counts more than an inflected one.
"""

from collections.abc import Mapping, Sequence

from benchmarks.engines import fts5
from benchmarks.engines.engine import SPELT, Find

SPLITTERS = {
    "exact": "unicode61 remove_diacritics 0",
    **fts5.Engine.splitters,
    "stemmed": "porter unicode61 remove_diacritics 2",
}
SUMMED = "SELECT rowid FROM ({}) GROUP BY rowid ORDER BY sum(rank)"


class Engine(fts5.Engine):
    """Three tables of words in one file."""

    splitters = SPLITTERS

    @property
    def finds(self) -> Mapping[str, Find]:
        """The kinds that are asked for as they are spelt: other stems are not ours."""
        return {kind: find for kind, find in super().finds.items() if kind in SPELT}

    def tables(self, kind: str) -> Sequence[str]:
        """Return all tables for words, two for words in a row, one for parts of words."""
        if kind not in SPELT:
            return ("stemmed", "speech", "exact")
        return ("speech", "exact") if kind in ("phrase", "near") else ("speech",)

    def ranked(self, select: str, tables: Sequence[str]) -> str:
        """Return the selection of what is found in these tables, by the sum of its ranks."""
        if len(tables) == 1:
            return super().ranked(select, tables)
        ranks = (select.replace(".rowid", ".rowid, rank", 1).format(table=table) for table in tables)
        return SUMMED.format(" UNION ALL ".join(ranks))
