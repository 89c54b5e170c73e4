"""Carrying out changes: a batch of snapshots becomes rows, links, names, files and log entries.

All writing of records ends here, so that nothing changes without a line in the log. A batch goes in by
a few statements, however many records it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from archive.catalogue import contents, openings
from archive.catalogue.bulk import batches, delete_rows, insert_rows, update_rows
from archive.catalogue.changes import last_revision
from archive.catalogue.entry import Why
from archive.catalogue.files import FileStep, write_files
from archive.catalogue.models import ChangeRow, LinkRow, NameRow, RecordRow
from archive.catalogue.names import names_of
from archive.catalogue.nesting import openings_of
from archive.catalogue.refusals import no_such_link
from archive.catalogue.rows import links_of, record_row
from archive.catalogue.session import Session
from archive.catalogue.snapshot import ACCESS, EMBARGO, FILES, STATE, Snapshot, differences, metadata_of
from archive.catalogue.visibility import NEVER, Opening
from archive.core.clock import now, today
from archive.metadata.loading import undump
from archive.metadata.record import AUTHORITIES, Kind, Metadata
from archive.text.passages import Passage

Row = dict[str, Any]
LEVEL = {STATE, ACCESS, EMBARGO}
LEVEL_COLUMNS = (
    "id", "state", "access", "embargo_until", "opens", "opens_files", "opens_by_link", "opens_within",
    "was_public", "revision", "modified",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One record on its way from one snapshot to the next."""

    id: str
    action: str
    old: Any | None = None  # its row, if it has one
    before: Snapshot = field(default_factory=dict)  # empty if it is new
    after: Snapshot
    passages: Mapping[str, Sequence[Passage]] = field(default_factory=dict)  # by file, where text is new


@dataclass(frozen=True, slots=True)
class _Written:
    """A step with what follows from it."""

    step: Step
    revision: int
    metadata: Metadata
    opens: Opening
    row: dict[str, Any]
    was: Snapshot  # the keys that differ, and
    became: Snapshot  # what they are now

    @property
    def says_the_same(self) -> bool:
        """Whether nothing differs but who may see it: most changes of many records at once are such."""
        return self.step.old is not None and self.became.keys() <= LEVEL


def apply(session: Session, steps: Sequence[Step], why: Why) -> list[int]:
    """Write the steps and return the revision of each; the session holds the write lock."""
    opened = openings_of(session, {step.id: (step.old, step.after) for step in steps})
    first = last_revision(session) + 1
    written = [_worked_out(step, first + index, opened[step.id]) for index, step in enumerate(steps)]
    openings.remember_linked(session, _existing(written))
    _write_records(session, written)
    _write_links(session, written)
    _write_names(session, written)
    with_files = [each for each in written if _has_files(each.step)]
    write_files(session, [_files(each) for each in with_files if not each.says_the_same])
    openings.reopen_files(session, {each.step.id: each.opens for each in with_files if each.says_the_same})
    _write_log(session, written, why)
    openings.remember_linked(session, [each.step.id for each in written])
    reached = openings.carry_down(session, [each.step.id for each in written if _moves_what_is_under(each)])
    contents.settle(session, [_move(each) for each in written], reached)
    return [each.revision for each in written]


def apply_each(session: Session, steps: Sequence[Step], why: Why) -> dict[str, int]:
    """Write the steps, if there are any, and return the revision of each record."""
    if not steps:
        return {}
    return dict(zip((step.id for step in steps), apply(session, steps, why), strict=True))


def _worked_out(step: Step, revision: int, opens: Opening) -> _Written:
    metadata = undump(metadata_of(step.after))
    row = record_row(step.id, step.after, metadata, opens)
    old, day, moment = step.old, today().toordinal(), now()
    row |= {
        "latest_in": old.latest_in if old else -revision,
        "was_public": opens.record <= day or bool(old and (old.was_public or old.opens <= day)),
        "revision": revision,
        "created": old.created if old else moment,
        "modified": moment,
    }
    return _Written(step, revision, metadata, opens, row, *differences(step.before, step.after))


def _write_records(session: Session, written: Sequence[_Written]) -> None:
    new: list[Row] = []
    said: list[Row] = []
    seen: list[Row] = []
    for each in written:
        if each.says_the_same:
            seen.append({name: each.row[name] for name in LEVEL_COLUMNS})
        else:
            (new if each.step.old is None else said).append(each.row)
    insert_rows(session, RecordRow, new)
    update_rows(session, RecordRow, "id", said)
    update_rows(session, RecordRow, "id", seen)


def _write_links(session: Session, written: Sequence[_Written]) -> None:
    same = [each for each in written if each.says_the_same]
    opens = [{"record": each.step.id, "opens": each.row["opens"]} for each in same if each.metadata]
    update_rows(session, LinkRow, "record", opens)
    written = [each for each in written if not each.says_the_same]
    delete_rows(session, LinkRow.record, _existing(written))
    rows = [link for each in written for link in links_of(each.row, each.metadata)]
    if not rows:
        return
    wanted = {row["authority"] for row in rows}
    for batch in batches(frozenset(wanted)):
        wanted -= set(session.scalars(select(RecordRow.id).where(RecordRow.id.in_(batch))))
    if wanted:
        raise no_such_link(min(wanted))
    insert_rows(session, LinkRow, rows)


def _write_names(session: Session, written: Sequence[_Written]) -> None:
    authorities = [each for each in written if each.row["kind"] in AUTHORITIES and not each.says_the_same]
    delete_rows(session, NameRow.authority, _existing(authorities))
    rows = [
        {"kind": each.row["kind"], "folded": key, "authority": each.step.id, "preferred": preferred}
        for each in authorities
        for key, preferred in names_of(each.metadata).items()
    ]
    insert_rows(session, NameRow, rows)


def _existing(written: Sequence[_Written]) -> list[str]:
    return [each.step.id for each in written if each.step.old is not None]


def _has_files(step: Step) -> bool:
    return bool(step.before.get(FILES) or step.after[FILES])


def _files(each: _Written) -> FileStep:
    return FileStep(
        item=each.step.id,
        before=each.step.before.get(FILES, ()),
        after=each.step.after[FILES],
        passages=each.step.passages,
        opens=each.opens,
        revision=each.revision,
    )


def _write_log(session: Session, written: Sequence[_Written], why: Why) -> None:
    rows = []
    for each in written:
        rows.append(
            {
                "revision": each.revision,
                "record": each.step.id,
                "action": each.step.action,
                "at": each.row["modified"],
                "actor": why.actor,
                "reason": why.reason,
                "import": why.import_id,
                "before": each.was if each.step.old is not None else {},
                "after": each.became,
            }
        )
    insert_rows(session, ChangeRow, rows)


def _moves_what_is_under(each: _Written) -> bool:
    """Say whether what stands in a collection opens at another time than before."""
    old = each.step.old
    return (
        old is not None
        and each.row["kind"] == Kind.COLLECTION
        and (old.opens_within, old.opens_files) != (each.opens.within, each.opens.files)
    )


def _move(each: _Written) -> contents.Move:
    old = each.step.old
    return contents.Move(
        id=each.step.id,
        kind=each.row["kind"],
        left=old.parent if old is not None else None,
        opened=old.opens if old is not None else NEVER,
        into=each.row["parent"],
        opens=each.opens.record,
    )
