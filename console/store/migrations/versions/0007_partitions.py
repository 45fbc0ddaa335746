"""Positions in partitions on a server, with numbers that do not end."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BLOCK = 10_000_000
COPIED = """
INSERT INTO fix (id, unit_id, at, lat, lon, valid, speed_kmh, course_deg)
SELECT id, unit_id, at, lat, lon, valid, speed_kmh, course_deg FROM fix_parted
"""
REFERENCE = "CONSTRAINT fk_fix_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id)"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    newest = op.get_bind().scalar(sa.text("SELECT coalesce(max(id), 0) FROM fix"))
    upper = (newest // BLOCK + 1) * BLOCK
    op.execute("ALTER TABLE fix ALTER COLUMN id TYPE bigint")
    op.execute("ALTER SEQUENCE fix_id_seq AS bigint OWNED BY NONE")
    op.execute(f"ALTER TABLE fix RENAME TO fix_below_{upper}")
    op.execute(f"ALTER TABLE fix_below_{upper} RENAME CONSTRAINT pk_fix TO pk_fix_below_{upper}")
    op.execute(f"ALTER INDEX ix_fix_unit_id_id RENAME TO ix_fix_below_{upper}_unit_id_id")
    op.execute(
        f"CREATE TABLE fix (LIKE fix_below_{upper} INCLUDING DEFAULTS, CONSTRAINT pk_fix PRIMARY KEY (id),"
        f" {REFERENCE}) PARTITION BY RANGE (id)"
    )
    op.execute("ALTER SEQUENCE fix_id_seq OWNED BY fix.id")
    op.execute("CREATE INDEX ix_fix_unit_id_id ON fix (unit_id, id)")
    op.execute(f"ALTER TABLE fix ATTACH PARTITION fix_below_{upper} FOR VALUES FROM (MINVALUE) TO ({upper})")
    following = upper + BLOCK
    op.execute(
        f"CREATE TABLE fix_below_{following} PARTITION OF fix FOR VALUES FROM ({upper}) TO ({following})"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER SEQUENCE fix_id_seq OWNED BY NONE")
    op.execute("ALTER TABLE fix RENAME TO fix_parted")
    op.execute("ALTER TABLE fix_parted RENAME CONSTRAINT pk_fix TO pk_fix_parted")
    op.execute("ALTER INDEX ix_fix_unit_id_id RENAME TO ix_fix_parted_unit_id_id")
    op.execute(
        "CREATE TABLE fix (LIKE fix_parted INCLUDING DEFAULTS, CONSTRAINT pk_fix PRIMARY KEY (id),"
        f" {REFERENCE})"
    )
    op.execute(COPIED)
    op.execute("DROP TABLE fix_parted")
    op.execute("ALTER SEQUENCE fix_id_seq OWNED BY fix.id")
    op.execute("ALTER TABLE fix ALTER COLUMN id TYPE integer")
    op.execute("ALTER SEQUENCE fix_id_seq AS integer")
    op.execute("CREATE INDEX ix_fix_unit_id_id ON fix (unit_id, id)")
