"""Files that are there whole or not at all."""

import pytest

from archive.core.whole import write_whole, written_whole


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


def test_what_was_there_before_stays_until_all_is_written(tmp_path):
    target = tmp_path / "new" / "page.letters"
    with written_whole(target) as stream:
        stream.write(b"one")
        assert not target.exists()
    with written_whole(target) as stream:
        stream.write(b"two")
        stream.flush()
        assert target.read_bytes() == b"one"
    assert target.read_bytes() == b"two"


def test_a_failure_leaves_nothing_behind(tmp_path):
    target = tmp_path / "page.letters"
    target.write_bytes(b"one")
    with pytest.raises(KeyboardInterrupt), written_whole(target) as stream:
        stream.write(b"tw")
        raise KeyboardInterrupt
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"one"]


def test_a_file_may_be_read_by_whom_other_new_files_may(tmp_path):
    (tmp_path / "other").touch()
    with written_whole(tmp_path / "page.letters") as stream:
        stream.write(b"one")
    modes = {each.stat().st_mode for each in tmp_path.iterdir()}
    assert len(modes) == 1
