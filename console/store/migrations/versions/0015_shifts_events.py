"""Hand-overs between shifts, events, and the approval of units sent against advice."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def of_event(table: str) -> tuple[sa.Column[Any], sa.Column[Any], Any, Any]:
    """The columns and constraints of every table whose rows belong to an event."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id_event")),
    )


def upgrade() -> None:
    op.add_column("assignment", moment("approved_at", nullable=True))
    op.add_column(
        "assignment", sa.Column("approved_by", sa.String(length=80), nullable=False, server_default="")
    )
    _make_handovers()
    _make_events()


def _make_handovers() -> None:
    op.create_table(
        "shift_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        text("key", 12),
        moment("at"),
        text("by", 80),
        text("shift", 40),
        moment("begins"),
        moment("ends"),
        text("remark", 2000),
        sa.Column("sheet", sa.Text(), nullable=False),
        text("sheet_hash", 64),
        moment("given_at", nullable=True),
        text("given_by", 80),
        moment("taken_at", nullable=True),
        text("taken_by", 80),
        text("taken_remark", 2000),
        moment("dropped_at", nullable=True),
        text("dropped_by", 80),
        text("dropped_why", 200),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_handover")),
        sa.UniqueConstraint("key", name=op.f("uq_shift_handover_key")),
    )


def _make_events() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        text("key", 12),
        text("code", 16),
        text("name", 80),
        text("place", 200),
        moment("begins"),
        moment("ends"),
        *(json(name) for name in ("outline", "posts", "channels", "zones", "rules", "objectives")),
        moment("at"),
        text("by", 80),
        moment("ended_at", nullable=True),
        text("ended_by", 80),
        text("ended_why", 200),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("key", name=op.f("uq_event_key")),
    )
    op.create_index("ix_event_ended_at", "event", ["ended_at"])
    op.create_table(
        "event_stand",
        *of_event("event_stand"),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        text("post", 80),
        json("crew"),
        text("kind", 16),
        text("vehicle", 40),
        text("radio_id", 16),
        json("skills"),
        moment("since"),
        text("by", 80),
        moment("until", nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_event_stand_unit_id_unit")),
    )
    op.create_index("ix_event_stand_event_id", "event_stand", ["event_id"])
    op.create_table("event_note", *of_event("event_note"), moment("at"), text("by", 80), text("text", 2000))
    op.create_index("ix_event_note_event_id", "event_note", ["event_id"])
    op.create_table(
        "event_call",
        *of_event("event_call"),
        sa.Column("call_id", sa.Integer(), nullable=False),
        moment("at"),
        text("by", 80),
        sa.Column("out", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_event_call_call_id_call")),
    )
    op.create_index("ix_event_call_event_id_call_id", "event_call", ["event_id", "call_id"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_event_call_event_id_call_id", "event_call")
    op.drop_table("event_call")
    op.drop_index("ix_event_note_event_id", "event_note")
    op.drop_table("event_note")
    op.drop_index("ix_event_stand_event_id", "event_stand")
    op.drop_table("event_stand")
    op.drop_index("ix_event_ended_at", "event")
    op.drop_table("event")
    op.drop_table("shift_handover")
    op.drop_column("assignment", "approved_by")
    op.drop_column("assignment", "approved_at")
