"""The command line: each verb's forms, and what is refused with which right form."""

from typing import Any

import pytest

from console.desk.command import Command
from console.desk.grammar import VERBS, help_text, parse
from console.errors import Refused
from tests.desk.pictures import AROUND, TODAY, small_station

STATION = small_station()
C47, C52 = "20261122-0047", "20261122-0052"


def typed(line: str) -> Command:
    return parse(line, STATION, TODAY, AROUND)


def args(line: str) -> dict[str, Any]:
    return dict(typed(line).args)


def refused(line: str) -> Refused:
    with pytest.raises(Refused) as caught:
        typed(line)
    return caught.value


def sent(*units: str, call: str = C47, then: str = "", text: str = "", override: str = "") -> dict[str, Any]:
    return {"units": units, "call": call, "then": then, "text": text, "override": override}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("D.11.47", sent("CSO-11")),
        ("D 11 47", sent("CSO-11")),
        ("d 47 cso-11", sent("CSO-11")),
        ("D.11 47", sent("CSO-11")),
        ("  D  11..47 ", sent("CSO-11")),
        ("D 11,UTV1 47", sent("CSO-11", "UTV-1")),
        ("D 11, utv-1, 12 47", sent("CSO-11", "UTV-1", "CSO-12")),
        ("D 47 11,UTV1", sent("CSO-11", "UTV-1")),
        ("D 47 11, UTV1, go round the back", sent("CSO-11", "UTV-1", text="go round the back")),
        ("D 11,11 47", sent("CSO-11")),
        ("D 11 47, 12 people there; loud", sent("CSO-11", text="12 people there; loud")),
        ("D 11 47, 12", sent("CSO-11", text="12")),
        ("D 11,UTV1 47, 12", sent("CSO-11", "UTV-1", text="12")),
        ("D 11 47; UTV1, maybe", sent("CSO-11", text="UTV1, maybe")),
        ("DE 11 47", sent("CSO-11", then="enroute")),
        ("do 11 47", sent("CSO-11", then="onscene")),
        ("D! 11 47, supervisor agrees", sent("CSO-11", override="supervisor agrees")),
        ("DE! 11,UTV1 47; the only one", sent("CSO-11", "UTV-1", then="enroute", override="the only one")),
        ("D 52 52", sent("CSO-52", call=C52)),
        ("D 11 52", sent("CSO-11", call=C52)),
        ("D 52 47", sent("CSO-52")),
    ],
)
def test_dispatch(line: str, expected: dict[str, Any]) -> None:
    assert typed(line).verb == "dispatch"
    assert args(line) == expected


@pytest.mark.parametrize(
    ("line", "kind", "place", "text", "priority"),
    [
        (
            "N 586 8300 SANTA MONICA BL; blue van in the red",
            "586",
            "8300 SANTA MONICA BL",
            "blue van in the red",
            None,
        ),
        ("N.586.8300 Santa Monica Bl, blue van, red", "586", "8300 Santa Monica Bl", "blue van, red", None),
        ("n parking Melrose / N. Robertson", "586", "Melrose / N. Robertson", "", None),
        ("N 415e Plummer Park, north lot; band", "415E", "Plummer Park, north lot", "band", None),
        ("N 586 8300 SANTA MONICA BL p2; x", "586", "8300 SANTA MONICA BL", "x", 2),
        ("N P1 586 8300 SANTA MONICA BL", "586", "8300 SANTA MONICA BL", "", 1),
        ("N 586 P3 8300 SANTA MONICA BL, P1 plate", "586", "8300 SANTA MONICA BL", "P1 plate", 3),
        ("N 586 P5 GARAGE", "586", "P5 GARAGE", "", None),
        ("N graff 1 MAIN ST.", "594G", "1 MAIN ST.", "", None),
    ],
)
def test_new_call(line: str, kind: str, place: str, text: str, priority: int | None) -> None:
    assert args(line) == {"type": kind, "place": place, "text": text, "priority": priority}


@pytest.mark.parametrize(
    ("line", "verb", "expected"),
    [
        ("A 11", "acknowledge", {"unit": "CSO-11", "call": "", "text": ""}),
        ("E 11 47", "en_route", {"unit": "CSO-11", "call": C47, "text": ""}),
        ("O 47 11, at the gate", "on_scene", {"unit": "CSO-11", "call": C47, "text": "at the gate"}),
        ("F.11", "free", {"unit": "CSO-11", "call": "", "text": ""}),
        ("C 11 05", "clear", {"unit": "CSO-11", "disposition": "05", "call": "", "text": ""}),
        ("C 11 5", "clear", {"unit": "CSO-11", "disposition": "05", "call": "", "text": ""}),
        (
            "C 11 47 goa, no one",
            "clear",
            {"unit": "CSO-11", "disposition": "14", "call": C47, "text": "no one"},
        ),
        ("C 47 11 05", "clear", {"unit": "CSO-11", "disposition": "05", "call": C47, "text": ""}),
        ("CX 52 22", "close_call", {"call": C52, "disposition": "22", "text": ""}),
        ("R 47, gate code 1122", "remark", {"call": C47, "text": "gate code 1122"}),
        ("S 12 MEAL", "set_status", {"unit": "CSO-12", "status": "break", "text": ""}),
        ("S 12 10-7, flat tyre", "set_status", {"unit": "CSO-12", "status": "oos", "text": "flat tyre"}),
        ("M 12 PLUMMER PARK", "move", {"unit": "CSO-12", "place": "PLUMMER PARK"}),
        ("ON CSO-14 4417 UTV-1", "log_on", {"unit": "CSO-14", "crew": ("4417",), "vehicle": "UTV-1"}),
        ("ON 14 utv1 4417,4420", "log_on", {"unit": "CSO-14", "crew": ("4417", "4420"), "vehicle": "UTV-1"}),
        ("ON 14 4417 car7", "log_on", {"unit": "CSO-14", "crew": ("4417",), "vehicle": "CAR7"}),
        ("OFF 12", "log_off", {"unit": "CSO-12"}),
        ("? d", "help", {"about": "D"}),
        ("?D!", "help", {"about": "D"}),
        ("?", "help", {"about": ""}),
    ],
)
def test_other_verbs(line: str, verb: str, expected: dict[str, Any]) -> None:
    assert typed(line).verb == verb
    assert args(line) == expected


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("47", C47),
        ("1121-47", "20261121-0047"),
        ("20261121-47", "20261121-0047"),
        ("20261121-0047", "20261121-0047"),
        ("88", "20261121-0088"),
        ("60", "20261122-0060"),
    ],
)
def test_a_call_is_found_by_what_is_typed(word: str, number: str) -> None:
    assert args(f"R {word}, x")["call"] == number


