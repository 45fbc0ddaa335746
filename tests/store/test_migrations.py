"""Migrations: up, down and up each with data in it, and killed after each statement."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from console.store.engine import make_engine
from console.store.schema import HEAD, revision
from console.store.store import Store
from tests.desk.stations import EVENING, Bench, bench
from tests.store.test_opening import SCRIPTS, migrate

ROOT = Path(__file__).parents[2]
# Opens copies of a store, each in a new process that is killed so many statements later than the last, until
# one gets through; prints how many statements that took.
KILLER = """
import os, shutil, signal, sys
from pathlib import Path
import alembic.command, alembic.config, alembic.util  # once, and not in each process
from sqlalchemy import Engine, event
from console.store.store import Store
first, folder = Path(sys.argv[1]), Path(sys.argv[2])
url = f"sqlite:///{folder / 'warm.sqlite3'}"
shutil.copyfile(first, folder / "warm.sqlite3")
Store.open(url).close()

def open_until(count, file):
    left = [count]
    def step(*_):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    Store.open(f"sqlite:///{file}").close()

for count in range(0, 1000, int(sys.argv[3])):
    file = folder / f"{count}.sqlite3"
    shutil.copyfile(first, file)
    child = os.fork()
    if not child:
        open_until(count, file)
        os._exit(0)
    _, ended = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(ended) == 0:
        print(count)
        break
"""


def revisions() -> list[str]:
    """All revisions, oldest first."""
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    return [
        script.revision for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))
    ]


def work(here: Bench) -> str:
    """A call with all that belongs to one, and what devices say."""
    number = here.take(text="blue van", phone="3235550100")
    here.do("dispatch", units=("CSO-11",), call=number)
    here.do("radio_heard", link="Radio 1", radio_id="100-4011", raw=b"\x02x\x03")
    here.do("phone_rang", link="Phone", number="3235550100", raw=b"\x80")
    here.do("save_device", name="R1", url="sim://r", driver="kenwood")
    return number


@pytest.mark.parametrize("below", revisions()[:-1])
def test_up_down_up_with_data_in_it(store_url: str, below: str) -> None:
    with bench(store_url) as here:
        work(here)
        before = here.desk.load()
    engine = make_engine(store_url)
    migrate(engine, "downgrade", below)
    assert revision(engine) == below
    engine.dispose()
    Store.open(store_url).close()
    with bench(store_url) as here:
        after = here.desk.load()
        assert (after.units, after.radio) == (before.units, before.radio)
        assert [call.number for call in after.calls] == [call.number for call in before.calls]
        assert len(here.desk.journal()) == before.entry
        assert here.take() > before.calls[0].number


def test_a_revision_that_is_down_and_up_again_has_the_same_tables(store_url: str) -> None:
    Store.open(store_url).close()
    engine = make_engine(store_url)
    made = shape(engine)
    migrate(engine, "downgrade", revisions()[0])
    migrate(engine, "upgrade", "head")
    assert shape(engine) == made
    engine.dispose()


def shape(engine: object) -> dict[str, list[str]]:
    """Each table with its columns and indexes, by name."""
    looked = inspect(engine)
    return {
        table: sorted(
            [f"{c['name']} {c['type']} {c['nullable']}" for c in looked.get_columns(table)]
            + [f"{i['name']} {i['column_names']}" for i in looked.get_indexes(table)]
        )
        for table in looked.get_table_names()
    }


@pytest.mark.parametrize(("begins", "step"), [("", 9), ("0002", 1)])
def test_a_migration_that_is_killed_anywhere_is_finished_by_the_next_start(
    tmp_path: Path, begins: str, step: int
) -> None:
    first = tmp_path / "first.sqlite3"
    if begins:
        with bench(first) as here:
            work(here)
            units, entries = here.desk.load().units, len(here.desk.journal())
        engine = make_engine(f"sqlite:///{first}")
        migrate(engine, "downgrade", begins)
        engine.dispose()
        with closing(sqlite3.connect(first)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    else:
        first.touch()
    killer = [sys.executable, "-c", KILLER, str(first), str(tmp_path), str(step)]
    ended = subprocess.run(killer, cwd=ROOT, capture_output=True, timeout=120)
    assert ended.returncode == 0, ended.stderr.decode()
    statements = int(ended.stdout)
    assert statements > 10
    for count in range(0, statements, max(3, step)):
        file = tmp_path / f"{count}.sqlite3"
        with bench(file, EVENING) as here:
            if begins:
                assert here.desk.load().units == units
                assert len(here.desk.journal()) == entries
            here.take()
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
