"""Lines of a length that nobody writes end in time that grows with them alone: else these tests never end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.media import mail_files, sheets
from archive.media.identify import identify
from archive.media.proposals import several
from archive.media.timed_lines import cues_of

LONG = 200_000


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda: cues_of(" " * LONG + "x"), id="spaces before a text"),
        pytest.param(lambda: cues_of("0:01 " + "A" * LONG), id="a speaker in capitals"),
        pytest.param(lambda: cues_of("0:01 " + "A " * LONG), id="a speaker of many words"),
        pytest.param(lambda: several("a" + " " * LONG + "b"), id="spaces among keywords"),
        pytest.param(lambda: sheets._REFERENCE.findall(b"<c " * LONG), id="cells that do not end"),
    ],
)
def test_a_long_line_is_read_in_time(read: Callable[[], object]) -> None:
    read()


def test_a_long_line_that_begins_as_a_mailbox_does_is_told_in_time(tmp_path: Path) -> None:
    path = tmp_path / "acta.txt"
    path.write_bytes(b"From " + b"1:11 1111 " * LONG)
    assert identify(path).media_type == "text/plain"
    assert len(list(mail_files.messages(path))) == 0


def test_names_before_a_colon_are_speakers_and_shouts_are_not() -> None:
    text = "0:01 María de la Paz: Uno.\n0:02 BRAVO BRAVO BRAVO\n0:03 Hugo Chávez : Dos.\n0:04 y luego: nada\n"
    assert [(each.speaker, each.text) for each in cues_of(text)] == [
        ("María de la Paz", "Uno."),
        ("", "BRAVO BRAVO BRAVO"),
        ("Hugo Chávez", "Dos."),
        ("", "y luego: nada"),
    ]
