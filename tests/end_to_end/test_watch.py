"""`archive watch` as a program: what arrives comes in, what is refused is noted, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 60.0  # seconds; far more than it takes


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    config = tmp_path / "instance" / "config.py"
    config.parent.mkdir()
    config.write_text('TITLE = "Trial"\nSECRET_KEY = "not the sample"\n', encoding="utf-8")
    return config


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def program(instance: Path) -> Callable[..., list[str]]:
    return lambda *args: [
        sys.executable,
        "-m",
        "archive.cli.main",
        "--config",
        str(instance),
        *map(str, args),
    ]


@pytest.fixture
def watching(tmp_path: Path, folder: Path, program: Callable[..., list[str]]):
    """Watch the folder in a process of its own, and end it by its id."""

    @contextmanager
    def watching(*options: str, end: int = signal.SIGINT) -> Iterator[Callable[[str], None]]:
        said = tmp_path / "said.txt"
        with said.open("w") as out:
            process = subprocess.Popen(
                program("watch", folder, "--settle", "0.3", "--type", "document", *options),
                stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C"},
            )  # fmt: skip

        def wait_for(words: str) -> None:
            until = time.monotonic() + PATIENCE
            while words not in said.read_text():
                assert process.poll() is None, said.read_text()
                assert time.monotonic() < until, f"{words!r} not in: {said.read_text()}"
                time.sleep(0.05)

        try:
            wait_for("Watching")
            yield wait_for
        finally:
            process.send_signal(end)
            code = process.wait(PATIENCE)
        if end != signal.SIGKILL:
            assert (code, said.read_text().splitlines()[-1]) == (0, "Stopped.")

    return watching


def test_arrivals_come_in_refusals_are_noted_and_mended_and_restarts_lose_nothing(folder, watching, program):
    (folder / "before.txt").write_text("here before anybody watched")
    with watching() as wait_for:
        wait_for("before.txt: taken in")
        (folder / "half.txt.part").write_text("half")
        with (folder / "slow.txt").open("w") as slow:
            for _ in range(8):
                slow.write("more and more ")
                slow.flush()
                time.sleep(0.1)
        (folder / "half.txt.part").rename(folder / "half.txt")
        wait_for("slow.txt: taken in")
        wait_for("half.txt: taken in")
        (folder / "sheet.csv").write_text("title,file\nOne,before.txt\nTwo,absent.txt\n")
        wait_for("sheet.csv: 1 new, 0 changed, 0 as before, 1 refused; see sheet.csv.refused.csv")
        assert "absent.txt" in (folder / "sheet.csv.refused.csv").read_text(encoding="utf-8-sig")
        (folder / "sheet.csv").write_text("title,file\nOne,before.txt\n")
        wait_for("sheet.csv: 0 new, 0 changed, 1 as before, 0 refused")
        assert not (folder / "sheet.csv.refused.csv").exists()
    (folder / "meanwhile.txt").write_text("while nobody watched")
    with watching(end=signal.SIGKILL) as wait_for:
        wait_for("meanwhile.txt: taken in")
    with watching(end=signal.SIGTERM) as wait_for:
        (folder / "last.txt").write_text("the last")
        wait_for("last.txt: taken in")
    listed = subprocess.run(
        program("imports", "list", "--json"), capture_output=True, text=True, check=True
    ).stdout
    counts = [each.get("counts", each) for each in json.loads(listed)]
    assert sum(each["new"] for each in counts) == 6  # five files and a row, each once
    assert sorted(path.name for path in folder.iterdir()) == [
        "before.txt", "half.txt", "last.txt", "meanwhile.txt", "sheet.csv", "slow.txt",
    ]  # fmt: skip


def test_only_what_is_safely_kept_is_removed(folder, watching):
    with watching("--remove") as wait_for:
        (folder / "a.txt").write_text("words")
        (folder / "box").mkdir()
        (folder / "box" / ".hidden").write_text("nobody takes this")
        (folder / "box" / "b.txt").write_text("more words")
        (folder / "empty.csv").write_text("title\n")
        wait_for("a.txt: taken in; kept, verified and removed")
        wait_for("not removed: .hidden is not kept")
        wait_for("empty.csv: refused")
    assert sorted(path.name for path in folder.iterdir()) == ["box", "empty.csv", "empty.csv.refused.csv"]


def test_a_folder_is_watched_by_one_at_a_time(folder, watching, program):
    with watching():
        second = subprocess.run(program("watch", folder), capture_output=True, text=True, timeout=PATIENCE)
    assert second.returncode == 2
    assert "is being watched already" in second.stderr


def test_a_folder_that_is_not_there_is_said(tmp_path, program):
    absent = subprocess.run(
        program("watch", tmp_path / "absent"), capture_output=True, text=True, timeout=PATIENCE
    )
    assert absent.returncode == 2
    assert "absent" in absent.stderr
