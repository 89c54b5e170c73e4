"""Recognises the text of pages that are pictures, item by item, and catalogues it.

Pages are recognised several at a time; an item is catalogued as soon as its last page is done. Each page
is kept as it comes (`archive.media.ocr`), so that a run that is stopped or killed repeats none of them.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.catalogue import recognised, records
from archive.catalogue.entry import Why
from archive.catalogue.recognised import Text, Wanted
from archive.catalogue.session import Catalogue
from archive.core.errors import NotFound, Problem, Unreadable
from archive.core.words import Message
from archive.ingest.special import FILE
from archive.media import ocr, problems
from archive.media.alto import Recognised
from archive.media.limits import LIMITS, Limits, explained
from archive.media.ocr import Page
from archive.media.recognisers import Recognisers, Task
from archive.media.tesseract import Tesseract
from archive.metadata.access import Viewer
from archive.metadata.record import RECOGNISED, FileFacts, Record
from archive.storage.store import Store
from archive.text.passages import Passage, PassageKind

WITHOUT_TEXT = (problems.NO_TEXT_LAYER, problems.SOME_TEXT_LAYER)
# What is no longer said of a file once its pages have been recognised.
ANSWERED = (*WITHOUT_TEXT, problems.NO_TEXT, problems.POOR_TEXT, problems.NOTHING_RECOGNISED)
TYPES = ("document",)  # of items whose pictures are pages; a photograph is not read
AT_ONCE = 100  # pages of an item handed out together: memory holds so many texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What recognising works with."""

    catalogue: Catalogue
    store: Store
    derivatives: Path
    engine: Tesseract
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How pages are to be recognised."""

    actor: str
    models: tuple[str, ...]  # Tesseract's, where a file and its item state no language it knows
    stated: tuple[str, ...] = ()  # in place of what they state
    again: bool = False  # what was recognised before, too
    every: bool = False  # pages that have text, too
    workers: int = 1


@dataclass(slots=True)
class Result:
    """What came of a run."""

    items: int = 0
    pages: int = 0
    letters: int = 0
    poor: int = 0  # files
    failed: int = 0  # pages
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears how far a run is."""

    began: Callable[[str, int], None]  # an item's title, and how many pages of it are to be recognised
    went_on: Callable[[], None]  # a page is done
    noticed: Callable[[Problem], None]
    stop: Callable[[], bool]


def waiting(catalogue: Catalogue, imports: Sequence[int] = ()) -> list[str]:
    """Return the items with pages that have not been recognised yet."""
    with catalogue.read() as session:
        return recognised.waiting(session, Wanted(problems=WITHOUT_TEXT, types=TYPES, imports=imports))


def run(parts: Parts, ids: Iterable[str], options: Options, listener: Listener) -> Result:
    """Recognise the pages of items and catalogue their text. Raise NotFound for what is no item."""
    result = Result()
    with closing(Recognisers(parts.limits, options.workers)) as recognisers:
        for id in ids:
            if listener.stop():
                result.stopped = True
                break
            work = _Item(parts, options, listener, recognisers, result)
            work.take(id)
    return result


