"""Who stands behind an identity: what the wire says, then the settings, the roster, and the port."""

from types import MappingProxyType

from console.board.holder import Board
from console.board.views import Changes
from console.settings import AccountSettings
from console.station.identities import Identities
from tests.desk.pictures import small_station


def identities() -> Identities:
    board = Board()
    board.apply(Changes(units=tuple(small_station().units.values())))
    accounts = (AccountSettings("1234", "Plummer Park", "7377 SANTA MONICA BL"),)
    return Identities(board, {"GPS 3": "UTV-1"}, MappingProxyType({"N0CALL-9": "BIKE-3"}), accounts)


def test_the_wire_comes_before_the_port() -> None:
    known = identities()
    assert known.unit("GPS 3", "CSO-12") == "CSO-12"
    assert known.unit("Radio 1", "N0CALL-9") == "BIKE-3"
    assert known.unit("GPS 3", "") == "UTV-1"
    assert known.unit("GPS 3", "what nobody knows") == "UTV-1"
    assert known.unit("Radio 1", "what nobody knows") == ""
    assert known.unit("Radio 1", "") == ""


def test_an_account_has_a_place_or_none() -> None:
    assert identities().place("1234") == "7377 SANTA MONICA BL (Plummer Park)"
    assert identities().place("9999") == ""


def test_a_unit_that_is_not_on_the_roster_is_nobody() -> None:
    board = Board()
    board.apply(Changes(units=tuple(small_station().units.values())))
    known = Identities(board, {"GPS 3": "UTV-9"}, {"N0CALL-9": "BIKE-9"})
    assert known.unit("GPS 3", "") == known.unit("Radio 1", "N0CALL-9") == ""
