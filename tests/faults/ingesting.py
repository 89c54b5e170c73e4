"""Runs the program in children that may be killed.

    python ingesting.py FOLDER

Waits for a line on standard input, a list in JSON, and runs `archive` with these words in a child, then
says how it ended, how many touches of files in FOLDER it made, and at which it died. Before the words stands
when it dies:

    [null, …]             it does not
    [{"touches": 17}, …]  just before files are touched once more than 17 times
    [{"seconds": 0.2}, …] after so long, wherever it is then

Children import nothing again, and so start at once. Batches are small, so that there are many.
"""

import io
import json
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

from archive.cli.main import program
from archive.ingest import pipeline

TOUCHING = {"open", "os.rename", "os.remove", "os.truncate", "os.mkdir", "os.link", "sqlite3.connect"}
ROWS, FILES = 16, 4  # of a batch


class Touches:
    """Counts how often files in a folder are touched, and kills at a certain one, telling which."""

    def __init__(self, folder: Path, told: int) -> None:
        self.folder = str(folder)
        self.told = told
        self.count = 0
        self.last: int | None = None

    def look(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in TOUCHING and self.folder in (path := str(arguments[0])) and "/data/" in path:
            self.count += 1
            if self.last is not None and self.count > self.last:
                os.write(self.told, json.dumps({"at": path}).encode())
                os.kill(os.getpid(), signal.SIGKILL)


def run(words: list[str]) -> tuple[int, str]:
    """Run the program as its command does; return its exit code and what it wrote to the error stream."""
    sys.stdout = io.StringIO()
    sys.stderr = said = io.StringIO()
    try:
        program(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0, said.getvalue()
    return 0, said.getvalue()


def child(folder: Path, when: dict[str, float] | None, words: list[str], told: int) -> None:
    """Run the program, and die when it is time."""
    touches = Touches(folder, told)
    sys.addaudithook(touches.look)
    if when is not None and "touches" in when:
        touches.last = int(when["touches"])
    if when is not None and "seconds" in when:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # it ends the process wherever that is
        signal.setitimer(signal.ITIMER_REAL, when["seconds"])
    if when is not None and "bytes" in when:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(when["bytes"]),) * 2)
    code, said = run(words)
    os.write(told, json.dumps({"touches": touches.count, "said": said}).encode())
    os._exit(code)


def serve(folder: Path, lines: Iterator[str]) -> None:
    """Run a child for each line."""
    pipeline.ROWS, pipeline.FILES = ROWS, FILES
    for line in lines:
        when, *words = json.loads(line)
        hearing, told = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(hearing)
            child(folder, when, words, told)
        os.close(told)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        with os.fdopen(hearing) as heard:
            said = json.loads(heard.read() or "{}")
        print(json.dumps({"code": code, **said}), flush=True)


def share_readers() -> None:
    """Start the process from which readers of files are forked, once for all children."""
    if sys.platform.startswith("linux"):
        multiprocessing.set_forkserver_preload(["archive.ingest.preparing"])
        forkserver.ensure_running()
        forkserver._forkserver.ensure_running = lambda: None  # no child of theirs, but it runs


if __name__ == "__main__":
    share_readers()
    serve(Path(sys.argv[1]), iter(sys.stdin))
