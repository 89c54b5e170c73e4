"""How fast things come in: `archive ingest` as a user runs it, beside programs that do a part of its work.

    python -m benchmarks.ingest [--only NAME]... [--json FILE]

Each command runs in a process of its own, over an archive of its own, and is measured from its start to its
end with the index up to date. Memory is the sum of the proportional shares of all its processes at the worst
moment. `ARCHIVE_CORPUS` names the folder of real files; without it, only what is made here is measured.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import ingest_peers, made_files
from benchmarks.commands import Measured, measured, reached
from benchmarks.processes import Absent

MAPPINGS = Path(__file__).parent.parent / "docs" / "how-to" / "mappings"
MUSEUM_ROWS = 69_202
PHOTOGRAPHS = 16
DOCUMENTS, PAGES = 40, 100
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure: so many of something in so many seconds, and what was hoped for."""

    what: str
    number: int
    unit: str
    seconds: float
    processor: float
    peak: int  # megabytes
    aim: float | None = None  # a second
    note: str = ""

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.number / self.seconds


Work = Callable[[Path, Path | None], Iterator[Line]]


def museum(scratch: Path, corpus: Path | None) -> Iterator[Line]:
    """A spreadsheet of a museum, twice; the same into SQLite."""
    sheet = _of(corpus) / "records" / "museum" / "tate_artworks.csv.gz"
    given = (str(sheet), "--mapping", str(MAPPINGS / "tate.toml"), "--type", "image", "--publish")
    first = ingest(scratch / "museum", *given)
    note = f"{_pace(first)}; memory of the largest process {first.largest} MB"
    yield line(f"museum rows, {MUSEUM_ROWS:,}", first, MUSEUM_ROWS, "rows", aim=300, note=note)
    again = ingest(scratch / "museum", *given)
    yield line("  the same again, nothing changed", again, MUSEUM_ROWS, "rows", aim=3_000)
    peer = ingest_peers.sqlite_utils(sheet, scratch, ("title", "creator", "medium", "subjects"))
    yield beside(ingest_peers.SQLITE_UTILS, peer, first, MUSEUM_ROWS, "rows")


def speeches(scratch: Path, corpus: Path | None) -> Iterator[Line]:
    """Text files with a spreadsheet."""
    sheet = _of(corpus) / "speeches" / "manifest.csv"
    given = (str(sheet), "--mapping", str(MAPPINGS / "speeches.toml"), "--type", "speech", "--publish")
    first = ingest(scratch / "speeches", *given)
    yield line("speeches with files, 642", first, 642, "files", aim=60)
    yield line("  the same again, nothing changed", ingest(scratch / "speeches", *given), 642, "files")


def pdf(scratch: Path, corpus: Path | None) -> Iterator[Line]:
    """PDFs with text, made here, and those of the corpus."""
    made_files.documents(scratch / "made", DOCUMENTS, PAGES)
    took = ingest(scratch / "pdf", str(scratch / "made"), "--type", "document", "--publish")
    what = f"PDFs with text, {DOCUMENTS} of {PAGES} pages"
    yield line(what, took, DOCUMENTS * PAGES, "pages", aim=200)


def photographs(scratch: Path, corpus: Path | None) -> Iterator[Line]:
    """Photographs of 24 megapixels: checksum, web sizes, pyramid of tiles."""
    made_files.photographs(scratch / "made", PHOTOGRAPHS)
    took = ingest(scratch / "photographs", str(scratch / "made"), "--publish")
    tiled = sum(1 for _ in (scratch / "photographs" / "data" / "derivatives").rglob("*.tif*"))
    spent = took.processor - _start(scratch).processor
    note = f"{PHOTOGRAPHS / spent:.2f} a second of processor time (aim 1.5), the start of the command "
    note += f"taken off; {tiled} with a pyramid"
    what = f"photographs of 24 megapixels, {PHOTOGRAPHS}"
    yield line(what, took, PHOTOGRAPHS, "files", aim=1.5 * CORES, note=note)


def documents(scratch: Path, corpus: Path | None) -> Iterator[Line]:
    """A folder of documents of all formats; the same indexed by Recoll."""
    folder = _of(corpus) / "documents"
    given = (str(folder / "manifest.csv"), "--mapping", str(MAPPINGS / "documents.toml"), "--publish")
    took = ingest(scratch / "documents", *given)
    number = sum(1 for path in folder.rglob("*") if path.is_file()) - 1
    yield line(f"documents of all formats, {number}", took, number, "files")
    peer = ingest_peers.recoll(folder, scratch)
    yield beside(ingest_peers.RECOLL, peer, took, number, "files")


