"""Locks on files: held by one, given back however their holder ends, and made only where they may be."""

import os

import pytest

from archive.core.locks import take


def test_a_lock_is_held_by_one_until_it_is_given_back(tmp_path):
    held = take(tmp_path / "lock")

    assert take(tmp_path / "lock") is None
    os.close(held)
    again = take(tmp_path / "lock")
    assert again is not None
    os.close(again)


def test_looking_for_a_lock_does_not_make_it(tmp_path):
    with pytest.raises(FileNotFoundError):
        take(tmp_path / "lock", make=False)

    assert not (tmp_path / "lock").exists()
