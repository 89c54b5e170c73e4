"""Programs that do a part of what an ingest does, over the same files in the same run."""

import gzip
import shutil
import sys
from pathlib import Path

from benchmarks.commands import Measured, measured
from benchmarks.processes import Absent

RECOLL = "Recoll"
SQLITE_UTILS = "sqlite-utils"
LACKS = {
    RECOLL: (
        "indexes words where the files lie. It keeps no copy and no checksum, draws no pictures, and has no "
        "catalogue: nothing to describe, to cite, to publish or to take back. It goes into mail and archives."
    ),
    SQLITE_UTILS: (
        "puts each row into a table as it stands, and its words into SQLite's FTS5. It checks nothing: no "
        "dates, no names as authorities, no change log, no access levels; run again, it has every row twice."
    ),
}


def recoll(folder: Path, scratch: Path) -> Measured:
    """Index a folder of documents. Raises Absent where Recoll is not installed."""
    program = shutil.which("recollindex")
    if program is None:
        raise Absent(f"{RECOLL}: not installed; apt-get install recollcmd")
    config = scratch / "recoll"
    config.mkdir()
    settings = f"topdirs = {folder}\nloglevel = 1\nidxflushmb = 100\n"
    (config / "recoll.conf").write_text(settings, encoding="utf-8")
    took = measured([program, "-c", str(config), "-z"])
    missing = config / "missing"
    if missing.exists() and (programs := missing.read_text(encoding="utf-8").split("\n")) != [""]:
        print(f"  {RECOLL} lacks programs that read formats: {', '.join(filter(str.strip, programs))}")
    return took


def sqlite_utils(sheet: Path, scratch: Path, words: tuple[str, ...]) -> Measured:
    """Insert a spreadsheet into SQLite and index its words. Raises Absent where sqlite-utils is not."""
    beside = Path(sys.executable).with_name("sqlite-utils")
    program = str(beside) if beside.exists() else shutil.which("sqlite-utils")
    if program is None:
        raise Absent(f"{SQLITE_UTILS}: not installed; pip install sqlite-utils")
    plain, database = scratch / "rows.csv", scratch / "rows.sqlite"
    with gzip.open(sheet) as packed, plain.open("wb") as target:
        shutil.copyfileobj(packed, target)
    inserted = measured([program, "insert", str(database), "rows", str(plain), "--csv"])
    indexed = measured([program, "enable-fts", str(database), "rows", *words])
    plain.unlink()
    return Measured(
        seconds=inserted.seconds + indexed.seconds,
        processor=inserted.processor + indexed.processor,
        peak=max(inserted.peak, indexed.peak),
    )
