"""A workspace, and archives made for each test."""

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.workspace import Workspace


@pytest.fixture
def opened(room: Workspace) -> Callable[[Path], list[Source]]:
    """Open what lies at a path, with a place to unpack it in."""
    return lambda path: open_sources(path, Reading(workspace=room))


@pytest.fixture
def rows(opened: Callable[[Path], list[Source]]) -> Callable[[Path], list[Row]]:
    return lambda path: [row for source in opened(path) for row in source.rows()]


def zipped(path: Path, entries: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, entries: Mapping[str, str | bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in entries.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(data), 1_000_000_000
            archive.addfile(entry, io.BytesIO(data))
    return path


def told(rows: list[Row]) -> dict[str, str]:
    """Return what was left out, and why."""
    return {each.value: str(each.reason) for row in rows for each in row.problems}


def names(rows: list[Row]) -> list[str]:
    return [str(file["name"]) for row in rows for file in row.files]
