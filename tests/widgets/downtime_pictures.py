"""A station whose server goes and comes back, for the tests of band, catch-up page and presence."""

from dataclasses import replace
from types import MappingProxyType

from console.board.views import CatchUpView, ConflictView, LinkView, Picture, SeatView, TheirEntry
from tests.widgets.list_pictures import ago, call, picture, unit

HERE, THERE = "Position 2", "Position 1"
CALL = "20261122-0041"
NASTY = '<b>bold</b><img src="x"> & more'
LONG = "CSO-17 is dispatched to call 41 as a second unit. " * 12


def database(state: str = "good", text: str = "") -> LinkView:
    return LinkView("Database", "database", state, text)


def station(*, link: LinkView | None = None, **fields: object) -> Picture:
    """Calls 41 and 42, and the calls 8000 and 8001 that were taken without the server; three positions."""
    closed = call(8000, state="closed", closed_at=ago(300), disposition="RPT")
    plain = picture(
        call(41, 2, 900, "CSO-12"), call(42), closed, call(8001, 3, 700, "CSO-17"), unit("CSO-12")
    )
    seats = (SeatView(THERE, ago(1)), SeatView(HERE, ago(2)), SeatView("Position 3", ago(1)))
    held = link if link is not None else database()
    return replace(plain, links=MappingProxyType({"Database": held}), seats=seats, entry=5, **fields)


def conflict(key: str = "k1", said: str = "Call 41 is closed.", *theirs: TheirEntry) -> ConflictView:
    there = theirs or (TheirEntry(ago(320), "D. Park", THERE, "CSO-17 is dispatched to call 41."),)
    return ConflictView(
        key, ago(500), "R. Okafor", said, CALL, "Another position changed it meanwhile.", there
    )


def returned(*conflicts: ConflictView) -> Picture:
    """The server is back after nine minutes; these conflicts are left."""
    numbers = ("20261122-8000",), ("20261122-8001", CALL)
    return replace(station(), entry=9, catch_up=CatchUpView(ago(560), ago(20), 14, *numbers, conflicts))
