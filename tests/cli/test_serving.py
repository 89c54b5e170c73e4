"""What is made ready before processes are forked is of no archive in particular, and holds nothing open."""

import gc
import sys
from pathlib import Path

import pytest

from archive.assembly import open_archive
from archive.cli.serving import prepare
from archive.settings import Settings
from archive.web.app import TEMPLATES
from archive.web.templating import COMPILED


@pytest.mark.skipif(sys.platform != "linux", reason="looks at open files as Linux tells them")
def test_pages_are_made_ready_and_the_catalogue_is_let_go(tmp_path):
    settings = Settings(DATA_DIR=tmp_path / "data")
    try:
        prepare(settings)
        held = [path.resolve() for path in Path("/proc/self/fd").iterdir() if path.exists()]
    finally:
        gc.unfreeze()
    assert len(COMPILED) >= len(list(TEMPLATES.rglob("*.html")))
    assert not [path for path in held if path.is_relative_to(settings.DATA_DIR.resolve())]
    open_archive(settings).close()
