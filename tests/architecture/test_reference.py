"""Documentation that cannot rot: what is generated is current, what exists is documented."""

import runpy
from dataclasses import fields
from pathlib import Path

import pytest

from archive.settings import Settings

ROOT = Path(__file__).parent.parent.parent
PAGES = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))["PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_current(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run: python scripts/make_reference.py"


@pytest.mark.parametrize("name", [each.name for each in fields(Settings)])
def test_every_setting_says_what_it_decides(name):
    assert f"`{name}`" in PAGES["settings.md"]()


def test_how_to_pages_are_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [*(ROOT / "docs").rglob("*.md")]
    missing = [
        path.relative_to(ROOT / "docs").as_posix()
        for path in pages
        if path.name != "README.md" and path.relative_to(ROOT / "docs").as_posix() not in index
    ]
    assert not missing
