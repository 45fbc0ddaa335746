"""The options of a saved device's driver."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("options", sa.String(length=8000), nullable=True))


def downgrade() -> None:
    op.drop_column("device", "options")
