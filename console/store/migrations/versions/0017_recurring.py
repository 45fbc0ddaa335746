"""Recurring tasks, and each time that one has come."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "recurring",
        sa.Column("id", sa.Integer(), nullable=False),
        text("key", 12),
        text("kind", 16),
        text("place", 200),
        text("text", 2000),
        text("days", 40),
        text("times", 80),
        sa.Column("lead_min", sa.Integer(), nullable=False),
        day("first_day", nullable=True),
        day("last_day", nullable=True),
        text("unit", 16),
        moment("at"),
        text("by", 80),
        moment("ended_at", nullable=True),
        text("ended_by", 80),
        text("ended_why", 200),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurring")),
        sa.UniqueConstraint("key", name=op.f("uq_recurring_key")),
    )
    op.create_index("ix_recurring_ended_at", "recurring", ["ended_at"])
    op.create_table(
        "recurring_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recurring_id", sa.Integer(), nullable=False),
        day("day"),
        text("time", 4),
        moment("at"),
        text("how", 16),
        sa.Column("call_id", sa.Integer(), nullable=True),
        text("why", 200),
        text("by", 80),
        moment("noted_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurring_turn")),
        sa.ForeignKeyConstraint(
            ["recurring_id"], ["recurring.id"], name=op.f("fk_recurring_turn_recurring_id_recurring")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_recurring_turn_call_id_call")),
    )
    op.create_index("ix_recurring_turn_once", "recurring_turn", ["recurring_id", "day", "time"], unique=True)
    op.create_index("ix_recurring_turn_at", "recurring_turn", ["at"])


def downgrade() -> None:
    op.drop_index("ix_recurring_turn_at", "recurring_turn")
    op.drop_index("ix_recurring_turn_once", "recurring_turn")
    op.drop_table("recurring_turn")
    op.drop_index("ix_recurring_ended_at", "recurring")
    op.drop_table("recurring")
