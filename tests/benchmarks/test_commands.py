"""What a measurement of a command says, and the files that are made for it."""

import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from benchmarks.commands import Said, measured, reached
from benchmarks.made_files import documents


def test_a_command_is_measured_with_what_it_starts() -> None:
    work = "import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
    code = f"import subprocess, sys; print('began'); subprocess.run([sys.executable, '-c', {work!r}])"
    took = measured([sys.executable, "-c", code])
    assert took.processor >= 0.5
    assert [each.line for each in took.said] == ["began"]
    if sys.platform.startswith("linux"):
        assert took.peak >= took.largest > 0


def test_a_command_that_fails_ends_the_measurement_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_a_count_is_reached_between_two_lines() -> None:
    said = [Said(1.0, 0.5, "0"), Said(2.0, 1.0, "nothing"), Said(3.0, 1.5, "100")]
    moment = reached(said, lambda line: int(line) if line.isdigit() else None, 50)
    assert moment is not None
    assert (moment.second, moment.processor) == (2.0, 1.0)
    assert reached(said, lambda line: int(line) if line.isdigit() else None, 101) is None


def test_documents_are_made_with_their_pages_and_always_the_same(tmp_path: Path) -> None:
    documents(tmp_path / "a", 2, 3)
    documents(tmp_path / "b", 2, 3)
    first, again = (sorted((tmp_path / name).iterdir()) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert first[0].read_bytes() != first[1].read_bytes()
    document = pdfium.PdfDocument(first[0])
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(texts) == 3
    assert all(len(text.splitlines()) == 48 for text in texts)
