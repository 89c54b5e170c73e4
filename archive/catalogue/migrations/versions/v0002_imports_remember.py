"""Imports remember how they were asked for, what they told, and where their report lies."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Not as a batch, which copies the table: the change log holds on to its rows.
    op.add_column("import", sa.Column("options", sa.JSON(), nullable=True))
    op.add_column("import", sa.Column("told", sa.JSON(), nullable=True))
    op.add_column("import", sa.Column("report", sa.String(), nullable=True))
