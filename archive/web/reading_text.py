"""The text of an item as a page shows it: every passage, the words that were searched for marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from archive.media.derivatives import PDF
from archive.metadata.record import FileFacts, Record
from archive.search.highlight import Marks, Part, marked
from archive.text.passages import Passage, PassageKind
from archive.web import current
from archive.web.pictures import page_pictures
from archive.web.reflow import flowing
from archive.web.showing import foreign


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage as shown."""

    number: int
    kind: PassageKind
    label: str
    page: int | None
    address: str  # of its page in the file, where a browser can go there
    pictures: Mapping[int, str]  # of its page, by their widths
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The passages of an item, and in which of them the words are."""

    passages: tuple[Shown, ...]
    q: str
    marked: tuple[int, ...]
    language: str | None  # of the text, if it is not the page's


def read(record: Record, passages: Iterable[Passage], q: str, marks: Marks) -> ReadingText:
    """Return the text with its marks."""
    paged = {file.id: file for file in record.files if file.media_type == PDF}
    shown = tuple(_shown(record, each, marks, paged.get(each.file_id or "")) for each in passages)
    languages = record.texts("language")
    # Several languages in one text cannot be told apart by passage: none is claimed then.
    language = foreign(languages[0], current.locale()) if len(languages) == 1 else None
    found = tuple(each.number for each in shown if any(part.marked for part in each.parts))
    return ReadingText(shown, q, found, language)


def _file_address(record: Record, file: FileFacts) -> str:
    return url_for("files.original", identifier=record.id, name=file.name)


def _shown(record: Record, passage: Passage, marks: Marks, file: FileFacts | None) -> Shown:
    whole = (Part(passage.text, False),) if passage.text.strip() else ()
    parts = marked(passage.text, marks) if whole and marks else whole
    if "\n" in passage.text:
        parts = flowing(passage.text, parts, passage.label, str(passage.page))
    # RFC 8118, 3: `#page=` of a PDF
    address = f"{_file_address(record, file)}#page={passage.page}" if file and passage.page else ""
    drawn = page_pictures(record, file, passage.page) if file else {}
    return Shown(passage.number, passage.kind, passage.label, passage.page, address, drawn, parts)
