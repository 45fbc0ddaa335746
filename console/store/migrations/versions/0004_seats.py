"""Several seats: keys and bodies of journal entries, versions of calls, seats, leases, reserved numbers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def added() -> tuple[sa.Column[Any], ...]:
    """What the journal gets; a column belongs to one table, so they are made anew each time."""
    return (
        sa.Column("key", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False, server_default=""),
        sa.Column("said", sa.Text(), nullable=False, server_default=""),
        sa.Column("entered_at", sa.DateTime(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("body", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
    )


TAKE_TURN = """
CREATE FUNCTION journal_turn(OUT revision text, OUT number integer, OUT hash text) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(2026031500);
    PERFORM pg_notify('cso_console', '');
    SELECT version_num INTO revision FROM alembic_version;
    SELECT journal.number, journal.hash INTO number, hash FROM journal ORDER BY journal.number DESC LIMIT 1;
END $$
"""
"""Waits for the journal's turn and then reads its tip and the store's revision: statements of their own, for
they must see what the holder before has committed, in one question to the server."""


def upgrade() -> None:
    for column in added():
        op.add_column("journal", column)
    op.create_index("ix_journal_key", "journal", ["key"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(TAKE_TURN)
    op.add_column("call", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "seat",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("beat_at", sa.DateTime(), nullable=False),
        sa.Column("editing", sa.String(length=40), nullable=False),
        sa.Column("program", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_seat")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "number_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seat", sa.String(length=80), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        sa.UniqueConstraint("day", "first", name=op.f("uq_number_block_day_first")),
    )


def downgrade() -> None:
    op.drop_table("number_block")
    op.drop_table("lease")
    op.drop_table("seat")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION journal_turn()")
    op.drop_column("call", "version")
    op.drop_index("ix_journal_key", table_name="journal")
    for column in reversed(added()):
        op.drop_column("journal", column.name)
