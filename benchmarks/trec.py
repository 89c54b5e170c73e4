"""Test collections as the field exchanges them: TREC's files, and BEIR's.

Documents: TREC's `<DOC><DOCNO>…`, in files, folders or gzip; or JSON lines (`_id` or `id`, `title`, `text`).
Queries: TREC's topics; or lines of a number, a tab and a text; or BEIR's JSON lines.
Judgements: `query 0 document grade`; or BEIR's three columns under a heading.
"""

import csv
import gzip
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"<DOCNO>\s*(.*?)\s*</DOCNO>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<(TITLE|HEADLINE|TI|HL)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_TOPIC = re.compile(r"<top>(.*?)</top>", re.DOTALL | re.IGNORECASE)
_PART = re.compile(r"<(num|title|desc|narr)>([^<]*)", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(number|topic|description|narrative)\s*:", re.IGNORECASE)
_ASIDE = re.compile(r"<(DOCNO|DOCID|FILEID)>.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doc:
    """One document of a collection."""

    id: str
    title: str
    text: str
    language: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)  # what else is stated, by the schema's fields


@dataclass(frozen=True, slots=True)
class Topic:
    """One query."""

    id: str
    text: str
    language: str = ""


def documents(path: Path) -> Iterator[Doc]:
    """Yield the documents of a file, or of every file in a folder."""
    paths = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    for each in paths:
        with _opened(each) as file:
            yield from _json_documents(file) if ".jsonl" in each.name else _trec_documents(file)


def topics(path: Path, parts: tuple[str, ...] = ("title",)) -> list[Topic]:
    """Return the queries; of TREC's topics the parts named, in this order."""
    with _opened(path) as file:
        if ".jsonl" in path.name:
            return [Topic(str(told["_id"]), told["text"]) for told in map(json.loads, file)]
        text = file.read()
    if "<top>" in text.lower():
        return [_topic(found[1], parts) for found in _TOPIC.finditer(text)]
    lines = (line.partition("\t") for line in text.splitlines() if line.strip())
    return [Topic(id.strip(), told.strip()) for id, _, told in lines]


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades: query → document → grade."""
    found: dict[str, dict[str, int]] = {}
    with _opened(path) as file:
        for row in csv.reader(file, delimiter="\t") if path.suffix == ".tsv" else map(str.split, file):
            if len(row) < 3 or not row[-1].lstrip("-").isdecimal():
                continue  # a heading, or an empty line
            found.setdefault(row[0], {})[row[-2]] = int(row[-1])
    return found


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def _json_documents(file: IO[str]) -> Iterator[Doc]:
    for line in file:
        told = json.loads(line)
        yield Doc(str(told.get("_id", told.get("id"))), told.get("title", ""), told["text"])


def _trec_documents(file: IO[str]) -> Iterator[Doc]:
    lines: list[str] = []
    for line in file:
        lines.append(line)
        if "</doc>" in line.lower():
            document = "".join(lines)
            lines = []
            if number := _NUMBER.search(document):
                yield _trec_document(number[1], document)


def _trec_document(number: str, document: str) -> Doc:
    title = _TITLE.search(document)
    rest = _ASIDE.sub("", document)
    if title:
        rest = rest.replace(title[0], "")
    return Doc(number, _plain(title[2]) if title else "", html.unescape(_TAG.sub(" ", rest)).strip())


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _topic(told: str, parts: tuple[str, ...]) -> Topic:
    found = {name.lower(): _plain(_LABEL.sub("", text)) for name, text in _PART.findall(told)}
    return Topic(found["num"], " ".join(found[part] for part in parts if found.get(part)))
