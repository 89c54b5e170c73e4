"""Tribuna's own index, through its port: every field, all forms of a word, the viewer's rights."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from archive.metadata.access import Role, Viewer
from archive.search.backend import Answer, Request
from archive.search.document import Document
from archive.search.fields import TEXTS
from archive.search.follower import MOST_TEXT
from archive.search.highlight import Marks, best, snippet
from archive.search.registry import open_backend
from archive.search.searching import SNIPPETS
from archive.search.tree import And, Fuzzy, Node, Or, Phrase, Wildcard, Word
from archive.text.folding import fold
from archive.text.passages import Passage
from benchmarks.corpus import BEST, FACETED, PAGE50, SLOP, Query, Speech, Texts
from benchmarks.engines.engine import Ask, Find

EVERYTHING = 10**9


class Engine:
    """The index, without catalogue and pages."""

    version = ""

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._folder = folder
        self._corpus = corpus
        self._viewer = Viewer.public()

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index the speeches in batches, as the follower of the catalogue does."""
        backend = open_backend(f"whoosh:{self._folder}")
        revision = 0
        for batch in _batches(speeches, MOST_TEXT):
            documents = [_document(number, speech) for number, speech in enumerate(batch, revision)]
            revision += len(batch)
            backend.apply(documents, (), revision)
        backend.settle()
        backend.rest()
        backend.settle()
        getattr(backend, "settle", lambda: None)()  # what is merged in the background counts, too

    def open(self) -> None:
        """Open it as a process that serves pages does."""
        self._backend = open_backend(f"whoosh:{self._folder}")

    def forget(self) -> None:
        """Drop kept answers and expansions of words."""
        getattr(self._backend, "forget", lambda: None)()

    @property
    def asks(self) -> Mapping[str, Ask]:
        """Every kind of query."""
        asks: dict[str, Ask] = {
            kind: lambda query, kind=kind: self._search(_request(kind, query)).total for kind in _TREES
        }
        return asks | {"passages": self._passages}

    @property
    def finds(self) -> Mapping[str, Find]:
        """Every kind whose words can be asked for exactly."""
        return {kind: lambda query, kind=kind: self._numbers(kind, query) for kind in _EXACT}

    def _search(self, asked: Mapping[str, object]) -> Answer:
        return self._backend.search(Request(viewer=self._viewer, **asked))  # type: ignore[arg-type]

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._corpus)

    def _passages(self, query: Query) -> int:
        """Find ten, read their texts, choose the best passages of each and mark them."""
        answer = self._search(_request("rare", query))
        marks = Marks(words=tuple(answer.forms.values()))
        for hit in answer.hits:
            said = enumerate(self._texts[int(hit.id)], 1)
            passages = [Passage(number=number, text=text) for number, text in said]
            for passage in best(passages, marks, SNIPPETS):
                snippet(passage.text, marks)
        return answer.total

    def _numbers(self, kind: str, query: Query) -> list[int]:
        asked = _request(kind, query) | {"tree": _EXACT[kind](query.words), "offset": 0, "size": EVERYTHING}
        return [int(hit.id) for hit in self._search(asked).hits]


def _batches(speeches: Iterable[Speech], most: int) -> Iterator[list[Speech]]:
    """Yield speeches together until they have so many letters."""
    batch: list[Speech] = []
    size = 0
    for speech in speeches:
        batch.append(speech)
        size += sum(map(len, speech.paragraphs))
        if size > most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _document(number: int, speech: Speech) -> Document:
    day = date.fromisoformat(speech.delivered).toordinal()
    language = speech.language
    return Document(
        id=f"{number:08}",
        seen_by=Role.PUBLIC,
        texts={
            "title": (speech.title,),
            "description": (speech.description,),
            "subject": speech.subjects,
            "speaker": (speech.speaker,),
            "spatial": (speech.place,),
            TEXTS[Role.PUBLIC]: speech.paragraphs,
        },
        languages=(language,),
        facets={
            "type": (speech.type,),
            "collection": (speech.collection,),
            "creator": (speech.speaker,),
            "subject": speech.subjects,
            "place": (speech.place,),
            "language": (language,),
            "year": (speech.delivered[:4],),
        },
        present={"title": Role.PUBLIC, "text": Role.PUBLIC},
        earliest=day,
        latest=day,
        title=fold(speech.title),
        added=number,
    )


def _request(kind: str, query: Query) -> dict[str, object]:
    asked: dict[str, object] = {"tree": _TREES[kind](query.words), "size": BEST, "counted": ()}
    if kind == "dates":
        first, last = (date.fromisoformat(day).toordinal() for day in (query.first, query.last))
        asked |= {"first_day": first, "last_day": last}
    if kind == "facets":
        asked["counted"] = FACETED
    if kind == "newest":
        asked["sort"] = "-date"
    if kind == "page50":
        asked["offset"] = PAGE50
    return asked


def _word(words: Sequence[str]) -> Node:
    return Word(words[0])


def _very(words: Sequence[str]) -> Node:
    """Return the very word, but for case and accents: stems do not count."""
    return Phrase((words[0],))


def _near(words: Sequence[str]) -> Node:
    return Phrase(tuple(words), slop=SLOP)


def _prefix(words: Sequence[str]) -> Node:
    return Wildcard(words[0] + "*")


def _hole(words: Sequence[str]) -> Node:
    return Wildcard("*".join(words))


_SHAPES = {
    "phrase": lambda words: Phrase(tuple(words)),
    "near": _near,
    "prefix3": _prefix,
    "prefix4": _prefix,
    "fuzzy": lambda words: Fuzzy(words[0]),
    "wildcard": _hole,
}
_TREES = {
    "rare": _word,
    "common": _word,
    "and": lambda words: And(tuple(map(Word, dict.fromkeys(words)))),
    "or": lambda words: Or(tuple(map(Word, dict.fromkeys(words)))),
    **_SHAPES,
    **dict.fromkeys(("dates", "facets", "newest", "page50"), _word),
}
_EXACT = {
    "rare": _very,
    "common": _very,
    "and": lambda words: And(tuple(_very((word,)) for word in dict.fromkeys(words))),
    "or": lambda words: Or(tuple(_very((word,)) for word in dict.fromkeys(words))),
    **_SHAPES,
    "dates": _very,
}
