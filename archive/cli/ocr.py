"""`archive ocr`: recognise the text of pages that are pictures."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import click

from archive.assembly import Archive
from archive.cli.asked import actor, workers
from archive.cli.call import Call, pass_call
from archive.cli.failures import NOT_BEGUN, REFUSED
from archive.cli.indexing import index_to_the_end
from archive.cli.opening import opened
from archive.cli.pages import MISSING, recognise, say, told
from archive.cli.telling import telling
from archive.core.words import message
from archive.ingest.recognising import Options, waiting
from archive.media import tesseract


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How to recognise, as given on the command line."""

    again: bool
    every: bool
    languages: tuple[str, ...]
    workers: int | None


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--again", is_flag=True, help="Recognise anew what was recognised before; of the items ID.")
@click.option(
    "--all-pages",
    "every",
    is_flag=True,
    help="Pages that have a text layer, too: in its place; of the items ID.",
)
@click.option("--language", "languages", multiple=True, metavar="LANG", help="es, en …: not as stated.")
@click.option("--workers", type=click.IntRange(1, 64), help="Pages recognised at the same time.")
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@pass_call
def command(call: Call, /, ids: tuple[str, ...], as_json: bool, no_index: bool, **given: Any) -> int:
    """Recognise the text of pages that are pictures: of the items ID, or of all that still wait for it.

    Languages are those that the file states, or its item, or OCR_LANGUAGES. Pages are kept as they come:
    stopped with Ctrl+C or killed, the same command goes on where it was.
    """
    if not ids and (given["again"] or given["every"]):
        raise click.UsageError("--again and --all-pages want the items that they are meant for.")
    engine = tesseract.installed()
    if engine is None:
        call.say(MISSING, err=True)
        return NOT_BEGUN
    with opened(call) as archive, telling(call, None) as teller:
        options = _options(archive, engine, Asked(**given))
        if options is None:
            call.say(message("Tesseract has no model for these languages; it has: {models}",
                             models=", ".join(sorted(engine.models))), err=True)  # fmt: skip
            return NOT_BEGUN
        result = recognise(archive, engine, ids or waiting(archive.catalogue), options, told(teller))
        teller.finished()
        if result.items and not no_index:
            index_to_the_end(call, archive, teller.stop)
    if as_json:
        click.echo(json.dumps(asdict(result), indent=2))
    else:
        say(call, result)
    return REFUSED if result.failed or result.stopped else 0


def _options(archive: Archive, engine: tesseract.Tesseract, asked: Asked) -> Options | None:
    """Return what was asked for; None if nothing is installed for the languages."""
    stated = engine.chosen(asked.languages, [each for each in asked.languages if each in engine.models])
    models = engine.chosen((), archive.settings.OCR_LANGUAGES)
    if (asked.languages and not stated) or not (stated or models):
        return None
    return Options(
        actor=actor(),
        models=models,
        stated=stated,
        again=asked.again,
        every=asked.every,
        workers=asked.workers or workers(),
    )
