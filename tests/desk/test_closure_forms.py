"""CL and OP: what is typed, and what a wrong line is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from console.desk.command import Command
from console.desk.grammar import explain, parse
from console.errors import Refused
from tests.desk.pictures import AROUND, CLOSED, NOON, TODAY, small_station

STATION = small_station()


def typed(line: str) -> Command:
    return parse(line, STATION, TODAY, AROUND)


def refused(line: str) -> Refused:
    with pytest.raises(Refused) as caught:
        typed(line)
    return caught.value


@pytest.mark.parametrize(
    "line",
    [
        "CL SANTA MONICA BL; LA CIENEGA, SAN VICENTE",
        "cl santa monica; n la cienega bl / san vicente",
        "CL Santa Monica Blvd; La Cienega Blvd to N San Vicente",
        "CL.SANTA MONICA;LA CIENEGA & SAN VICENTE;",
    ],
)
def test_a_street_is_named_as_shortly_as_it_is_plain(line: str) -> None:
    command = typed(line)
    assert command.verb == "close_street"
    assert command.args == {
        "street": "Santa Monica Bl",
        "first": "N La Cienega Bl",
        "second": "N San Vicente Bl",
        "stops": ("car",),
        "ends": "",
        "reason": "",
    }
    assert command.words == "Close Santa Monica Bl from N La Cienega Bl to N San Vicente Bl to car."


@pytest.mark.parametrize(
    ("more", "stops", "later"),
    [
        ("+90", ("car",), timedelta(minutes=90)),
        ("until 2300", ("car",), timedelta(hours=3)),
        ("19:00", ("car",), timedelta(hours=23)),
        ("ALL", ("car", "bike", "utv", "foot"), None),
        ("utv car +5", ("car", "utv"), timedelta(minutes=5)),
        ("EA", (), None),
    ],
)
def test_until_when_and_to_whom(more: str, stops: tuple[str, ...], later: timedelta | None) -> None:
    args = typed(f"CL SANTA MONICA; LA CIENEGA, SAN VICENTE; {more}, parade, east half").args
    assert (args["stops"], args["reason"]) == (stops, "parade, east half")
    assert args["ends"] == ("" if later is None else (NOON + later).isoformat())


def test_a_wrong_street_is_told_with_what_there_is() -> None:
    assert refused("CL SANTA MONIKA; LA CIENEGA, SAN VICENTE").word == "SANTA MONIKA"
    crossed = refused("CL SANTA MONICA; SUNSET, SAN VICENTE")
    assert "Sunset Bl does not cross Santa Monica Bl. It is crossed by" in crossed.reason
    assert crossed.word == "SUNSET"
    assert "nothing between" in refused("CL SANTA MONICA; SAN VICENTE, SAN VICENTE").reason
    for line in ("CL", "CL SANTA MONICA", "CL SANTA MONICA; LA CIENEGA"):
        assert "two cross-streets" in refused(line).reason
    assert refused("CL SANTA MONICA; LA CIENEGA, SAN VICENTE; TANKS").word == "TANKS"


def test_without_streets_nothing_can_be_closed_by_its_name() -> None:
    with pytest.raises(Refused, match="no city has been imported"):
        parse("CL SANTA MONICA; LA CIENEGA, SAN VICENTE", STATION, TODAY)


@pytest.mark.parametrize("line", ["OP 3", "op 3, all clear", "OP santa  monica", "OP SANTA MONICA BL"])
def test_a_closure_is_opened_by_its_number_or_its_street(line: str) -> None:
    command = typed(line)
    assert (command.verb, command.args["closure"]) == ("open_street", CLOSED.key)
    assert command.words == f"Open {CLOSED.name} (closure 3)."


def test_what_is_not_closed_is_told_with_what_is() -> None:
    assert "Closed: 3 Santa Monica Bl" in refused("OP 4").reason
    assert refused("OP 4").instead == "OP 3"
    two = replace(STATION, closures=(CLOSED, replace(CLOSED, number=5, key="other")))
    with pytest.raises(Refused, match="could be"):
        parse("OP SANTA", two, TODAY, AROUND)
    with pytest.raises(Refused, match="No street is closed"):
        parse("OP 3", replace(STATION, closures=()), TODAY, AROUND)


def test_a_closure_is_completed_by_its_name_and_a_street_that_was_closed_before() -> None:
    assert explain("OP san", STATION, TODAY, AROUND).completion == CLOSED.name.removeprefix("San")
    assert explain("CL sa", STATION, TODAY, AROUND).completion == "nta Monica Bl"


def test_the_text_of_a_dispatch_is_why_it_is_not_the_recommended_unit() -> None:
    around = replace(AROUND, recommended=lambda call: "UTV-1")
    command = parse("D 12 52, closer to the gate", STATION, TODAY, around)
    assert command.words == "Dispatch CSO-12 to 52, 8300 Santa Monica Blvd, instead of UTV-1."
    assert (command.args["instead_of"], command.args["why"], command.args["text"]) == (
        "UTV-1",
        "closer to the gate",
        "",
    )
    same = parse("D 12,UTV1 52, gate code 1122", STATION, TODAY, around)
    assert same.args["text"] == "gate code 1122" and "why" not in same.args
    plain = parse("D 12 52, gate code 1122", STATION, TODAY, AROUND)
    assert plain.args["text"] == "gate code 1122" and "instead_of" not in plain.args
    forced = parse("D! 11 52, nobody else", STATION, TODAY, around)
    assert (forced.args["override"], forced.args["instead_of"], forced.args["why"]) == (
        "nobody else",
        "UTV-1",
        "",
    )
