"""Old Word files are read by whatever program is there, and say what to install where none is."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.identify import identify
from archive.media.old_office import ANTIWORD, CATDOC, CATPPT, DOC, PPT, Program, installed, readers_of
from archive.media.registry import read
from tests.conftest import absent

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _python(program: str, path: Path, folder: Path) -> list[str]:
    return [sys.executable, "-c", "import sys; print('Uno de', sys.argv[1][-5:]); print('Dos')", str(path)]


def _fails(program: str, path: Path, folder: Path) -> list[str]:
    return [sys.executable, "-c", "print('garbage'); raise SystemExit(3)"]


def _into_a_file(program: str, path: Path, folder: Path) -> list[str]:
    return [
        sys.executable,
        "-c",
        f"open({str(folder / 'x.txt')!r}, 'w', encoding='utf-8').write('Escrito: á')",
    ]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + bytes(2000))
    return path


def by(*commands) -> object:
    return replace(DOC, programs=tuple(Program(Path(sys.executable).name, each) for each in commands))


@pytest.fixture(autouse=True)
def _python_is_found(monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    installed.cache_clear()
    yield
    installed.cache_clear()


def test_each_line_that_a_program_gives_is_a_paragraph(old: Path) -> None:
    found = by(_python).extract(old)
    assert [each.text for each in found.passages] == ["Uno de a.doc", "Dos"]
    assert found.technical["reader"] == Path(sys.executable).name


def test_a_program_that_fails_is_not_believed_and_the_next_is_asked(old: Path) -> None:
    assert by(_fails, _into_a_file).extract(old).passages[0].text == "Escrito: á"
    with pytest.raises(Unreadable, match="damaged"):
        by(_fails).extract(old)


def test_a_file_is_known_to_need_a_program_by_its_name(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed.cache_clear()
    assert readers_of("a.doc") == []
    (tmp_path / "catdoc").write_text("#!/bin/sh\n")
    (tmp_path / "catdoc").chmod(0o755)
    installed.cache_clear()
    assert readers_of("carpeta/A.DOC") == ["catdoc"]
    assert readers_of("a.docx") == []


def test_without_a_program_the_file_says_what_to_install(old: Path) -> None:
    found = replace(DOC, programs=(Program("no-such-program", _python),)).extract(old)
    assert found.problem == problems.NO_WORD_READER
    assert not found.passages


def test_an_encrypted_word_file_says_that_it_is_locked(old: Path) -> None:
    old.write_bytes(OLE + bytes(504) + b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(2000))
    with pytest.raises(Unreadable, match="password"):
        DOC.extract(old)


@pytest.mark.corpus
@pytest.mark.parametrize("program", [CATDOC, ANTIWORD], ids=lambda each: each.name)
def test_a_word_file_says_what_its_newer_versions_say(corpus: Path, program: Program) -> None:
    if not installed(program.name) and program is CATDOC:
        absent("install catdoc to read Word files of before 2007")
    if not installed(program.name):
        pytest.skip("antiword is one of several")
    folder = corpus / "documents/office"
    found = replace(DOC, programs=(program,)).extract(folder / "lorem-ipsum.doc")
    newer = read(folder / "lorem-ipsum.docx", identify(folder / "lorem-ipsum.docx"))
    said, expected = ([word for each in one.passages for word in each.text.split()] for one in (found, newer))
    assert said == expected


def test_slides_are_pages(old: Path) -> None:
    def two(program: str, path: Path, folder: Path) -> list[str]:
        return [sys.executable, "-c", r"print('Uno\n\fDos\n\f')"]

    found = replace(PPT, programs=(Program(Path(sys.executable).name, two),)).extract(old)
    assert [(each.text, each.page) for each in found.passages] == [("Uno", 1), ("Dos", 2)]
    assert CATPPT in PPT.programs
