"""The door to the catalogue: migrations, locks, and a log that nobody rewrites."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from archive.catalogue import session as sessions
from archive.catalogue.changes import last_revision
from archive.catalogue.session import MIGRATIONS, open_catalogue
from archive.catalogue.writing import save
from archive.core.errors import Busy, ConfigError


def test_migrations_make_the_tables_that_the_models_describe(tmp_path, catalogue):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{tmp_path}/catalogue.sqlite")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    engine.dispose()


def test_migrating_again_changes_nothing(catalogue, put, entry):
    put(entry())
    catalogue.migrate()
    with catalogue.read() as session:
        assert last_revision(session) == 1


def test_two_may_set_up_the_same_catalogue(tmp_path):
    address = f"sqlite:///{tmp_path}/catalogue.sqlite"
    one, other = open_catalogue(address), open_catalogue(address)
    one.migrate()
    other.migrate()
    one.dispose()
    other.dispose()


@pytest.mark.parametrize("statement", ["UPDATE change SET actor = 'x'", "DELETE FROM change"])
def test_the_change_log_refuses_to_be_rewritten(catalogue, put, entry, statement):
    put(entry())
    with pytest.raises(IntegrityError, match="append-only"), catalogue.write() as session:
        session.execute(text(statement))


def test_an_error_leaves_nothing_of_a_transaction(catalogue, entry, why):
    with pytest.raises(ZeroDivisionError), catalogue.write() as session:
        save(session, [entry()], why)
        raise ZeroDivisionError
    with catalogue.read() as session:
        assert last_revision(session) == 0


def test_a_second_writer_is_told_that_the_catalogue_is_busy(tmp_path, open_in, monkeypatch):
    monkeypatch.setattr(sessions, "WAIT_SECONDS", 0.05)
    first, second = open_in(tmp_path), open_in(tmp_path)
    with first.write(), pytest.raises(Busy), second.write():
        pass
    first.dispose()
    second.dispose()


def test_readers_see_one_moment_while_others_write(catalogue, put, entry):
    put(entry())
    with catalogue.read() as reader:
        assert last_revision(reader) == 1
        put(entry())
        assert last_revision(reader) == 1
    with catalogue.read() as reader:
        assert last_revision(reader) == 2


def test_the_database_keeps_its_promises(tmp_path, catalogue):
    with catalogue.read() as session:
        told = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("address", ["postgresql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_hold_a_catalogue_is_refused(address):
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        open_catalogue(address)
