"""`archive transcribe`: turn the speech of recordings into text."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.cli.asked import actor
from archive.cli.call import Call, pass_call
from archive.cli.failures import NOT_BEGUN, REFUSED
from archive.cli.indexing import index_to_the_end
from archive.cli.opening import opened
from archive.cli.pages import told
from archive.cli.telling import telling
from archive.core.words import message
from archive.ingest.recognising import Result
from archive.ingest.transcribing import Options, Parts, run, waiting
from archive.media import speech

MISSING = message("Speech to text is an extra: pip install 'tribuna[speech]'")
NO_MODEL = message("Set SPEECH_MODEL to the folder of a Whisper model in the form of CTranslate2.")


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--again", is_flag=True, help="Hear anew what was heard before; of the items ID.")
@click.option("--language", default="", metavar="LANG", help="es, en …: not as stated.")
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@pass_call
def command(call: Call, /, ids: tuple[str, ...], no_index: bool, as_json: bool, **given: Any) -> int:
    """Turn the speech of recordings into text: of the items ID, or of all that have none.

    The model is yours (setting SPEECH_MODEL); nothing is fetched or sent. Stopped with Ctrl+C, the same
    command goes on with the recording it was at.
    """
    if not ids and given["again"]:
        raise click.UsageError("--again wants the items that it is meant for.")
    missing = MISSING if not speech.is_installed() else None if call.settings().SPEECH_MODEL else NO_MODEL
    if missing is not None:
        call.say(missing, err=True)
        return NOT_BEGUN
    with opened(call) as archive, telling(call, None) as teller:
        model = speech.Model(Path(archive.settings.SPEECH_MODEL))
        parts = Parts(catalogue=archive.catalogue, store=archive.store, model=model)
        options = Options(actor=actor(), **given)
        result = run(parts, ids or waiting(archive.catalogue), options, told(teller))
        teller.finished()
        if result.items and not no_index:
            index_to_the_end(call, archive, teller.stop)
    if as_json:
        click.echo(json.dumps(asdict(result), indent=2))
    else:
        _say(call, result)
    return REFUSED if result.failed or result.stopped else 0


def _say(call: Call, result: Result) -> None:
    counts = {"items": result.items, "cues": result.pages, "letters": f"{result.letters:,}"}
    call.say(message("{cues} cues of {items} items heard: {letters} letters.", **counts))
    if result.poor:
        call.say(message("{poor} recordings heard poorly: listen to them again.", poor=result.poor))
    if result.stopped:
        call.say(message("Stopped. Run the same command again to go on."))
