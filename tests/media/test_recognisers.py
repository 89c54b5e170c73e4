"""A page that brings its reader down costs that page alone."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from archive.core.errors import Unreadable
from archive.media.alto import Recognised
from archive.media.limits import Limits
from archive.media.ocr import Page
from archive.media.recognisers import Recognisers, Task
from archive.media.tesseract import Tesseract

# What is called as Tesseract is, and for a page 1200 wide does away with whoever calls it.
PROGRAM = """#!/bin/sh
case "$(od -An -j16 -N4 -tu1 "$1")" in
  *176*) kill -SEGV $PPID; sleep 60;;
esac
echo '<alto><Page WIDTH="9" HEIGHT="9"><TextBlock><TextLine>'
width=$(od -An -j18 -N2 -tu1 "$1" | tr -d ' ')
echo '<String CONTENT="'$width'"/></TextLine></TextBlock></Page></alto>'
"""


@pytest.fixture
def tasks(tmp_path, facts_of):
    program = tmp_path / "program"
    program.write_text(PROGRAM, encoding="ascii")
    program.chmod(0o755)
    engine = Tesseract(str(program), "5", frozenset({"spa"}))

    def make(*widths: int) -> list[Task]:
        found = []
        for number, width in enumerate(widths):
            path = tmp_path / f"{number}.png"
            Image.new("L", (width, 300 + number), 255).save(path)
            facts = replace(facts_of(path), sha512=str(number) * 128)
            found.append(Task(engine, path, tmp_path / "kept", Page(facts, 1, ("spa",))))
        return found

    return make


def test_a_page_that_brings_its_reader_down_costs_that_page_alone(tasks):
    with closing(Recognisers(Limits(), 2)) as recognisers:
        first, second, third, fourth = recognisers.pages(tasks(1000, 1200, 1100, 1300))
    assert isinstance(second, Unreadable)
    assert "SIGSEGV" in str(second)
    # Each says the bytes of its own width.
    read = [each.text for each in (first, third, fourth) if isinstance(each, Recognised)]
    assert read == ["3232", "476", "520"]


def test_what_is_wrong_with_the_machine_is_not_said_of_a_page(tasks, tmp_path):
    Path(tmp_path / "kept").write_text("no folder", encoding="ascii")
    with closing(Recognisers(Limits(), 1)) as recognisers, pytest.raises(OSError, match="kept"):
        list(recognisers.pages(tasks(1000)))
