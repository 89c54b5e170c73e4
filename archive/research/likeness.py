"""The follower that keeps what files are like: the fingerprints of pictures and the signatures of texts.

It follows when somebody asks for duplicates, not beside every change: nobody else reads what it keeps.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.bulk import batches
from archive.catalogue.changes import Change
from archive.catalogue.records import many, passages_of
from archive.catalogue.session import Catalogue
from archive.metadata.access import State, Viewer
from archive.metadata.record import Record
from archive.research.minhash import PLACES, signature
from archive.text.normalise import words
from archive.text.passages import Passage

AT_ONCE = 100  # records whose texts are read together
VERSION = 1  # of what is kept; raise it when that changes, and it is begun anew
TABLES = """
CREATE TABLE IF NOT EXISTS seen (version INTEGER, revision INTEGER);
CREATE TABLE IF NOT EXISTS file (
    item TEXT, name TEXT, digest TEXT, size INTEGER, pixels INTEGER, picture TEXT, text BLOB,
    PRIMARY KEY (item, name)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Files of the archive, and what each is like."""

    items: list[str]
    names: list[str]
    digests: list[str]
    sizes: list[int]  # bytes
    pixels: list[int]  # 0 for what is no picture
    pictures: list[str]  # fingerprints, "" for none
    texts: list[bytes]  # signatures, b"" for none

    def signatures(self, rows: Sequence[int]) -> NDArray[np.uint32]:
        """Return the signatures of some files, one below the other."""
        joined = b"".join(self.texts[row] for row in rows)
        return np.frombuffer(joined, dtype="<u4").reshape(-1, PLACES)


class LikenessFollower:
    """Follows the catalogue for one file of SQLite."""

    name = "likeness"

    def __init__(self, catalogue: Catalogue, path: Path) -> None:
        self._catalogue = catalogue
        self._path = path

    def revision(self) -> int:
        """Return the last revision it has seen; 0 if it must begin again."""
        if not self._path.exists():
            return 0
        with self._opened() as kept:
            row = kept.execute("SELECT revision FROM seen WHERE version = ?", (VERSION,)).fetchone()
        return int(row[0]) if row else 0

    def apply(self, changes: Sequence[Change]) -> None:
        """Look at what these changes touch; all or nothing."""
        changed = dict.fromkeys(change.record_id for change in changes)
        with self._opened() as kept:
            for few in batches(changed, AT_ONCE):
                rows = list(self._looked_at(few))
                kept.executemany("DELETE FROM file WHERE item = ?", [(id,) for id in few])
                kept.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            kept.execute("DELETE FROM seen")
            kept.execute("INSERT INTO seen VALUES (?, ?)", (VERSION, changes[-1].revision))

    def keep(self) -> bool:
        """Do nothing: time changes no likeness."""
        return False

    def reset(self) -> None:
        """Forget everything."""
        self._path.unlink(missing_ok=True)

    def known(self) -> Known:
        """Return every file and what it is like."""
        with self._opened() as kept:
            rows = kept.execute(
                "SELECT item, name, digest, size, pixels, picture, text FROM file ORDER BY item, name"
            )
            columns = list(zip(*rows, strict=True)) or [()] * 7
        return Known(*(list(column) for column in columns))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.executescript(TABLES)
            yield connection

    def _looked_at(self, ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Yield a row for each file of the records, as archivists see them; withdrawn ones have none."""
        viewer = Viewer.archivist()
        with self._catalogue.read() as session:
            found = [
                each for each in many(session, ids, viewer).values() if each.state is not State.WITHDRAWN
            ]
            texts = passages_of(session, [each.id for each in found if each.files], viewer)
        for record in found:
            yield from _rows(record, texts.get(record.id, ()))


def _rows(record: Record, passages: Sequence[Passage]) -> Iterator[tuple[object, ...]]:
    for file in record.files:
        own = (word.folded for each in passages if each.file_id == file.id for word in words(each.text))
        text = signature(own)
        pixels = (file.width or 0) * (file.height or 0) if file.media_type.startswith("image/") else 0
        picture = str(file.technical.get("likeness", "")) if pixels else ""
        kept = text.astype("<u4").tobytes() if text is not None else b""
        yield record.id, file.name, file.sha512, file.size, pixels, picture, kept
