"""Runs the program: in this process for what it says, in another for how it behaves as a program."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.cli.main import program

SHEET = """id,title,speaker,date,place,language,file,collection
S1,Por ahora,Hugo Chávez,1992-02-04,Caracas,es,a.txt,Speeches
S2,Comuna o nada,Hugo Chávez,2012-10-20,Caracas,es,b.txt,Speeches
"""


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An instance of its own: its config.py."""
    config = tmp_path / "instance" / "config.py"
    config.parent.mkdir()
    config.write_text('TITLE = "Trial"\nSECRET_KEY = "not the sample"\n', encoding="utf-8")
    return config


@pytest.fixture
def run(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the program in this process."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")

    def run(*args: object, lang: str = "en") -> Result:
        return CliRunner().invoke(program, ["--config", str(instance), "--lang", lang, *map(str, args)])

    return run


@pytest.fixture
def start(instance: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start the program in a process of its own."""

    def start(*args: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "archive.cli.main", "--config", str(instance), *map(str, args)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A spreadsheet of two speeches and their files."""
    path = tmp_path / "source" / "items.csv"
    path.parent.mkdir()
    path.write_text(SHEET, encoding="utf-8")
    (path.parent / "a.txt").write_text("Por ahora los objetivos no fueron logrados.", encoding="utf-8")
    (path.parent / "b.txt").write_text("Comuna o nada.\n\nIndependencia.", encoding="utf-8")
    return path


@pytest.fixture
def filled(run: Callable[..., Result], sheet: Path) -> Callable[..., Result]:
    """The same, with the two speeches published."""
    result = run("ingest", sheet, "--type", "speech", "--publish")
    assert result.exit_code == 0, result.output
    return run
