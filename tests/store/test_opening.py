"""Opening a store: new, current, newer, foreign, broken; and the migrations."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from console.errors import Unavailable
from console.store.engine import make_engine
from console.store.schema import make_current
from console.store.store import Store
from tests.desk.stations import bench


def test_a_new_store_is_made_and_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    with bench(file) as here:
        number = here.take()
    with bench(file) as here:
        assert here.call(number).place == "8300 SANTA MONICA BL"


def test_what_is_written_is_on_the_disk_before_it_is_answered(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 's.sqlite3'}")
    make_current(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_a_newer_store_is_left_alone_and_said_so(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    Store.open(f"sqlite:///{file}").close()
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(Unavailable, match="newer version"):
        Store.open(f"sqlite:///{file}")


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE cats (name)")
    connection.commit()
    connection.close()
    with pytest.raises(Unavailable, match="not a store"):
        Store.open(f"sqlite:///{file}")


def test_a_foreign_database_that_numbers_its_revisions_as_we_do_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    connection = sqlite3.connect(file)
    connection.executescript(
        "CREATE TABLE cats (name); CREATE TABLE alembic_version (version_num);"
        "INSERT INTO alembic_version VALUES ('ae1027a6acf')"
    )
    connection.close()
    with pytest.raises(Unavailable, match="not a store"):
        Store.open(f"sqlite:///{file}")


def test_a_revision_that_nobody_knows_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    Store.open(f"sqlite:///{file}").close()
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.commit()
    connection.close()
    with pytest.raises(Unavailable, match="cannot be brought up to date"):
        Store.open(f"sqlite:///{file}")


def test_a_damaged_store_is_unavailable_and_not_a_mistake_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    with bench(file) as here:
        here.take()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 4] + b"\xff" * (3 * len(whole) // 4))
    with pytest.raises(Unavailable, match="malformed"), bench(file) as here:
        here.take()


@pytest.mark.parametrize(
    "what", ["text", "folder", "missing folder", "below a file", "postgresql", "nonsense"]
)
def test_what_is_no_store_is_one_sentence(tmp_path: Path, what: str) -> None:
    (tmp_path / "text").write_text("this is not a database, though it is a file of some length" * 50)
    (tmp_path / "folder").mkdir()
    urls = {
        "text": f"sqlite:///{tmp_path / 'text'}",
        "folder": f"sqlite:///{tmp_path / 'folder'}",
        "missing folder": f"sqlite:///{tmp_path / 'none' / 's.sqlite3'}",
        "below a file": f"sqlite:///{tmp_path / 'text' / 's.sqlite3'}",
        "postgresql": "postgresql://nowhere/x",
        "nonsense": "nonsense",
    }
    with pytest.raises(Unavailable) as caught:
        Store.open(urls[what])
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)
