"""Plain text, in any encoding, and the markup that people write in it: Markdown and LaTeX.

The text stays as it is written; of the markup only headings are understood.

Spec: https://spec.commonmark.org/0.31.2/ (4.2 and 4.3 headings, 4.5 fenced code)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import MOST, Block, passages, problem_of
from archive.media.cues import passages_of
from archive.media.extractor import Extracted
from archive.media.proposals import proposed
from archive.media.timed_lines import cues_of
from archive.text.encoding import Decoded, decode, is_text
from archive.text.passages import Passage
from archive.text.segment import paragraphs

LARGEST = 256 << 20  # bytes: a text a hundred times the Bible is no text to be read
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_NO_TITLE = re.compile(r"\s*(?:$|[-*+>|]|\d+[.)] )")  # what a line of dashes does not make a heading
_SECTION = re.compile(
    r"\s*\\(?:part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?\s*(?:\[[^\]]*\])?\{(.+)\}\s*$"
)
_STATED = re.compile(r"\\(title|author)\s*\{([^{}]*)\}")
_COMMANDS = re.compile(r"\\(?:and\b|thanks\{[^{}]*\}|[a-zA-Z]+\*?|\\)|[{}~]")
_BODY, _END = "\\begin{document}", "\\end{document}"


@dataclass(frozen=True, slots=True)
class PlainText:
    """Reads plain text and plain tables into headings and paragraphs; transcripts with times into cues."""

    name: str = "plain text"
    media_types: frozenset[str] = frozenset({"text/plain", "text/csv", "text/tab-separated-values"})

    def extract(self, path: Path) -> Extracted:
        """Return its paragraphs; the technical facts say which encoding it was read in."""
        decoded = _decoded(path)
        if decoded is None:
            return Extracted(problem=problems.EMPTY)
        spoken = cues_of(decoded.text)
        return _extracted(decoded, (passages_of(spoken) if spoken else paragraphs(decoded.text))[:MOST])


@dataclass(frozen=True, slots=True)
class Markdown:
    """Reads Markdown."""

    name: str = "Markdown"
    media_types: frozenset[str] = frozenset({"text/markdown"})

    def extract(self, path: Path) -> Extracted:
        """Return its headings and paragraphs, written as they are."""
        decoded = _decoded(path)
        if decoded is None:
            return Extracted(problem=problems.EMPTY)
        return _extracted(decoded, passages(_markdown(decoded.text.splitlines())))


@dataclass(frozen=True, slots=True)
class Latex:
    """Reads TeX and LaTeX as text: its commands stay in it, its sections are headings."""

    name: str = "LaTeX"
    media_types: frozenset[str] = frozenset({"application/x-tex", "application/x-latex"})

    def extract(self, path: Path) -> Extracted:
        """Return what stands in the document, section by section; it proposes its title and authors."""
        decoded = _decoded(path)
        if decoded is None:
            return Extracted(problem=problems.EMPTY)
        body = decoded.text.rpartition(_BODY)[2].partition(_END)[0]
        made = passages(_latex(body.splitlines()))
        stated: dict[str, list[str]] = {"title": [], "author": []}
        for name, value in _STATED.findall(decoded.text):
            stated[name] += (_COMMANDS.sub(" ", each) for each in value.split("\\and"))
        return _extracted(decoded, made, proposed({"title": stated["title"], "creator": stated["author"]}))


def _decoded(path: Path) -> Decoded | None:
    """Return the text; None if there is nothing in it. Raises Unreadable for what is no text."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(problems.TOO_LARGE)
    data = path.read_bytes()
    if not data.strip():
        return None
    if not is_text(data[:65536]):
        raise Unreadable(problems.NOT_TEXT)
    return decode(data)


def _extracted(
    decoded: Decoded, made: tuple[Passage, ...], proposals: dict[str, tuple[str, ...]] | None = None
) -> Extracted:
    technical: dict[str, Any] = {"encoding": decoded.encoding, "characters": len(decoded.text)}
    problem = _problem(decoded) or problem_of(made)
    return Extracted(passages=made, proposed=proposals or {}, technical=technical, problem=problem)


def _problem(decoded: Decoded) -> str:
    if not decoded.certain:
        return problems.ENCODING_GUESSED
    return problems.DAMAGED_CHARACTERS if decoded.damaged else ""


def _markdown(lines: list[str]) -> Iterator[Block]:
    """Yield headings and, between them, the paragraphs that blank lines part."""
    block: list[str] = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            block.append(line)
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
            block.append(line)
        elif _HEADING.match(line):
            yield Block("\n".join(block))
            yield Block(line, heading=True, title=line.strip().strip("#").strip())
            block = []
        elif _UNDERLINE.match(line) and len(block) == 1 and not _NO_TITLE.match(block[0]):
            yield Block("\n".join([*block, line]), heading=True, title=block[0].strip())
            block = []
        elif line.strip():
            block.append(line)
        else:
            yield Block("\n".join(block))
            block = []
    yield Block("\n".join(block))


def _latex(lines: list[str]) -> Iterator[Block]:
    block: list[str] = []
    for line in lines:
        section = _SECTION.match(line)
        if section or not line.strip():
            yield Block("\n".join(block))
            block = []
        if section:
            yield Block(line, heading=True, title=" ".join(_COMMANDS.sub(" ", section[1]).split()))
        elif line.strip() and not line.lstrip().startswith("%"):
            block.append(line)
    yield Block("\n".join(block))
