"""How quickly answers come, and what an index costs: Tribuna beside every engine that is installed.

    python -m benchmarks.search                      10,000 made-up speeches
    python -m benchmarks.search 50000 --json FILE    275 MB of text; all figures to a file
    python -m benchmarks.search real                 the corpus that ARCHIVE_CORPUS names, in parts
    python -m benchmarks.search 2000 --engines tribuna,fts5 --site 0

Each engine runs in processes of its own, one after the other, on the same texts and queries. All times
of queries are of the processor, in milliseconds, median and 95th percentile: the ten best with their
identifiers and an exact count. Peers named `…_forms` are asked for what we are asked for; the others for
folded words alone, which is less. *First* is a question never asked before: kept answers and expansions
are dropped before each. *Again* is the same question asked once more.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import pages
from benchmarks.corpus import Speech, write, write_queries
from benchmarks.processes import Absent, look_for, private_memory, run, size
from benchmarks.questions import Questions
from benchmarks.real import parts
from benchmarks.speeches import Speeches
from benchmarks.table import NAMES, show

ENGINES = tuple(NAMES)
SLOW = {
    "xapian_forms": 50_000,
    "stock_whoosh": 10_000,
}  # speeches above which an engine is only asked when it is named
SAME_INDEX = {"tantivy_text": "tantivy_engine"}  # engines that ask what another has built
ROUNDS = 3
PAGES = 10_000  # speeches whose pages are asked for over HTTP, at most, unless told otherwise


def main(arguments: list[str] | None = None) -> None:
    """Make the texts, let every engine build and answer, and print."""
    asked = _arguments(arguments)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=asked.folder) as folder:
        figures = measure(asked, Path(folder))
    show(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Return all figures of one run."""
    corpus, queries = folder / "corpus.jsonl", folder / "queries.json"
    questions = Questions()
    number = text = 0
    for speech in write(corpus, questions.watch(_speeches(asked.corpus))):
        number, text = number + 1, text + speech.size
    write_queries(queries, questions.queries())
    figures: dict[str, Any] = {"corpus": asked.corpus, "speeches": number, "text": text, "engines": {}}
    print(f"{number:,} texts, {text / 1e6:.1f} MB", flush=True)
    for engine in asked.engines or ENGINES:
        if not asked.engines and number > SLOW.get(engine, number):
            print(f"{engine}: not run above {SLOW[engine]:,}; name it with --engines to wait for it")
            continue
        try:
            look_for(engine)
        except Absent as absent:
            print(absent)
            continue
        figures["engines"][engine] = _engine(engine, folder, corpus, queries, asked.rounds)
        print(f"{engine}: done", flush=True)
    if asked.site:
        figures["site"] = pages.measure(corpus, asked.site)
    return figures


def _engine(engine: str, folder: Path, corpus: Path, queries: Path, rounds: int) -> dict[str, Any]:
    home = folder / SAME_INDEX.get(engine, engine)
    arguments = (str(home), str(corpus), str(queries), str(rounds))
    figures: dict[str, Any] = {}
    if not home.exists():
        home.mkdir()
        built, memory = run("build", engine, *arguments)
        figures["build"] = {**built, "memory": memory, "size": size(home)}
    answered, _ = run("ask", engine, *arguments)
    return {**figures, **answered, "private": private_memory(engine, *arguments)}


def _speeches(corpus: str) -> Iterator[Speech]:
    if corpus != "real":
        return Speeches().make(int(corpus))
    if not os.environ.get("ARCHIVE_CORPUS"):
        raise SystemExit("real: set ARCHIVE_CORPUS to a folder with speeches/manifest.csv")
    return parts(Path(os.environ["ARCHIVE_CORPUS"]))


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", nargs="?", default="10000", help="how many speeches to make, or `real`")
    parser.add_argument("--engines", type=lambda told: told.split(","), help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each query is asked")
    parser.add_argument("--site", type=int, default=PAGES, help="speeches on the site; 0: no site")
    parser.add_argument("--json", type=Path, help="file for all figures")
    parser.add_argument("--folder", type=Path, help="where to work; else the system's temporary folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
