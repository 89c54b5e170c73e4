"""Our own judgements: thirty queries on the speeches of the corpus, judged by the passages that say most.

`tests/search/judged/queries.tsv` has number, language, query and what a reader wants of it;
`judgements.tsv` has number, file of the corpus and grade: 0 not relevant, 1 mentions it, 2 treats it,
3 is about it.
"""

import csv
import os
from pathlib import Path

from archive.text.encoding import decode
from benchmarks.trec import Doc, Topic

FOLDER = Path(__file__).parent.parent / "tests" / "search" / "judged"


def collection() -> tuple[list[Doc], list[Topic], dict[str, dict[str, int]]]:
    """Return the speeches of the corpus, the queries and the grades."""
    if not os.environ.get("ARCHIVE_CORPUS"):
        raise SystemExit("set ARCHIVE_CORPUS to a folder with speeches/manifest.csv")
    return speeches(Path(os.environ["ARCHIVE_CORPUS"])), queries(), grades()


def speeches(corpus: Path) -> list[Doc]:
    """Return the speeches with what their manifest says of them."""
    folder = corpus / "speeches"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].endswith(".txt")]
    return [
        Doc(
            row["file"],
            row["title"],
            decode((folder / row["file"]).read_bytes()).text,
            row["language"],
            {"speaker": row["creator"], "delivered": row["date"], "venue": row["place"]},
        )
        for row in rows
    ]


def queries() -> list[Topic]:
    """Return the queries."""
    return [Topic(row[0], row[2], row[1]) for row in _rows("queries.tsv")]


def grades() -> dict[str, dict[str, int]]:
    """Return query → file → grade."""
    found: dict[str, dict[str, int]] = {}
    for query, file, grade in _rows("judgements.tsv"):
        found.setdefault(query, {})[file] = int(grade)
    return found


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]
