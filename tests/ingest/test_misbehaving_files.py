"""What a reader falls over costs that file's text and nothing else: the item says why, the others come in."""

import importlib
import os
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from archive.catalogue import browse
from archive.catalogue import records as reading
from archive.catalogue.selection import Selection
from archive.ingest.draft import Defaults
from archive.ingest.importers.registry import open_sources
from archive.ingest.mapping import NO_MAPPING
from archive.ingest.pipeline import Options, run
from archive.ingest.summary import Severity
from archive.media import problems
from archive.media.limits import Limits
from archive.metadata.access import Viewer

LIMITS = Limits(seconds=2, memory=200 << 20, text=1 << 20, written=20 << 20, open_files=64, programs=8)
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone limits this")


@pytest.fixture
def take_in(parts, heard, tmp_path, monkeypatch):
    """Take in a folder of texts, each read as its first word says; return what the items hold by file."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    extractors = importlib.import_module("misbehaving").EXTRACTORS

    def take_in(*words: str, workers: int = 1, limits: Limits = LIMITS) -> dict[str, object]:
        folder = tmp_path / "source"
        folder.mkdir()
        for number, word in enumerate(words):
            (folder / f"{number:02}-{word}.txt").write_text(f"{word} number {number}")
        defaults = Defaults(type="document", limits=limits, extractors=extractors)
        options = Options(actor="tester", defaults=defaults, workers=workers)
        for source in open_sources(folder, NO_MAPPING.reading):
            summary = run(parts, source, options, heard, lambda: False)
        assert (summary.new, summary.refused) == (len(words), 0)
        return {file.name[3:-4]: (file, texts) for file, texts in _held(parts)}

    return take_in


def _held(parts):
    with parts.catalogue.read() as session:
        for record in browse.page(session, Viewer.archivist(), Selection(size=500)).records:
            texts = [each.text for each in reading.passages(session, record.id, Viewer.archivist())]
            file = record.files[0]
            assert parts.store.path(file.held_by or record.id, file.sha512).stat().st_size == file.size
            yield file, texts


def test_each_way_to_misbehave_is_named_and_the_neighbours_come_in(take_in, heard, capfd):
    ways = {
        "loop": "Reading the file took longer than 2 s.",
        "lock": "Reading the file took longer than 2 s.",
        "leave": "Reading the file brought its reader down (exit code 3).",
        "crash": "Reading the file brought its reader down (SIGSEGV).",
        "abort": "Reading the file brought its reader down (SIGABRT).",
        "hoard": "Reading the file opened more than 64 files at once.",
        "spill": "Reading the file wrote more than 20 MB to the disk.",
        "gush": problems.CUT_OFF,
        "warn": "",
        "chance": "",
    }
    words = [word for way in ways for word in (way, f"after-{way}")]
    held = take_in(*words, workers=2)
    assert {way: held[way][0].problem for way in ways} == ways
    for way in ways:
        assert held[f"after-{way}"][0].problem == ""
        assert held[f"after-{way}"][1][0].startswith(f"after-{way} number")
    assert held["loop"][1] == []
    assert 0 < sum(map(len, held["gush"][1])) <= LIMITS.text
    assert held["warn"][1] == ["warn number 16"]
    assert capfd.readouterr().err == ""  # a million warnings, and stacks of what crashed
    lines = heard.lines(Severity.WARNING)
    assert any("04-leave.txt" in line and "brought its reader down (exit code 3)" in line for line in lines)
    assert "ctypes" in held["crash"][0].technical["last_words"]


def test_a_single_worker_is_guarded_as_well(take_in):
    held = take_in("crash", "calm")
    assert held["crash"][0].problem.endswith("(SIGSEGV).")
    assert held["calm"][1] == ["calm number 1"]


@LINUX
def test_memory_and_programs_are_limited(take_in):
    held = take_in("eat", "swarm", "share", "calm")
    assert held["eat"][0].problem == "Reading the file needed more than 200 MB of memory."
    assert held["share"][0].problem == "Reading the file needed more than 200 MB of memory."
    assert held["swarm"][0].problem == "Reading the file started more than 8 programs at once."
    assert held["calm"][1] == ["calm number 3"]


@LINUX
def test_no_reader_calls_anywhere(take_in):
    held = take_in("call")
    assert held["call"][0].problem == problems.DAMAGED
    assert "PermissionError" in held["call"][0].technical["error"]


def test_a_reader_may_have_another_program_read(take_in):
    held = take_in("ask")
    assert held["ask"][1] == ["read by a program"]


def test_what_a_reader_started_ends_with_it(take_in, tmp_path):
    take_in("swarm", limits=Limits(seconds=1, programs=1000))
    assert [pid for pid in _noted(tmp_path) if _lives(pid)] == []


COMMAND = """
import sys, misbehaving
from pathlib import Path
from archive.ingest.draft import Defaults
from archive.ingest.manifest import Row
from archive.ingest.preparing import Preparer
if __name__ == "__main__":
    row = Row(number=1, key="1", raw={}, folder=Path(sys.argv[1]), files=({"name": sys.argv[2]},))
    with Preparer(Defaults(extractors=misbehaving.EXTRACTORS), 1) as preparer:
        list(preparer.prepare([row]))
