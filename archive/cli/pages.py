"""Recognises pages on the command line: after an ingest, or when it is asked for."""

from collections.abc import Sequence

from archive.assembly import Archive
from archive.cli.asked import actor, workers
from archive.cli.call import Call
from archive.cli.telling import Teller
from archive.core.words import message
from archive.ingest.recognising import Listener, Options, Parts, Result, run, waiting
from archive.ingest.summary import Notice, Severity, Stop
from archive.media import tesseract
from archive.media.limits import limits_of

MISSING = message("Tesseract is not installed. On Debian: apt-get install tesseract-ocr tesseract-ocr-spa")


def brought(archive: Archive, imports: Sequence[int], listener: Listener) -> Result | None:
    """Recognise the pages that imports brought and that are pictures; None if there was nothing to do.

    Without Tesseract, or without a model for it, they wait for `archive ocr`.
    """
    engine = tesseract.installed()
    if engine is None or not imports or listener.stop():
        return None
    models = engine.chosen((), archive.settings.OCR_LANGUAGES)
    ids = waiting(archive.catalogue, imports)
    if not ids or not models:
        return None
    options = Options(actor=actor(), models=models, workers=workers())
    return recognise(archive, engine, ids, options, listener)


def recognise(
    archive: Archive, engine: tesseract.Tesseract, ids: Sequence[str], options: Options, listener: Listener
) -> Result:
    """Recognise the pages of items."""
    parts = Parts(
        catalogue=archive.catalogue,
        store=archive.store,
        derivatives=archive.derivatives,
        engine=engine,
        limits=limits_of(archive.settings),
    )
    return run(parts, ids, options, listener)


def told(teller: Teller) -> Listener:
    """Return who tells of pages as of an ingest."""
    return Listener(
        began=teller.turns_to,
        went_on=lambda: teller.went_on(1),
        noticed=lambda problem: teller.noticed(Notice(Severity.WARNING, problem)),
        stop=teller.stop,
    )


def untold(stop: Stop) -> Listener:
    """Return who says nothing: what could not be read is said on the item."""
    return Listener(
        began=lambda title, pages: None, went_on=lambda: None, noticed=lambda problem: None, stop=stop
    )


def say(call: Call, result: Result) -> None:
    """Print what came of a run."""
    counts = {"items": result.items, "pages": result.pages, "letters": f"{result.letters:,}"}
    call.say(message("{pages} pages of {items} items recognised: {letters} letters.", **counts))
    if result.poor:
        call.say(message("{poor} files read poorly: compare them with their pages.", poor=result.poor))
    if result.stopped:
        call.say(message("Stopped. Run `archive ocr` to go on: no page is recognised twice."))
