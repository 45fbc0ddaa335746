"""The facility register."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "facility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("plain", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sa.UniqueConstraint("code", name=op.f("uq_facility_code")),
    )
    op.create_index("ix_facility_plain", "facility", ["plain"])
    _areas()
    _accounts()
    _zones()


def _areas() -> None:
    op.create_table(
        "facility_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facility_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("camera", sa.String(length=80), nullable=False),
        sa.Column("keys", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_area")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_facility_area_facility_id_facility")
        ),
        sa.UniqueConstraint("facility_id", "number", name=op.f("uq_facility_area_facility_id_number")),
    )


def _accounts() -> None:
    op.create_table(
        "facility_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=16), nullable=False),
        sa.Column("facility_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column("test_min", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_account")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_facility_account_facility_id_facility")
        ),
        sa.UniqueConstraint("account", name=op.f("uq_facility_account_account")),
    )


def _zones() -> None:
    op.create_table(
        "facility_zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("partition", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=8), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_zone")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["facility_account.id"], name=op.f("fk_facility_zone_account_id_facility_account")
        ),
        sa.ForeignKeyConstraint(
            ["area_id"], ["facility_area.id"], name=op.f("fk_facility_zone_area_id_facility_area")
        ),
        sa.UniqueConstraint(
            "account_id", "partition", "zone", name=op.f("uq_facility_zone_account_id_partition_zone")
        ),
    )


def downgrade() -> None:
    for table in ("facility_zone", "facility_account", "facility_area", "facility"):
        op.drop_table(table)
