"""Test collections that need no judge: a description is asked for by the title that people gave it.

The title is left out of what is indexed, so the words must be met in the description. Two sources: the
sample collections, in English and in Spanish; and the finding aids of the corpus that ARCHIVE_CORPUS
names. What bears the same title is relevant, too.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from benchmarks.trec import Doc, Topic

SAMPLES = Path(__file__).parent.parent / "collections"
TOLD = ("abstract", "description", "occasion", "scope", "note")
LEAST = 8  # words of a description worth asking for

Parts = tuple[list[Doc], list[Topic], dict[str, dict[str, int]]]
Item = tuple[str, str, str]  # identifier, title, description


def collections() -> Iterator[tuple[str, Parts]]:
    """Yield what can be made here, with its name."""
    for language, name in (("en", "Sample collections, English"), ("es", "Sample collections, Spanish")):
        yield name, _parts(_samples(language), language)
    if corpus := os.environ.get("ARCHIVE_CORPUS"):
        yield "Finding aids, English", _parts(_finding_aids(Path(corpus)), "en")


def _parts(items: Iterable[Item], language: str) -> Parts:
    """Return items as documents without titles, and their titles as queries."""
    described = {told: (id, title) for id, title, told in items if len(told.split()) >= LEAST}
    by_title: dict[str, list[str]] = {}
    for id, title in described.values():
        by_title.setdefault(title, []).append(id)
    numbered = {f"T{number}": title for number, title in enumerate(by_title, 1)}
    return (
        [Doc(id, "", told, language) for told, (id, _) in described.items()],
        [Topic(number, title, language) for number, title in numbered.items()],
        {number: dict.fromkeys(by_title[title], 1) for number, title in numbered.items()},
    )


def _samples(language: str) -> Iterator[Item]:
    for path in sorted(SAMPLES.rglob("item.toml")):
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        title = stated.get(f"title:{language}", "")
        told = " ".join(str(stated.get(f"{name}:{language}", "")) for name in TOLD)
        if title:
            yield path.parent.name, title, " ".join(told.split())


def _finding_aids(corpus: Path) -> Iterator[Item]:
    for path in sorted((corpus / "records" / "ead").glob("*.xml")):
        tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
        for number, scope in enumerate(tree.iterfind(".//{*}scopecontent")):
            above = scope.getparent()
            title = above.find("{*}did/{*}unittitle") if above is not None else None
            if title is not None and (called := _text(title)):
                yield f"{path.stem}-{number}", called, _text(scope)


def _text(element: etree._Element) -> str:
    return " ".join(" ".join(str(part) for part in element.itertext()).split())
