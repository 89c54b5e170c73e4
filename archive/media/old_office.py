"""DOC and PPT, of Word and PowerPoint before 2007, by antiword, catdoc or LibreOffice.

The programs are looked for once. Each runs as a child with a time limit, and sees the file alone. The first
that gives text is believed.

Spec: [MS-DOC], [MS-PPT] (what the programs implement)
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import BinaryIO

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import MOST, Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.text.segment import paragraphs

SECONDS = 60
LARGEST = 64 << 20  # bytes of text
_LINE_END = re.compile(r"\r?\n")
Command = Callable[[str, Path, Path], list[str]]  # program, file, folder to write into → command line


@dataclass(frozen=True, slots=True)
class Program:
    """A program that turns a file into text, on its standard output or into a folder."""

    name: str
    command: Command


def _antiword(program: str, path: Path, folder: Path) -> list[str]:
    return [program, "-m", "UTF-8.txt", "-w", "0", str(path)]


def _catdoc(program: str, path: Path, folder: Path) -> list[str]:
    return [program, "-d", "utf-8", "-w", str(path)]


def _catppt(program: str, path: Path, folder: Path) -> list[str]:
    return [program, "-d", "utf-8", str(path)]


def _office(program: str, path: Path, folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(path)]
    return [program, "--headless", "--norestore", profile, *convert]


ANTIWORD = Program("antiword", _antiword)
CATDOC = Program("catdoc", _catdoc)
CATPPT = Program("catppt", _catppt)
LIBREOFFICE = Program("soffice", _office)


@dataclass(frozen=True, slots=True)
class OldOffice:
    """Reads one of Office's formats before 2007."""

    name: str
    media_types: frozenset[str]
    suffixes: frozenset[str]
    programs: tuple[Program, ...]
    absent: str  # what to say where none of the programs is installed
    slides: bool = False

    def extract(self, path: Path) -> Extracted:
        """Return what the first program gives that gives anything."""
        if _is_locked(path):
            raise Unreadable(problems.LOCKED)
        there = [(program, found) for program in self.programs if (found := installed(program.name))]
        if not there:
            return Extracted(problem=self.absent)
        slow = False
        for program, found in there:
            try:
                text = _output(program.command, found, path)
            except subprocess.TimeoutExpired:
                slow = True
                continue
            if text.strip():
                return self._extracted(text, program.name)
        raise Unreadable(problems.TOO_SLOW if slow else problems.DAMAGED)

    def _extracted(self, text: str, program: str) -> Extracted:
        if self.slides:
            made = passages(
                Block(slide, label=str(number), page=number, whole=True)
                for number, slide in enumerate(text.split("\f"), start=1)
            )
        else:
            made = paragraphs(_LINE_END.sub("\n\n", text))[:MOST]  # each line is a paragraph
        return Extracted(passages=made, technical={"reader": program}, problem=problem_of(made))


def readers_of(name: str) -> list[str]:
    """Return the installed programs that a file of this name may need to be read; none for most files."""
    suffix = PurePath(name).suffix.lower()
    kinds = (each for each in (DOC, PPT) if suffix in each.suffixes)
    return [program.name for kind in kinds for program in kind.programs if installed(program.name)]


@cache
def installed(name: str) -> str | None:
    """Return where a program is, or None."""
    return shutil.which(name)


def _output(command: Command, program: str, path: Path) -> str:
    """Run a program on a file and return what it writes; "" if it fails."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / "output").open("wb+") as output:
            failed = _run(command(program, path.absolute(), folder), folder, output)
            made = sorted(folder.glob("*.txt"))
            if failed and not made:
                return ""
            output.seek(0)
            data = made[0].read_bytes() if made else output.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(problems.TOO_LARGE)
    return data.decode("utf-8-sig", "replace")


def _run(line: list[str], folder: Path, output: BinaryIO) -> int:
    """Run a command line within a folder, and end it when its time is over."""
    child = subprocess.Popen(  # noqa: S603 -- a fixed command line, and no shell reads it
        line,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)},
    )
    try:
        return child.wait(SECONDS)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _is_locked(path: Path) -> bool:
    """Say whether a Word document is encrypted: [MS-DOC] 2.5.2, fEncrypted, where its stream mostly is."""
    with path.open("rb") as stream:
        stream.seek(512)
        head = stream.read(12)
    return len(head) == 12 and head.startswith(b"\xec\xa5") and bool(head[11] & 1)


DOC = OldOffice(
    name="DOC",
    media_types=frozenset({"application/msword"}),
    suffixes=frozenset({".doc", ".dot"}),
    programs=(ANTIWORD, CATDOC, LIBREOFFICE),
    absent=problems.NO_WORD_READER,
)
PPT = OldOffice(
    name="PPT",
    media_types=frozenset({"application/vnd.ms-powerpoint"}),
    suffixes=frozenset({".ppt", ".pps"}),
    programs=(CATPPT, LIBREOFFICE),
    absent=problems.NO_SLIDE_READER,
    slides=True,
)
