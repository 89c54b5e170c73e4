"""An ingest killed at any moment and run again: every row in once, files whole, index as if built afresh."""

import json
import random
import subprocess
import sys
import time
import warnings
from pathlib import Path

import ocfl
import pytest
from click.testing import CliRunner

from archive.cli.main import program

ROWS = 240
SEED = 1998  # moments are random, and the same in every run
KILLS = 4

pytestmark = pytest.mark.faults


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of speeches, every second one with a file of its own, some with the same."""
    folder = tmp_path / "source"
    folder.mkdir()
    lines = ["id,title,speaker,date,subject,collection,file"]
    for number in range(ROWS):
        name = f"{number}.txt" if number % 2 == 0 else ""
        if name:
            said = number - 4 if number % 20 == 4 else number
            (folder / name).write_text(f"Speech number {said}.\n\nCompañeros y compañeras.", encoding="utf-8")
        speaker, subject = f"Speaker {number % 7}", f"Subject {number % 11}"
        lines.append(
            f"N{number},Title {number},{speaker},{1992 + number % 30},{subject},Box {number % 3},{name}"
        )
    path = folder / "items.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def command(data: Path, *args: object) -> list[str]:
    config = data / "config.py"
    if not config.exists():
        data.mkdir()
        config.write_text('TITLE = "Trial"\nSECRET_KEY = "not the sample"\n', encoding="utf-8")
    return [sys.executable, "-m", "archive.cli.main", "--config", str(config), *map(str, args)]


def run(data: Path, *args: object) -> str:
    """Run a command that is not to be killed, in this process: it starts at once."""
    done = CliRunner().invoke(program, command(data, *args)[3:])
    assert done.exit_code == 0, done.output
    return done.stdout


def ingest(data: Path, sheet: Path) -> list[str]:
    return command(data, "ingest", sheet, "--type", "speech", "--publish", "--workers", 1)


def answers(data: Path) -> list[dict[str, object]]:
    """Return what the index says to some questions, without what differs between two archives."""
    told = []
    for query in ("", "compañeros", "speech number 100", "speaker:speaker", "title:12*"):
        found = json.loads(run(data, "search", "--json", "--type", "speech", "--size", 100, "--", query))
        told.append(
            {
                "total": found["total"],
                "titles": sorted(item["title"] for item in found["items"]),
                "types": found["facets"]["type"],
                "years": found["facets"]["year"],
            }
        )
    return told


def test_a_killed_ingest_goes_on_where_it_was(tmp_path, sheet):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    began = time.monotonic()
    assert subprocess.run(ingest(whole, sheet), capture_output=True, check=False).returncode == 0
    usual = time.monotonic() - began
    moments = random.Random(SEED)
    for _ in range(KILLS):
        process = subprocess.Popen(
            ingest(broken, sheet), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(usual * moments.uniform(0.3, 0.95))
        process.kill()
        process.wait()
    told = run(broken, "ingest", sheet, "--type", "speech", "--publish", "--json")
    assert json.loads(told)["refused"] == 0

    assert (
        json.loads(run(broken, "status", "--json"))["records"]
        == json.loads(run(whole, "status", "--json"))["records"]
    )
    assert json.loads(run(broken, "status", "--json"))["records"]["item"] == [ROWS, ROWS]
    assert json.loads(run(broken, "verify", "--json"))["problems"] == []
    valid(broken / "data" / "store")
    assert answers(broken) == answers(whole)
    before = answers(broken)
    run(broken, "follow", "--rebuild")
    assert answers(broken) == before


def valid(store: Path) -> None:
    """Let ocfl-py judge the store and every object in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ocfl-py's own
        assert ocfl.StorageRoot(root=str(store)).validate(validate_objects=True)
