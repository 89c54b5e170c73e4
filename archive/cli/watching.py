"""One watched folder: what has settled in it is taken in, told, noted and, if asked, removed."""

import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archive.assembly import Archive
from archive.cli import copies, ingest, pages
from archive.cli.asked import Asked, name_of, options_of
from archive.cli.call import Call
from archive.cli.turns import alone
from archive.core.errors import ArchiveError, Busy, ConfigError, Invalid, NoRoom, Problem
from archive.core.lines import line
from archive.core.locks import take
from archive.core.words import Message, message
from archive.ingest.arrivals import REFUSED, Arrivals, Ledger
from archive.ingest.cataloguing import Parts
from archive.ingest.delivered import not_kept
from archive.ingest.importers.deliveries import Delivery, deliveries, members
from archive.ingest.names import readable
from archive.ingest.pipeline import run
from archive.ingest.report import csv_report
from archive.ingest.summary import Notice, Severity, Stop, Summary
from archive.ingest.turn import GivenUp
from archive.ingest.workspace import workspace

LOG = logging.getLogger(__name__)
LEDGERS = "watched"  # in DATA_DIR
LATER = 60.0  # seconds until what could not be taken in is tried again
MOST_LINES = 20  # of one delivery, on the terminal; the note beside it has every one


@dataclass(slots=True)
class Outcome:
    """What became of a delivery."""

    summary: Summary = field(default_factory=Summary)
    refused: list[Notice] = field(default_factory=list)  # what stays out; of the rest nothing is kept
    not_kept: list[str] | None = None  # names of files that are nowhere else; None: not looked for

    def began(self, source: str, rows: int) -> None:
        """Hear that a source has been opened."""

    def at(self, item: str) -> None:
        """Hear what is being worked on."""

    def went_on(self, rows: int) -> None:
        """Hear that rows are safe."""

    def noticed(self, notice: Notice) -> None:
        """Hear what is to be told of a row."""
        if notice.severity is Severity.REFUSED:
            self.refused.append(notice)


