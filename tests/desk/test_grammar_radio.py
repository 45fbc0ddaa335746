"""The lines that concern radios: T texts a unit, RID gives it a radio."""

import pytest

from console.desk.command import Command
from console.desk.grammar import parse
from console.errors import Refused
from tests.desk.pictures import TODAY, small_station
from tests.desk.stations import Bench

STATION = small_station()


def typed(line: str) -> Command:
    return parse(line, STATION, TODAY)


def refused(line: str) -> Refused:
    with pytest.raises(Refused) as caught:
        typed(line)
    return caught.value


@pytest.mark.parametrize(
    ("line", "confirmed"), [("T 11, call the station", False), ("T! 11, call the station", True)]
)
def test_a_text_and_whether_the_transmitter_may_be_keyed(line: str, confirmed: bool) -> None:
    command = typed(line)
    assert command.verb == "text_unit"
    assert command.args == {"unit": "CSO-11", "text": "call the station", "confirmed": confirmed}
    assert ("It keys a transmitter" in command.words) is not confirmed


@pytest.mark.parametrize(
    ("line", "instead"),
    [("T", None), ("T 11", "T 11, call the station"), ("T 99, hello", None), ("T 11 12, hello", None)],
)
def test_a_text_that_lacks_something(line: str, instead: str | None) -> None:
    reason = refused(line)
    assert reason.reason
    if instead is not None:
        assert reason.instead == instead
        typed(reason.instead)


def test_a_radio_is_given_to_a_unit() -> None:
    assert typed("RID 12 100-4999").args == {"unit": "CSO-12", "radio_id": "100-4999"}
    assert typed("rid cso-12 U03001").args == {"unit": "CSO-12", "radio_id": "U03001"}
    assert typed("RID 100-4999 12").args == {"unit": "CSO-12", "radio_id": "100-4999"}
    assert "identity is missing" in refused("RID 12").reason


def test_the_desk_refuses_to_key_a_transmitter_until_a_person_says_so(here: Bench) -> None:
    reason = here.refused("text_unit", unit="CSO-11", text="hello")
    assert (reason.reason, reason.instead) == ("This keys a transmitter.", "T! CSO-11, hello")
    here.do("text_unit", unit="CSO-11", text="hello", confirmed=True)
    line = here.board.picture.radio[0]
    assert (line.kind, line.unit, line.text, line.link) == ("outgoing", "CSO-11", "hello", "Position 1")


def test_a_unit_without_a_radio_cannot_be_texted(here: Bench) -> None:
    here.do("assign_radio", unit="CSO-12", radio_id=here.unit("CSO-11").radio_id)
    reason = here.refused("text_unit", unit="CSO-11", text="hello", confirmed=True)
    assert (reason.reason, reason.instead) == ("CSO-11 has no radio.", "RID CSO-11 identity")
