"""The door to the catalogue: one database, sessions to read and sessions to write.

A session that reads sees one moment of the catalogue. A session that writes takes the write lock at
once (BEGIN IMMEDIATE): it never does work only to learn at its end that somebody else was quicker.

`synchronous=FULL`: followers remember revision numbers, so a commit that was acknowledged must outlive
a power cut; else a follower would be ahead of the catalogue and overlook the changes that take those
numbers next. The cost is one disk flush a commit, and a commit is a batch.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from archive.catalogue.models import to_json
from archive.core.errors import Busy, ConfigError
from archive.core.room import no_room
from archive.core.words import message

__all__ = ["Catalogue", "Session", "kept_by", "open_catalogue"]

T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT_SECONDS = 30.0  # for another writer's batch to end
# Kilobytes of pages that a connection keeps to itself. Processes share what the system keeps of the file; a
# batch that is written is quicker with all that it changes at hand.
READING, WRITING = 2_000, 20_000
KEPT = "kept"  # in what sessions that read know of: what is kept from one to the next


class Catalogue:
    """The catalogue of one archive. Safe to share between threads; each session belongs to one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(immediate=True)
        self._readers = sessionmaker(engine, autoflush=False, info={KEPT: {}})
        self._writers = sessionmaker(self._writing, autoflush=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees the catalogue as it is at its first question."""
        with _told(), self._readers() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that holds the write lock; all is kept at its end, nothing if an error leaves it."""
        with _told(), self._writers() as session, session.begin():
            session.connection()  # takes the lock now
            yield session

    @contextmanager
    def trial(self) -> Iterator[Session]:
        """Give a session that writes as `write` does, and of which nothing is kept."""
        with _told(), self._writers() as session:
            session.connection()  # takes the lock now
            yield session
            session.rollback()

    def migrate(self) -> None:
        """Bring the tables to the newest form; do nothing if they are."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        if self._is_current(ScriptDirectory.from_config(config)):
            return
        with _told(), self._writing.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def dispose(self) -> None:
        """Close the idle connections."""
        self._engine.dispose()

    def _is_current(self, script: ScriptDirectory) -> bool:
        with self._engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == script.get_current_head()


def open_catalogue(url: str) -> Catalogue:
    """Open the catalogue at a database address such as `sqlite:///data/catalogue.sqlite`."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise ConfigError(f"DATABASE_URL: no support for {address.get_backend_name()!r} yet; use sqlite:///…")
    if not address.database or address.database == ":memory:":
        raise ConfigError("DATABASE_URL: name a file, as in sqlite:///data/catalogue.sqlite")
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, json_serializer=to_json, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return Catalogue(engine)


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set up one SQLite connection; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",  # readers and the writer do not wait for each other
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        f"cache_size = -{READING}",
        "journal_size_limit = 67108864",  # bytes the log keeps on disk once it has been emptied
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate"):
        connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITING}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def kept_by(session: Session, kind: type[T]) -> T:
    """Return the one object of a kind that readers of a catalogue share; a writer, who may fail, has none."""
    kept = session.info.get(KEPT, {})
    if kind not in kept:
        kept.setdefault(kind, kind())
    found: T = kept[kind]
    return found


@contextmanager
def _told() -> Iterator[None]:
    """Turn the database's words for a lock and for a full disk into ours."""
    try:
        yield
    except OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy("somebody else is writing to the catalogue; try again") from error
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise no_room(message("the catalogue"), error.orig) from error
        raise
