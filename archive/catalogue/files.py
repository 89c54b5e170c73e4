"""Writing the files of items and their passages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import select

from archive.catalogue.bulk import batches, delete_rows, insert_rows, update_rows
from archive.catalogue.models import FileRow, PassageRow
from archive.catalogue.session import Session
from archive.catalogue.snapshot import Snapshot, day
from archive.catalogue.visibility import Opening, file_opening
from archive.metadata.access import Access
from archive.text.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStep:
    """The files of one item on their way from what they were to what they shall be."""

    item: str
    before: Sequence[Snapshot]
    after: Sequence[Snapshot]
    passages: Mapping[str, Sequence[Passage]]  # by file; none for files whose text is as before
    opens: Opening
    revision: int


def write_files(session: Session, steps: Sequence[FileStep]) -> None:
    """Put in new files, alter those that stay, and take out, keeping their rows, those that went."""
    rows = [row for step in steps for row in _rows(step)]
    known = _existing(session, [row["id"] for row in rows])  # those taken out once may come back
    dropped = [{"id": id, "dropped": step.revision} for step in steps for id in _dropped(step)]
    update_rows(session, FileRow, "id", dropped)
    insert_rows(session, FileRow, [row for row in rows if row["id"] not in known])
    update_rows(session, FileRow, "id", [row for row in rows if row["id"] in known])
    _write_passages(session, steps)


def _rows(step: FileStep) -> Iterator[dict[str, Any]]:
    start = accumulate((facts["passages"] for facts in step.after), initial=1)
    for position, (facts, first) in enumerate(zip(step.after, start, strict=False)):
        embargo = day(facts["embargo_until"])
        public, room = file_opening(step.opens, Access(facts["access"]), embargo)
        yield facts | {
            "item": step.item,
            "position": position,
            "dropped": None,
            "embargo_until": embargo,
            "opens": public,
            "opens_room": room,
            "first": first,
        }


def _dropped(step: FileStep) -> set[str]:
    return {facts["id"] for facts in step.before} - {facts["id"] for facts in step.after}


def _existing(session: Session, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(ids):
        found.update(session.scalars(select(FileRow.id).where(FileRow.id.in_(batch))))
    return found


def _write_passages(session: Session, steps: Sequence[FileStep]) -> None:
    texts = {id: passages for step in steps for id, passages in step.passages.items()}
    replaced = [facts["id"] for step in steps for facts in step.before if facts["id"] in texts]
    delete_rows(session, PassageRow.file, replaced)
    insert_rows(
        session,
        PassageRow,
        [_passage_row(id, number, each) for id, text in texts.items() for number, each in enumerate(text)],
    )


def _passage_row(file: str, number: int, passage: Passage) -> dict[str, Any]:
    return {
        "file": file,
        "number": number,
        "kind": str(passage.kind),
        "label": passage.label,
        "text": passage.text,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
    }
