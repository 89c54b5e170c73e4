"""The tables of the catalogue. Rows never leave this package: readers get `Record`s."""

import json
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Index, MetaData, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Data = dict[str, Any]
Long = Annotated[int, mapped_column(BigInteger)]  # days before written history and large files pass 32 bits


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; databases without time zones give it back with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without its zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        return value.replace(tzinfo=UTC) if value is not None else None


def to_json(value: object) -> str:
    """Return compact JSON with letters as they are, so that the database can be read by people."""
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Base(DeclarativeBase):
    """All tables; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {Data: JSON, datetime: Moment}


class RecordRow(Base):
    """One record of any kind. Orders that readers page by are columns, each ascending and never null."""

    __tablename__ = "record"
    __table_args__ = (
        # Each carries what its page filters on, so that a page is read from the index alone.
        Index("ix_record_title", "kind", "sort_title", "id", "opens", "opens_by_link", "type"),
        Index("ix_record_oldest", "kind", "oldest", "id", "opens", "type"),
        Index("ix_record_newest", "kind", "newest", "id", "opens", "type"),
        Index("ix_record_latest_in", "kind", "latest_in", "id", "opens", "type"),
        Index("ix_record_year", "kind", "type", "year", "opens"),
        Index("ix_record_parent", "parent", "kind", "position", "sort_title", "id", "opens", "type"),
        Index("ix_record_reference_code", "reference_code", sqlite_where=text("reference_code IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    type: Mapped[str]
    title: Mapped[str]
    sort_title: Mapped[str]  # folded
    data: Mapped[Data] = mapped_column("metadata")  # as metadata.loading.dump writes it
    access: Mapped[str]
    embargo_until: Mapped[date | None]
    state: Mapped[str]
    by_the_way: Mapped[bool]  # a collection that shows with what stands in it
    # First days on which the public may see it: see visibility.py.
    opens: Mapped[int]
    opens_files: Mapped[int]
    opens_by_link: Mapped[int]
    opens_within: Mapped[int]
    was_public: Mapped[bool]
    parent: Mapped[str | None] = mapped_column(ForeignKey("record.id", deferrable=True, initially="DEFERRED"))
    position: Mapped[int]
    reference_code: Mapped[str | None]
    earliest: Mapped[Long | None]
    latest: Mapped[Long | None]
    year: Mapped[Long | None]
    oldest: Mapped[Long]  # earliest day, or far away if undated
    newest: Mapped[Long]  # the same, negative
    latest_in: Mapped[int]  # the revision it came in with, negative
    revision: Mapped[int]
    created: Mapped[datetime]
    modified: Mapped[datetime]


class LinkRow(Base):
    """A value of a record that means another record, mostly an authority."""

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_authority", "authority", "kind", "record", "field", "opens"),
        {"sqlite_with_rowid": False},
    )

    record: Mapped[str] = mapped_column(
        ForeignKey("record.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    field: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    authority: Mapped[str] = mapped_column(ForeignKey("record.id", deferrable=True, initially="DEFERRED"))
    kind: Mapped[str]  # of the record that links, and
    opens: Mapped[int]  # its first public day: links are counted without a look at their records


class NameRow(Base):
    """A name by which an authority is found, folded; homonyms may share one."""

    __tablename__ = "name"
    __table_args__ = (Index("ix_name_authority", "authority"), {"sqlite_with_rowid": False})

    kind: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    authority: Mapped[str] = mapped_column(
        ForeignKey("record.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    preferred: Mapped[bool]


class FileRow(Base):
    """A file of an item, now or formerly: a replaced file keeps its row and its passages."""

    __tablename__ = "file"
    __table_args__ = (Index("ix_file_item", "item", "position"), Index("ix_file_sha512", "sha512"))

    id: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("record.id", deferrable=True, initially="DEFERRED"))
    name: Mapped[str]
    position: Mapped[int]
    dropped: Mapped[int | None]  # the revision since which it is no part of the item
    media_type: Mapped[str]
    size: Mapped[Long]
    sha512: Mapped[str]
    held_by: Mapped[str | None]  # the item in whose stored object the bytes lie, if not in its own
    puid: Mapped[str | None]
    format_name: Mapped[str]
    access: Mapped[str]
    embargo_until: Mapped[date | None]
    opens: Mapped[int]  # first day on which the public may read it
    opens_room: Mapped[int]  # first day on which the reading room may
    width: Mapped[int | None]
    height: Mapped[int | None]
    pages: Mapped[int | None]
    language: Mapped[str | None]
    problem: Mapped[str]
    technical: Mapped[Data]
    first: Mapped[int]  # its first passage has this number within the item
    passages: Mapped[int]  # how many it has
    text_digest: Mapped[str]


class PassageRow(Base):
    """A passage of a file, numbered within the file: the item's numbers come from the order of its files."""

    __tablename__ = "passage"
    __table_args__ = (Index("ix_passage_file", "file", "number", unique=True),)

    row: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(ForeignKey("file.id"))
    number: Mapped[int]  # from 0
    kind: Mapped[str]
    label: Mapped[str]
    text: Mapped[str]
    page: Mapped[int | None]
    start: Mapped[float | None]
    end: Mapped[float | None]


class ChangeRow(Base):
    """One change of one record. A trigger refuses to alter or delete it."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_record", "record", "revision"),
        Index("ix_change_import", "import", "revision", sqlite_where=text("import IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    revision: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id", deferrable=True, initially="DEFERRED"))
    action: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    reason: Mapped[str]
    import_id: Mapped[int | None] = mapped_column("import", ForeignKey("import.id"))
    before: Mapped[Data]  # only what changed
    after: Mapped[Data]


class ImportRow(Base):
    """One run of an import."""

    __tablename__ = "import"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    actor: Mapped[str]
    began: Mapped[datetime]
    finished: Mapped[datetime | None]
    reverted: Mapped[datetime | None]
    continued_by: Mapped[int | None]  # the import that went on with its source after it was killed
    counts: Mapped[Data]
    options: Mapped[Data | None]  # how it was to be taken in: mapping, type, collection …
    told: Mapped[Data | None]  # why rows were refused, what was noted, what became of foreign fields
    report: Mapped[str | None]  # the file of refused rows to be mended


class OriginRow(Base):
    """Where a record comes from; written before it, so that a killed import finds its identifiers again."""

    __tablename__ = "origin"
    __table_args__ = (Index("ix_origin_record", "record"), {"sqlite_with_rowid": False})

    source: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str]  # no foreign key: reserved first, catalogued later
    digest: Mapped[str | None]  # of the row as last catalogued; null until then
