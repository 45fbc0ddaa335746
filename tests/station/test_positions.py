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
        positions.take("CSO-11", at(second, lat=34.0 + second / 10_000), NOON)
    (newest,) = positions.for_board()
    assert (newest.lat, newest.at) == (34.0002, NOON + dt.timedelta(seconds=2))
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


def test_a_void_fix_marks_the_last_place_as_such() -> None:
    positions = Positions()
    positions.take("CSO-11", at(0), NOON)
    positions.for_board()
    positions.take("CSO-11", at(1, lat=38.85, valid=False), NOON)
    (marked,) = positions.for_board()
    assert (marked.lat, marked.at, marked.valid) == (34.09, NOON, False)


def test_a_jump_is_flagged_and_not_moved_to_until_three_fixes_agree() -> None:
    positions = Positions()
    positions.take("CSO-11", at(0), NOON)
    for second in (1, 2):
        positions.take("CSO-11", at(second, lat=34.5), NOON)
        (held,) = positions.for_board()
        assert (held.lat, held.doubt.startswith("It jumped 45.6 km")) == (34.09, True)
    positions.take("CSO-11", at(3, lat=34.5), NOON)
    (moved,) = positions.for_board()
    assert (moved.lat, moved.doubt) == (34.5, "")
    assert [bool(fix.doubt) for fix in positions.for_store()] == [False, True, True, False]


def test_a_receiver_that_lives_in_another_year_is_placed_but_not_believed_about_the_time() -> None:
    positions = Positions()
    old = at(0)._replace(day=NOON.date() - dt.timedelta(days=7168))
    positions.take("CSO-11", old, NOON)
    (fix,) = positions.for_store()
    assert (fix.at, fix.doubt) == (NOON, "The receiver's clock is 7168 days off")


def test_zero_zero_is_not_a_place() -> None:
    positions = Positions()
    positions.take("CSO-11", Position("", 0.0, 0.0, True), NOON)
    assert positions.for_board() == []
    assert positions.for_store()[0].doubt == "The position is 0, 0"
