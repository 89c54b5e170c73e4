"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STRICT = os.environ.get("ARCHIVE_TEST_STRICT") == "1"


def absent(reason: str) -> None:
    """Skip for want of something on this machine; fail instead where nothing may be skipped."""
    if STRICT:
        pytest.fail(f"ARCHIVE_TEST_STRICT=1 and {reason}")
    pytest.skip(reason)


def _folder(variable: str, what: str) -> Path:
    value = os.environ.get(variable)
    if not value or not Path(value).is_dir():
        absent(f"set {variable} to the folder of {what}")
    return Path(str(value))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The shared corpus of real speeches, documents, images and records."""
    return _folder("ARCHIVE_CORPUS", "the corpus")


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The official XML schemas."""
    return _folder("ARCHIVE_SCHEMAS", "official XML schemas")
