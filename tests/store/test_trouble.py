"""What goes wrong with a store's file: one sentence with the way out, and nothing that was done is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from console.board.views import FixView
from console.desk.listing import LISTS
from console.errors import Unavailable
from console.store.sqlite import WAL_BYTES
from console.store.store import Store
from console.widgets.ages import since
from tests.desk.stations import EVENING, bench
from tests.store.backups import change_behind_its_back, damage

ROOT = Path(__file__).parents[2]
# Takes calls until one cannot be taken; prints what was answered, then why, then what works again.
TAKER = """
import os, resource, signal, sys
from pathlib import Path
from tests.desk.stations import bench
from console.errors import Unavailable
file, limit, user = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if user:
    # Everything is imported while there are still rights to read it.
    with bench(file.with_name("first.sqlite3")) as here:
        here.take()
    os.setgroups([]); os.setgid(user); os.setuid(user)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with bench(file) as here:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        for _ in range(2000):
            print(here.take(text="x" * 1500), flush=True)
except Unavailable as error:
    print(error)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


def take_until_it_fails(file: Path, *, limit: int = 0, user: int = 0) -> tuple[list[str], str]:
    """The numbers of the calls that were taken by another program, and what it said in the end."""
    ended = subprocess.run(
        [sys.executable, "-c", TAKER, str(file), str(limit), str(user)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    *numbers, said = ended.stdout.splitlines()
    return numbers, said


def all_calls(file: Path) -> list[str]:
    with bench(file) as here:
        assert not here.desk.verify().broken
        return sorted(here.board.picture.calls)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)]
    if os.geteuid() or shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk of our own can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_said_and_what_was_answered_is_there(small_disk: Path) -> None:
    file = small_disk / "station.sqlite3"
    taken, said = take_until_it_fails(file)
    assert "disk is full" in said
    assert "Nothing was changed" in said
    assert "Free space" in said
    assert len(taken) > 5
    # The way out: a larger disk.
    larger = small_disk.parent / "larger.sqlite3"
    for ending in ("", "-wal"):
        if (beside := file.with_name(file.name + ending)).exists():
            shutil.copyfile(beside, larger.with_name(larger.name + ending))
    assert all_calls(larger) == taken


def test_a_file_that_may_not_grow_is_said_and_what_was_answered_is_there(file: Path) -> None:
    Store.open(f"sqlite:///{file}").close()
    taken, said = take_until_it_fails(file, limit=600_000)
    assert "Nothing was changed" in said
    assert "disk" in said
    assert len(taken) > 5
    assert all_calls(file) == taken


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(("folder", "mode"), [(0o755, 0o644), (0o777, 0o444)])
def test_a_store_that_may_only_be_read_is_said(folder: int, mode: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "station.sqlite3"
        with bench(file) as here:
            here.take()
        Path(place).chmod(folder)
        file.chmod(mode)
        taken, said = take_until_it_fails(file, user=65534)
        assert taken == []
        assert "rights of" in said
        file.chmod(0o644)
        assert len(all_calls(file)) == 1


@pytest.mark.parametrize("table", ["call", "remark", "journal", "unit", "assignment"])
def test_a_damaged_page_is_said_and_the_way_out_is_a_backup(file: Path, table: str) -> None:
    with bench(file) as here:
        here.take()
    damage(file, table)
    with pytest.raises(Unavailable, match="cso-console restore") as caught:
        store = Store.open(f"sqlite:///{file}")
        with closing(store), store.read() as session:
            session.connection().exec_driver_sql(f'SELECT * FROM "{table}"').all()
    assert "\n" not in str(caught.value)


def test_a_damaged_header_is_said_and_the_way_out_is_a_backup(file: Path) -> None:
    with bench(file) as here:
        here.take()
    with file.open("r+b") as opened:
        opened.write(b"\0" * 100)
    before = file.read_bytes()
    with pytest.raises(Unavailable, match="cso-console restore"):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_the_end_of_the_journal_is_looked_at_and_nothing_before_it(file: Path) -> None:
    with bench(file) as here:
        assert here.desk.verify_tip().entries == 0
        for _ in range(4):
            here.take()
        assert here.desk.verify_tip() == here.desk.verify()
    change_behind_its_back(file, "UPDATE journal SET actor = 'nobody' WHERE number = 2")
    with bench(file) as here:
        assert not here.desk.verify_tip().broken
        assert here.desk.verify().broken == 2


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE journal SET actor = 'nobody' WHERE number = 4", 4),
        ("UPDATE journal SET hash = 'x' WHERE number = 3", 4),
        ("DELETE FROM journal WHERE number = 3", 3),
    ],
)
def test_what_is_wrong_with_the_end_of_the_journal_is_named(file: Path, statement: str, broken: int) -> None:
    with bench(file) as here:
        for _ in range(4):
            here.take()
    change_behind_its_back(file, statement)
    with bench(file) as here:
        verdict = here.desk.verify_tip()
    assert verdict.broken == broken
    assert verdict.why.endswith(".")


