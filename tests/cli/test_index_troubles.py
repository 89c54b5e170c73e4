"""What becomes of the site when its index is deleted, built anew, or has no room; and how soon it follows."""

import json
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest

from archive.assembly import Archive, open_archive
from archive.catalogue.entry import Why
from archive.catalogue.writing import publish, withdraw
from archive.settings import load

PATIENCE = 60.0  # seconds: a busy machine starts slowly
ROOM = 100_000  # bytes that a file may have
WORDS = 40_000  # that no two are alike, and need more room

pytestmark = pytest.mark.faults


class Site:
    """A site that runs, and what it says."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> tuple[int, str, Message]:
        try:
            with urllib.request.urlopen(self._base + path, timeout=30) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.headers

    def total(self, q: str) -> int:
        return json.loads(self.get(f"/api/v1/search?q={q}")[1])["total"]["value"]

    def notices(self, q: str) -> str:
        return " ".join(json.loads(self.get(f"/api/v1/search?q={q}")[1])["notices"])


def until(condition: Callable[[], bool]) -> bool:
    """Wait until something holds, but not for ever."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if condition():
                return True
        except OSError:
            pass  # it is still starting
        time.sleep(0.1)
    return False


@pytest.fixture
def serve(start) -> Iterator[Callable[..., Site]]:
    """Start the site; what it writes is read at its end."""
    running = []

    def serve(*arguments: object) -> Site:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        running.append(start("serve", "--port", port, "--workers", 1, *arguments))
        site = Site(port)
        assert until(lambda: site.get("/healthz")[0] == 200)
        return site

    yield serve
    for each in running:
        each.terminate()
        _, errors = each.communicate(timeout=PATIENCE)
        assert "Traceback" not in errors


@pytest.fixture
def archive(instance: Path) -> Iterator[Archive]:
    """The same instance, opened in this process."""
    opened = open_archive(load(instance))
    yield opened
    opened.close()


@pytest.fixture
def index(instance: Path) -> Path:
    """The folder of the index."""
    return instance.parent / "data" / "index"


def test_index_deleted_by_hand_is_said_to_be_rebuilt_and_titles_answer(filled, serve, index):
    site = serve("--no-follow")
    assert site.total("logrados") == 1
    shutil.rmtree(index)

    status, page, _ = site.get("/search?q=comuna")
    assert status == 200
    assert "The search index is being rebuilt: 0 of" in page
    assert "Comuna o nada" in page
    assert "El índice" in site.get("/search?q=comuna&lang=es")[1]
    assert site.total("logrados") == 0
    assert site.total("ahora") == 1
    assert "being rebuilt" in site.notices("ahora")
    assert json.loads(site.get("/api/v1/search?q=ahora")[1])["facets"] == {}
    status, said, headers = site.get("/search.atom?q=comuna")
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "being rebuilt" in said
    assert site.get("/search/advanced")[0] == 200
    assert site.get("/search/values?facet=creator&find=ch")[0] == 200
    assert filled("export", "--query", "comuna").exit_code == 1
    assert json.loads(filled("status", "--json").stdout)["index"]["building"]

    assert filled("follow").exit_code == 0
    assert site.total("logrados") == 1
    assert site.notices("logrados") == ""
    assert site.get("/search.atom?q=comuna")[0] == 200


def test_index_deleted_by_hand_is_rebuilt_by_the_site_itself(filled, serve, index):
    site = serve()
    for _ in range(3):
        shutil.rmtree(index)
        assert until(lambda: site.total("logrados") == 1 and site.notices("logrados") == "")
    assert json.loads(filled("status", "--json").stdout)["index"]["damaged"] is False


def test_index_built_anew_beside_the_site_answers_again(filled, serve):
    site = serve()
    assert filled("follow", "--rebuild").exit_code == 0
    assert site.total("logrados") == 1
    assert site.notices("logrados") == ""


def test_a_change_by_hand_is_found_soon_and_a_withdrawal_at_once(filled, serve, archive):
    site = serve()
    found = json.loads(site.get("/api/v1/search?q=logrados")[1])["items"][0]
    with archive.catalogue.write() as session:
        withdraw(session, [found["id"]], Why("test"))
    assert site.total("logrados") == 0
    assert until(lambda: json.loads(filled("status", "--json").stdout)["followers"]["search"] == 0)
    with archive.catalogue.write() as session:
        publish(session, [found["id"]], Why("test"))
    assert until(lambda: site.total("logrados") == 1)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a running process as Linux has them")
def test_without_room_the_old_index_answers_and_it_is_said_why_it_stands_still(
    filled, start, tmp_path, archive
):
    import resource  # noqa: PLC0415  # not on every system

    def status() -> dict[str, dict]:
        return json.loads(filled("status", "--json").stdout)

    def limit(bytes: int) -> None:
        resource.prlimit(follower.pid, resource.RLIMIT_FSIZE, (bytes, resource.RLIM_INFINITY))

    follower = start("follow", "--forever")
    try:
        assert until(lambda: (tmp_path / "instance" / "data" / "followers" / "search.json").exists())
        limit(ROOM)
        sheet = tmp_path / "more" / "items.csv"
        sheet.parent.mkdir()
        sheet.write_text("id,title,speaker,file\nS3,Largo,Hugo Chávez,c.txt\n", encoding="utf-8")
        text = " ".join(f"palabra{number}x" for number in range(WORDS))
        (sheet.parent / "c.txt").write_text(text, encoding="utf-8")
        assert filled("ingest", sheet, "--type", "speech", "--publish", "--no-index").exit_code == 0

        assert until(lambda: "search" in status()["troubles"])
        found = status()
        assert "File too large" in found["troubles"]["search"]["said"]
        assert found["troubles"]["search"]["over"] is None
        assert found["followers"]["search"] > 0
        assert "File too large" in filled("status").stdout
        assert filled("doctor").exit_code == 1
        assert json.loads(filled("search", "--json", "logrados").stdout)["total"]["value"] == 1
        assert json.loads(filled("search", "--json", "palabra7x").stdout)["total"]["value"] == 0
        assert not list((tmp_path / "instance" / "data" / "index").glob("*.part"))

        limit(resource.RLIM_INFINITY)
        assert until(lambda: status()["followers"]["search"] == 0)
        assert until(lambda: status()["troubles"]["search"]["over"] is not None)
        assert json.loads(filled("search", "--json", "palabra7x").stdout)["total"]["value"] == 1
    finally:
        follower.terminate()
        follower.communicate(timeout=PATIENCE)
    log = (tmp_path / "instance" / "data" / "log" / "archive.log").read_text(encoding="utf-8")
    assert log.count("follower search could not go on") == 1
    assert log.count("follower search goes on again") == 1
    assert "Traceback" not in log