@dataclass(slots=True)
class Watched:
    """One folder."""

    call: Call
    archive: Archive
    arrivals: Arrivals
    ledger: Ledger

    def name_of(self, path: Path) -> str:
        """Return the name, directly in the folder, of the thing that a path is or lies in; "" if in none."""
        folder = self.arrivals.folder
        return path.relative_to(folder).parts[0] if folder in path.parents else ""

    def take_in(self, asked: Asked, remove: bool, stop: Stop) -> bool:
        """Take in what has settled; return whether anything has."""
        took = False
        for delivery in self._deliveries():
            if stop():
                break
            outcome = self._outcome(delivery, asked, remove, stop)
            if outcome is None or outcome.summary.stopped:
                self.arrivals.put_off(delivery.names, LATER)
                continue
            took = True
            for part in _parts_of(delivery, outcome):
                self._settle(part, remove)
            self.arrivals.dealt_with(delivery.names)
            self.ledger.write(self.arrivals.done)
        return took

    def _deliveries(self) -> list[Delivery]:
        try:
            return deliveries(self.arrivals)
        except OSError:  # a drive that is gone may come back
            LOG.warning("%s cannot be read", self.arrivals.folder, exc_info=True)
            return []

    def _outcome(self, delivery: Delivery, asked: Asked, remove: bool, stop: Stop) -> Outcome | None:
        """Take a delivery in; None if that must wait: others are writing, or the disk is full."""
        outcome = Outcome()
        try:
            self._run(delivery, asked, remove, stop, outcome)
        except (Busy, GivenUp):
            return None
        except NoRoom as error:
            self.call.say(error.args[0], err=True)
            return None
        except Invalid as error:
            outcome.refused += [Notice(Severity.REFUSED, each, delivery.names[0]) for each in error.problems]
        except ArchiveError as error:
            outcome.refused.append(_as_notice(delivery, error))
        except Exception as error:  # one delivery must never end the watch
            LOG.exception("watching %s: %s", delivery.folder, delivery.names[0])
            outcome.refused.append(_as_notice(delivery, error))
        return outcome

    def _run(self, delivery: Delivery, asked: Asked, remove: bool, stop: Stop, outcome: Outcome) -> None:
        settings, archive = self.archive.settings, self.archive
        parts = Parts(catalogue=archive.catalogue, store=archive.store)
        with workspace(settings.DATA_DIR / "unpacked", settings.MAX_UNPACKED_BYTES, stop) as unpacked:
            options = options_of(asked, archive, unpacked)
            sources = delivery.open(replace(options.mapping.reading, workspace=unpacked))
            ingest.check_headings([(source, options) for source in sources])
            with alone(self.call, archive, f"archive watch {delivery.folder}", stop=stop):
                for source in sources:
                    name = name_of(archive, source)
                    how = replace(options, source_name=name, translate=self.call.translate)
                    summary = run(parts, source, how, outcome, stop)
                    outcome.summary.add(summary)
                    if summary.import_id is not None and not asked.no_ocr:
                        pages.brought(archive, [summary.import_id], pages.untold(stop))
                    if summary.import_id is not None and not asked.no_copies:
                        copies.brought(archive, [summary.import_id], pages.untold(stop))
            if remove and not outcome.summary.stopped:
                paths = [delivery.folder / name for name in delivery.names]
                outcome.not_kept = not_kept(parts, paths, unpacked.opened, sources)

    def _settle(self, part: "Part", remove: bool) -> None:
        """Tell what became of one thing, note beside it what was refused, remove it if that is safe."""
        note = self.arrivals.folder / f"{part.names[0]}{REFUSED}"
        if part.refused:
            self._say(part, message("{said}; see {note}", said=part.said, note=note.name))
            for each in part.refused[:MOST_LINES]:
                self.call.say(message("  {line}", line=line(each.problem, self.call.translate)))
            self._note(note, part.refused)
            return
        with suppress(OSError):
            note.unlink(missing_ok=True)
        if not remove:
            self._say(part, part.said)
        elif part.not_kept:
            names = ", ".join(part.not_kept[:MOST_LINES])
            self._say(part, message("{said}; not removed: {names} is not kept", said=part.said, names=names))
        else:
            self._remove(part)

    def _remove(self, part: "Part") -> None:
        try:
            for name in part.names:
                path = self.arrivals.folder / name
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        except OSError as error:
            self._say(part, message("{said}; cannot be removed: {error}", said=part.said, error=error))
        else:
            self._say(part, message("{said}; kept, verified and removed", said=part.said))

    def _note(self, note: Path, refused: Sequence[Notice]) -> None:
        try:
            with csv_report(note, self.call.translate) as write:
                for each in refused:
                    write(each)
        except ArchiveError as error:  # a folder that may only be read
            self.call.say(message("  {line}", line=error.args[0]), err=True)

    def _say(self, part: "Part", said: Message) -> None:
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        self.call.say(message("{clock} {name}: {said}", clock=clock, name=readable(part.names[0]), said=said))


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of those that were taken in together."""

    names: tuple[str, ...]
    said: Message
    refused: Sequence[Notice]
    not_kept: Sequence[str]


@contextmanager
def watched(call: Call, archive: Archive, folder: Path, settle: float) -> Iterator[Watched]:
    """Give a folder to be watched, by nobody else meanwhile, with what is known of it from before."""
    ledger = Ledger(archive.settings.DATA_DIR / LEDGERS, folder)
    ledger.path.parent.mkdir(parents=True, exist_ok=True)
    lock = take(ledger.lock)
    if lock is None:
        raise ConfigError(message("{folder} is being watched already", folder=folder))
    try:
        yield Watched(call, archive, Arrivals(folder, settle, ledger.read(), time.monotonic), ledger)
    finally:
        os.close(lock)


def _parts_of(delivery: Delivery, outcome: Outcome) -> Iterator[Part]:
    """Part the outcome of what was taken in together: each thing by itself, with what is to be told of it."""
    missing = outcome.not_kept or []
    if delivery.alone:
        yield Part(delivery.names, _counted(outcome), outcome.refused, missing)
        return
    for group in delivery.groups:
        names = members(group)
        refused = [each for each in outcome.refused if _is_of(each, names) or not outcome.summary.rows]
        said = message("refused") if refused else message("taken in")
        yield Part(names, said, refused, [name for name in missing if name in names])


def _is_of(notice: Notice, names: Sequence[str]) -> bool:
    return notice.key in names or notice.problem.value in names


def _counted(outcome: Outcome) -> Message:
    if outcome.refused and not outcome.summary.rows:
        return message("refused")
    return message(
        "{new} new, {changed} changed, {unchanged} as before, {refused} refused", **outcome.summary.counts()
    )


def _as_notice(delivery: Delivery, error: Exception) -> Notice:
    said = error.args[0] if isinstance(error, ArchiveError) and error.args else None
    reason = (
        said
        if isinstance(said, Message)
        else message("unexpected: {error}", error=f"{type(error).__name__}: {error}")
    )
    return Notice(Severity.REFUSED, Problem(reason=reason), delivery.names[0])
