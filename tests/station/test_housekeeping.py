"""Housekeeping: backups when they are due, by the seat that leads, told on the board; the journal's tip."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.board.holder import Board
from console.board.views import LinkView
from console.clock import ManualClock, SystemClock
from console.errors import Unavailable
from console.settings import BackupSettings
from console.station.housekeeping import JOURNAL, NAME, Housekeeping
from console.store.backups import backups_of
from tests.desk.stations import EVENING, Bench, bench
from tests.hardware.waiting import wait_until
from tests.store.backups import change_behind_its_back, damage

DAILY = BackupSettings(every_hours=24, newest=2, days=0, months=0)
DAY_S = 86_400


class House:
    """A store in use, and its housekeeping."""

    def __init__(self, folder: Path, here: Bench, settings: BackupSettings = DAILY) -> None:
        self.file, self.folder, self.here = folder / "station.sqlite3", folder / "backups", here
        self.board = Board()
        self.clock = ManualClock(EVENING)
        self.leading = True
        self.keeping = self.make(settings)

    def make(self, settings: BackupSettings, **changed: object) -> Housekeeping:
        given = {
            "board": self.board,
            "clock": self.clock,
            "backups": backups_of(f"sqlite:///{self.file}", self.folder),
            "settings": settings,
            "leads": lambda: self.leading,
            "look_at_tip": lambda: self.here.desk.verify_tip().why,
        }
        return Housekeeping(**(given | changed))

    def look(self, seconds: float = 0) -> LinkView | None:
        """What the board says after so long."""
        self.clock.advance(seconds)
        self.keeping.look()
        return self.board.picture.links.get(NAME)

    @property
    def files(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with bench(tmp_path / "station.sqlite3") as here:
        here.take()
        yield House(tmp_path, here)


def test_a_backup_a_day_and_the_board_says_how_old_it_is(house: House) -> None:
    said = house.look()
    assert said is not None
    assert (said.state, said.last_at) == ("good", EVENING)
    assert house.look(DAY_S / 2) == said
    assert len(house.files) == 1
    said = house.look(DAY_S / 2)
    assert said is not None
    assert said.last_at == EVENING + timedelta(days=1)
    house.look(DAY_S)
    # Two are kept.
    assert len(house.files) == 2


def test_a_console_that_starts_again_makes_none_before_it_is_due(house: House) -> None:
    house.look()
    house.keeping = house.make(DAILY)
    said = house.look(3600)
    assert said is not None
    assert said.last_at == EVENING
    assert len(house.files) == 1


def test_only_the_seat_that_leads_makes_backups(house: House) -> None:
    house.leading = False
    assert house.look() is None
    assert house.files == []
    house.leading = True
    house.look()
    house.leading = False
    said = house.look()
    assert said is not None
    assert (said.state, said.text, said.last_at) == ("good", "By another seat", None)


def test_never_is_never(house: House) -> None:
    house.keeping = house.make(BackupSettings(every_hours=0))
    assert house.look() is None
    assert house.files == []


def test_a_failure_is_said_and_tried_again_and_no_backup_goes(house: House) -> None:
    for _ in range(3):
        house.look(DAY_S)
    kept = house.files
    damage_while_open(house)
    said = house.look(DAY_S)
    assert said is not None
    assert said.state == "degraded"
    assert "damaged" in said.text
    assert "cso-console restore" in said.text
    for _ in range(20):
        house.look(DAY_S)
    assert house.files == kept


def damage_while_open(house: House) -> None:
    house.here.desk.close()
    damage(house.file, "remark")


def test_it_is_tried_again_after_ten_minutes(house: House) -> None:
    house.folder.write_text("not a folder")
    said = house.look()
    assert said is not None
    assert said.state == "degraded"
    house.folder.unlink()
    assert house.look(300) == said
    said = house.look(301)
    assert said is not None
    assert said.state == "good"
    assert len(house.files) == 1


def test_a_backup_of_an_altered_journal_is_kept_beside_the_good_ones(house: House) -> None:
    for _ in range(2):
        house.look(DAY_S)
    change_behind_its_back(house.file, "UPDATE journal SET actor = 'nobody' WHERE number = 1")
    good = house.files
    for _ in range(3):
        said = house.look(DAY_S)
    assert said is not None
    assert said.state == "degraded"
    assert "Entry 1 was altered" in said.text
    assert set(house.files) > set(good)


def test_a_clock_that_was_ahead_is_no_reason_to_make_none_or_one_each_time(house: House) -> None:
    house.look(DAY_S * 30)
    house.clock.set(EVENING)
    said = house.look()
    assert said is not None
    assert said.last_at == EVENING
    for _ in range(5):
        house.look(60)
    assert len(house.files) == 2


def test_the_journal_s_end_is_looked_at_once(house: House) -> None:
    asked: list[int] = []

    def tip() -> str:
        asked.append(1)
        if len(asked) == 1:
            raise Unavailable("The store is not open yet.")
        return "Entry 7 was altered after it was written."

    house.keeping = house.make(DAILY, look_at_tip=tip)
    house.look()
    assert JOURNAL not in house.board.picture.links
    for _ in range(3):
        house.look()
    told = house.board.picture.links[JOURNAL]
    assert (told.state, len(asked)) == ("degraded", 2)
    assert "Entry 7" in told.text
    assert "cso-console verify" in told.text


def test_it_works_by_itself_on_its_own_thread(house: House) -> None:
    keeping = house.make(DAILY, clock=SystemClock())
    keeping.start()
    try:
        wait_until(lambda: NAME in house.board.picture.links)
    finally:
        keeping.stop()
    assert house.board.picture.links[NAME].state == "good"
    assert len(house.files) == 1
