"""Readers are never disturbed by the writer, in whatever it is doing."""

import subprocess
import sys
from threading import Thread

import pytest

from archive.metadata.access import Viewer
from archive.search.backend import Request
from archive.search.query_language import parse
from archive.search.registry import open_backend

WRITER = """
import sys
from archive.metadata.access import Role
from archive.search.document import Document
from archive.search.registry import open_backend

backend = open_backend(f"whoosh:{sys.argv[1]}")
for revision in range(1, 60):
    if revision % 20 == 0:
        backend.reset()
    documents = [
        Document(
            id=f"d{(revision * 7 + number) % 100}",
            seen_by=Role.PUBLIC,
            texts={"text": (f"comuna w{revision} word{number}",)},
            languages=("en",),
        )
        for number in range(7)
    ]
    backend.apply(documents, [f"d{revision}"], revision)
"""


@pytest.mark.faults
def test_readers_see_whole_generations_while_another_process_writes(tmp_path):
    backend = open_backend(f"whoosh:{tmp_path}")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)])
    trouble = []

    def read():
        while writer.poll() is None and not trouble:
            for query in ("comuna", '"comuna w3"', "word*"):
                try:
                    answer = backend.search(Request(tree=parse(query).tree, viewer=Viewer.public(), size=500))
                except Exception as error:  # whatever it is, the main thread must hear of it
                    trouble.append(error)
                    return
                if not len({hit.id for hit in answer.hits}) == len(answer.hits) == answer.total:
                    trouble.append(answer)

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert writer.wait() == 0
    assert not trouble
    assert backend.revision() == 59
