"""`archive demo` as a program: the first time, it loads the collections and serves them."""

import json
import re
import shutil
import socket
import time
import urllib.request
from pathlib import Path

import pytest

SAMPLE = Path("collections", "documents", "items", "figures-and-their-sources")
PATIENCE = 90.0  # seconds


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def collection(instance: Path) -> None:
    """A collection of one document, with a PDF, in the instance."""
    folder = instance.parent / "collections" / "papers"
    shutil.copytree(SAMPLE, folder / "items" / SAMPLE.name)
    (folder / "collection.toml").write_text('title = "Papers"\nreference_code = "P"\n', encoding="utf-8")


def fetched(address: str) -> bytes:
    """Return what stands at an address as soon as it answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return answer.read()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.mark.usefixtures("collection")
def test_the_first_demo_shows_the_pages_of_a_pdf(start, port):
    server = start("demo", "--port", port)
    try:
        site = f"http://127.0.0.1:{port}"
        items = json.loads(fetched(f"{site}/api/v1/search?q=type:document"))["items"]
        page = fetched(items[0]["address"]).decode()
        picture = re.search(r'(/items/[^"\s]+\.pdf\.(?:jpg|png|webp)|/items/[^"\s]+/sizes/[^"\s]+)', page)
        assert picture is not None, page
        assert len(fetched(site + picture[1])) > 1000
    finally:
        server.terminate()
        told, errors = server.communicate(timeout=PATIENCE)
    assert "Papers" in told or "1 row" in told or "new" in told, (told, errors)


@pytest.mark.usefixtures("collection")
def test_the_second_demo_loads_nothing(run):
    assert run("demo", "--load-only").exit_code == 0
    again = run("demo", "--load-only")

    assert again.exit_code == 0
    assert "loaded already" in again.output
