"""The tutorial does what it says: its files are written, its commands run, its answers compared."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "follow_tutorial.py"))


def test_the_tutorial_does_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, value in {"TRIBUNA": str(ROOT), "LC_ALL": "C.UTF-8", "ARCHIVE_CONFIG": ""}.items():
        monkeypatch.setenv(name, value)
    page = SCRIPT["PAGE"].read_text(encoding="utf-8")
    now = SCRIPT["followed"](page)
    assert SCRIPT["alike"](now) == SCRIPT["alike"](page), "run: python scripts/follow_tutorial.py"
