"""Errors at the edge: one line for the user, an exit code for the script, the rest in the log."""

import logging
import sys
import tempfile
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

import click

from archive.cli.call import Call
from archive.core.errors import ArchiveError, ConfigError, Invalid, SourceError, UnknownName
from archive.core.lines import line
from archive.core.words import Message, message

LOG = logging.getLogger(__name__)
LOG_NAME = "archive.log"
LOG_BYTES = 4 * 1024 * 1024
REFUSED, NOT_BEGUN = 1, 2


class _Log(RotatingFileHandler):
    """The log, which says nothing of its own troubles: on a full disk a traceback helps nobody."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging names it)
        """Let go a line that cannot be written; what went wrong was said in one line already."""


def tell(call: Call, error: ArchiveError) -> int:
    """Say what is wrong in the user's language and return the exit code."""
    if call.debug:
        traceback.print_exception(error)
    if isinstance(error, Invalid):
        for problem in error.problems:
            click.echo(line(problem, call.translate).removeprefix(": "), err=True)
    else:
        said = error.args[0] if error.args else type(error).__name__
        text = call.words(said) if isinstance(said, Message) else str(said)
        click.echo(call.words(message("Error: {text}", text=text)), err=True)
    return NOT_BEGUN if isinstance(error, ConfigError | SourceError | UnknownName) else REFUSED


def unexpected(call: Call, error: Exception) -> int:
    """Write a fault of ours to the log, say where that is, and return the exit code."""
    if call.debug:
        traceback.print_exception(error)
    path = keep_log(_log_folder(call))
    LOG.error("unexpected: archive %s", " ".join(sys.argv[1:]), exc_info=error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    said = message(
        "Unexpected error: {what}. Details are in {path}; --debug shows them.", what=what, path=path
    )
    call.say(said, err=True)
    return REFUSED


def keep_log(folder: Path) -> Path:
    """Send what the program notes of its own troubles to a file, made with its first line."""
    path = folder / LOG_NAME
    root = logging.getLogger()
    ours = [each for each in root.handlers if isinstance(each, RotatingFileHandler)]
    if not any(each.baseFilename == str(path.absolute()) for each in ours):
        for handler in ours:
            root.removeHandler(handler)
            handler.close()
        folder.mkdir(parents=True, exist_ok=True)
        handler = _Log(path, maxBytes=LOG_BYTES, backupCount=3, delay=True, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
        handler.setLevel(logging.WARNING)
        root.addHandler(handler)
        logging.captureWarnings(True)
    return path


def _log_folder(call: Call) -> Path:
    try:
        folder = call.settings().DATA_DIR / "log"
        folder.mkdir(parents=True, exist_ok=True)
    except (ArchiveError, OSError):
        return Path(tempfile.gettempdir())
    return folder
