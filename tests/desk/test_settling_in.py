"""A new store: the shipped codes and the station's roster in it; what the station changed stays."""

import sqlite3
from datetime import UTC
from pathlib import Path

import pytest

from console.clock import ManualClock
from console.desk.desk import Desk
from console.errors import Unavailable
from console.store.store import Store
from tests.desk.pictures import shipped_codes
from tests.desk.stations import EVENING, Bench, bench


def test_the_shipped_codes_are_the_store_s(here: Bench) -> None:
    assert here.board.picture.codes == shipped_codes()


def change(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_the_station_changed_in_its_codes_stays(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    Bench(file).desk.close()
    change(file, "UPDATE priority SET target_minutes = 5 WHERE number = 1")
    with bench(file) as here:
        call = here.call(here.take(priority=1))
        assert (call.due_at - call.received_at).total_seconds() == 300


def test_a_radio_status_with_a_verb_nobody_knows_is_shown_and_does_nothing(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    Bench(file).desk.close()
    change(file, "UPDATE radio_status SET verb = 'self_destruct' WHERE code = 11")
    with bench(file) as here:
        before = here.board.picture.units
        here.do("radio_status", link="Radio 1", radio_id="100-4011", code=11)
        assert "self_destruct" in here.board.picture.radio[0].text
        assert here.board.picture.units == before


def settle(file: Path, station: str, *, on_duty: bool) -> Desk:
    return Desk(
        Store.open(f"sqlite:///{file}"),
        clock=ManualClock(EVENING),
        zone=UTC,
        locate=lambda _: None,
        seat="Position 1",
        station=station,
        on_duty=on_duty,
    )


def test_a_live_store_begins_with_nobody_on_duty(tmp_path: Path) -> None:
    desk = settle(tmp_path / "s.sqlite3", "west-hollywood", on_duty=False)
    units = desk.load().units
    desk.close()
    assert {unit.status for unit in units} == {"off"}
    assert not [unit for unit in units if unit.crew]


def test_a_station_that_has_no_file_is_one_sentence_and_can_be_corrected(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no station file atlantis"):
        settle(tmp_path / "s.sqlite3", "atlantis", on_duty=True)
    desk = settle(tmp_path / "s.sqlite3", "west-hollywood", on_duty=True)
    assert desk.load().units
    desk.close()


def test_the_seat_s_and_the_actor_s_names_are_bounded(tmp_path: Path) -> None:
    with bench(tmp_path / "s.sqlite3") as here:
        here.desk.do("take_call", {"type": "586", "place": "x"}, actor="a" * 5000)
        (entry,) = here.desk.journal()
    assert entry.actor == "a" * 80
