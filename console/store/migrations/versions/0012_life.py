"""The life of a call, stop-conditions, links, plans of units, and what units carry."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Of the types that were shipped before: which belong together, and what a contracted ambassador may take.
FAMILIES = {
    "parking": ("586", "586D", "586F", "917A", "926"),
    "vehicle": ("503R", "503F"),
    "theft": ("459R", "459VR", "484R", "487R", "488R"),
    "damage": ("594R", "594G"),
    "traffic": ("902T", "20002", "901T", "909", "909S", "909D"),
    "disorder": ("415E", "415", "602", "919", "925", "925C", "927"),
    "alarm": ("459A", "211A", "ALARMF", "ALARMM"),
    "person": ("918", "920", "920C", "929", "WELFARE"),
    "property": ("928", "928L"),
    "street": ("UNPERMITTED", "DUMPING"),
}
FOR_AMBASSADORS = ("924", "914N", "928L", "ASSIST", "EVENT", "DUMPING")


def added() -> tuple[tuple[str, sa.Column[Any]], ...]:
    """What the tables get; a column belongs to one table, so they are made anew each time."""
    return (
        ("call", sa.Column("back_at", sa.DateTime(), nullable=True)),
        ("call", sa.Column("merged_into", sa.String(length=16), nullable=False, server_default="")),
        ("call", sa.Column("state_before", sa.String(length=16), nullable=False, server_default="")),
        ("call", sa.Column("stops", sa.JSON(), nullable=False, server_default="[]")),
        ("call", sa.Column("owner", sa.String(length=80), nullable=False, server_default="")),
        ("call", sa.Column("promised", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("assignment", sa.Column("came_from", sa.String(length=16), nullable=False, server_default="")),
        ("assignment", sa.Column("hold_back_at", sa.DateTime(), nullable=True)),
        ("unit", sa.Column("equipment", sa.JSON(), nullable=False, server_default="[]")),
        ("unit", sa.Column("beat", sa.String(length=80), nullable=False, server_default="")),
        ("unit", sa.Column("charge", sa.Integer(), nullable=True)),
        ("call_type", sa.Column("family", sa.String(length=16), nullable=False, server_default="")),
        ("call_type", sa.Column("staff_only", sa.Boolean(), nullable=False, server_default=sa.true())),
    )


def upgrade() -> None:
    for table, column in added():
        op.add_column(table, column)
    op.create_index("ix_call_merged_into", "call", ["merged_into"], unique=False)
    _sort_types()
    op.create_table(
        "call_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_link_call_id_call")),
        sa.ForeignKeyConstraint(["other_id"], ["call.id"], name=op.f("fk_call_link_other_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_link")),
    )
    op.create_index("ix_call_link_call_id", "call_link", ["call_id"], unique=False)
    op.create_index("ix_call_link_other_id", "call_link", ["other_id"], unique=False)
    op.create_table(
        "planned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_how", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_planned_call_id_call")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_planned_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned")),
    )
    op.create_index("ix_planned_open_unit", "planned", ["unit_id", "ended_at"], unique=False)
    op.create_index("ix_planned_call_id", "planned", ["call_id"], unique=False)


def downgrade() -> None:
    _know_three_states()
    op.drop_table("planned")
    op.drop_table("call_link")
    op.drop_index("ix_call_merged_into", table_name="call")
    for table, column in reversed(added()):
        op.drop_column(table, column.name)


def _know_three_states() -> None:
    """An older program knows what waits, is worked or is closed."""
    calls = sa.table("call", sa.column("state"))
    op.execute(calls.update().where(calls.c.state.in_(("held", "scheduled"))).values(state="waiting"))
    op.execute(calls.update().where(calls.c.state.in_(("cancelled", "merged"))).values(state="closed"))


def _sort_types() -> None:
    types = sa.table("call_type", sa.column("code"), sa.column("family"), sa.column("staff_only", sa.Boolean))
    for family, codes in FAMILIES.items():
        op.execute(types.update().where(types.c.code.in_(codes)).values(family=family))
    op.execute(types.update().where(types.c.code.in_(FOR_AMBASSADORS)).values(staff_only=sa.false()))