def test_the_log_shrinks_once_a_long_reader_has_ended(file: Path) -> None:
    log = file.with_name(f"{file.name}-wal")
    with bench(file) as here, closing(sqlite3.connect(file, isolation_level=None)) as reader:
        number = here.take()
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM call").fetchone()
        change_behind_its_back(
            file,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)"
            " INSERT INTO radio_event (at, link, radio_id, kind, text, raw)"
            " SELECT '2026-03-15 02:00:00.000000', '', '', 'other', '', zeroblob(1000000) FROM n",
        )
        here.do("remark", call=number, text="while it reads")
        assert log.stat().st_size > WAL_BYTES
        reader.execute("ROLLBACK")
        for _ in range(3):
            here.do("remark", call=number, text="after it")
        assert log.stat().st_size <= WAL_BYTES


def test_a_clock_that_is_set_back_changes_no_order_and_no_number(file: Path) -> None:
    with bench(file) as here:
        here.take()
        here.clock.set(EVENING - timedelta(hours=3))
        here.do("dispatch", units=("CSO-11",), call=here.take())
        here.clock.set(EVENING - timedelta(days=1))
        yesterday = here.take()
        here.clock.set(EVENING)
        here.take()
        here.board.move([FixView("CSO-11", 34.09, -118.37, EVENING, True)])
        picture, now = here.board.picture, EVENING - timedelta(days=2)
        assert [call[-4:] for call in sorted(picture.calls)] == ["0001", "0001", "0002", "0003"]
        assert yesterday in picture.calls
        assert [entry.number for entry in here.desk.journal()] == [1, 2, 3, 4, 5]
        assert not here.desk.verify().broken
        assert all(since(call.received_at, now) >= 0 for call in picture.calls.values())
        ages = [row["fix_age_s"] for row in LISTS["units"](picture, now)]
        assert min(age for age in ages if age is not None) == 0


@pytest.mark.parametrize(
    "newer",
    [
        ("ALTER TABLE call ADD COLUMN beat TEXT",),
        ("ALTER TABLE call RENAME COLUMN place TO location",),
        ("ALTER TABLE remark ADD COLUMN shown INTEGER NOT NULL DEFAULT 1",),
        ("DROP TABLE seat",),
    ],
)
def test_a_newer_program_migrates_and_the_older_one_is_told(file: Path, newer: tuple[str, ...]) -> None:
    with bench(file) as here:
        number = here.take()
        change_behind_its_back(file, *newer, "UPDATE alembic_version SET version_num = '9999'")
        for _ in range(2):
            with pytest.raises(Unavailable, match=r"newer version.*Nothing was changed. Start"):
                here.do("remark", call=number, text="from the older one")
    assert count(file, "remark") == 0
    assert count(file, "journal") == 1


def count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(rows)