"""


@pytest.mark.faults
@pytest.mark.parametrize("way", ["lock", "swarm"])
def test_readers_and_what_they_started_end_with_a_program_that_is_killed(tmp_path, way):
    (tmp_path / "program.py").write_text(COMMAND)
    (tmp_path / f"{way}.txt").write_text(way)
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path), f"{way}.txt"]
    here = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": here})
    _wait(lambda: _noted(tmp_path))
    process.kill()
    process.wait()
    _wait(lambda: not any(map(_lives, _noted(tmp_path))))


def _noted(folder: Path) -> list[int]:
    return [int(line) for path in folder.rglob("*.pids") for line in path.read_text().split()]


def _lives(pid: int) -> bool:
    """Say whether a process is at work: one that has ended may stand in the list until it is asked for."""
    try:
        return b") Z " not in Path(f"/proc/{pid}/stat").read_bytes()
    except FileNotFoundError:
        return False


def _wait(until, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def _png(width: int, height: int) -> bytes:
    """Return a PNG that claims to be so large, and has no pixels at all."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def _bombs(folder: Path) -> None:
    (folder / "absurd.png").write_bytes(_png(0x7FFFFFFF, 0x7FFFFFFF))
    for name, part, kind in (
        ("bomb.docx", "word/document.xml", "wordprocessingml.document.main"),
        ("bomb.odt", "content.xml", ""),
    ):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
            if kind:
                kind = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
                types = f'<Types><Override ContentType="{kind}"/></Types>'
                package.writestr("[Content_Types].xml", types)
            else:
                package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr(part, b"<x>" + b" " * (80 << 20))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">{laughs}]><text>&l9;</text>'
    with zipfile.ZipFile(folder / "laughs.odt", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", text)
    (folder / "laughs.xml").write_text(text)
    (folder / "laughs.html").write_text(text)
    (folder / "deep.pdf").write_bytes(_deep_pdf(20_000))


def _deep_pdf(depth: int) -> bytes:
    """Return a PDF whose only page hangs below so many nodes of the page tree."""
    nodes = "".join(
        f"{n} 0 obj\n<< /Type /Pages /Kids [{n + 1} 0 R] /Count 1 >>\nendobj\n" for n in range(2, depth)
    )
    page = f"{depth} 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] >>\nendobj\n"
    root = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    return f"%PDF-1.4\n{root}{nodes}{page}trailer << /Root 1 0 R >>\n%%EOF".encode()


def test_bombs_come_in_as_files_and_say_why_they_have_no_text(parts, heard, tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    _bombs(folder)
    (folder / "calm.txt").write_text("Por ahora.")
    defaults = Defaults(
        type="document", derivatives=tmp_path / "web", limits=Limits(seconds=20, memory=400 << 20)
    )
    for source in open_sources(folder, NO_MAPPING.reading):
        summary = run(
            parts, source, Options(actor="tester", defaults=defaults, workers=2), heard, lambda: False
        )
    assert (summary.refused, summary.new) == (0, len(list(folder.iterdir())))
    held = {file.name: (file.problem, texts) for file, texts in _held(parts)}
    assert held.pop("calm.txt") == ("", ["Por ahora."])
    assert held == {
        "absurd.png": (problems.TOO_MANY_PIXELS, []),
        "bomb.docx": (problems.TOO_LARGE, []),
        "bomb.odt": (problems.TOO_LARGE, []),
        "deep.pdf": (problems.DAMAGED, []),
        "laughs.odt": (problems.DAMAGED, []),
        "laughs.xml": (problems.NO_READER, []),
        "laughs.html": (problems.NO_READER, []),
    }
