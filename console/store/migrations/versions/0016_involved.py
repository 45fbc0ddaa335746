"""Where a call came from, whether its informant may be called, whom it is about, and who covers it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def upgrade() -> None:
    op.add_column("call", sa.Column("source", sa.String(16), nullable=False, server_default=""))
    op.add_column("call", sa.Column("no_contact", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("call", sa.Column("covered_for", sa.String(80), nullable=False, server_default=""))
    op.add_column("call", sa.Column("involved", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "involved",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        text("kind", 8),
        text("role", 16),
        text("plate", 16),
        text("name", 120),
        text("media", 40),
        sa.Column("size", sa.Integer(), nullable=False),
        text("sha256", 64),
        text("words", 400),
        sa.Column("at", sa.DateTime(), nullable=False),
        text("by", 80),
        sa.Column("struck_at", sa.DateTime(), nullable=True),
        text("struck_by", 80),
        text("struck_why", 200),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involved")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_involved_call_id_call")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_involved_call_id_number")),
    )
    op.create_table(
        "file_content",
        sa.Column("id", sa.Integer(), nullable=False),
        text("sha256", 64),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_content")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_content_sha256")),
    )


def downgrade() -> None:
    op.drop_table("file_content")
    op.drop_table("involved")
    for name in ("involved", "covered_for", "no_contact", "source"):
        op.drop_column("call", name)
