"""Documentation that cannot rot: what is generated is current, what exists is documented."""

import re
import runpy
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from archive.settings import Settings

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))["PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_current(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run: python scripts/make_reference.py"


@pytest.mark.parametrize("name", [each.name for each in fields(Settings)])
def test_every_setting_says_what_it_decides(name):
    assert f"`{name}`" in PAGES["settings.md"]()


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_every_dependency_is_explained(requirement):
    name = re.split(r"[<>=]", requirement)[0].lower()
    page = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert re.search(rf"^\| .*\b{re.escape(name)}\b", page, re.MULTILINE)


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [*(ROOT / "docs").rglob("*.md")]
    missing = [
        path.relative_to(ROOT / "docs").as_posix()
        for path in pages
        if path.name != "README.md" and path.relative_to(ROOT / "docs").as_posix() not in index
    ]
    assert not missing
