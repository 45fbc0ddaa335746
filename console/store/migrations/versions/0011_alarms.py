"""Alarms as rows, and when a unit last answered a status check."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("cleared_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("seat", sa.String(length=80), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(length=16), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("draft", sa.String(length=200), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=80), nullable=False),
        sa.Column("shelved_until", sa.DateTime(), nullable=True),
        sa.Column("shelved_why", sa.String(length=200), nullable=False),
        sa.Column("restored_at", sa.DateTime(), nullable=True),
        sa.Column("restored_why", sa.String(length=200), nullable=False),
        sa.Column("cleared_at", sa.DateTime(), nullable=True),
        sa.Column("cleared_by", sa.String(length=80), nullable=False),
        sa.Column("cleared_why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_alarm_call_id_call")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_alarm_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )
    op.create_index(
        "ix_alarm_open_matter",
        "alarm",
        ["kind", "about"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_alarm_raised_at", "alarm", ["raised_at"])
    op.add_column("unit", sa.Column("checked_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("unit", "checked_at")
    op.drop_index("ix_alarm_raised_at", table_name="alarm")
    op.drop_index("ix_alarm_open_matter", table_name="alarm")
    op.drop_table("alarm")
