"""Closing streets: what the board has of it on every store and seat, and what is refused."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.board.closures import ClosureView, in_force, next_change
from console.desk.desk import Desk
from tests.desk.stations import EVENING, Bench, bench

STREET = {"street": "Santa Monica Bl", "first": "N La Cienega Bl", "second": "N Doheny Dr"}
SQUARE = [[34.08, -118.39], [34.08, -118.38], [34.09, -118.38], [34.09, -118.39]]


def closed(here: Bench) -> tuple[ClosureView, ...]:
    return in_force(here.board.picture.closures, here.clock.now())


def rfc(moment: datetime) -> str:
    return moment.isoformat()


def test_a_closed_street_is_on_the_board_until_it_is_opened(here: Bench) -> None:
    receipt = here.do("close_street", **STREET, reason="Halloween", event="Halloween 2026")
    (closure,) = closed(here)
    assert closure.name == "Santa Monica Bl from N La Cienega Bl to N Doheny Dr"
    assert (closure.stops, closure.by, closure.begins, closure.ends) == (("car",), "R. Okafor", EVENING, None)
    assert (closure.reason, closure.event) == ("Halloween", "Halloween 2026")
    assert receipt.said == f"{closure.name} is closed to car."
    said = here.do("open_street", closure=closure.key, reason="all gone home").said
    assert said == f"{closure.name} is open: all gone home."
    assert here.board.picture.closures == ()
    assert not here.desk.verify().broken


def test_an_outline_closes_whatever_lies_in_it(here: Bench) -> None:
    here.do("close_street", outline=SQUARE, event="Pride", stops=())
    (closure,) = closed(here)
    assert closure.outline == tuple((lat, lon) for lat, lon in SQUARE)
    assert (closure.name, closure.stops, closure.street) == ("Pride", (), "")


def test_a_closure_begins_and_ends_by_itself(here: Bench) -> None:
    begins, ends = EVENING + timedelta(hours=1), EVENING + timedelta(hours=3)
    here.do("close_street", **STREET, begins=rfc(begins), ends=rfc(ends))
    assert closed(here) == ()
    assert next_change(here.board.picture.closures, here.clock.now()) == begins
    here.clock.advance(3600)
    assert len(closed(here)) == 1
    assert next_change(here.board.picture.closures, here.clock.now()) == ends
    here.clock.advance(7200)
    # Nobody did anything, and nothing had to be read again.
    assert closed(here) == ()
    assert next_change(here.board.picture.closures, here.clock.now()) is None
    assert here.desk.load().closures == ()


def test_a_closure_is_changed_by_whoever_has_seen_its_newest_version(here: Bench) -> None:
    here.do("close_street", **STREET)
    (closure,) = closed(here)
    later = EVENING + timedelta(hours=2)
    here.do(
        "change_closure", closure=closure.key, version=1, stops=("utv", "car"), ends=rfc(later), reason="fire"
    )
    (changed,) = closed(here)
    assert (changed.stops, changed.ends, changed.reason, changed.version) == (
        ("car", "utv"),
        later,
        "fire",
        2,
    )
    refused = here.refused("change_closure", closure=closure.key, version=1, reason="other")
    assert "changed by somebody else" in refused.reason
    here.do("change_closure", closure=closure.key, version=2, ends="")
    assert closed(here)[0].ends is None


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({}, "a street with its cross-streets, or an outline"),
        ({**STREET, "outline": SQUARE}, "a street with its cross-streets, or an outline"),
        ({**STREET, "second": ""}, "both cross-streets"),
        ({"outline": SQUARE[:2]}, "3 to 500 corners"),
        ({"outline": [[91.0, 0.0], *SQUARE]}, "latitudes and longitudes"),
        ({"outline": [[float("nan"), 0.0], *SQUARE]}, "latitudes and longitudes"),
        ({"outline": [[34.0], *SQUARE]}, "latitudes and longitudes"),
        ({"outline": SQUARE * 200}, "3 to 500 corners"),
        ({**STREET, "stops": ("tank",)}, "not tank"),
        ({**STREET, "ends": "at ten"}, "no moment"),
        ({**STREET, "ends": "2026-03-15T22:00:00"}, "zone"),
        ({**STREET, "ends": "2026-03-01T22:00:00Z"}, "end before it begins"),
        ({**STREET, "reason": "x" * 201}, "201 characters"),
    ],
)
def test_what_closes_nothing_is_refused(here: Bench, args: dict[str, object], why: str) -> None:
    assert why in here.refused("close_street", **args).reason


def test_what_is_open_cannot_be_opened_or_changed(here: Bench) -> None:
    here.do("close_street", **STREET)
    (closure,) = closed(here)
    here.do("open_street", closure=closure.key)
    assert "opened already" in here.refused("open_street", closure=closure.key).reason
    assert (
        "opened already" in here.refused("change_closure", closure=closure.key, version=1, reason="x").reason
    )
    assert "no such closure" in here.refused("open_street", closure="nothing").reason


def test_another_seat_has_the_closure_by_the_same_feed(here: Bench, store_url: str) -> None:
    with bench(store_url, seat="Position 2") as there:
        here.do("close_street", **STREET)
        there.board.apply(there.desk.news())
        assert there.board.picture.closures == here.board.picture.closures != ()
        there.do("open_street", closure=there.board.picture.closures[0].key)
        here.board.apply(here.desk.news())
        assert here.board.picture.closures == ()


def test_an_order_that_is_done_again_is_the_same_closure_on_any_store(here: Bench, tmp_path: Path) -> None:
    def order(desk: Desk) -> None:
        desk.do("close_street", STREET, actor="R. Okafor", key="0123456789abcdef0123456789abcdef")

    order(here.desk)
    order(here.desk)
    here.board.apply(here.desk.news())
    assert [closure.key for closure in closed(here)] == ["0123456789ab"]
    with bench(tmp_path / "another.sqlite3") as other:
        order(other.desk)
        other.board.apply(other.desk.news())
        assert [closure.key for closure in closed(other)] == ["0123456789ab"]


def test_why_another_unit_was_sent_is_kept_and_told(here: Bench) -> None:
    call = here.take()
    here.do("dispatch", units=("CSO-11",), call=call, instead_of="UTV-1", why="closer to the gate")
    lines = [line.text for line in here.call(call).timeline]
    assert "CSO-11 sent instead of UTV-1: closer to the gate" in lines
    assert '"closer to the gate"' in here.desk.journal()[-1].changes
    other = here.take()
    here.do("dispatch", units=("CSO-12",), call=other, instead_of="UTV-1")
    assert "CSO-12 sent instead of UTV-1" in [line.text for line in here.call(other).timeline]