WORKS: dict[str, Work] = {each.__name__: each for each in (museum, speeches, pdf, photographs, documents)}


def ingest(instance: Path, *given: str) -> Measured:
    """Run one `archive ingest` over an instance of its own; some rows may be refused."""
    instance.mkdir(exist_ok=True)
    (instance / "config.py").touch()
    command = [sys.executable, "-m", "archive", "--config", str(instance), "ingest", "--progress", "json"]
    return measured([*command, *given], allowed=(0, 1))


def line(what: str, took: Measured, number: int, unit: str, **more: Any) -> Line:
    """Return what a command took as a figure; `more` are its aim and a note."""
    spent = {"seconds": took.seconds, "processor": took.processor, "peak": took.peak}
    return Line(what=what, number=number, unit=unit, **spent, **more)


def beside(name: str, peer: Measured, ours: Measured, number: int, unit: str) -> Line:
    """Return what a peer took, with the ratios."""
    wall, processor = ours.seconds / peer.seconds, ours.processor / max(peer.processor, 0.01)
    note = f"ours ÷ theirs: {wall:.1f} by the clock, {processor:.1f} of the processor. "
    return line(f"  {name}", peer, number, unit, note=note + f"It {ingest_peers.LACKS[name]}")


def _start(scratch: Path) -> Measured:
    """Measure an ingest of next to nothing: what every command costs, however little it brings in."""
    (scratch / "one").mkdir()
    (scratch / "one" / "a.txt").write_text("Por ahora.", encoding="utf-8")
    return ingest(scratch / "start", str(scratch / "one"))


def _of(corpus: Path | None) -> Path:
    if corpus is None:
        raise Absent("set ARCHIVE_CORPUS to the folder of the corpus")
    return corpus


def _pace(took: Measured) -> str:
    """Say how fast the first and the last thousand rows came in, by the clock and by the processor."""
    # Without the first batch, which waits until everything is imported and opened.
    stretches = {"first": (500, 1_500), "last": (MUSEUM_ROWS - 1_000, MUSEUM_ROWS)}
    told = []
    for name, (begin, end) in stretches.items():
        one, other = reached(took.said, _safe, begin), reached(took.said, _safe, end)
        if one and other:
            clock = (end - begin) / (other.second - one.second)
            processor = (end - begin) / (other.processor - one.processor)
            told.append(f"{name} thousand {clock:,.0f} a second, {processor:,.0f} of its own processor")
    return "; ".join(told)


def _safe(said: str) -> int | None:
    """Return how many rows are in for good, by a line of progress."""
    told = json.loads(said) if said.startswith("{") else {}
    return int(told["safe"]) if told.get("stage") == "ingest" and "safe" in told else None


def show(found: Line) -> None:
    """Print a figure."""
    aim = f"aim {found.aim:,.1f}" if found.aim else ""
    met = ("met" if found.rate >= found.aim else "missed") if found.aim else ""
    print(
        f"{found.what:36} {found.rate:10,.1f} {found.unit:5} a second {found.seconds:8.1f} s "
        f"{found.processor:8.1f} s processor  peak {found.peak:5} MB  {aim:12} {met}"
    )
    if found.note:
        print(f"    {found.note}")


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", action="append", choices=WORKS, help="measure this alone; may be repeated")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    asked = parser.parse_args(arguments)
    corpus = Path(os.environ["ARCHIVE_CORPUS"]) if os.environ.get("ARCHIVE_CORPUS") else None
    print(f"{CORES} cores, load {os.getloadavg()[0]:.1f} before the first")
    figures: list[Line] = []
    for name in asked.only or WORKS:
        with tempfile.TemporaryDirectory(prefix="ingest-") as folder:
            try:
                for found in WORKS[name](Path(folder), corpus):
                    figures.append(found)
                    show(found)
                    sys.stdout.flush()
            except Absent as absent:
                print(f"{name}: {absent}")
    if asked.json:
        told = [{**asdict(each), "rate": each.rate} for each in figures]
        asked.json.write_text(json.dumps(told, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
