"""Text that is recognised on pages after they came in: which files wait for it, and how it is put in.

It is a change like any other, with a line in the log. But it is not somebody's: an import that brings the
file anew may replace it, and taking an import back is not hindered by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select

from archive.catalogue import stored
from archive.catalogue.applying import Step, apply_each
from archive.catalogue.entry import Saved, Why
from archive.catalogue.models import ChangeRow, FileRow, RecordRow
from archive.catalogue.session import Session
from archive.catalogue.snapshot import FILES, READ, Snapshot, of_row, text_digest
from archive.core.errors import NotFound
from archive.metadata.access import State
from archive.metadata.record import FileFacts
from archive.text.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which files wait: those with one of these problems, and pictures in items of these types."""

    problems: Sequence[str]
    types: Sequence[str]
    imports: Sequence[int] = ()  # only what these imports brought; all if empty


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, and what is now said of it."""

    facts: FileFacts
    passages: tuple[Passage, ...]


def waiting(session: Session, wanted: Wanted) -> list[str]:
    """Return the items that have such files, in the order in which they came in."""
    picture = and_(
        FileRow.media_type.startswith("image/"),
        FileRow.passages == 0,
        FileRow.problem == "",
        RecordRow.type.in_(wanted.types),
    )
    return _items(session, or_(FileRow.problem.in_(wanted.problems), picture), wanted.imports)


def without_words(session: Session, kinds: Sequence[str]) -> list[str]:
    """Return the items with files of these kinds of media types, and not one passage."""
    told = exists().where(FileRow.item == RecordRow.id, FileRow.dropped.is_(None), FileRow.passages > 0)
    return _items(session, and_(_of_kinds(kinds), ~told.correlate(RecordRow)))


def with_media(session: Session, kinds: Sequence[str], imports: Sequence[int] = ()) -> list[str]:
    """Return the items with files of these kinds of media types, all or those that imports brought."""
    return _items(session, _of_kinds(kinds), imports)


def put_in(session: Session, texts: Mapping[str, Iterable[Text]], why: Why) -> list[Saved]:
    """Give files of items the text that was recognised; one that was replaced meanwhile needs none.

    Raises NotFound for what is no record.
    """
    rows, files = stored.rows(session, texts), stored.files(session, texts)
    steps: list[Step] = []
    for id, of_item in texts.items():
        if id not in rows:
            raise NotFound(f"no record {id!r}")
        before = of_row(rows[id], files.get(id, ()))
        there = {facts["id"] for facts in before[FILES]}
        told = {text.facts.id: text for text in of_item if text.facts.id in there}
        after = before | {FILES: [_retold(facts, told.get(facts["id"])) for facts in before[FILES]]}
        if after != before:
            passages = {file: text.passages for file, text in told.items()}
            steps.append(
                Step(id=id, action=READ, old=rows[id], before=before, after=after, passages=passages)
            )
    revisions = apply_each(session, steps, why)
    return [
        Saved(id, "changed" if id in revisions else "unchanged", revisions.get(id, rows[id].revision))
        for id in texts
    ]


def _retold(facts: Snapshot, text: Text | None) -> Snapshot:
    if text is None:
        return facts
    return facts | {
        "problem": text.facts.problem,
        "technical": dict(text.facts.technical),
        "passages": len(text.passages),
        "text_digest": text_digest(text.passages),
    }


def _of_kinds(kinds: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(FileRow.media_type.startswith(kind) for kind in kinds))


def _items(session: Session, wanted: ColumnElement[bool], imports: Sequence[int] = ()) -> list[str]:
    """Return the items that hold such files, in the order in which they came in."""
    statement = (
        select(RecordRow.id)
        .join(FileRow, FileRow.item == RecordRow.id)
        .where(FileRow.dropped.is_(None), RecordRow.state != State.WITHDRAWN, wanted)
        .order_by(RecordRow.latest_in.desc())
        .distinct()
    )
    if imports:
        # From the import to its items: every import asks, and must not look through all the files there are.
        brought = select(ChangeRow.record).where(ChangeRow.import_id.in_(imports))
        statement = statement.where(RecordRow.id.in_(brought))
    return list(session.scalars(statement))
