"""Brings a store to the revision that this program knows, or says why it cannot."""

from importlib.resources import as_file, files

from sqlalchemy import Engine, text

from console.errors import Unavailable

HEAD = "0003"


def make_current(engine: Engine) -> bool:
    """Migrate the store up to HEAD; True when it was not there yet.

    Raises Unavailable when a newer program made it, or when it is no store of ours.
    """
    found = revision(engine)
    if found == HEAD:
        _write_ahead(engine)
        return False
    if found > HEAD:
        raise Unavailable(
            f"The store was made by a newer version of this program (revision {found}, this one"
            f" knows {HEAD}). Nothing was changed. Start the newer version."
        )
    _write_ahead(engine)
    _upgrade(engine)
    return True


def revision(engine: Engine) -> str:
    """The revision the store is at, "" when it is empty."""
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        found = None
        tables = set(
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        )
        if "alembic_version" in tables:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            tables.remove("alembic_version")
    # Other programs number their revisions in a table of that name too.
    if tables and "journal" not in tables:
        raise Unavailable("The file is a database, but not a store of this program. Choose another file.")
    return str(found or "")


def _write_ahead(engine: Engine) -> None:
    # It rewrites the file's header, so it waits until the file is known to be ours.
    connection = engine.raw_connection()
    connection.cursor().execute("PRAGMA journal_mode=WAL")
    connection.close()


def _upgrade(engine: Engine) -> None:
    # Alembic takes half a second to import, and a store that is current never needs it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with as_file(files("console.store") / "migrations") as scripts, engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise Unavailable(f"The store cannot be brought up to date: {error}. Restore a copy.") from error
        connection.commit()
