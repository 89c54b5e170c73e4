"""The lexicon on disk: an SQLite table of forms, with their folds, stems and fields.

It is written before the segment whose words it holds is committed, and nothing is taken out before
a rebuild. So it may know forms that no document has; it never lacks one that some document has.
"""

import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from archive.search.fields import BITS
from archive.search.lexicon import Form
from archive.text.languages import stemmer

TABLE = """
CREATE TABLE IF NOT EXISTS form (
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    stem TEXT NOT NULL,
    fields INTEGER NOT NULL, -- bits: in which fields it occurs; a number here holds half of them
    more_fields INTEGER NOT NULL,
    documents INTEGER NOT NULL, -- about how many have it
    PRIMARY KEY (language, text)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS form_folded ON form (folded);
CREATE INDEX IF NOT EXISTS form_stem ON form (stem, language);
"""
PUT = """
INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET fields = fields | excluded.fields, more_fields = more_fields | excluded.more_fields,
    documents = documents + excluded.documents
"""
MOST_PARAMETERS = 900
# What SQLite says of a file that is gone, has no such table, is damaged, or is none of its own.
WRONG = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
HALF = (1 << BITS // 2) - 1
COLUMNS = "language, text, folded, fields, more_fields"


class DamagedLexicon(Exception):
    """The file is no lexicon, or not a whole one."""


def _connected(path: Path) -> sqlite3.Connection:
    """Open a lexicon that is there, and look whether it has the form it should have."""
    address = (
        f"{path.absolute().as_uri()}?mode=rw"  # never make the file anew in a build that is being deleted
    )
    connection = sqlite3.connect(address, uri=True, timeout=60, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"SELECT {COLUMNS}, stem, documents FROM form LIMIT 1").fetchall()  # noqa: S608
    except BaseException:
        connection.close()
        raise
    return connection


class Lexicon:
    """The forms of one build; safe to share between threads."""

    @staticmethod
    def create(path: Path) -> None:
        """Make an empty lexicon before anybody knows of it: later, readers would find it locked."""
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(TABLE)
        connection.close()

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = _connected(path)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in WRONG:
                raise  # locked, or the disk is full: nothing is wrong with the file
            raise DamagedLexicon(f"{path}: {error}") from error
        # Threads may still be asking when a newer generation takes over: the last to let go closes it.
        weakref.finalize(self, self._connection.close)
        self._languages: tuple[str, ...] | None = None

    def put(self, forms: Iterable[tuple[str, str, str, int, int]]) -> None:
        """Put in forms: language, text, fold, fields as bits, number of documents."""
        stem = {}
        rows = []
        for language, text, folded, fields, documents in forms:
            if language not in stem:
                stem[language] = stemmer(language) or (lambda word: "")
            low, high = fields & HALF, fields >> BITS // 2
            rows.append((language, text, folded, stem[language](text), low, high, documents))
        with self._lock, self._connection:
            self._connection.executemany(PUT, rows)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the forms."""
        if self._languages is None:
            # One step in the index from each language to the next, however many forms each has.
            found, last = [], ""
            while rows := self._rows("SELECT min(language) FROM form WHERE language > ?", (last,)):
                if rows[0][0] is None:
                    break
                last = rows[0][0]
                found.append(last)
            self._languages = tuple(found)
        return self._languages

    def spelt(self, folded: Iterable[str]) -> list[Form]:
        """Return the forms with one of these folded spellings."""
        return [form for batch in _batches(folded) for form in self._forms("form_folded", "folded IN", batch)]

    def stemmed(self, language: str, stems: Iterable[str]) -> list[Form]:
        """Return the forms of a language with one of these stems."""
        return self._forms("form_stem", "language = ? AND stem IN", sorted(stems), (language,))

    def shaped(self, pattern: str, most: int) -> list[Form]:
        """Return the forms whose folded spelling fits a pattern with `*`, the most frequent first."""
        start = pattern.partition("*")[0]
        # The range is for the index; GLOB alone would read every form.
        query = (
            f"SELECT {COLUMNS} FROM form WHERE folded >= ? AND folded < ?"  # noqa: S608
            " AND folded GLOB ? ORDER BY documents DESC, language, text, folded LIMIT ?"
        )
        return _formed(self._rows(query, (start, start + "\U0010ffff", pattern, most)))

    def _forms(
        self, index: str, condition: str, values: Sequence[str], before: tuple[str, ...] = ()
    ) -> list[Form]:
        marks = ",".join("?" * len(values))
        # Left to itself, SQLite would read through all forms of a language for one stem.
        table = f"form INDEXED BY {index}"
        query = f"SELECT {COLUMNS} FROM {table} WHERE {condition} ({marks})"  # noqa: S608
        return _formed(self._rows(query, (*before, *values)))

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def _formed(rows: list[tuple[Any, ...]]) -> list[Form]:
    return [
        Form(language, text, folded, low | high << BITS // 2) for language, text, folded, low, high in rows
    ]


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(values))
    while batch := list(islice(rest, MOST_PARAMETERS)):
        yield batch
