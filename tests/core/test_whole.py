"""Files that are there whole or not at all."""

import pytest

from archive.core.whole import write_whole


def test_a_text_takes_the_place_of_the_one_before_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "new" / "state.json"
    write_whole(path, "before")
    write_whole(path, "después")
    assert path.read_text(encoding="utf-8") == "después"
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_the_text_before(tmp_path):
    path = tmp_path / "state.json"
    write_whole(path, "before")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
