"""SQLite's full-text index, without the text itself, and a table of facts beside it."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from benchmarks.corpus import BEST, MOST_VALUES, PAGE50, SLOP, Query, Speech, joined
from benchmarks.engines.engine import Ask, Find

TABLES = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -200000;
CREATE VIRTUAL TABLE speech USING fts5(title, description, speaker, place, subjects, body,
    content='', tokenize="unicode61 remove_diacritics 2");
CREATE TABLE fact (number INTEGER PRIMARY KEY, day INTEGER, year INTEGER, collection TEXT, type TEXT);
CREATE TABLE subject (number INTEGER, name TEXT);
"""
FINISH = """
CREATE INDEX by_day ON fact (day); CREATE INDEX by_number ON subject (number);
INSERT INTO speech (speech) VALUES ('optimize'); ANALYZE;
"""
WORDS = "SELECT rowid FROM speech WHERE speech MATCH ?"
BY_RANK = f"{WORDS} ORDER BY rank LIMIT {BEST}"
JOINED = "SELECT number FROM speech JOIN fact ON number = speech.rowid WHERE speech MATCH ?"
WITHIN = f"{JOINED} AND day BETWEEN ? AND ?"
COUNT = "SELECT count(*) FROM ({})"


class Engine:
    """Words are folded, not stemmed."""

    version = sqlite3.sqlite_version

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._path = folder / "speeches.sqlite"

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index in one transaction, then merge."""
        base = sqlite3.connect(self._path)
        base.executescript(TABLES)
        for number, speech in enumerate(speeches):
            told = (speech.title, speech.description, speech.speaker, speech.place)
            texts = (number, *told, joined(speech.subjects), joined(speech.paragraphs))
            base.execute(
                "INSERT INTO speech (rowid, title, description, speaker, place, subjects, body)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                texts,
            )
            facts = (number, speech.day, int(speech.delivered[:4]), speech.collection, speech.type)
            base.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", facts)
            base.executemany(
                "INSERT INTO subject VALUES (?, ?)", [(number, name) for name in speech.subjects]
            )
        base.executescript(FINISH)
        base.commit()
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.close()

    def open(self) -> None:
        """Open with its file mapped into memory."""
        self._base = sqlite3.connect(self._path)
        self._base.execute("PRAGMA mmap_size = 2000000000")
        self._base.execute("PRAGMA cache_size = -20000")
        self._base.execute("CREATE TEMP TABLE hit (number INTEGER PRIMARY KEY)")

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def forget(self) -> None:
        """It keeps no answers."""

    @property
    def asks(self) -> Mapping[str, Ask]:
        """What its query language has: no fuzzy word, and no wildcard but at the end."""
        asks: dict[str, Ask] = {kind: partial(self._ask, kind) for kind in _MATCHES if kind != "dates"}
        return asks | {
            "dates": self._dated,
            "facets": self._facets,
            "newest": self._newest,
            "page50": self._page50,
        }

    @property
    def finds(self) -> Mapping[str, Find]:
        """The same kinds; NEAR knows no order, and is left out."""
        return {kind: partial(self._numbers, kind) for kind in _MATCHES if kind != "near"}

    def _total(self, select: str, values: tuple[object, ...]) -> int:
        return int(self._base.execute(COUNT.format(select), values).fetchone()[0])

    def _ask(self, kind: str, query: Query) -> int:
        match = (_MATCHES[kind](query),)
        self._base.execute(BY_RANK, match).fetchall()
        return self._total(WORDS, match)

    def _dated(self, query: Query) -> int:
        values = (_MATCHES["dates"](query), *query.days)
        self._base.execute(f"{WITHIN} ORDER BY rank LIMIT {BEST}", values).fetchall()
        return self._total(WITHIN, values)

    def _newest(self, query: Query) -> int:
        match = (_MATCHES["rare"](query),)
        self._base.execute(f"{JOINED} ORDER BY day DESC LIMIT {BEST}", match).fetchall()
        return self._total(WORDS, match)

    def _page50(self, query: Query) -> int:
        match = (_MATCHES["rare"](query),)
        self._base.execute(f"{BY_RANK} OFFSET {PAGE50}", match).fetchall()
        return self._total(WORDS, match)

    def _facets(self, query: Query) -> int:
        match = (_MATCHES["rare"](query),)
        self._base.execute("DELETE FROM hit")
        self._base.execute(f"INSERT INTO hit {WORDS}", match)
        most = f"GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST_VALUES}"
        for column in ("collection", "type", "year"):
            counts = f"SELECT {column}, count(*) FROM hit JOIN fact USING (number) {most}"
            self._base.execute(counts).fetchall()
        self._base.execute(f"SELECT name, count(*) FROM hit JOIN subject USING (number) {most}").fetchall()
        self._base.execute(BY_RANK, match).fetchall()
        return int(self._base.execute("SELECT count(*) FROM hit").fetchone()[0])

    def _numbers(self, kind: str, query: Query) -> list[int]:
        match = _MATCHES[kind](query)
        dated = kind == "dates"
        found = (
            self._base.execute(WITHIN, (match, *query.days)) if dated else self._base.execute(WORDS, (match,))
        )
        return [int(number) for (number,) in found]


def _quoted(word: str) -> str:
    return f'"{word}"'


def _first(query: Query) -> str:
    return _quoted(query.words[0])


_MATCHES = {
    "rare": _first,
    "common": _first,
    "dates": _first,
    "and": lambda query: " AND ".join(map(_quoted, query.words)),
    "or": lambda query: " OR ".join(map(_quoted, query.words)),
    "phrase": lambda query: _quoted(" ".join(query.words)),
    "near": lambda query: f"NEAR({' '.join(map(_quoted, query.words))}, {SLOP})",
    "prefix3": lambda query: _first(query) + "*",
    "prefix4": lambda query: _first(query) + "*",
}
