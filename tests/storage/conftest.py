"""A store, and files to put into it."""

import pytest

from archive.storage.fixity import sha512
from archive.storage.registry import open_store


@pytest.fixture
def store(tmp_path):
    return open_store(f"file:{tmp_path}/store")


@pytest.fixture
def put(store, tmp_path):
    """Put files of some contents in for an item."""

    def done(item, **contents):
        folder = tmp_path / "incoming"
        folder.mkdir(exist_ok=True)
        files = {}
        for stem, content in contents.items():
            name = f"{stem}.txt"
            (folder / name).write_text(content, encoding="utf-8")
            files[name] = folder / name
        return store.put(item, files, {name: sha512(path) for name, path in files.items()})

    return done
