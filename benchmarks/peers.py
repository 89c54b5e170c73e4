"""Other engines, asked the same questions of the same texts: SQLite's FTS5 and tantivy."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import tantivy

from archive.text.normalise import fold, words
from benchmarks.speeches import Speech


def plain(text: str) -> str:
    """Return the words of a text folded, so that every engine splits it alike."""
    return " ".join(word.folded for word in words(text))


def told(speech: Speech) -> str:
    """Return all that is searched of a speech; a word of its own keeps phrases from going across."""
    parts = (speech.title, speech.speaker, *speech.subjects, speech.place, *speech.paragraphs)
    return plain(" endofpart ".join(parts))


class Fts5:
    """SQLite's full-text index, without the text itself."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "fts5.sqlite")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE VIRTUAL TABLE speech USING fts5(body, content='', tokenize='unicode61')")
        self._base.execute("CREATE TABLE fact (number INTEGER PRIMARY KEY, day TEXT)")

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index the speeches."""
        with self._base:
            for number, speech in enumerate(speeches):
                self._base.execute("INSERT INTO speech (rowid, body) VALUES (?, ?)", (number, told(speech)))
                self._base.execute("INSERT INTO fact VALUES (?, ?)", (number, speech.delivered))

    def count(self, query: str) -> int:
        """Return the ten best and how many there are in all; the number alone is given back."""
        match = _fts5(query)
        self._base.execute(
            "SELECT rowid FROM speech WHERE speech MATCH ? ORDER BY rank LIMIT 10", (match,)
        ).fetchall()
        row = self._base.execute("SELECT count(*) FROM speech WHERE speech MATCH ?", (match,)).fetchone()
        return int(row[0])


def _fts5(query: str) -> str:
    """Return a query in FTS5's language: each word quoted, so that nothing in it is an operator."""
    if '"' in query:
        return fold(query)
    if query.endswith("*"):
        return f'"{fold(query[:-1])}"*'
    return " ".join(word if word == "OR" else f'"{fold(word)}"' for word in query.split())


class Tantivy:
    """tantivy, one text field."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        path = folder / "tantivy"
        path.mkdir()
        schema = tantivy.SchemaBuilder().add_text_field("body", tokenizer_name="default").build()
        self._index = tantivy.Index(schema, path=str(path))

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index the speeches with one thread, as the others do."""
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for speech in speeches:
            writer.add_document(tantivy.Document(body=told(speech)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def count(self, query: str) -> int:
        """Return the ten best and how many there are in all; the number alone is given back."""
        if query.endswith("*"):
            found = tantivy.Query.regex_query(self._index.schema, "body", f"{fold(query[:-1])}.*")
        else:
            text = fold(query).replace(" or ", " OR ")
            found = self._index.parse_query(text, ["body"], conjunction_by_default=True)
        hits = self._searcher.search(found, 10)
        return int(hits.count)
