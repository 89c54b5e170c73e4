"""SQLite's full-text index, without the text itself, and a table of facts beside it."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.corpus import BEST, MOST_VALUES, PAGE50, SLOP, Query, Speech, joined
from benchmarks.engines.engine import Ask, Find

SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -200000;"
WORDS = """
CREATE VIRTUAL TABLE {table} USING fts5(title, description, speaker, place, subjects, body,
    content='', tokenize="{splitter}");
"""
FACTS = """
CREATE TABLE fact (number INTEGER PRIMARY KEY, day INTEGER, year INTEGER, collection TEXT, type TEXT);
CREATE TABLE subject (number INTEGER, name TEXT);
"""
INSERT = """
INSERT INTO {table} (rowid, title, description, speaker, place, subjects, body) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
OPTIMIZE = "INSERT INTO {table} ({table}) VALUES ('optimize');"
FINISH = "CREATE INDEX by_day ON fact (day); CREATE INDEX by_number ON subject (number); ANALYZE;"

FOUND = "SELECT {table}.rowid FROM {table} WHERE {table} MATCH :match"
JOINED = "SELECT {table}.rowid FROM {table} JOIN fact ON number = {table}.rowid WHERE {table} MATCH :match"
WITHIN = f"{JOINED} AND day BETWEEN :first AND :last"
COUNT = "SELECT count(*) FROM ({})"


class Engine:
    """Words are folded, not stemmed."""

    version = sqlite3.sqlite_version
    splitters: Mapping[str, str] = {"speech": "unicode61 remove_diacritics 2"}  # by table

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._path = folder / "speeches.sqlite"

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index in one transaction, then merge."""
        base = sqlite3.connect(self._path)
        tables = (WORDS.format(table=table, splitter=told) for table, told in self.splitters.items())
        base.executescript(SETTINGS + "".join(tables) + FACTS)
        inserts = [INSERT.format(table=table) for table in self.splitters]
        for number, speech in enumerate(speeches):
            told = (speech.title, speech.description, speech.speaker, speech.place)
            texts = (number, *told, joined(speech.subjects), joined(speech.paragraphs))
            for insert in inserts:
                base.execute(insert, texts)
            facts = (number, speech.day, int(speech.delivered[:4]), speech.collection, speech.type)
            base.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", facts)
            base.executemany(
                "INSERT INTO subject VALUES (?, ?)", [(number, name) for name in speech.subjects]
            )
        base.executescript("".join(OPTIMIZE.format(table=table) for table in self.splitters) + FINISH)
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
        asks: dict[str, Ask] = {kind: partial(self._ask, kind) for kind in _MATCHES}
        return asks | {
            "facets": self._facets,
            "newest": self._newest,
            "page50": partial(self._ask, "common", offset=PAGE50),
        }

    @property
    def finds(self) -> Mapping[str, Find]:
        """The same kinds; NEAR knows no order, and is left out."""
        return {kind: partial(self._numbers, kind) for kind in _MATCHES if kind != "near"}

    def tables(self, kind: str) -> Sequence[str]:
        """Return the tables that a kind of question asks, that first which alone finds all there is."""
        return ("speech",)

    def ranked(self, select: str, tables: Sequence[str]) -> str:
        """Return the selection of what is found in these tables, the best first."""
        return f"{select.format(table=tables[0])} ORDER BY rank"

    def _ask(self, kind: str, query: Query, offset: int = 0) -> int:
        select, values = _select(kind), _values(kind, query)
        tables = self.tables(kind)
        self._base.execute(f"{self.ranked(select, tables)} LIMIT {BEST} OFFSET {offset}", values).fetchall()
        return self._count(select.format(table=tables[0]), values)

    def _newest(self, query: Query) -> int:
        table, values = self.tables("rare")[0], _values("rare", query)
        newest = f"{JOINED.format(table=table)} ORDER BY day DESC LIMIT {BEST}"
        self._base.execute(newest, values).fetchall()
        return self._count(FOUND.format(table=table), values)

    def _count(self, select: str, values: dict[str, str | int]) -> int:
        return int(self._base.execute(COUNT.format(select), values).fetchone()[0])

    def _facets(self, query: Query) -> int:
        tables, values = self.tables("rare"), _values("rare", query)
        self._base.execute("DELETE FROM hit")
        self._base.execute(f"INSERT INTO hit {FOUND.format(table=tables[0])}", values)
        most = f"GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST_VALUES}"
        for column in ("collection", "type", "year"):
            counts = f"SELECT {column}, count(*) FROM hit JOIN fact USING (number) {most}"
            self._base.execute(counts).fetchall()
        self._base.execute(f"SELECT name, count(*) FROM hit JOIN subject USING (number) {most}").fetchall()
        self._base.execute(f"{self.ranked(FOUND, tables)} LIMIT {BEST}", values).fetchall()
        return int(self._base.execute("SELECT count(*) FROM hit").fetchone()[0])

    def _numbers(self, kind: str, query: Query) -> list[int]:
        select = _select(kind).format(table=self.tables(kind)[0])
        return [int(number) for (number,) in self._base.execute(select, _values(kind, query))]


def _select(kind: str) -> str:
    return WITHIN if kind == "dates" else FOUND


def _values(kind: str, query: Query) -> dict[str, str | int]:
    values: dict[str, str | int] = {"match": _MATCHES[kind](query)}
    if kind == "dates":
        values["first"], values["last"] = query.days
    return values


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
