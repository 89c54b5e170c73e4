"""EML and MBOX: messages with their headers, what they say, and the names of what came with them.

A mailbox is one file of its item, as it was kept: each message in it begins with a heading, its subject.

Spec: RFC 5322 (messages); RFC 4155 (application/mbox), whose "From " lines part the messages
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.mail import Mail, content, file_name
from archive.media.proposals import day, proposed

LARGEST = 256 << 20  # bytes of one message
NAMED = 1_000  # attachments that are named
# A line that parts messages ends in a date; lines of a text that happen to begin so mostly do not.
_PARTING = re.compile(rb"From .{0,400}?\d:\d{2}.{0,40}?\d{4}")
_QUOTED = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True)
class Eml:
    """Reads one e-mail."""

    name: str = "EML"
    media_types: frozenset[str] = frozenset({"message/rfc822"})

    def extract(self, path: Path) -> Extracted:
        """Return its subject, its headers and what it says; the technical facts name its attachments."""
        mail = _mail(path)
        made = passages(_blocks(mail))
        technical = {
            "message_id": mail.header("Message-ID"),
            "attachments": [file_name(part) for part in mail.attachments()][:NAMED],
        }
        return Extracted(
            passages=made,
            proposed=proposed(
                {"title": [mail.subject], "creator": mail.senders, "created": [day(mail.date)]}
            ),
            technical={name: value for name, value in technical.items() if value},
            problem=problems.SEALED if mail.is_sealed else problem_of(made),
        )


@dataclass(slots=True)
class _Box:
    """A mailbox on its way through."""

    messages: int = 0
    damaged: int = 0
    attachments: list[str] = field(default_factory=list)

    def blocks(self, path: Path) -> Iterator[Block]:
        """Yield message after message; one that is damaged costs only itself."""
        for data in messages(path):
            self.messages += 1
            try:
                mail = Mail(data)
            except Unreadable:
                self.damaged += 1
                continue
            if len(self.attachments) < NAMED:
                self.attachments += [file_name(part) for part in mail.attachments()]
            yield from _blocks(mail, " · ".join(filter(None, (mail.date, mail.subject))))


@dataclass(frozen=True, slots=True)
class Mbox:
    """Reads a mailbox."""

    name: str = "MBOX"
    media_types: frozenset[str] = frozenset({"application/mbox"})

    def extract(self, path: Path) -> Extracted:
        """Return what each message says, under its date and subject."""
        box = _Box()
        made = passages(box.blocks(path))
        if box.damaged == box.messages:
            raise Unreadable(problems.DAMAGED)
        technical: dict[str, Any] = {
            "messages": box.messages,
            "messages_damaged": box.damaged,
            "attachments": box.attachments[:NAMED],
        }
        return Extracted(
            passages=made,
            technical={name: value for name, value in technical.items() if value},
            problem=problem_of(made) or (problems.DAMAGED_MESSAGES if box.damaged else ""),
        )


def messages(path: Path) -> Iterator[bytes]:
    """Yield the messages of a mailbox, one at a time; one beyond `LARGEST` bytes is cut there."""
    lines: list[bytes] = []
    size = 0
    blank = True  # the line before: a parting line follows an empty one
    with path.open("rb") as stream:
        for line in iter(lambda: stream.readline(LARGEST), b""):
            if blank and _PARTING.match(line):
                if lines:
                    yield b"".join(lines)
                lines, size = [], 0
            elif size < LARGEST:
                lines.append(line[1:] if _QUOTED.match(line) else line)
                size += len(line)
            blank = not line.strip()
    if lines:
        yield b"".join(lines)


def enclosed_in_eml(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each attachment of a message."""
    return ((file_name(part), content(part)) for part in _mail(path).attachments())


def enclosed_in_mbox(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each attachment of the messages of a mailbox."""
    for data in messages(path):
        try:
            yield from ((file_name(part), content(part)) for part in Mail(data).attachments())
        except Unreadable:
            continue


def _mail(path: Path) -> Mail:
    if path.stat().st_size > LARGEST:
        raise Unreadable(problems.TOO_LARGE)
    return Mail(path.read_bytes())


def _blocks(mail: Mail, label: str | None = None) -> Iterator[Block]:
    yield Block(mail.subject or mail.date, heading=True, label=label)
    yield from (Block(line, label=label) for line in mail.head())
    yield from mail.body(label)
