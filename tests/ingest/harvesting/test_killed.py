"""A harvest that is killed at any moment goes on, and everything is in once."""

import random
import subprocess
import sys
import time

from archive.catalogue import browse
from archive.catalogue.selection import Selection
from archive.catalogue.session import open_catalogue
from archive.metadata.access import State, Viewer
from archive.metadata.record import Kind
from tests.ingest.harvesting.conftest import Kept

RECORDS = 1_500
KILLS = 6


def test_killed_again_and_again_it_brings_everything_in_once(tmp_path, repository):
    config = tmp_path / "config.py"
    config.write_text('SECRET_KEY = "not the sample"\n', encoding="utf-8")
    repository.page = 50
    repository.records = [Kept(number, f"Carta {number}", sets=("cartas",)) for number in range(RECORDS)]
    command = [sys.executable, "-m", "archive.cli.main", "--config", str(config)]
    command += ["harvest", repository.address, "--no-index"]
    chance = random.Random(7)
    for _ in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        enough = len(repository.asked) + chance.randint(8, 26)
        end = time.monotonic() + 30
        while len(repository.asked) < enough and process.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        process.kill()
        process.wait(30)
    deleted = Kept(3, "Carta 3", deleted=True, date="2024-05-31T00:00:00Z")
    for kept in (repository.records[3], deleted):  # to the end, and once more for what changed meanwhile
        repository.records[3] = kept
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
    assert any("resumptionToken" in each for each in repository.lists())
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'data' / 'catalogue.sqlite'}")
    try:
        with catalogue.read() as session:
            chosen = Selection(kind=Kind.ITEM, size=RECORDS * 2)
            held = browse.page(session, Viewer.archivist(), chosen).records
            collections = browse.page(session, Viewer.archivist(), Selection(kind=Kind.COLLECTION)).records
    finally:
        catalogue.dispose()
    assert sorted(each.title for each in held) == sorted(each.title for each in repository.records)
    assert [each.title for each in held if each.state is State.WITHDRAWN] == [deleted.title]
    assert len(collections) == 1
