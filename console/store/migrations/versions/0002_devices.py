"""Events of alarm receivers, and the devices of a seat."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarm_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=40), nullable=False),
        sa.Column("receiver", sa.String(length=8), nullable=False),
        sa.Column("line", sa.String(length=8), nullable=False),
        sa.Column("account", sa.String(length=16), nullable=False),
        sa.Column("event", sa.String(length=8), nullable=False),
        sa.Column("qualifier", sa.String(length=1), nullable=False),
        sa.Column("partition", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=8), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("radio_event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_alarm_event_call_id_call")),
        sa.ForeignKeyConstraint(
            ["radio_event_id"], ["radio_event.id"], name=op.f("fk_alarm_event_radio_event_id_radio_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm_event")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("driver", sa.String(length=40), nullable=False),
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("seat", "name", name=op.f("uq_device_seat_name")),
    )
    op.create_index("ix_alarm_event_account_event", "alarm_event", ["account", "event"], unique=False)
    op.create_index("ix_radio_event_kind_at", "radio_event", ["kind", "at"], unique=False)
    op.create_index("ix_call_phone", "call", ["phone"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_call_phone", table_name="call")
    op.drop_index("ix_radio_event_kind_at", table_name="radio_event")
    op.drop_index("ix_alarm_event_account_event", table_name="alarm_event")
    op.drop_table("device")
    op.drop_table("alarm_event")
