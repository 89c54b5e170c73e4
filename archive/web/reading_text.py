"""The text of an item as a page shows it: every passage, the words that were searched for marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for

from archive.media.derivatives import PDF, has_page
from archive.media.playing import PLAYED
from archive.media.problems import DAMAGED_PAGES, NO_TEXT_LAYER, SOME_TEXT_LAYER
from archive.metadata.record import RECOGNISED, FileFacts, Record
from archive.search.highlight import Marks, Part, in_parts
from archive.search.inside import Inside, Spot, search_inside
from archive.text.passages import Passage, PassageKind
from archive.web import current, page_marks
from archive.web.pictures import page_pictures
from archive.web.recordings import played_at
from archive.web.reflow import flowing
from archive.web.showing import foreign

UNSEARCHED = {NO_TEXT_LAYER, SOME_TEXT_LAYER, DAMAGED_PAGES}  # pages of a file that no search looks into
CAPTIONS = "text/vtt"  # the one kind that browsers know


class Run(NamedTuple):
    """A piece of a passage; if it is a match, with its number, counted through the whole text from 1."""

    text: str
    mark: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage as shown."""

    number: int
    kind: PassageKind
    label: str
    page: int | None
    address: str  # of its page in the file, where a browser can go there
    pictures: Mapping[int, str]  # of its page, by their widths
    marks: str  # the address of the marks that lie on those pictures
    runs: tuple[Run, ...]
    spot: Spot | None  # its matches
    second: float | None = None  # of a recording, at which it is said


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The passages of an item, and in which of them the words are."""

    passages: tuple[Shown, ...]
    q: str
    inside: Inside
    language: str | None  # of the text, if it is not the page's
    unsearched: tuple[str, ...]  # why some of its pages have no text
    recognised: bool  # some of it was read by a machine, from pictures of pages
    heard: bool  # some of it was written down by a machine, from what is said in a recording


def read(record: Record, passages: Iterable[Passage], q: str, marks: Marks) -> ReadingText:
    """Return the text with its marks."""
    several = tuple(passages)
    inside = search_inside(several, marks)
    known = {file.id: file for file in record.files}
    shown = tuple(
        _shown(record, each, inside.by_number.get(each.number), known.get(each.file_id or ""), q)
        for each in several
    )
    languages = record.texts("language")
    # Several languages in one text cannot be told apart by passage: none is claimed then.
    language = foreign(languages[0], current.locale()) if len(languages) == 1 else None
    problems = dict.fromkeys(file.problem for file in record.files if file.problem in UNSEARCHED)
    by_machine = [
        known[id].media_type.startswith(PLAYED)
        for id in dict.fromkeys(each.file_id or "" for each in several)
        if id in known and RECOGNISED in known[id].technical
    ]
    return ReadingText(
        shown, q, inside, language, tuple(problems), recognised=False in by_machine, heard=True in by_machine
    )


def _shown(record: Record, passage: Passage, spot: Spot | None, file: FileFacts | None, q: str) -> Shown:
    address, pictures, marks = "", {}, ""
    if file and passage.page and has_page(file, passage.page):
        if file.media_type == PDF:
            # RFC 8118, 3: `#page=` of a PDF
            original = url_for("files.original", identifier=record.id, name=file.name)
            address = f"{original}#page={passage.page}"
        pictures = page_pictures(record, file, passage.page)
        marks = page_marks.address(record, file, passage.page, q) if spot else ""
    if file and passage.start is not None and (recording := recording_of(record, file)):
        address = f"{played_at(record, recording)}#t={passage.start:g}"  # Media Fragments URI 1.0, 4.2.1
    runs = _runs(passage, spot)
    return Shown(
        passage.number, passage.kind, passage.label, passage.page, address, pictures, marks, runs, spot,
        passage.start,
    )  # fmt: skip


def recording_of(record: Record, captions: FileFacts) -> FileFacts | None:
    """Return the recording that cues are of: itself, or one whose name that of its captions begins with.

    Of several such the one that the name has most of; if there is none, the first.
    """
    playable = [file for file in record.files if file.media_type.startswith(PLAYED)]
    if captions in playable:
        return captions
    stems = {file.name.rpartition(".")[0] or file.name: file for file in reversed(playable)}
    named = [stem for stem in stems if captions.name.startswith(stem)]
    return stems[max(named, key=len)] if named else next(iter(playable), None)


def captions_of(record: Record, recording: FileFacts) -> list[FileFacts]:
    """Return the captions of a recording that a browser can lay over it."""
    return [
        file
        for file in record.files
        if file.media_type == CAPTIONS and recording_of(record, file) == recording
    ]


def _runs(passage: Passage, spot: Spot | None) -> tuple[Run, ...]:
    if not passage.text.strip():
        return ()
    parts: tuple[Part, ...] = (
        in_parts(passage.text, spot.spans) if spot else (Part(passage.text, marked=False),)
    )
    if "\n" in passage.text:
        parts = flowing(passage.text, parts, passage.label, str(passage.page))
    number = spot.first - 1 if spot else 0
    runs = []
    for part in parts:
        number += part.marked
        runs.append(Run(part.text, number if part.marked else 0))
    return tuple(runs)
