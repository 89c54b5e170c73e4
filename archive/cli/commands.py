"""Every command: its name, the module it lives in, and its line in the overview. Read this list first.

A module is imported only when its command is run, so that `archive --help` answers at once.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """One command; `archive.cli.<module>` holds it under the name `command`."""

    name: str
    module: str
    help: str


COMMANDS = (
    Command("init", "init", "Make a new, empty instance in a folder."),
    Command("demo", "demo", "Load the sample collections once and serve them."),
    Command("ingest", "ingest", "Take in spreadsheets, described folders and bare files."),
    Command("mapping", "mapping", "Try a mapping file on a sheet, or have a first one written."),
    Command("harvest", "harvest", "Take in what an OAI-PMH repository has, and what changes there."),
    Command("watch", "watch", "Take in whatever arrives in a folder."),
    Command("imports", "imports", "List imports, and take one back."),
    Command("ocr", "ocr", "Recognise the text of pages that are pictures."),
    Command("transcribe", "transcribe", "Turn the speech of recordings into text."),
    Command("copies", "copies", "Make copies of recordings that browsers play."),
    Command("duplicates", "duplicates", "Tell which files may be the same."),
    Command("serve", "serve", "Serve the site and keep its index up to date."),
    Command("follow", "follow", "Bring the index up to date, or build it anew."),
    Command("search", "search", "Search every word, as the site does."),
    Command("explain", "explain", "Say why a search finds a record, or does not."),
    Command("show", "show", "Show one record."),
    Command("export", "export", "Write records in a standard format."),
    Command("verify", "verify", "Read every stored file and compare it with its digest."),
    Command("status", "status", "Say what is in the archive and how its index stands."),
    Command("doctor", "doctor", "Check that this instance can do its work."),
)
