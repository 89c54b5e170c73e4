"""A file is there whole or not at all."""

import pytest

from archive.core.placing import placed


def test_what_was_there_before_stays_until_all_is_written(tmp_path):
    target = tmp_path / "new" / "page.letters"
    with placed(target) as stream:
        stream.write(b"one")
        assert not target.exists()
    with placed(target) as stream:
        stream.write(b"two")
        stream.flush()
        assert target.read_bytes() == b"one"
    assert target.read_bytes() == b"two"


def test_a_failure_leaves_nothing_behind(tmp_path):
    target = tmp_path / "page.letters"
    target.write_bytes(b"one")
    with pytest.raises(KeyboardInterrupt), placed(target) as stream:
        stream.write(b"tw")
        raise KeyboardInterrupt
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"one"]
