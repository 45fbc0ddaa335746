"""Corrections without the server: fields that nobody else touched merge, the same field is a conflict."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.board.views import ConflictView
from tests.desk.seats import Seat, seat
from tests.store.servers import Server
from tests.store.servers import server as new_server

PLACE, OURS, THEIRS = "8300 SANTA MONICA BL", "8383 SANTA MONICA BL", "PLUMMER PARK"


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that this module may stop."""
    with new_server() as made:
        yield made


@pytest.fixture
def url(own: Server) -> str:
    return own.new()


@pytest.fixture
def one(url: str, tmp_path: Path) -> Iterator[Seat]:
    with seat(url, tmp_path, "Position 1") as made:
        yield made


@pytest.fixture
def two(url: str, tmp_path: Path) -> Iterator[Seat]:
    with seat(url, tmp_path, "Position 2") as made:
        yield made


def amend(here: Seat, number: str, **args: object) -> None:
    here.do("amend_call", call=number, version=here.picture.calls[number].version, **args)


def both_correct(
    own: Server, one: Seat, two: Seat, first: dict[str, object], second: dict[str, object]
) -> tuple[str, Seat | None]:
    """One call that both correct while neither knows of the other; the seat that was told of a conflict."""
    number = one.do("take_call", type="586", place=PLACE, caller="A. Lee").calls[0]
    two.wait(lambda: number in two.picture.calls)
    with own.gone():
        for here, args in ((one, first), (two, second)):
            amend(here, number, **args)
            here.wait_down()
            told = here.picture.calls[number].timeline[-1].text
            assert "changed" in told or ", now " in told
    for here in (one, two):
        here.wait_up()
    return number, next((s for s in (one, two) if conflicts(s)), None)


def conflicts(here: Seat) -> tuple[ConflictView, ...]:
    return here.picture.catch_up.conflicts if here.picture.catch_up is not None else ()


def test_different_fields_are_merged_on_return(own: Server, one: Seat, two: Seat) -> None:
    mine = {"place": OURS, "place_was": PLACE}
    number, told = both_correct(own, one, two, mine, {"priority": 1, "priority_was": 3})
    assert told is None
    for here in (one, two):
        here.wait(lambda: here.picture.calls[number].version == 3)  # noqa: B023
        call = here.picture.calls[number]
        assert (call.place, call.priority) == (OURS, 1)
        assert sorted(line.text for line in call.timeline) == [
            f"Place: was {PLACE}, now {OURS}",
            "Priority: was 3, now 1",
        ]


def test_the_same_field_is_a_conflict_that_says_who_and_when(own: Server, one: Seat, two: Seat) -> None:
    mine, theirs = ({"place": place, "place_was": PLACE} for place in (OURS, THEIRS))
    number, told = both_correct(own, one, two, mine, theirs)
    assert told is not None
    (conflict,) = conflicts(told)
    lost = OURS if told is one else THEIRS
    kept = THEIRS if told is one else OURS
    assert told.picture.calls[number].place == kept
    assert f"to: {kept}" in conflict.why
    assert conflict.why.startswith("Place was changed by Position")
    told.thread.settle(conflict.key, take=True).result(20)
    assert told.picture.calls[number].place == lost
    lines = [line.text for line in told.picture.calls[number].timeline]
    assert f"Place: was {kept}, now {lost}" in lines
    assert conflicts(told) == ()


def test_a_caller_that_was_seen_before_can_be_corrected_and_an_unseen_one_is_a_conflict(
    own: Server, one: Seat, two: Seat
) -> None:
    seen = {"caller": "B. Ortiz", "caller_was": "A. Lee"}
    number, told = both_correct(own, one, two, seen, {"caller": "C. Novak", "caller_was": ""})
    assert told is two
    assert "Caller was changed by" in conflicts(two)[0].why
    assert "Ortiz" not in conflicts(two)[0].why
    caller = one.thread.order(lambda desk: desk.view_caller(number)).result(20)
    assert caller.name == "B. Ortiz"
