"""What tests of foreign exports share: reading a source without taking it in, and looking at records."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Accounted, Loss
from archive.ingest.manifest import Reading
from archive.metadata.record import Record


@pytest.fixture
def fates() -> Callable[[Path], dict[str, Loss]]:
    """Read a source to its end and return its loss report by field."""

    def fates(path: Path) -> dict[str, Loss]:
        (source,) = open_sources(path, Reading())
        assert isinstance(source, Accounted)
        list(source.rows())
        return {each.field: each for each in source.losses.lines()}

    return fates


@pytest.fixture
def texts() -> Callable[[Record, str], list[str]]:
    """Return the words of a field."""

    def texts(record: Record, name: str) -> list[str]:
        return [each.text for each in record.metadata.get(name, ())]

    return texts
