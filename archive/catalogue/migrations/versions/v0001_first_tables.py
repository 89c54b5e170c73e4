"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What was written to the change log stays: history, datestamps and undo rest on it.
REFUSALS = """
CREATE TRIGGER change_refuses_{verb} BEFORE {VERB} ON change
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
"""


def upgrade() -> None:
    create_records()
    create_what_hangs_on_records()
    create_change_log()


def create_records() -> None:
    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("began", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("reverted", sa.DateTime(), nullable=True),
        sa.Column("continued_by", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "origin",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("source", "key", name="pk_origin"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_origin_record", "origin", ["record"])
    op.create_table(
        "record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sort_title", sa.String(), nullable=False),
        sa.Column("metadata", sa.JSON(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("embargo_until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by_the_way", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("opens_files", sa.Integer(), nullable=False),
        sa.Column("opens_by_link", sa.Integer(), nullable=False),
        sa.Column("opens_within", sa.Integer(), nullable=False),
        sa.Column("was_public", sa.Boolean(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reference_code", sa.String(), nullable=True),
        sa.Column("earliest", sa.BigInteger(), nullable=True),
        sa.Column("latest", sa.BigInteger(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("oldest", sa.BigInteger(), nullable=False),
        sa.Column("newest", sa.BigInteger(), nullable=False),
        sa.Column("latest_in", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("modified", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent"], ["record.id"], name="fk_record_parent", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
    )
    op.create_index("ix_record_latest_in", "record", ["kind", "latest_in", "id", "opens", "type"])
    op.create_index("ix_record_newest", "record", ["kind", "newest", "id", "opens", "type"])
    op.create_index("ix_record_oldest", "record", ["kind", "oldest", "id", "opens", "type"])
    op.create_index(
        "ix_record_parent", "record", ["parent", "kind", "position", "sort_title", "id", "opens", "type"]
    )
    op.create_index(
        "ix_record_reference_code",
        "record",
        ["reference_code"],
        sqlite_where=sa.text("reference_code IS NOT NULL"),
    )
    op.create_index(
        "ix_record_title", "record", ["kind", "sort_title", "id", "opens", "opens_by_link", "type"]
    )
    op.create_index("ix_record_year", "record", ["kind", "type", "year", "opens"])


def create_what_hangs_on_records() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha512", sa.String(), nullable=False),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.Column("puid", sa.String(), nullable=True),
        sa.Column("format_name", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("embargo_until", sa.Date(), nullable=True),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("opens_room", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("technical", sa.JSON(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["record.id"], name="fk_file_item", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
    )
    op.create_index("ix_file_item", "file", ["item", "position"])
    op.create_index("ix_file_sha512", "file", ["sha512"])
    op.create_table(
        "link",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority"], ["record.id"], name="fk_link_authority", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["record"], ["record.id"], name="fk_link_record", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("record", "field", "position", name="pk_link"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_authority", "link", ["authority", "kind", "record", "field", "opens"])
    op.create_table(
        "name",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority"], ["record.id"], name="fk_name_authority", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("kind", "folded", "authority", name="pk_name"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_authority", "name", ["authority"])
    op.create_table(
        "passage",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("start", sa.Double(), nullable=True),
        sa.Column("end", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["file"], ["file.id"], name="fk_passage_file"),
        sa.PrimaryKeyConstraint("row", name="pk_passage"),
    )
    op.create_index("ix_passage_file", "passage", ["file", "number"], unique=True)


def create_change_log() -> None:
    op.create_table(
        "change",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import"], ["import.id"], name="fk_change_import"),
        sa.ForeignKeyConstraint(
            ["record"], ["record.id"], name="fk_change_record", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("revision", name="pk_change"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_change_import", "change", ["import", "revision"], sqlite_where=sa.text("import IS NOT NULL")
    )
    op.create_index("ix_change_record", "change", ["record", "revision"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(REFUSALS.format(verb=verb, VERB=verb.upper()))