@dataclass(slots=True)
class _Item:
    """One item whose pages are being recognised."""

    parts: Parts
    options: Options
    listener: Listener
    recognisers: Recognisers
    result: Result

    def take(self, id: str) -> None:
        """Recognise the files of an item, then catalogue all of them at once."""
        with self.parts.catalogue.read() as session:
            record = records.get(session, id, Viewer.archivist())
            known = records.passages(session, id, Viewer.archivist())
        texts = []
        for facts in record.files:
            own = [each for each in known if each.file_id == facts.id]
            if pages := self._pages(record, facts, own):
                self.listener.began(record.title, len(pages))
                texts.append(self._text(record, facts, own, pages))
        done = [text for text in texts if text is not None]
        if done and not self.result.stopped:
            with self.parts.catalogue.write() as session:
                recognised.put_in(session, {id: done}, Why(self.options.actor))
            self.result.items += 1

    def _pages(self, record: Record, facts: FileFacts, own: Sequence[Passage]) -> list[Page]:
        """Return the pages of a file that are to be recognised."""
        before = facts.technical.get(RECOGNISED)
        if before is not None and not (self.options.again or self.options.every):
            return []
        written = {each.page for each in own} - set((before or {}).get("pages", ()))
        models = self.options.stated or self.parts.engine.chosen(
            [facts.language] if facts.language else record.texts("language"), self.options.models
        )
        return [
            Page(facts, number, models)
            for number in ocr.pages_of(facts)
            if models and (self.options.every or number not in written)
        ]

    def _text(
        self, record: Record, facts: FileFacts, own: Sequence[Passage], pages: Sequence[Page]
    ) -> Text | None:
        """Return a file's text with that of its pages; None if the run was stopped before its end."""
        try:
            path = self.parts.store.path(facts.held_by or record.id, facts.sha512)
            names = ocr.labels(path, facts)
        except (NotFound, Unreadable) as error:
            self.result.failed += len(pages)
            reason = str(error) if isinstance(error, Unreadable) else problems.DAMAGED
            self._tell(record, facts, Message(reason))
            return None
        found: dict[int, Recognised] = {}
        with closing(self._read(path, pages)) as reading:  # else pages nobody waits for would go on
            for page, read in zip(pages, reading, strict=False):
                if self.listener.stop():
                    self.result.stopped = True
                    return None
                self.listener.went_on()
                if isinstance(read, Unreadable):
                    self.result.failed += 1
                    self._tell(record, facts, explained(str(read)))
                else:
                    self.result.pages += 1
                    found[page.number] = read
        return self._told(names, facts, own, found, pages[0].models)

    def _read(self, path: Path, pages: Sequence[Page]) -> Generator[Recognised | Unreadable, None, None]:
        parts, again = self.parts, self.options.again
        for start in range(0, len(pages), AT_ONCE):
            some = pages[start : start + AT_ONCE]
            yield from self.recognisers.pages(
                Task(parts.engine, path, parts.derivatives, page, again) for page in some
            )

    def _told(
        self,
        names: Sequence[str],
        facts: FileFacts,
        own: Sequence[Passage],
        found: dict[int, Recognised],
        models: tuple[str, ...],
    ) -> Text:
        """Return the file's text, page by page, and what is said of it."""
        passages = [each for each in own if each.page not in found]
        passages += [
            Passage(number=1, text=each.text, kind=PassageKind.PAGE, label=names[number - 1], page=number)
            for number, each in found.items()
            if each.letters
        ]
        passages.sort(key=lambda each: each.page or 0)
        numbered = [replace(each, number=number, file_id=None) for number, each in enumerate(passages, 1)]
        told = {"engine": f"Tesseract {self.parts.engine.version}", "languages": list(models)}
        problem, about = assessed(found)
        if not problem and facts.problem not in ANSWERED:
            problem = facts.problem  # that some pages are damaged, say, is true still
        self.result.letters += sum(each.letters for each in found.values())
        self.result.poor += problem == problems.POOR_TEXT
        technical: dict[str, Any] = {**facts.technical, RECOGNISED: {**told, **about}}
        return Text(replace(facts, problem=problem, technical=technical), tuple(numbered))

    def _tell(self, record: Record, facts: FileFacts, reason: Message) -> None:
        self.listener.noticed(Problem(source=record.id, field=FILE, value=facts.name, reason=reason))


def assessed(found: dict[int, Recognised]) -> tuple[str, dict[str, Any]]:
    """Return what is wrong with recognised pages, if anything, and how sure the recogniser was of them."""
    letters = sum(each.letters for each in found.values())
    sure = sum(each.confidence * each.letters for each in found.values()) / letters if letters else 0.0
    poor = [
        number for number, each in found.items() if each.letters >= ocr.FEW and each.confidence < ocr.POOR
    ]
    about = {"confidence": round(100 * sure), "pages": sorted(found), "poor_pages": sorted(poor)}
    if not letters:
        return problems.NOTHING_RECOGNISED, about
    return problems.POOR_TEXT if poor else "", about
