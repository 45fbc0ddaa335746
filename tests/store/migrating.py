"""Migrations of a store in tests, up and down, and what of it the models know."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

SCRIPTS = str(Path(__file__).parents[2] / "console" / "store" / "migrations")
NO_ROWS = ("call_words", "ix_call_place", "fix_below_", "ix_fix_below_")


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    return made


def revisions() -> list[str]:
    """All of them, the first one first."""
    return [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()][::-1]


def migrate(engine: Engine, direction: str, target: str) -> None:
    with engine.connect() as connection:
        ours = config()
        ours.attributes["connection"] = connection
        getattr(command, direction)(ours, target)
        connection.commit()


def is_a_row_s(name: str | None, _kind: str, _parents: object) -> bool:
    """Not of the tables and indexes of the search and of the partitions, which no row is mapped to."""
    return not (name or "").startswith(NO_ROWS)
