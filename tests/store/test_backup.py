"""Backups of a store's file: made while it is used, checked, and rotated."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Unavailable
from console.store.backup import back_up
from console.store.backups import backups_of
from console.store.engine import make_engine
from console.store.rotation import Backup, Keep, superfluous
from tests.desk.stations import EVENING, bench
from tests.store.backups import WEEK, change_behind_its_back, damage, made, picture, put_back, shown
from tests.store.migrating import migrate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


def test_a_backup_is_one_file_that_opens_as_the_store_did(file: Path) -> None:
    with bench(file) as here:
        here.do("dispatch", units=("CSO-11",), call=here.take(text="blue van"))
        before = shown(here)
        backup = made(here, file)
    assert (backup.entries, backup.fault, backup.file.stat().st_size) == (2, "", backup.size)
    assert [found.name for found in backup.file.parent.iterdir()] == [backup.file.name]
    assert picture(backup.file, EVENING) == before


def test_writers_go_on_while_a_backup_is_made(file: Path) -> None:
    with bench(file) as here:
        here.take()
        fill(file, megabytes=24)
        taken: list[str] = []

        def write_between_steps() -> None:
            taken.append(here.take(place="PLUMMER PARK"))

        backup = back_up(file, file.parent, here.clock.now(), write_between_steps)
        assert len(taken) > 5
        assert len(here.desk.journal()) == 1 + len(taken)
    # One moment of the store, the one at which the copy began.
    assert backup.entries == 1
    assert len(picture(backup.file, EVENING).calls) == 1


def fill(file: Path, megabytes: int) -> None:
    """Make the store large by what a radio could have sent."""
    change_behind_its_back(
        file,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        f"{megabytes}) INSERT INTO radio_event (at, link, radio_id, kind, text, raw)"
        " SELECT '2026-03-15 02:00:00.000000', 'Radio 1', '', 'other', '', zeroblob(1000000) FROM n",
    )


def test_a_backup_that_is_ended_leaves_nothing(file: Path) -> None:
    with bench(file) as here:
        here.take()
        kept = made(here, file)

        def end() -> None:
            raise Unavailable("The console is closing.")

        with pytest.raises(Unavailable, match="closing"):
            back_up(file, kept.file.parent, WEEK, end)
    assert list(kept.file.parent.iterdir()) == [kept.file]


def test_what_a_killed_backup_left_is_swept_away_a_day_later(file: Path) -> None:
    with bench(file) as here:
        folder = made(here, file).file.parent
        left = folder / ".station.backup-20260315T022000000000Z.sqlite3.part"
        left.write_bytes(b"half of it")
        back_up(file, folder, datetime.now(UTC))
        assert left.exists()
        back_up(file, folder, datetime.now(UTC) + timedelta(days=2))
        assert not left.exists()


def test_a_damaged_store_makes_no_backup_and_is_named(file: Path) -> None:
    with bench(file) as here:
        here.take()
        kept = made(here, file)
    damage(file, "remark")
    with pytest.raises(Unavailable, match=r"damaged.*cso-console restore") as caught:
        back_up(file, kept.file.parent, WEEK)
    assert "\n" not in str(caught.value)
    assert list(kept.file.parent.iterdir()) == [kept.file]


def test_a_store_whose_journal_was_altered_is_backed_up_and_said(file: Path) -> None:
    with bench(file) as here:
        here.take()
        here.take()
    change_behind_its_back(file, "UPDATE journal SET actor = 'nobody' WHERE number = 1")
    backup = back_up(file, file.parent, WEEK)
    assert "Entry 1 was altered" in backup.fault
    assert "Entry 1 was altered" in put_back(file, backup.file).said


def test_a_backup_of_an_older_version_stays_as_it_was(file: Path, tmp_path: Path) -> None:
    with bench(file) as here:
        here.take()
    engine = make_engine(f"sqlite:///{file}")
    migrate(engine, "downgrade", "0004")
    engine.dispose()
    backup = back_up(file, tmp_path / "backups", WEEK)
    connection = sqlite3.connect(backup.file)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0004",)
    connection.close()
    assert put_back(file, backup.file).entries == 1
    assert len(picture(file, EVENING).calls) == 1


def test_no_room_is_said_before_anything_is_written(file: Path, tmp_path: Path) -> None:
    with bench(file) as here:
        here.take()
    # A file with a hole: large for whoever asks, and nothing on the disk.
    with file.open("r+b") as opened:
        opened.truncate(10**13)
    with pytest.raises(Unavailable, match=r"no room.*needed.*free.*choose another folder"):
        back_up(file, tmp_path / "backups", WEEK)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("name", ["missing.sqlite3", "."])
def test_where_there_is_no_store_there_is_no_backup(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unavailable, match="no store"):
        back_up(tmp_path / name, tmp_path / "backups", WEEK)


HOURS = st.lists(st.integers(0, 24 * 400), unique=True, max_size=60)


def of(hours: list[int]) -> list[Backup]:
    return [Backup(Path(f"{hour}"), EVENING + timedelta(hours=hour)) for hour in hours]


def month(at: datetime) -> tuple[int, int]:
    return at.year, at.month


@given(hours=HOURS, newest=st.integers(-1, 5), days=st.integers(0, 5), months=st.integers(0, 5))
def test_rotation_keeps_the_newest_and_one_a_day_and_a_month(
    hours: list[int], newest: int, days: int, months: int
) -> None:
    backups = of(hours)
    gone = superfluous(backups, Keep(newest, days, months))
    kept = sorted((b.at for b in backups if b not in gone), reverse=True)
    every = sorted((b.at for b in backups), reverse=True)
    assert kept[: max(1, newest)] == every[: max(1, newest)]
    for days_back in sorted({at.date() for at in every}, reverse=True)[:days]:
        assert max(at for at in every if at.date() == days_back) in kept
    assert len(set(map(month, kept))) >= min(months, len(set(map(month, every))))
    assert len(kept) <= max(1, newest) + days + months
    # What is kept is not superfluous the next time either.
    assert superfluous([b for b in backups if b not in gone], Keep(newest, days, months)) == []


def test_only_backups_of_this_store_are_rotated(file: Path) -> None:
    with bench(file) as here:
        here.take()
        made(here, file)
    folder = file.parent / "backups"
    others = [
        "other.backup-20200101T000000000000Z.sqlite3",
        "station.backup-x.sqlite3",
        "letter.txt",
        "station.backup-20209901T000000000000Z.sqlite3",
    ]
    for name in others:
        (folder / name).touch()
    ours = backups_of(f"sqlite:///{file}", folder)
    ours.make(EVENING + timedelta(days=1))
    ours.rotate(Keep(1, 0, 0))
    assert list(ours.made_at()) == [EVENING + timedelta(days=1)]
    assert {found.name for found in folder.iterdir()} >= set(others)


def test_a_folder_that_is_a_file_is_one_sentence(file: Path) -> None:
    with bench(file) as here:
        here.take()
    with pytest.raises(Unavailable, match=r"The backup to .* failed"):
        back_up(file, file, WEEK)
