"""Positions on their way: the newest to the board, all of them to the store, never more than fit."""

import datetime as dt

from console.station.positions import BATCH, Positions
from hardware.readings import Position

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def at(second: int, *, lat: float | None = 34.09, speed: float | None = 20.0, valid: bool = True) -> Position:
    time = (NOON + dt.timedelta(seconds=second)).time()
    return Position("", lat, -118.36, valid, speed, 90.0 if speed is not None else None, NOON.date(), time)


def test_the_newest_goes_to_the_board_and_all_to_the_store() -> None:
    positions = Positions()
    for second in range(3):
        positions.take("CSO-11", at(second, lat=34.0 + second), NOON)
    (newest,) = positions.for_board()
    assert (newest.lat, newest.at) == (36.0, NOON + dt.timedelta(seconds=2))
    assert len(positions.for_store()) == 3
    assert (positions.for_board(), positions.for_store()) == ([], [])


def test_two_sentences_of_one_second_are_one_fix_with_its_speed() -> None:
    positions = Positions()
    positions.take("CSO-11", at(0), NOON)
    positions.take("CSO-11", at(0, speed=None), NOON)
    (fix,) = positions.for_store()
    assert fix.speed_kmh == 20.0


def test_a_void_fix_does_not_move_the_unit_but_is_kept() -> None:
    positions = Positions()
    positions.take("CSO-11", at(0, valid=False), NOON)
    positions.take("CSO-11", at(1, lat=None, valid=False), NOON)
    assert positions.for_board() == []
    assert [fix.valid for fix in positions.for_store()] == [False]


def test_memory_stays_bounded_while_the_store_is_away() -> None:
    positions = Positions()
    for second in range(BATCH + 5):
        positions.take("CSO-11", at(second), NOON)
    assert positions.dropped == 5
    assert len(positions.for_store()) == BATCH
