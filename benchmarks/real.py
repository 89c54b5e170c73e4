"""The speeches of a corpus on this machine, cut where a page would end. Nothing of it is kept here."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from archive.text.encoding import decode
from archive.text.segment import paragraphs
from benchmarks.corpus import Speech

PAGE = 300  # words
_SPAN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def parts(corpus: Path) -> Iterator[Speech]:
    """Yield every speech that the manifest lists, in parts of about a page."""
    folder = corpus / "speeches"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / row["file"]
            if path.suffix == ".txt":
                yield from _pages(row, decode(path.read_bytes()).text)


def _pages(row: dict[str, str], text: str) -> Iterator[Speech]:
    for number, page in enumerate(_cut(text), 1):
        yield Speech(
            title=f"{row['title']}, {number}",
            speaker=row["creator"],
            delivered=_day(row["date"]),
            language=row["language"],
            subjects=(row["place"],) if row["place"] else (),
            place=row["place"],
            paragraphs=tuple(page),
            description=row["notes"],
            collection=row["file"].partition("/")[0],
        )


def _cut(text: str) -> Iterator[list[str]]:
    page: list[str] = []
    words = 0
    for paragraph in paragraphs(text):
        page.append(paragraph.text)
        words += len(paragraph.text.split())
        if words > PAGE:
            yield page
            page, words = [], 0
    if page:
        yield page


def _day(told: str) -> str:
    found = _SPAN.match(told)
    if found is None:
        return "1900-01-01"
    year, month, day = (int(part or 1) for part in found.groups())
    return date(year, month, day).isoformat()
