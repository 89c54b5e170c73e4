"""Several processes putting files in at once."""

import subprocess
import sys

from archive.core.identifiers import mint
from archive.storage.registry import open_store

# Puts the same items in, over and over, each time with other content.
WRITER = """
import pathlib, sys
from archive.storage.fixity import sha512
from archive.storage.registry import open_store

store, own = open_store(sys.argv[1]), sys.argv[2]
folder = pathlib.Path(sys.argv[3])
for turn in range(5):
    for item in sys.argv[4:]:
        path = folder / f"{own}.txt"
        path.write_text(f"{own} {turn}")
        store.put(item, {"a.txt": path}, {"a.txt": sha512(path)})
"""


def test_two_writers_of_the_same_items_leave_whole_versions(tmp_path):
    address, items = f"file:{tmp_path}/store", [mint() for _ in range(5)]
    command = [sys.executable, "-c", WRITER, address]
    started = [
        subprocess.Popen([*command, name, str(tmp_path), *items], stderr=subprocess.PIPE)
        for name in ("x", "y")
    ]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
    store = open_store(address)
    for item in items:
        assert store.verify(item) == []
        assert store.path(item, "a.txt").read_text() in ("x 4", "y 4")