def test_a_closed_call_of_an_earlier_day_needs_its_day() -> None:
    assert args("R 1121-60, x")["call"] == "20261121-0060"


@pytest.mark.parametrize("word", ["11", "CSO11", "cso-11", "Cso-11", "011"])
def test_a_unit_is_found_by_what_is_typed(word: str) -> None:
    assert args(f"A {word}")["unit"] == "CSO-11"


@pytest.mark.parametrize(
    ("line", "word", "instead"),
    [
        ("N 587 8300 SANTA MONICA BL; van", "587", "N 586 8300 SANTA MONICA BL; van"),
        ("D CS011 47", "CS011", "D CSO-11 47"),
        ("D 11 48", "48", "D 11 47"),
        ("D 11,UTV9 47", "UTV9", "D 11,UTV-1 47"),
        ("D 47 11,UTV9", "UTV9", "D 47 11,UTV-1"),
        ("DD 11 47", "DD", "D 11 47"),
        ("ACK 11", "ACK", "A 11"),
        ("D11 47", "D11", "D 11 47"),
        ("Y 11 52", "Y", "?"),
        ("C 11 33", "33", "C 11 13"),
        ("C 11 47", "", "C 11 47 01"),
        ("S 12 MEEL", "MEEL", "S 12 MEAL"),
        ("S 12 ENROUTE", "ENROUTE", "S 12 AVAILABLE"),
        ("O 3", "3", "O AMB-3"),
        ("A 47", "47", "A CSO-12 47"),
        ("D 11 12 47", "47", "D 11 12, 47"),
        ("D! 11 47", "", "D! 11 47, reason"),
        ("A! 11", "A!", "A 11"),
        ("D 11", "", "D 11 1121-47"),
        ("R 47 gate code", "gate", "R 47, gate code"),
        ("R 47", "", "R 47, remark"),
        ("N 586, 8300 SANTA MONICA BL", "", "N 586 8300 SANTA MONICA BL"),
        ("N 586 P1 P2 X", "P2", "N 586 P1 X"),
        ("ON 14", "", "ON 14 4417"),
        ("ON 14 4417 UTV-1 CAR7", "CAR7", "ON 14 4417 UTV-1"),
        ("OFF 12 now", "now", "OFF 12"),
        ("? DIS", "DIS", "? D"),
        ("D 11\x0047", "", "D 1147"),
        ("", "", "?"),
    ],
)
def test_a_wrong_line_is_refused_with_the_nearest_right_form(line: str, word: str, instead: str) -> None:
    said = refused(line)
    assert (said.word, said.instead) == (word, instead)
    assert said.reason.endswith(".") or ": " in said.reason


def test_an_unknown_unit_is_told_who_is_on_shift() -> None:
    assert "On shift: AMB-3, BIKE-3, CSO-11, CSO-12, CSO-52, UTV-1." in refused("A 77").reason


def test_a_number_that_fits_two_units_lists_them() -> None:
    assert refused("A 3").reason == "3 could be AMB-3 or BIKE-3."


@pytest.mark.parametrize("verb", ["QQ", "W"])
def test_a_verb_that_does_not_exist_is_refused(verb: str) -> None:
    assert refused(f"{verb} 11 47").word == verb


def test_a_line_of_2001_characters_is_refused() -> None:
    assert args("R 47, " + "x" * 1994)["text"] == "x" * 1994
    assert "2001" in refused("R 47, " + "x" * 1995).reason


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.typed)
def test_each_example_of_the_help_has_the_form_it_explains(verb: Any) -> None:
    assert typed(verb.example).verb == verb.name
    assert verb.example in help_text(verb.typed)
    assert typed(f"? {verb.typed}").words == help_text(verb.typed)
    assert verb.example in help_text()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("D 11 47", "Dispatch CSO-11 to 47, Melrose / Robertson."),
        ("DE 11,UTV1 1121-47", "Dispatch CSO-11 and UTV-1 to 1121-47, Melrose / Robertson, en route."),
        ("O 11", "CSO-11 is on scene at 47, Melrose / Robertson."),
        ("C 11 05", "Clear CSO-11 from 47, Melrose / Robertson: 05 Settled by phone."),
        ("S 12 MEAL", "Set CSO-12 to Break."),
        ("N 586 Plummer Park p2", "New call: Parking at Plummer Park, priority 2."),
    ],
)
def test_a_command_says_in_words_what_it_will_do(line: str, words: str) -> None:
    assert typed(line).words == words
