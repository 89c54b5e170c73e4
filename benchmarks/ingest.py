"""How fast things come in: `archive ingest` as a user runs it, beside engines that only index.

Speeches are text files with a spreadsheet; rows are a spreadsheet alone. Tribuna checksums, identifies,
stores (OCFL), catalogues with authorities and a change log, and indexes; the peers read the same texts and
index them, no more. Figures are wall time in a process of its own; memory is that of the largest of the
processes of one command.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Speech, write
from benchmarks.processes import Absent, look_for, run
from benchmarks.speeches import Speeches

MAPPING = Path(__file__).parent.parent / "docs" / "how-to" / "mappings" / "tate.toml"
COLUMNS = ("identifier", "title", "speaker", "delivered", "language", "subject", "spatial")


def main(speeches: int = 1_000, rows: int = 10_000) -> None:
    """Measure both, and the museum's spreadsheet where the corpus is at hand."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _speeches(root, speeches)
        _rows(root, rows)
        if corpus := os.environ.get("ARCHIVE_CORPUS"):
            sheet = Path(corpus) / "records" / "museum" / "tate_artworks.csv.gz"
            _report("museum rows, 69,202", 69_202, _ingest(root / "museum", sheet, "--mapping", str(MAPPING)))


def _speeches(root: Path, number: int) -> None:
    made = list(Speeches().make(number))
    sheet = _sheet(root / "speeches", made, with_files=True)
    seconds, memory = _ingest(root / "instance", sheet)
    _report(f"speeches with files, {number:,}", number, (seconds, memory))
    _report("  the same again", number, _ingest(root / "instance", sheet))
    corpus = root / "corpus.jsonl"
    for _ in write(corpus, iter(made)):
        pass
    for engine in ("fts5", "tantivy_engine"):
        try:
            look_for(engine)
        except Absent as absent:
            print(f"  {absent}")
            continue
        (root / engine).mkdir()
        took = run("build", engine, str(root / engine), str(corpus), "", "")[0]["wall"]
        rate, ratio = number / took, seconds / took
        print(f"  {engine + ', index alone':28} {rate:10,.1f} a second   {took:8.1f} s   ratio {ratio:5.1f}")


def _rows(root: Path, number: int) -> None:
    sheet = _sheet(root / "rows", list(Speeches().make(number)), with_files=False)
    _report(f"rows without files, {number:,}", number, _ingest(root / "rows-instance", sheet))
    _report("  the same again", number, _ingest(root / "rows-instance", sheet))


def _sheet(folder: Path, speeches: list[Speech], *, with_files: bool) -> Path:
    folder.mkdir()
    sheet = folder / "items.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, "file") if with_files else COLUMNS)
        writer.writerows(_lines(folder, speeches, with_files))
    return sheet


def _lines(folder: Path, speeches: list[Speech], with_files: bool) -> Iterator[list[str]]:
    for number, speech in enumerate(speeches):
        subjects = "|".join(speech.subjects)
        line = [
            f"B-{number}",
            speech.title,
            speech.speaker,
            speech.delivered,
            speech.language,
            subjects,
            speech.place,
        ]
        if with_files:
            (folder / f"{number}.txt").write_text("\n\n".join(speech.paragraphs), encoding="utf-8")
            line.append(f"{number}.txt")
        yield line


def _ingest(instance: Path, sheet: Path, *options: str) -> tuple[float, int]:
    """Return the wall seconds and the peak memory, in megabytes, of one `archive ingest`."""
    instance.mkdir(exist_ok=True)
    (instance / "config.py").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "archive", "--config", str(instance), "ingest", str(sheet)]
    command += ["--type", "speech" if not options else "image", "--publish", *options]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said)
        # Not `resource.getrusage`, which knows the largest of all commands so far alone.
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(said.read())
    return seconds, used.ru_maxrss // 1024


def _report(what: str, number: int, measured: tuple[float, int]) -> None:
    seconds, memory = measured
    print(f"{what:30} {number / seconds:10,.1f} a second   {seconds:8.1f} s   peak {memory:5} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
